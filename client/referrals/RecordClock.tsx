import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import type { ClockReading } from '#client/ui/clockFace.ts'
import { countsFromNurse } from '#shared/referrals/afterNurse.ts'
import { withoutEffect } from '#shared/referrals/beside.ts'
import { powerNames, ruleInForce } from '#shared/referrals/clockRules.ts'
import { clockOf, compareByLimit, type Clock } from '#shared/referrals/clocks.ts'
import { limitFamilies } from '#shared/referrals/law/limitKinds.ts'
import type { LimitClock } from '#shared/referrals/law/limits.ts'
import type { LimitRow, PowerRow, ReferralDetail } from '#shared/referrals/record.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { limitReading, shownLimit } from './limitReading.ts'
import styles from './referrals.module.css'

export interface PowerClock {
  readonly power: PowerRow
  readonly clock: Clock
  /** The power that held the person already when this one began, so that this one has no effect in law; `null` where it counts. */
  readonly under: PowerRow | null
}

/** The powers that are not corrected since, with where each clock stands, the most pressing first. */
export const powerClocks = (powers: readonly PowerRow[], now: Instant): readonly PowerClock[] =>
  powers
    .filter(({ supersededAt }) => supersededAt === null)
    .map((power) => ({
      power,
      clock: clockOf({ ...power, afterNurse: countsFromNurse(power, powers) }, now),
      under: withoutEffect(power, powers),
    }))
    .toSorted(byPressing)

/** What has no effect in law stands last, whatever its own hours say. */
const byPressing = (a: PowerClock, b: PowerClock): number =>
  Number(a.under !== null) - Number(b.under !== null) || compareByLimit(a.clock, b.clock)

/** What the big clock is told of a power. */
export function readingOf({ power, clock }: Pick<PowerClock, 'power' | 'clock'>, now: Instant): ClockReading {
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
function localReading({
  referral: { assessBy, acceptedAt, receivedAt, closedAt },
  isAttended,
  now,
}: Omit<RecordClockProps, 'powers' | 'limits'>): ClockReading | null {
  if (closedAt !== null) return null
  const startedAt = acceptedAt ?? receivedAt
  if (assessBy === null || isAttended) {
    return { kind: 'local', state: 'calm', limitAt: null, startedAt, label: 'No legal clock is running' }
  }
  const label = `Assess by ${momentWords(assessBy, now)}`
  return { kind: 'local', state: now >= assessBy ? 'over' : 'calm', limitAt: assessBy, startedAt, label, word: 'to go' }
}

export interface RecordClockProps {
  readonly referral: ReferralDetail
  readonly powers: readonly PowerRow[]
  readonly limits: readonly LimitRow[]
  /** An AMHP is with the person: the time to assess by is over. */
  readonly isAttended: boolean
  readonly now: Instant
}

/** One clock of the record, whichever part of the law it is of. */
interface Shown {
  readonly key: string
  readonly name: string
  readonly clock: Clock | LimitClock
  readonly reading: ClockReading
  readonly lines: ReactNode
  /** Whether it counts: what has no effect in law stands last. */
  readonly counts: boolean
}

/** Beside others a limit is told apart by its section. @example 's12(1): Examine by Tue 17 November' */
const named = (short: string, reading: ClockReading): ClockReading => ({
  ...reading,
  label: `${short}: ${reading.label}`,
})

/**
 * The powers, and the other limits that the hub answers for by law: what lifted the row on the board is what the record shows first.
 * Where nothing runs any more, the powers that have ended.
 */
function shownClocks({ powers, limits, now }: RecordClockProps): readonly Shown[] {
  const ofPowers = powerClocks(powers, now).map((one): Shown => ({
    key: one.power.id,
    name: powerNames[one.power.kind].full,
    clock: one.clock,
    reading: readingOf(one, now),
    lines: <ClockLines {...one} />,
    counts: one.under === null,
  }))
  const ofLimits = limits
    .filter(({ supersededAt, endedAt }) => supersededAt === null && endedAt === null)
    .map((limit) => shownLimit(limit, now))
    .filter(({ clock }) => clock.rule.owner === 'hub' && !clock.isLocal)
    .map((one): Shown => ({
      key: one.limit.id,
      name: limitFamilies[one.limit.kind].full,
      clock: one.clock,
      reading: named(limitFamilies[one.limit.kind].short, limitReading(one, now)),
      lines: <Lines clock={one.clock} source={one.limit.startSource} />,
      counts: true,
    }))
  return [...ofPowers, ...ofLimits].toSorted(
    (a, b) => Number(b.counts) - Number(a.counts) || compareByLimit(a.clock, b.clock),
  )
}

/** The clock that presses most, large, and how each was worked out. */
export function RecordClock(props: RecordClockProps) {
  const { referral } = props
  const [open, setOpen] = useState(false)
  const clocks = shownClocks(props)
  const [first] = clocks
  const reading = first ? first.reading : localReading(props)
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
      {clocks.slice(1).map(({ key, reading: other }) => (
        <StatutoryClock key={key} clock={other} look="row" />
      ))}
      <div id="worked-out" className={open ? styles.workedOut : undefined}>
        {open && <WorkedOut clocks={clocks} number={referral.number} onClose={() => setOpen(false)} />}
      </div>
    </div>
  )
}

interface WorkedOutProps {
  readonly clocks: readonly Shown[]
  readonly number: number
  readonly onClose: () => void
}

function WorkedOut({ clocks, number, onClose }: WorkedOutProps) {
  return (
    <>
      {clocks.map(({ key, name, lines }) => (
        <div key={key}>
          <b>{name}</b>
          {lines}
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
export const ClockLines = ({ clock, power }: Pick<PowerClock, 'power' | 'clock'>) => (
  <Lines clock={clock} source={power.startSource} />
)

function Lines({
  clock,
  source,
}: {
  readonly clock: Pick<Clock | LimitClock, 'workedOut' | 'rule'>
  readonly source: string
}) {
  return (
    <ul className={styles.lines}>
      {clock.workedOut.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {source && <li>Source of the start: {source}.</li>}
      <li>
        <a href={clock.rule.citation} target="_blank" rel="noreferrer">
          The section, on legislation.gov.uk
        </a>
      </li>
    </ul>
  )
}
