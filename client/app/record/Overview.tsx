import { Link, useNavigate } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useKey, useShortcut } from '#client/kernel/shortcuts.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { Kbd } from '#client/ui/Kbd.tsx'
import { Menu, type MenuAction } from '#client/ui/Menu.tsx'
import { useTaking } from '#client/ui/takeAway.ts'
import { toast } from '#client/ui/toast.ts'
import { DecisionCard } from '#client/referrals/DecisionCard.tsx'
import { FurtherCalls } from '#client/referrals/FurtherCalls.tsx'
import { Linked } from '#client/referrals/Linked.tsx'
import { ReferralFacts } from '#client/referrals/ReferralFacts.tsx'
import { WaitingFor } from '#client/referrals/WaitingFor.tsx'
import { Asks } from '#client/referrals/triaging/Asks.tsx'
import { recordPrinted } from '#shared/audit/contract.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { recordText } from '#shared/referrals/recordText.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { WhomToRing } from '../WhomToRing.tsx'
import { stagesOf } from './stages.ts'
import { Stages } from './Stages.tsx'
import { Told } from './Told.tsx'
import { cameBackFrom, heldBy, useAllocationsOf, WhoHasIt } from './WhoHasIt.tsx'

export interface OverviewProps {
  readonly record: ReferralRecord
  readonly onPrint: () => void
}

/** The record at a glance: how far it is, the decision in force, who is waited for, what was said, what happened. */
export function Overview({ record, onPrint }: OverviewProps) {
  const now = useNow(15_000)
  const { can } = useSession()
  const { referral, decisions, arrangements } = record
  const allocations = useAllocationsOf(referral.id)
  const open = referral.closedAt === null
  const had = referral.state === 'to-allocate' ? cameBackFrom(allocations) : heldBy(allocations)
  return (
    <div className="stack">
      <div className="rec-top">
        <Stages stages={stagesOf(record, had, now)} />
        <NextThing record={record} onPrint={onPrint} />
      </div>
      <WhomToRing state={referral.state} isGiven={allocations.some(({ endedAt }) => endedAt === null)} />
      <div className="rec">
        <div className="stack">
          <DecisionCard
            decisions={decisions}
            undone={record.undoneDecisions}
            today={londonDayOf(now)}
            action={
              open &&
              can('triage') && (
                <Link to="/referrals/$number" params={{ number: String(referral.number) }} search={{ tab: 'triage' }}>
                  Change
                </Link>
              )
            }
          />
          <WhoHasIt rows={allocations} now={now} />
          <WaitingFor referral={referral} arrangements={arrangements} />
          <Beside referral={referral} canAsk={open && can('take referrals')} now={now} />
          <ReferralFacts referral={referral} canChange={open && can('take referrals')} />
        </div>
        <Told record={record} onPrint={onPrint} now={now} />
      </div>
    </div>
  )
}

interface BesideProps {
  readonly referral: Pick<ReferralRecord['referral'], 'id' | 'number'>
  readonly canAsk: boolean
  readonly now: Instant
}

/** What agencies still owe, further calls, and the referrals that this one belongs with. */
function Beside({ referral: { id: referralId, number }, canAsk, now }: BesideProps) {
  const { data } = useAnswer(referralFile, { referralId })
  const today = londonDayOf(now)
  return (
    <>
      {data && <Asks referralId={referralId} number={number} asks={data.asks} canAsk={canAsk} now={now} />}
      <FurtherCalls calls={data?.calls ?? []} today={today} />
      <Linked links={data?.links ?? []} today={today} />
    </>
  )
}

/** The one thing to do next, and the others behind "More…". */
function NextThing({ record, onPrint }: OverviewProps) {
  const navigate = useNavigate()
  const { can } = useSession()
  const { state, number: count } = record.referral
  const number = String(count)
  const allocates = state === 'to-allocate' && can('allocate')
  const triages = state === 'to-triage' && can('triage')
  const goTo = (tab: string): void => void navigate({ to: '/referrals/$number', params: { number }, search: { tab } })
  const allocate = (): void => void navigate({ to: '/board/r/$number', params: { number } })
  useShortcut(allocates ? { keys: 'a', says: 'Allocate an AMHP', run: allocate } : null)
  const keys = { triage: useKey('t'), allocate: useKey('a') }
  const { take } = useTaking(recordPrinted)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(recordText(record))
    toast({ words: 'Copied as text.', detail: 'For the case system. Clear the clipboard on a shared computer.' })
  }
  const actions: readonly MenuAction[] = [
    ...(state !== 'closed' && !triages && can('triage')
      ? [{ id: 'triage', label: 'Change the decision', run: () => goTo('triage') }]
      : []),
    ...(can('take referrals') ? [{ id: 'clock', label: 'Correct a clock', run: () => goTo('clock') }] : []),
    ...(state === 'closed' || !can('take referrals')
      ? []
      : [{ id: 'details', label: 'Change details', run: () => goTo('details') }]),
    { id: 'copy', label: 'Copy as text', run: () => take({ referralId: record.referral.id, how: 'copy' }, copy) },
    { id: 'print', label: 'Print', icon: 'print', run: onPrint },
  ]
  return (
    <div className="row">
      {triages && (
        <Link
          className={buttonClass({ kind: 'p' })}
          to="/referrals/$number"
          params={{ number }}
          search={{ tab: 'triage' }}
          aria-keyshortcuts={keys.triage ?? undefined}
        >
          Triage <Kbd>T</Kbd>
        </Link>
      )}
      {allocates && (
        <Link
          className={buttonClass({ kind: 'p' })}
          to="/board/r/$number"
          params={{ number }}
          aria-keyshortcuts={keys.allocate ?? undefined}
        >
          Allocate an AMHP <Kbd>A</Kbd>
        </Link>
      )}
      <Menu actions={actions} label="More to do with this referral">
        More…
      </Menu>
    </div>
  )
}
