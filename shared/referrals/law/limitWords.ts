import { type Instant, addMinutes, minutesBetween } from '#shared/time/instant.ts'
import {
  addDays,
  clockTimeOf,
  formatDate,
  formatDay,
  formatInstant,
  londonDayOf,
  offsetMinutesOf,
  startOfDay,
} from '#shared/time/london.ts'
import { addWorkingDays, knowsWorkingDaysBetween } from '#shared/time/workingDays.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { latestWords } from '../clockWords.ts'
import { detentions, endsWithDetention, limitFamilies, RENEWED, secondTakes } from './limitKinds.ts'
import type { LimitRule, LocalTarget } from './limitRule.ts'
import type { Hold, LimitFacts, Reach } from './limits.ts'
import { appliesOn } from './rule.ts'

type Known = LimitFacts & { readonly startedAt: Instant }

/** Whether a limit is over with a whole day. An absence from a detention of hours ends with that, to the minute. */
export const endsAtMidnight = (kind: LimitFacts['kind'], at: Instant): boolean =>
  limitFamilies[kind].takes === 'day' && at === startOfDay(londonDayOf(at))

/** A limit at midnight belongs to the day before it: "Saturday 28 March 2026, to midnight". */
export function limitMoment(kind: LimitFacts['kind'], at: Instant): string {
  if (!endsAtMidnight(kind, at)) return formatInstant(at)
  return `${formatDay(londonDayOf(addMinutes(at, -1)))}, to midnight`
}

const startWords = (kind: LimitFacts['kind'], at: Instant): string =>
  limitFamilies[kind].takes === 'moment' ? formatInstant(at) : formatDay(londonDayOf(at))

/** How a limit was worked out, step by step, with the rule and its date, so that anybody can check it by hand. */
export function explainLimit(facts: Known, rule: LimitRule, reach: Reach): readonly string[] {
  const { startedAt, endedAt = null, endedHow = '' } = facts
  return [
    ...startLines(facts, rule),
    ...countLines(facts, rule, reach),
    ...secondLines(facts, reach),
    ...holdLines(facts.hold ?? null, rule, reach),
    ...clockChangeLines(startedAt, reach.limitAt, rule),
    ...(endedAt === null ? [] : [endWords(endedAt, endedHow, reach.limitAt)]),
    ...lookAgainLines(startedAt, rule),
    ...sourceLines(rule, startedAt),
  ]
}

const startLines = ({ kind, startedAt, period = 1 }: Known, rule: LimitRule): readonly string[] =>
  period > 1
    ? [`Renewal ${period - 1}: the period before ended, and this one begins on ${startWords(kind, startedAt)}.`]
    : [`Counts from ${rule.trigger}: ${startWords(kind, startedAt)}.`]

function countLines(facts: Known, rule: LimitRule, { baseLimitAt }: Reach): readonly string[] {
  const { kind, startedAt, period = 1 } = facts
  if (rule.mode === null || baseLimitAt === null) return noNumberLines(rule, startedAt)
  const last = limitMoment(kind, baseLimitAt)
  const many = rule.periods[Math.min(period, rule.periods.length) - 1] ?? rule.quantity
  switch (rule.mode) {
    case 'elapsed-hours':
      return [`${many} hours from then, as they pass: ${last}.`]
    case 'days-beginning-with':
      return [`That day is day 1 of ${many}; weekends and bank holidays count.`, `Day ${many} is ${last}.`]
    case 'days-ending-with':
      return [
        `The period is ${many} days that end with the day of the application; weekends and bank holidays count.`,
        `The last day whose ${many} days still hold it is ${last}.`,
      ]
    case 'clear-days-between':
      return [
        `Not more than ${many} whole days may lie between the two; weekends and bank holidays count.`,
        `With ${many} days between, the last day is ${last}.`,
      ]
    case 'months-beginning-with':
      return [
        `${many} ${many === 1 ? 'month' : 'months'} that begin with that day.`,
        `They end the day before the same date, or on the last day of a month that has no such date: ${last}.`,
      ]
  }
}

function noNumberLines({ localTarget }: LimitRule, startedAt: Instant): readonly string[] {
  const law = 'The law gives no number here.'
  if (localTarget === null) return [law, 'It runs until it is recorded as done.']
  return [law, ...targetLines(localTarget, startedAt)]
}

function targetLines({ mode, quantity }: LocalTarget, startedAt: Instant): readonly string[] {
  if (mode === 'elapsed-hours') return [`The service’s own target, not law: ${quantity} hours.`]
  const from = londonDayOf(startedAt)
  const last = addWorkingDays(from, quantity)
  const words = quantity === 1 ? 'the next working day' : `${quantity} working days`
  return [
    `The service’s own target, not law: ${words}, without weekends and bank holidays: ${formatDay(last)}.`,
    ...(knowsWorkingDaysBetween(from, last)
      ? []
      : ['The bank holidays of that year are not on the hub’s list: only weekends are left out.']),
  ]
}

