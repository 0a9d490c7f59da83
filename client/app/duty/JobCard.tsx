import { useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { AllocationRow, CallAtDoor, MyJob } from '#shared/allocations/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { FullReferral } from './FullReferral.tsx'
import { aboutWords, callWords, clockReading, knowLines, nameOf, stepsOf } from './jobWords.ts'
import { isRingable } from '#shared/kernel/telephone.ts'

export interface JobCardProps {
  readonly job: MyJob
  readonly row: AllocationRow
  readonly headingId: string
}

/** What, where and how long, without a tap: the clock, the person, how far it has come, the way in, and what to know before the door. */
export function JobCard({ job, row, headingId }: JobCardProps) {
  const now = useNow(60_000)
  const clock = clockReading(job, now, row.arrivedAt)
  return (
    <article className="job-card" aria-labelledby={headingId}>
      {clock && <StatutoryClock look="phone" clock={clock} />}
      <div className="pad">
        <h1 className="who" id={headingId}>
          {nameOf(job.referral)}
        </h1>
        <p className="muted">{aboutWords(job.referral, londonDayOf(now))}</p>
        <Steps row={row} now={now} />
      </div>
      <Place job={job} />
      <div className="pad">
        <h2 className="vh">Know before you go</h2>
        <ul className="know">
          {knowLines(job).map(({ look, icon, words }) => (
            <li key={words} className={look || undefined}>
              <Icon name={icon} />
              <span>{words}</span>
            </li>
          ))}
        </ul>
        <FullReferral job={job} />
      </div>
    </article>
  )
}

/** How far the job has come, with the time of each step. */
function Steps({ row, now }: { readonly row: AllocationRow; readonly now: Instant }) {
  return (
    <ol className="steps" aria-label="Progress">
      {stepsOf(row, now).map(({ words, time, isCurrent }) => (
        <li
          key={words}
          className={isCurrent ? 'cur' : time ? 'on' : undefined}
          aria-current={isCurrent ? 'step' : undefined}
        >
          {words}
          <span>{time}</span>
        </li>
      ))}
    </ol>
  )
}

/** What was told last, above the address: it may be of another place, or of a danger there. */
function NewestCall({ call }: { readonly call: CallAtDoor | undefined }) {
  const today = londonDayOf(useNow(60_000))
  if (!call) return null
  return (
    <Notice tone={call.riskToStaff === 'yes' || call.place !== '' ? 'warn' : 'info'}>
      <b>New call, {formatInstant(call.receivedAt, today)}.</b> {callWords(call)}
    </Notice>
  )
}

/** Where, how to get in, and whom to ring. */
function Place({ job: { referral, placePhone, calls = [] } }: { readonly job: MyJob }) {
  return (
    <div className="pad">
      <h2 className="vh">Where</h2>
      <NewestCall call={calls.at(-1)} />
      <div className="addr">{referral.place}</div>
      {referral.wayIn && <p className="muted">{referral.wayIn}</p>}
      <div className="acts">
        <a className="btn btn-s" href={`geo:0,0?q=${encodeURIComponent(referral.place)}`}>
          <Icon name="place" />
          Directions
        </a>
        {placePhone && <Call phone={placePhone} who="Place" />}
        {isRingable(referral.callerPhone) && (
          <Call phone={referral.callerPhone} who="Caller" name={referral.callerName} />
        )}
      </div>
      {!isRingable(referral.callerPhone) && referral.callerPhone !== '' && (
        <p className="muted">The caller’s number: {referral.callerPhone}</p>
      )}
    </div>
  )
}

interface CallProps {
  readonly phone: string
  readonly who: string
  /** Who it is in full: said and shown on asking, for three buttons share one line. */
  readonly name?: string
}

function Call({ phone, who, name = '' }: CallProps) {
  return (
    <a className="btn btn-s" href={telOf(phone)} title={name || undefined}>
      <Icon name="phone" />
      <span>
        <span className="vh">Ring </span>
        {who}
        {name && <span className="vh">, {name}</span>}
      </span>
    </a>
  )
}
