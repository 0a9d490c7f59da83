import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import type { MyDuty } from '#shared/allocations/contract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'

/** Nothing to do, and that is fine: until when, and what may come. */
export function NoJob({ duty }: { readonly duty: MyDuty }) {
  const now = useNow(60_000)
  const { can } = useSession()
  return (
    <div className="empty">
      <h1 className="h2">Nothing for you now.</h1>
      <span className="muted">{shiftWords(duty, londonDayOf(now))}</span>
      {duty.shift && <span className="muted">{triageWords(duty.waitingForTriage)}</span>}
      {can('see own TOIL') && <UnsentClaims />}
      <Link to="/me/notices">How you hear of a new job</Link>
    </div>
  )
}

/** A claim that was left for the next day is not forgotten. */
function UnsentClaims() {
  const unsent =
    useAnswer(myToil, {}).data?.claims.filter(({ state, minutes }) => state === 'made' && minutes > 0).length ?? 0
  if (unsent === 0) return null
  return (
    <Link to="/me/toil">
      {unsent === 1
        ? 'One claim for a late finish is not sent yet'
        : `${unsent} claims for late finishes are not sent yet`}
    </Link>
  )
}

function shiftWords({ shift, nextShift }: MyDuty, today: LondonDay): string {
  if (shift) return `On duty until ${formatInstant(shift.endsAt, today)}.`
  if (!nextShift) return 'Off duty. No shift of yours is on the rota in the next four weeks.'
  const { startsAt, endsAt } = nextShift
  return `Off duty. Your next shift is ${formatInstant(startsAt)} to ${formatInstant(endsAt, londonDayOf(startsAt))}.`
}

function triageWords(waiting: number): string {
  if (waiting === 0) return 'Nobody is waiting for triage.'
  return waiting === 1 ? '1 person is waiting for triage.' : `${waiting} people are waiting for triage.`
}