function secondLines(facts: Known, { limitAt, baseLimitAt }: Reach): readonly string[] {
  const { kind, secondAt = null, detention = null } = facts
  const { second } = limitFamilies[kind]
  if (second === null) return []
  const unsaid =
    kind === 's18' && detention === null
      ? [
          'Under what they were detained is not recorded: from section 2, 4 or 5 nobody is retaken after that has ended.',
        ]
      : []
  if (secondAt === null)
    return second.counts === 'instead' ? ['The paper itself has the last word: no date on it is recorded.'] : unsaid
  const which = endsWithDetention(detention)
    ? 'That alone counts: nobody is retaken under section 18 after it, section 18(5).'
    : counts[second.counts]
  const same =
    limitAt === baseLimitAt
      ? 'That changes nothing here.'
      : `The limit is ${limitAt ? limitMoment(kind, limitAt) : ''}.`
  const from = detention === null ? '' : ` (${detentions[detention].words})`
  const at = secondTakes(kind, detention) === 'day' ? startWords(kind, secondAt) : formatInstant(secondAt)
  return [`${second.label}${from}: ${at}. ${which} ${same}`, ...unsaid]
}

const counts = {
  'the-earlier': 'The earlier of the two counts.',
  'the-later': 'The later of the two counts.',
  instead: 'The paper has the last word.',
} as const

function holdLines(hold: Hold | null, rule: LimitRule, { limitAt, baseLimitAt }: Reach): readonly string[] {
  if (hold === null) return []
  const made = `An application to displace the relative was made on ${formatDay(londonDayOf(hold.madeAt))}`
  if (rule.heldBy === null || (baseLimitAt !== null && hold.madeAt >= baseLimitAt)) {
    return [`${made}, but the law does not hold this limit open for it: it is not counted.`]
  }
  if (hold.disposedAt === null) return [`${made}: section 29(4) holds the limit open until the court has decided.`]
  const decided = `The court decided on ${formatDay(londonDayOf(hold.disposedAt))}`
  const until = limitAt === null ? '' : ` The limit is ${limitMoment(rule.kind, limitAt)}.`
  return [`${made}. ${decided}${hold.orderMade ? ' and made an order: seven days more.' : '.'}${until}`]
}

/** Hours across a clock change are counted as they pass; the cautious reading is given too, as no case has settled it. */
function clockChangeLines(startedAt: Instant, limitAt: Instant | null, rule: LimitRule): readonly string[] {
  if (rule.mode !== 'elapsed-hours' || limitAt === null) return []
  const shift = offsetMinutesOf(limitAt) - offsetMinutesOf(startedAt)
  if (shift === 0) return []
  if (shift < 0) return ['The clocks go back in this time: the limit shows an hour earlier on the clock.']
  return [
    'The clocks go forward in this time: the limit shows an hour later on the clock. ' +
      `Aim to be done by ${clockTimeOf(addMinutes(limitAt, -shift))}.`,
  ]
}

function endWords(endedAt: Instant, endedHow: string, limitAt: Instant | null): string {
  if (endedHow === RENEWED)
    return `Renewed, recorded ${formatInstant(endedAt)}: the next period has a clock of its own.`
  const ended = `Ended ${formatInstant(endedAt)}`
  if (limitAt === null) return `${ended}.`
  return endedAt <= limitAt
    ? `${ended}, ${formatMinutes(minutesBetween(endedAt, limitAt))} before the limit.`
    : `${ended}, ${formatMinutes(minutesBetween(limitAt, endedAt))} over the limit.`
}

const lookAgainLines = (startedAt: Instant, { lookAgainAfterDays }: LimitRule): readonly string[] =>
  lookAgainAfterDays === null
    ? []
    : [`Look again from ${formatDay(addDays(londonDayOf(startedAt), lookAgainAfterDays))}: prudent, not law.`]

function sourceLines(rule: LimitRule, startedAt: Instant): readonly string[] {
  const checked = rule.verified ? '' : '. Not yet checked word for word against the Act'
  return [
    `${rule.provision}, in force from ${formatDate(rule.effectiveFrom)}${checked}.`,
    ...(appliesOn(rule, londonDayOf(startedAt))
      ? []
      : rule.effectiveTo !== null && londonDayOf(startedAt) >= rule.effectiveTo
        ? ['This rule had ended on the day of the start. Check the date.']
        : rule.transition === 'takes-over-what-runs'
          ? ['It began under an earlier rule, and this one has taken over.']
          : ['This rule was not in force on the day of the start. Check the date.']),
  ]
}

/** What to say of a limit whose start nobody has recorded. */
export const explainUnknown = (
  { kind, endedAt = null }: LimitFacts,
  rule: LimitRule,
  latest: Instant | null,
): readonly string[] => [
  `Start not recorded. It counts from ${rule.trigger}: find out when that was.`,
  endedAt === null
    ? 'It is running all the same, and may already be over.'
    : `Ended ${formatInstant(endedAt)}. Whether that was in time is not known.`,
  ...(latest === null ? [] : [latestWords(limitMoment(kind, latest))]),
  `${rule.provision}, in force from ${formatDate(rule.effectiveFrom)}.`,
]
