import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { OwnGaps } from '#client/papers/RecordGaps.tsx'
import { WayHome } from '#client/safety/OwnSafety.tsx'
import { ClaimToSend } from '#client/toil/ClaimToSend.tsx'
import type { AllocationRow, MyDuty, MyJob } from '#shared/allocations/contract.ts'
import { outcomeWords } from '#shared/allocations/outcomes.ts'
import { afterFinish, workEndsAt, type AfterFinish } from '#shared/rota/rest.ts'
import { myToil } from '#shared/toil/contract.ts'
import { minutesBetween, msOf, type Instant } from '#shared/time/instant.ts'
import { formatMinutes, type Minutes } from '#shared/time/minutes.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { nameOf } from './jobWords.ts'
import { pressStep } from './usePressed.ts'

export interface FinishedProps {
  readonly duty: MyDuty
  readonly job: MyJob
  readonly row: AllocationRow
  readonly finishedAt: Instant
}

/** After the job: free again inside the shift; after it the claim is filled in, the rest is worked out, and one tap says “home”. */
export function Finished({ duty, job, row, finishedAt }: FinishedProps) {
  const { can } = useSession()
  if (!can('work allocations')) return <FinishedBeside job={job} row={row} finishedAt={finishedAt} />
  const after = whatFollows(duty, row, finishedAt)
  return (
    <>
      <Notice tone="done">
        <b>Finished {formatInstant(finishedAt, londonDayOf(nowInstant()))}.</b> {nameOf(job.referral)}:{' '}
        {endedAs(row.outcome)}.
      </Notice>
      <OwnGaps referralId={row.referralId} number={job.referral.number} outcome={row.outcome} when="finished" />
      <OwnClaim row={row} finishedAt={finishedAt} hubHasIt={job.allocation.finishedAt !== null} />
      {after.next === 'on-duty' ? (
        <>
          <WayHome />
          <FreeAgain until={after.until} />
        </>
      ) : (
        <>
          <Rest restedAt={after.restedAt} nextShift={duty.nextShift} />
          <Home row={row} />
        </>
      )}
    </>
  )
}

/** Whoever works beside the AMHP hears that it is over: the claim is the AMHP’s own, and each says for themselves that they are home. */
const FinishedBeside = ({ job, row, finishedAt }: Omit<FinishedProps, 'duty'>) => (
  <>
    <section className="job-card">
      <div className="pad">
        <h1 className="who">
          {row.personName} finished {formatInstant(finishedAt, londonDayOf(nowInstant()))}
        </h1>
        <p>
          {nameOf(job.referral)}: {endedAs(row.outcome)}.
        </p>
      </div>
    </section>
    <WayHome />
  </>
)

/** By the rule by which the hub ends the watch, or looks for them until they are home. */
function whatFollows({ shift }: MyDuty, { shiftEndsAt }: AllocationRow, finishedAt: Instant): AfterFinish {
  const onAtFinish = shift !== null && shift.startsAt <= finishedAt ? shift.endsAt : null
  return afterFinish(finishedAt, workEndsAt(shiftEndsAt, onAtFinish))
}

function FreeAgain({ until }: { readonly until: Instant }) {
  const now = useNow(60_000)
  if (now >= until) return null
  return (
    <Notice>
      <b>You are free again, and on duty until {formatInstant(until, londonDayOf(now))}.</b> The board shows you as
      free.
    </Notice>
  )
}

const Home = ({ row }: Pick<FinishedProps, 'row'>) => (
  <section className="safe" aria-labelledby="home-h">
    <div>
      <h2 className="h3" id="home-h">
        Tell us when you are home
      </h2>
      <p className="muted">The hub looks for you until then.</p>
    </div>
    <Button icon="home" onClick={() => pressStep(row, 'home-safe', nowInstant())}>
      I’m home
    </Button>
  </section>
)

// Every outcome on the record is one of the list; one of a later version of this page is shown as it is.
const endedAs = (outcome: string | null): string => (outcome === null ? '' : outcomeWords(outcome).toLowerCase())

