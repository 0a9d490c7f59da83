import { Fragment, useState } from 'react'
import { useTimeOf } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import type { NoteId } from '#shared/kernel/ids.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { formatDayShort, formatInstant, londonDayOf, weekdayName, type LondonDay } from '#shared/time/london.ts'
import { Pieces } from './Pieces.tsx'
import styles from './referrals.module.css'

const shows = [
  { value: 'all', label: 'All' },
  { value: 'decision', label: 'Decisions' },
  { value: 'contact', label: 'Contact' },
] as const
type Shown = (typeof shows)[number]['value']

export interface TimelineProps {
  readonly lines: readonly TimelineLine[]
  /** Prints the record, once that has been recorded. */
  readonly onPrint: () => void
  /** What corrects a note, where it may be corrected. */
  readonly correcting: (id: NoteId) => (() => void) | undefined
}

/** Everything that happened to a referral, the newest first. Nothing of it can be changed or taken away. */
export function Timeline({ lines, onPrint, correcting }: TimelineProps) {
  const [show, setShow] = useState<Shown>('all')
  const today = useTimeOf((now) => londonDayOf(now), 60_000)
  const shown = lines.filter(({ about }) => show === 'all' || about === show)
  const print = (
    <Button kind="q" size="sm" onClick={onPrint}>
      Print
    </Button>
  )
  return (
    <Card title="Timeline" aside={print}>
      <div className={styles.filters}>
        <RadioChips label="Show" hideLabel look="sm" options={shows} value={show} onChange={setShow} />
      </div>
      <ol className="tl">
        {shown.map((line, place) => {
          const day = londonDayOf(line.at)
          const before = shown[place - 1]
          const newDay = before === undefined || londonDayOf(before.at) !== day
          return (
            <Fragment key={line.key}>
              {newDay && <li className="day">{dayWords(day, today)}</li>}
              <Line line={line} day={day} onCorrect={line.noteId && correcting(line.noteId)} />
            </Fragment>
          )
        })}
      </ol>
      {shown.length === 0 && <p className="muted">Nothing of this kind yet.</p>}
    </Card>
  )
}

interface LineProps {
  readonly line: TimelineLine
  readonly day: LondonDay
  readonly onCorrect: (() => void) | undefined
}

function Line({ line, day, onCorrect }: LineProps) {
  return (
    <li className={line.look === 'plain' ? undefined : line.look}>
      <div className="h">{line.head}</div>
      <div className="b">
        {formatInstant(line.at, day)} · {line.by}
      </div>
      {line.quote.length > 0 && (
        <div className="quote">
          <Pieces pieces={line.quote} />
        </div>
      )}
      {onCorrect && (
        <Button kind="q" size="sm" onClick={onCorrect}>
          Correct<span className="vh"> {line.head}</span>
        </Button>
      )}
    </li>
  )
}

/** @example dayWords(londonDay('2026-11-12'), '2026-11-12') // 'Today, Thursday 12 November' */
const dayWords = (day: LondonDay, today: string): string =>
  `${day === today ? 'Today, ' : ''}${weekdayName(day)} ${formatDayShort(day).slice(4)}`
