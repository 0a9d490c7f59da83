import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import type { ClockReading } from '#client/ui/clockFace.ts'
import { powerNames, ruleInForce } from '#shared/referrals/clockRules.ts'
import { clockOf, compareByLimit, type Clock } from '#shared/referrals/clocks.ts'
import type { PowerRow, ReferralDetail } from '#shared/referrals/record.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import styles from './referrals.module.css'

export interface PowerClock {
  readonly power: PowerRow
  readonly clock: Clock
}

/** The powers that are not corrected since, with where each clock stands, the most pressing first. */
export const powerClocks = (powers: readonly PowerRow[], now: Instant): readonly PowerClock[] =>
  powers
    .filter(({ supersededAt }) => supersededAt === null)
    .map((power) => ({ power, clock: clockOf(power, now) }))
    .toSorted((a, b) => compareByLimit(a.clock, b.clock))

/** What the big clock is told of a power. */
export function readingOf({ power, clock }: PowerClock, now: Instant): ClockReading {
  const { full } = powerNames[power.kind]
  const { limitAt, state, fractionLeft } = clock
  const today = londonDayOf(now)
  const soonAt =
    limitAt === null ? null : addMinutes(limitAt, -ruleInForce(power.kind, power.startedAt ?? now).warnAt[0])
  const label =
    limitAt === null
      ? full
      : state === 'ended'
        ? `${full}, limit was ${formatInstant(limitAt, today)}`
        : `${full} ${limitAt <= now ? 'ended' : 'ends'} ${momentWords(limitAt, now)}`
  return { kind: 'legal', state, limitAt, soonAt, startedAt: power.startedAt, fractionLeft, label }
}

const momentWords = (at: Instant, now: Instant): string => {
  const words = formatInstant(at, londonDayOf(now))
  return londonDayOf(at) === londonDayOf(now) ? `${words} today` : words
}

/** Without a legal clock there is only a local one, drawn dashed: the time to assess by, or how long it has waited. */
function localReading(
  { assessBy, acceptedAt, receivedAt, closedAt }: ReferralDetail,
  now: Instant,
): ClockReading | null {
  if (closedAt !== null) return null
  const startedAt = acceptedAt ?? receivedAt
  if (assessBy === null) {
    return { kind: 'local', state: 'calm', limitAt: null, startedAt, label: 'No legal clock is running' }
  }
  const label = `Assess by ${momentWords(assessBy, now)}`
  return { kind: 'local', state: now >= assessBy ? 'over' : 'calm', limitAt: assessBy, startedAt, label, word: 'to go' }
}

export interface RecordClockProps {
  readonly referral: ReferralDetail
  readonly powers: readonly PowerRow[]
  readonly now: Instant
}

/** The clock that presses most, large, and how each was worked out. */
export function RecordClock({ referral, powers, now }: RecordClockProps) {
  const [open, setOpen] = useState(false)
  const clocks = powerClocks(powers, now)
  const [first] = clocks
  const reading = first ? readingOf(first, now) : localReading(referral, now)
  if (reading === null) return null
  return (
    <div className={styles.clock}>
      <StatutoryClock clock={reading} look="big">
        {first && (
          <button
            type="button"
            className={styles.inLine}
            aria-expanded={open}
            aria-controls="worked-out"
            onClick={() => setOpen(!open)}
          >
            how this is worked out
          </button>
        )}
      </StatutoryClock>
      {clocks.slice(1).map((one) => (
        <StatutoryClock key={one.power.id} clock={readingOf(one, now)} look="row" />
      ))}
      <div id="worked-out" className={open ? styles.workedOut : undefined}>
        {open && <WorkedOut clocks={clocks} number={referral.number} onClose={() => setOpen(false)} />}
      </div>
    </div>
  )
}

interface WorkedOutProps {
  readonly clocks: readonly PowerClock[]
  readonly number: number
  readonly onClose: () => void
}

function WorkedOut({ clocks, number, onClose }: WorkedOutProps) {
  return (
    <>
      {clocks.map(({ power, clock }) => (
        <div key={power.id}>
          <b>{powerNames[power.kind].full}</b>
          <ClockLines clock={clock} power={power} />
        </div>
      ))}
      <div className={styles.buttons}>
        <Link to="/referrals/$number" params={{ number: String(number) }} search={{ tab: 'clock' }}>
          Correct the start, extend or end
        </Link>
        <Button kind="q" size="sm" onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  )
}

/** The sum, line by line, with where the start comes from and the section of the Act. */
export function ClockLines({ clock, power }: PowerClock) {
  return (
    <ul className={styles.lines}>
      {clock.workedOut.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {power.startSource && <li>Source of the start: {power.startSource}.</li>}
      <li>
        <a href={clock.rule.citation} target="_blank" rel="noreferrer">
          The section, on legislation.gov.uk
        </a>
      </li>
    </ul>
  )
}