interface OwnClaimProps extends Pick<FinishedProps, 'row' | 'finishedAt'> {
  /** Whether the finish has got through: until then nothing can have been made of it. */
  readonly hubHasIt: boolean
}

function OwnClaim({ row, finishedAt, hubHasIt }: OwnClaimProps) {
  const toil = useAnswer(myToil, {})
  const claim = toil.data?.claims.find((one) => one.referralId === row.referralId && one.finishedAt === finishedAt)
  if (claim && toil.data) return <ClaimToSend key={claim.id} claim={claim} account={toil.data} />
  // What was known before the finish says nothing about it.
  const isAnswered = !toil.isFetching && toil.dataUpdatedAt > msOf(finishedAt)
  // Work on no shift is claimed whole.
  const lateMinutes = row.shiftEndsAt === null ? null : minutesBetween(row.shiftEndsAt, finishedAt)
  const late = lateMinutes === null || lateMinutes > 0
  const asked = toil.isFetching
    ? 'asking'
    : isAnswered && toil.data?.policy === null
      ? 'no-policy'
      : isAnswered && hubHasIt
        ? 'none-made'
        : 'not-heard'
  return (
    <section className="job-card">
      <div className="pad">
        <h1 className="who">{late && row.shiftEndsAt !== null ? 'Finished after your shift' : 'Finished'}</h1>
        <p>
          {late
            ? lateWords[asked](lateMinutes)
            : insideWords(isAnswered, lateMinutes === 0 && finishedAt >= (row.shiftEndsAt ?? finishedAt))}
        </p>
      </div>
    </section>
  )
}

/**
 * Whoever was called in, or set off before the shift, has a claim though they finished inside it: the hub knows, and not this page.
 *
 * @param justThen whether they finished in the minute in which the shift ended
 */
const insideWords = (isAnswered: boolean, justThen: boolean): string => {
  const finished = justThen ? 'You finished as your shift ended: 0 minutes late' : 'You finished inside your shift'
  return isAnswered
    ? `${finished}, so there is nothing to claim.`
    : `${finished}. If you were called in or set off before it, your claim stands here and in My TOIL once the hub has heard of it.`
}

/** What is known of the claim while none is here. What was known before the finish says nothing about it. */
const lateWords: Readonly<
  Record<'asking' | 'no-policy' | 'none-made' | 'not-heard', (lateMinutes: Minutes | null) => string>
> = {
  asking: () => 'Your claim is being fetched.',
  'no-policy': () =>
    'Your employer has no TOIL policy in the hub, so no claim is made yet. Tell your manager: when one is set that covers today, your claim is made.',
  'none-made': (lateMinutes) =>
    `The hub has your finish${lateMinutes === null ? '' : `, ${formatMinutes(lateMinutes)} late`}, and made no claim of it: your employer counts nothing for that, or it is paid in another way. If that is wrong, tell your manager.`,
  'not-heard': () =>
    'No claim has come back yet. If you finished without a signal, it is made when the hub hears of it, and stands here and in My TOIL. A few minutes may be less than your employer counts.',
}

/** Eleven hours' rest (WTR 1998 reg 10): said, and left to people to arrange. */
function Rest({ restedAt, nextShift }: { readonly restedAt: Instant; readonly nextShift: MyDuty['nextShift'] }) {
  const today = londonDayOf(useNow(60_000))
  const runs = `Eleven hours’ rest runs to ${formatInstant(restedAt, today)}.`
  if (!nextShift) return null
  const due = formatInstant(nextShift.startsAt, today)
  if (nextShift.startsAt >= restedAt) {
    return (
      <Notice>
        {runs} Your next shift is {due}.
      </Notice>
    )
  }
  return (
    <Notice tone="warn">
      <b>{runs}</b> You are due at {due}. Those who plan the rota are asked to move your start, and you are told here
      what they decide. Until then, ring the hub.
    </Notice>
  )
}
