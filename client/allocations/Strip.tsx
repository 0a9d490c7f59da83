import { useState, type CSSProperties } from 'react'
import { Button } from '#client/ui/Button.tsx'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf, weekdayName } from '#shared/time/london.ts'
import { StripAxis } from './StripAxis.tsx'
import { StripLineView } from './StripLineView.tsx'
import { StripList } from './StripList.tsx'
import { axisOf, isFree, placeOn, type StripLine } from './stripView.ts'

export interface StripProps {
  readonly lines: readonly StripLine[]
  readonly usualDemand: readonly number[]
  /** "Emergency Duty Team from 00:00", when that is known. */
  readonly outOfHours: string | null
  readonly now: Instant
}

/** Who is on: staggered shifts, what each AMHP is on, when they will probably finish, and where now is. */
export function Strip({ lines, usualDemand, outOfHours, now }: StripProps) {
  const [asList, setAsList] = useListOfOwn()
  const [folded, setFolded] = useState(true)
  return (
    <section className="strip" aria-labelledby="on-h">
      <div className="strip-h">
        <h2 id="on-h">Who is on</h2>
        <Summary lines={lines} outOfHours={outOfHours} now={now} />
        <span className="legend">
          <Legend />
          <Button size="sm" aria-pressed={asList} onClick={() => setAsList(!asList)}>
            Show as list
          </Button>
        </span>
      </div>
      <button type="button" className="strip-t" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
        Show or hide the timeline
      </button>
      {lines.length === 0 ? (
        <p className="strip-none muted">Nobody is on the rota within ten hours of now.</p>
      ) : asList ? (
        <StripList lines={lines} usualDemand={usualDemand} now={now} />
      ) : (
        <Timeline lines={lines} usualDemand={usualDemand} folded={folded} now={now} />
      )}
    </section>
  )
}

const SETTING = 'duty-hub.strip'

/** Whoever prefers the list has it on this computer from then on: a screen reader's person chooses it once. */
function useListOfOwn(): readonly [asList: boolean, set: (asList: boolean) => void] {
  const [asList, setAsList] = useState(() => {
    try {
      return localStorage.getItem(SETTING) === 'list'
    } catch {
      return false
    }
  })
  const set = (next: boolean): void => {
    setAsList(next)
    try {
      localStorage.setItem(SETTING, next ? 'list' : 'picture')
    } catch {
      // Kept until the page is closed.
    }
  }
  return [asList, set]
}

function Summary({ lines, outOfHours, now }: Omit<StripProps, 'usualDemand'>) {
  const free = lines.filter((line) => isFree(line, now)).length
  const late = lines.filter((line) => line.late > 0).length
  return (
    <span className="small muted">
      {lines.length} AMHP{lines.length === 1 ? '' : 's'} · <b className="is-free">{free} on shift with no job</b>
      {late > 0 && (
        <>
          {' '}
          · <b className="is-late">{late} likely to finish late</b>
        </>
      )}
      {outOfHours !== null && ` · ${outOfHours}`}
    </span>
  )
}

const legend = [
  ['sw-shift', 'Shift'],
  ['sw-job', 'On a job'],
  ['sw-next', 'Predicted'],
  ['sw-late', 'Past end of shift'],
  ['sw-range', '8 in 10 finish by'],
] as const

const Legend = () =>
  legend.map(([className, words]) => (
    <span key={className}>
      <i className={className} aria-hidden="true" />
      {words}
    </span>
  ))

interface TimelineProps extends Omit<StripProps, 'outOfHours'> {
  readonly folded: boolean
}

function Timeline({ lines, usualDemand, folded, now }: TimelineProps) {
  const axis = axisOf(lines, now)
  const day = londonDayOf(now)
  return (
    <div
      className={folded ? 'strip-grid folded' : 'strip-grid'}
      style={{ '--from': 0, '--span': axis.hours } as CSSProperties}
    >
      <StripAxis axis={axis} usualDemand={usualDemand} weekday={weekdayName(day)} nowAt={placeOn(axis, now)} />
      <div className="gridlines" aria-hidden="true" />
      <ul>
        {lines.map((line) => (
          <StripLineView key={line.personId} line={line} axis={axis} now={now} />
        ))}
      </ul>
      <div className="nowline" aria-hidden="true" style={{ '--t': placeOn(axis, now) } as CSSProperties}>
        <b>{clockTimeOf(now)}</b>
      </div>
    </div>
  )
}
