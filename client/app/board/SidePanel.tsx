import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import { shortMoment } from '#client/allocations/moments.ts'
import { targetWords } from '#client/allocations/targetWords.ts'
import { AllocatedPanel } from '#client/allocations/AllocatedPanel.tsx'
import { AllocatePanel, type AllocatePanelProps, type Asking } from '#client/allocations/AllocatePanel.tsx'
import type { Choice } from '#client/allocations/useAllocate.ts'
import { NextBest } from '#client/allocations/NextBest.tsx'
import { useAsking } from '#client/kernel/asking.ts'
import { useKey } from '#client/kernel/shortcuts.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useLooking } from '#client/referrals/useLooking.ts'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { arriveBy } from '#shared/allocations/candidates.ts'
import { jobKindOf } from '#shared/allocations/likelyFinish.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { limitLabel } from '#shared/referrals/law/legalReading.ts'
import { fullOf, type LegalClock } from '#shared/referrals/law/boardLimit.ts'
import { referralNumber, requests } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { WhomToRing } from '../WhomToRing.tsx'
import { HoldHere } from './HoldHere.tsx'
import type { Placed } from './placing.ts'

interface SidePanelProps extends Pick<AllocatePanelProps, 'said' | 'now' | 'live' | 'onDone' | 'onConflict'> {
  readonly ref: Ref<HTMLElement>
  readonly placed: Placed
}

/** Beside the queue: what is known of the selected referral, and what can be done with it. */
export function SidePanel({ ref, placed, said, now, live, onDone, onConflict }: SidePanelProps) {
  const { row, clock } = placed
  const { can } = useSession()
  const acts = can('allocate')
  const title =
    row.allocation !== null || !acts ? said : row.state === 'to-triage' ? `Triage ${said}` : `Allocate ${said}`
  useLooking(row.id)
  const facts = <Facts row={row} clock={clock} now={now} />
  return (
    <aside className="panel" id="panel" aria-labelledby="pn-h" tabIndex={-1} ref={ref}>
      <div className="panel-in">
        <h2 id="pn-h">{title}</h2>
        <div className="small muted">
          {referralNumber(row.number)} · {requests[row.request]} ·{' '}
          <Link to="/referrals/$number" params={{ number: String(row.number) }}>
            open record
          </Link>{' '}
          <Link
            className="only-d"
            to="/referrals/$number"
            params={{ number: String(row.number) }}
            search={{ follow: 'board' }}
            target="duty-hub-beside"
          >
            beside, on a second screen
          </Link>
        </div>
        {acts ? (
          <Acts key={row.id} {...{ row, said, now, live, facts, onDone, onConflict }} />
        ) : (
          <dl className="facts">{facts}</dl>
        )}
        <WhomToRing state={row.state} isGiven={row.allocation !== null} />
        {row.allocation === null && row.state !== 'closed' && can('triage') && (
          <HoldHere key={row.id} row={row} now={now} />
        )}
      </div>
    </aside>
  )
}

/** What can be done as it stands. Whoever is choosing somebody when a colleague is quicker goes on until they have read who and when. */
function Acts({ row, said, now, live, facts, onDone, onConflict }: ActsProps) {
  const [asking, setAsking] = useAsking<Asking>(`choose.${row.id}`)
  const [unasked, setUnasked] = useAsking<Choice>(`risk.${row.id}`)
  if (row.allocation !== null && asking === null && unasked === null)
    return <AllocatedPanel row={row} allocation={row.allocation} {...{ said, now, live, facts }} />
  if (row.state === 'to-triage') return <ToTriage row={row}>{facts}</ToTriage>
  const open = { asking, setAsking, unasked, setUnasked }
  return <AllocatePanel {...{ row, said, now, live, facts, onDone, onConflict, ...open }} />
}

type ActsProps = Omit<AllocatePanelProps, 'asking' | 'setAsking' | 'unasked' | 'setUnasked'>

interface FactsProps {
  readonly row: BoardRow
  readonly clock: LegalClock | null
  readonly now: Instant
}

function Facts({ row, clock, now }: FactsProps) {
  const asks = [row.asksFor, row.interpreter].filter((part) => part !== '').join(', ')
  return (
    <>
      <dt>Limit</dt>
      <dd>{clock === null ? 'No legal clock is running' : <LimitWords row={row} clock={clock} now={now} />}</dd>
      {row.assessBy !== null && (row.allocation?.arrivedAt ?? null) === null && (
        <>
          <dt>Assess by</dt>
          <dd>
            <b>{shortMoment(row.assessBy, now)}</b>, {targetWords(row.assessBy, now)}
          </dd>
        </>
      )}
      <dt>Where</dt>
      <dd>{row.place}</dd>
      {asks !== '' && (
        <>
          <dt>Asks for</dt>
          <dd>{asks}</dd>
        </>
      )}
    </>
  )
}

function LimitWords({ row, clock, now }: FactsProps & { readonly clock: LegalClock }) {
  const name = fullOf(clock)
  if (clock.limitAt === null) return <b>{name}: start not recorded</b>
  if (clock.of === 'limit') {
    return (
      <>
        <b>
          {clock.state === 'over' ? 'Passed: ' : ''}
          {limitLabel(clock, (at) => shortMoment(at, now))}
        </b>
        , {name}
      </>
    )
  }
  const by = arriveBy(jobKindOf(row.request, row.source), clock.limitAt)
  return (
    <>
      <b>
        {clock.limitAt <= now ? 'Over since ' : ''}
        {shortMoment(clock.limitAt, now)}
      </b>
      , {name}
      {row.allocation === null && by > now && `. Be there by about ${shortMoment(by, now)}`}
    </>
  )
}

function ToTriage({ row, children }: { readonly row: BoardRow; readonly children: React.ReactNode }) {
  const triageKey = useKey('t')
  return (
    <>
      <dl className="facts">{children}</dl>
      <p>Nobody can be given this before a triage decision is recorded.</p>
      <Link
        className={buttonClass({ kind: 'p', size: 'sm' })}
        to="/referrals/$number"
        params={{ number: String(row.number) }}
        search={{ tab: 'triage' }}
        aria-keyshortcuts={triageKey ?? undefined}
      >
        Triage
      </Link>
    </>
  )
}

/** For those who read the board and change nothing on it. */
const NothingToDo = () => (
  <aside className="panel" aria-labelledby="pn-h">
    <div className="panel-in">
      <h2 id="pn-h">Read only</h2>
      <p className="muted">Choose a row to see more of it, or open its record. The desk triages and allocates.</p>
    </div>
  </aside>
)

interface NothingChosenProps {
  readonly next: Placed | undefined
  readonly said: string
  readonly now: Instant
  readonly onSelect: (row: BoardRow) => void
  readonly onOpen: (number: number) => void
}

/** No row is selected: says which comes first, and chooses nobody by itself. */
export function NothingChosen({ next, said, now, onSelect, onOpen }: NothingChosenProps) {
  const { can } = useSession()
  if (!can('allocate')) return <NothingToDo />
  return (
    <aside className="panel" aria-labelledby="pn-h">
      <div className="panel-in">
        <h2 id="pn-h">Allocate</h2>
        {next === undefined ? (
          <p className="muted">Nobody is waiting for an AMHP.</p>
        ) : (
          <>
            <p className="muted">First in order: {said}. Choose it, or any other row, to see who could go.</p>
            <Button kind="p" size="sm" kbd="A" onClick={() => onSelect(next.row)}>
              Allocate {said}
            </Button>
            <NextBest now={now} onOpen={onOpen} />
          </>
        )}
      </div>
    </aside>
  )
}
