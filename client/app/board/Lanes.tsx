import { useMemo, type CSSProperties } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { IncompleteRecords } from './IncompleteRecords.tsx'
import { Button } from '#client/ui/Button.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { anyPressing, ClosedRows } from '#client/restricted/ClosedRows.tsx'
import type { BoardLanes } from '#shared/allocations/boardLanes.ts'
import type { Presence } from '#shared/kernel/topic.ts'
import { Drafts } from './Drafts.tsx'
import { eyesByReferral, nobody } from './Eyes.tsx'
import { FinishedToday } from './FinishedToday.tsx'
import { finishedToday } from './finished.ts'
import { turnLane, useFoldedLanes, type Foldable } from './foldedLanes.ts'
import { inLanes, pressingWords, shownOf, stagesIn, type Lane } from './lanes.ts'
import { useLanes } from './useLanes.ts'
import { useLaneAtHand } from './useLaneAtHand.ts'
import { Narrowed } from './Narrowed.tsx'
import { inOrder, type Placed } from './placing.ts'
import { Keys, type QueueProps } from './Queue.tsx'
import { QueueRow, type RowDeeds } from './QueueRow.tsx'

type Titles = Readonly<Record<Lane | 'finished', string>>
const titlesFor = (names: BoardLanes['names']): Titles => ({
  ...names,
  allocated: 'Allocated',
  finished: 'Finished today',
})
const none: Record<Lane, string> = {
  triage: 'Nothing to triage.',
  allocate: 'Nobody is waiting for an AMHP.',
  allocated: 'Nobody is about to set out.',
  out: 'Nobody is out.',
}

/** The board as a lane for each stage. The rows, their order and what can be done are those of the list; a phone shows one lane at a time. */
export function Lanes({ ref, view, shown, placing, held, drafts, closed, stale, present, ...deeds }: QueueProps) {
  const { can } = useSession()
  const eyes = useMemo(() => eyesByReferral(present), [present])
  const rows = useMemo(() => inLanes(inOrder(placing, shown)), [placing, shown])
  const { names, order } = useLanes()
  const titles = titlesFor(names)
  const stages = stagesIn(order)
  const all = can('read records') ? ([...stages, 'finished'] as const) : stages
  const [atHand, setAtHand] = useLaneAtHand(all)
  const folded = useFoldedLanes()
  const finished = useAnswer(...finishedToday(can('read records'))).data?.length ?? null
  const pressing = anyPressing(closed, deeds.now)
  const restricted = <ClosedRows rows={closed} now={deeds.now} />
  const waiting = Object.values(held.waiting).reduce((sum, count) => sum + count, 0)
  return (
    <div className={stale ? 'queue dimmed' : 'queue'} ref={ref}>
      <Narrowed view={view} />
      <div className="stage-pick">
        <RadioChips
          label="Stage"
          hideLabel
          look="sm"
          options={all.map((lane) => ({
            value: lane,
            label: lane === 'finished' ? finishedWords(titles.finished, finished) : pickWords(titles[lane], rows[lane]),
          }))}
          value={atHand}
          onChange={setAtHand}
        />
      </div>
      {waiting > 0 && (
        <div className="by-stage-new">
          <button type="button" className="pill" onClick={held.settle}>
            {waiting} new or moved
          </button>
        </div>
      )}
      {pressing && restricted}
      <section
        className="by-stage"
        aria-label="Referrals by stage"
        style={{ '--lanes': all.map((lane) => (folded.has(lane) ? FOLDED : OPEN)).join(' ') } as CSSProperties}
      >
        {stages.map((lane) => (
          <LaneOf
            key={lane}
            lane={lane}
            title={titles[lane]}
            isAtHand={atHand === lane}
            isFolded={folded.has(lane)}
            rows={rows[lane]}
            drafts={lane === 'triage' ? drafts : []}
            eyes={eyes}
            {...deeds}
          />
        ))}
        {can('read records') && (
          <section className="stage-lane" data-at-hand={atHand === 'finished'} aria-labelledby="lane-finished">
            <FinishedToday
              title={titles.finished}
              now={deeds.now}
              isFolded={folded.has('finished')}
              fold={<FoldButton lane="finished" title={titles.finished} isFolded={folded.has('finished')} />}
            />
          </section>
        )}
      </section>
      {!pressing && restricted}
      <IncompleteRecords now={deeds.now} />
      <Keys />
    </div>
  )
}

/** How wide a lane is: one that was put away takes what its name needs. */
const [OPEN, FOLDED] = ['minmax(232px, 1fr)', 'minmax(132px, 0.3fr)']

interface FoldButtonProps {
  readonly lane: Foldable
  readonly title: string
  readonly isFolded: boolean
}

function FoldButton({ lane, title, isFolded }: FoldButtonProps) {
  return (
    <Button kind="q" size="sm" className="stage-fold" aria-expanded={!isFolded} onClick={() => turnLane(lane)}>
      {isFolded ? 'Show' : 'Fold'}
      <span className="vh"> {title}</span>
    </Button>
  )
}

/** @example pickWords('To allocate', rows) // 'To allocate 3 · 1 over' */
function pickWords(title: string, rows: readonly Placed[]): string {
  return [`${title} ${rows.length}`, pressingWords(rows)].filter(Boolean).join(' · ')
}

/** @example finishedWords('Finished today', 4) // 'Finished today 4' */
const finishedWords = (title: string, count: number | null): string => (count === null ? title : `${title} ${count}`)

interface LaneProps extends RowDeeds, Pick<QueueProps, 'drafts' | 'selected'> {
  readonly lane: Lane
  readonly title: string
  readonly isAtHand: boolean
  readonly isFolded: boolean
  readonly rows: readonly Placed[]
  readonly eyes: ReadonlyMap<string, readonly Presence[]>
}

function LaneOf({ lane, title, isAtHand, isFolded, rows, drafts, eyes, selected, ...deeds }: LaneProps) {
  const pressing = pressingWords(rows)
  const shown = shownOf(rows, isFolded, selected)
  const away = rows.length - shown.length
  return (
    <section className="stage-lane" data-at-hand={isAtHand} aria-labelledby={`lane-${lane}`}>
      <div className="qg-h">
        <h2 id={`lane-${lane}`}>{title}</h2>
        <span className="c">{rows.length}</span>
        {pressing !== '' && <span className="stage-pressing">{pressing}</span>}
        <FoldButton lane={lane} title={title} isFolded={isFolded} />
      </div>
      {shown.length > 0 && (
        <ul className="q">
          {shown.map((placed) => (
            <QueueRow
              key={placed.row.id}
              placed={placed}
              isSelected={selected === placed.row.number}
              eyes={eyes.get(placed.row.id) ?? nobody}
              {...deeds}
            />
          ))}
        </ul>
      )}
      {rows.length === 0 && drafts.length === 0 && <p className="q-none">{none[lane]}</p>}
      {away > 0 && <p className="q-none">{away} folded away</p>}
      <Drafts drafts={drafts} now={deeds.now} />
    </section>
  )
}
