import { addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf, formatDate, formatInstant, londonDayOf, offsetMinutesOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { appliesOn, extensionReasons, type ClockRule } from './clockRules.ts'
import type { Extension, Limits, Power } from './clocks.ts'

/** How a limit was worked out, with the rule and its date, so that anybody can check it by hand. */
export function workedOutLines(power: Power, startedAt: Instant, rule: ClockRule, limits: Limits): readonly string[] {
  return [
    `Counts from ${triggerOf(power, rule)}: ${formatInstant(startedAt)}.`,
    `${periodWords(rule)}: ${formatInstant(limits.baseLimitAt)}.`,
    ...extensionLines(power.extension ?? null, rule, limits),
    ...clockChangeLines(startedAt, limits.limitAt, rule),
    ...(power.endedAt ? [endedLine(power.endedAt, limits)] : []),
    sourceLine(rule),
    ...(appliesOn(rule, londonDayOf(startedAt))
      ? []
      : ['This rule was not in force on the day of the start. Check the date.']),
  ]
}

/** What a power counts from. @example triggerOf({ kind: 's5-2', afterNurse: true }, rule) // 'the nurse’s written record, section 5(5), …' */
export const triggerOf = ({ afterNurse }: Pick<Power, 'afterNurse'>, rule: ClockRule): string =>
  afterNurse ? 'the nurse’s written record, section 5(5), and not from the doctor’s report' : rule.trigger

const unitOf = {
  'elapsed-hours': 'hours',
  'days-beginning-with': 'days',
  'days-ending-with': 'days',
  'clear-days-between': 'clear days',
  'months-beginning-with': 'months',
} as const

function periodWords(rule: ClockRule): string {
  const first = rule.mode === 'elapsed-hours' ? '' : ', counting that day as the first'
  return `${rule.quantity} ${unitOf[rule.mode]} from then${first}`
}

function extensionLines(
  extension: Extension | null,
  rule: ClockRule,
  { limitAt, baseLimitAt }: Limits,
): readonly string[] {
  if (extension === null) return []
  const authorised = `authorised ${formatInstant(extension.authorisedAt)}`
  if (limitAt === baseLimitAt)
    return [`An extension is recorded, ${authorised}, but the law does not allow it here: it is not counted.`]
  return [
    `Extended by ${formatMinutes(extension.minutes)}, ${authorised} (${rule.extension?.provision}): ${formatInstant(limitAt)}.`,
    `${extensionReasons[extension.reason]}.`,
  ]
}

/** Hours across a clock change are counted as they pass; the cautious reading is given too, as no case has settled it. */
function clockChangeLines(startedAt: Instant, limitAt: Instant, rule: ClockRule): readonly string[] {
  const shift = offsetMinutesOf(limitAt) - offsetMinutesOf(startedAt)
  if (rule.mode !== 'elapsed-hours' || shift === 0) return []
  if (shift < 0)
    return [
      'The clocks go back in this time. Hours are counted as they pass, so the limit shows an hour earlier on the clock.',
    ]
  return [
    'The clocks go forward in this time. Hours are counted as they pass, so the limit shows an hour later on the clock. ' +
      `Aim to be done by ${clockTimeOf(addMinutes(limitAt, -shift))}.`,
  ]
}

function endedLine(endedAt: Instant, { limitAt }: Limits): string {
  const ended = `Ended ${formatInstant(endedAt)}`
  return endedAt <= limitAt
    ? `${ended}, ${formatMinutes(minutesBetween(endedAt, limitAt))} before the limit.`
    : `${ended}, ${formatMinutes(minutesBetween(limitAt, endedAt))} over the limit.`
}

/** What to say of a clock whose start nobody has recorded. */
export const notRecordedLines = (
  rule: ClockRule,
  {
    endedAt,
    latest,
    trigger,
  }: { readonly endedAt: Instant | null; readonly latest: Instant | null; readonly trigger: string },
): readonly string[] => [
  `Start not recorded. The law counts from ${trigger}: find out when that was.`,
  endedAt === null
    ? `The limit is ${rule.quantity} ${unitOf[rule.mode]} from then, and may already have passed.`
    : `Ended ${formatInstant(endedAt)}. Whether that was before the limit is not known.`,
  ...(latest === null ? [] : [latestWords(formatInstant(latest))]),
  sourceLine(rule),
]

/** What bounds a limit whose start nobody knows, and what the alarms do until it is told. @example latestWords('Fri 13 November, 18:32') */
export const latestWords = (latest: string): string =>
  `It ran already when it was recorded, so its limit is no later than ${latest}. Until the start is recorded the alarms ask for it, before that moment and at it.`

const sourceLine = (rule: ClockRule): string =>
  `${rule.provision}, in force from ${formatDate(rule.effectiveFrom)}${rule.verified ? '' : '. Not yet checked word for word against the Act'}.`
