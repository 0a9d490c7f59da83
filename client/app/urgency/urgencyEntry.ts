import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { SentTo } from '#shared/kernel/command.ts'
import { urgencyCodes, type Urgency } from '#shared/referrals/referral.ts'
import { bandFaults } from '#shared/referrals/urgencyChecks.ts'
import { urgencyWords, type setUrgencyBands } from '#shared/referrals/urgencyContract.ts'
import {
  BAND_WORDS_MOST,
  START_MOST,
  TARGET_LEAST,
  TARGET_MOST,
  timedClasses,
  type TimedClass,
  type UrgencyBands,
  type UrgencyTarget,
} from '#shared/referrals/urgencyTargets.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'

/** The scheme of urgency as it is being typed. An empty `startWithin` is no local target to start. */
export interface UrgencyEntry {
  readonly effectiveFrom: string
  readonly words: Readonly<Record<Urgency, string>>
  readonly startWithin: string
  readonly by: Readonly<Record<TimedClass, UrgencyTarget['by']>>
  readonly minutes: Readonly<Record<TimedClass, string>>
  readonly why: string
}

// Each made from a list that holds each code once.
const ofTimed = <Value>(valueOf: (code: TimedClass) => Value) =>
  Object.fromEntries(timedClasses.map((code) => [code, valueOf(code)])) as Record<TimedClass, Value>
const ofAll = <Value>(valueOf: (code: Urgency) => Value) =>
  Object.fromEntries(urgencyCodes.map((code) => [code, valueOf(code)])) as Record<Urgency, Value>

const minutesOf = (target: UrgencyTarget): string => (target.by === 'elapsed' ? String(target.minutes) : '')

export const urgencyEntryOf = ({ words, startWithin, targets }: UrgencyBands, from: LondonDay): UrgencyEntry => ({
  effectiveFrom: from,
  words: ofAll((code) => words[code]),
  startWithin: startWithin === null ? '' : String(startWithin),
  by: ofTimed((code) => targets[code].by),
  minutes: ofTimed((code) => minutesOf(targets[code])),
  why: '',
})

/** Whole minutes of a target as typed; `null` for what is none. @example readTargetMinutes('240', 43_200) // 240 */
export function readTargetMinutes(typed: string, most: number): Minutes | null {
  const count = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0
  return count >= TARGET_LEAST && count <= most ? minutes(count) : null
}

function readTarget(entry: UrgencyEntry, code: TimedClass): UrgencyTarget | null {
  const by = entry.by[code]
  if (by !== 'elapsed') return { by }
  const length = readTargetMinutes(entry.minutes[code], TARGET_MOST)
  return length === null ? null : { by, minutes: length }
}

const wordsFault = (code: Urgency, typed: string): readonly FieldError[] => {
  const field = `words.${code}`
  if (typed.trim() === '') return [{ field, message: `${code}: give it a name` }]
  const long = typed.trim().length > BAND_WORDS_MOST
  return long ? [{ field, message: `${code}: use ${BAND_WORDS_MOST} characters or fewer` }] : []
}

/** What is wrong with names and targets beside each other, as far as each can be read: what cannot be is said of it already. */
function faultsTogether(entry: UrgencyEntry, read: Readonly<Record<TimedClass, UrgencyTarget | null>>) {
  const words = ofAll((code) => entry.words[code].trim())
  const targets = ofTimed((code): UrgencyTarget => read[code] ?? { by: 'typed' })
  const faults = bandFaults({ words, targets }).map((fault) => ({ field: fault.field, message: urgencyWords(fault) }))
  return { words, targets, faults }
}

/**
 * Reads the form: all that is wrong, field by field as they stand on it, or what to send.
 *
 * @param today the day before which none may be given; left out, that is for the hub to say
 */
export function readUrgency(
  entry: UrgencyEntry,
  today?: LondonDay,
): {
  readonly errors: readonly FieldError[]
  readonly toSend: SentTo<typeof setUrgencyBands> | null
} {
  const { effectiveFrom } = entry
  const why = entry.why.trim()
  const none = entry.startWithin.trim() === ''
  const startWithin = none ? null : readTargetMinutes(entry.startWithin, START_MOST)
  const read = ofTimed((code) => readTarget(entry, code))
  const { words, targets, faults } = faultsTogether(entry, read)
  const faultsOf = (code: Urgency): readonly FieldError[] => [
    ...wordsFault(code, entry.words[code]),
    ...(code !== 'U0' && read[code] === null
      ? [
          {
            field: `targets.${code}.minutes`,
            message: `${code}: give ${TARGET_LEAST} to ${TARGET_MOST} minutes, which is 30 days`,
          },
        ]
      : []),
    ...(code === 'U0' && !none && startWithin === null
      ? [{ field: 'startWithin', message: `Start: give ${TARGET_LEAST} to ${START_MOST} minutes, or leave it empty` }]
      : []),
    ...faults.filter(({ field }) => field.split('.')[1] === code),
  ]
  const errors = [
    ...urgencyCodes.flatMap(faultsOf),
    ...dayFault(effectiveFrom, today),
    ...(why === '' ? [{ field: 'why', message: 'Say why, in a line' }] : []),
  ]
  return errors.length > 0 || !isLondonDay(effectiveFrom)
    ? { errors, toSend: null }
    : { errors, toSend: { effectiveFrom, words, startWithin, targets, why } }
}

function dayFault(typed: string, today: LondonDay | undefined): readonly FieldError[] {
  const field = 'effectiveFrom'
  if (!isLondonDay(typed)) return [{ field, message: 'Give the day from which it holds, like 01/01/2027' }]
  return today !== undefined && typed < today
    ? [{ field, message: urgencyWords({ code: 'bands-not-ahead', field }) }]
    : []
}
