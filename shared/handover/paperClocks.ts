import { bindingPowers } from '../referrals/beside.ts'
import { clockOf, compareByLimit, type Clock, type Standing } from '../referrals/clocks.ts'
import { fullOf, type Counted, type LegalClock } from '../referrals/law/boardLimit.ts'
import { limitFamilies } from '../referrals/law/limitKinds.ts'
import { limitClockOf, type LimitClock } from '../referrals/law/limits.ts'
import { endsAtMidnight } from '../referrals/law/limitWords.ts'
import { addMinutes, minutesBetween, type Instant } from '../time/instant.ts'
import { formatDayShort, formatInstant, londonDayOf } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'

/** A clock of the law on paper: what it is, when it ends, and how far off that was when the paper was made. */
export interface PaperClock {
  /** In full: "Section 136". */
  readonly what: string
  /** "ends Thu 12 November 18:45", "ENDED …", "admit by the end of Wed 25 November", "START NOT RECORDED". */
  readonly ends: string
  /** "2h left", "1h 45m over"; empty where no end is known. */
  readonly left: string
  /** A target of the service, where the law gives no number. */
  readonly isLocal: boolean
  readonly urgent: boolean
  readonly standing: Standing
}

const DAY = 24 * 60
/** From here on hours are harder to read than days. */
const IN_DAYS = 4 * DAY

const lengthOf = (minutes: number): string =>
  minutes >= IN_DAYS ? `${Math.floor(minutes / DAY)} days` : formatMinutes(minutes)

const leftWords = (limitAt: Instant | null, at: Instant): string => {
  if (limitAt === null) return ''
  return limitAt <= at
    ? `${lengthOf(minutesBetween(limitAt, at))} over`
    : `${lengthOf(minutesBetween(at, limitAt))} left`
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/**
 * Every clock of the law that runs on a referral, for paper: powers and other limits, those of partners too, by how they press and then by
 * their end. Targets of the service come last. Times carry their day, and what is left was left at the time of the paper.
 *
 * @param at the moment at which the paper was made
 * @example paperClocks(row, at).map(({ what, ends, left }) => `${what} ${ends}, ${left}`)
 */
export function paperClocks({ powers, limits }: Counted, at: Instant): readonly PaperClock[] {
  const ofPowers = bindingPowers(powers).map((power) => ofPower(clockOf(power, at), at))
  const ofLimits = limits.map((limit) => ofLimit(limitClockOf(limit, at), at))
  return [...ofPowers, ...ofLimits]
    .filter(({ standing }) => standing.state !== 'ended')
    .toSorted((a, b) => Number(a.isLocal) - Number(b.isLocal) || compareByLimit(a.standing, b.standing))
}

function ofPower(clock: Clock, at: Instant): PaperClock {
  const { limitAt, state } = clock
  const ends = limitAt === null ? 'START NOT RECORDED' : `${limitAt <= at ? 'ENDED' : 'ends'} ${formatInstant(limitAt)}`
  return { ...told({ of: 'power', ...clock }, at), ends, isLocal: false, urgent: state !== 'calm' }
}

function ofLimit(clock: LimitClock, at: Instant): PaperClock {
  const { state, isLocal, rule } = clock
  // What a partner answers for is near for weeks: on paper it cries out once it is over.
  const near = state === 'soon' && rule.owner === 'hub'
  const urgent = !isLocal && (state === 'over' || state === 'not-recorded' || near)
  return { ...told({ of: 'limit', ...clock }, at), ends: limitEnds(clock), isLocal, urgent }
}

const told = (clock: LegalClock, at: Instant) => ({
  what: fullOf(clock),
  left: leftWords(clock.limitAt, at),
  standing: clock,
})

/** A day for what is counted in days: it ends with that day. */
function limitEnds({ kind, state, limitAt }: LimitClock): string {
  const { verb } = limitFamilies[kind]
  if (state === 'not-recorded') return 'START NOT RECORDED'
  if (state === 'held') return 'held open until the county court has decided'
  const said = lower(verb)
  if (limitAt === null) return said
  const until = endsAtMidnight(kind, limitAt)
    ? `${said} ${said.endsWith(' by') ? 'the end of' : 'with'} ${formatDayShort(londonDayOf(addMinutes(limitAt, -1)))}`
    : `${said} ${formatInstant(limitAt)}`
  return state === 'over' ? `PASSED: ${until}` : until
}
