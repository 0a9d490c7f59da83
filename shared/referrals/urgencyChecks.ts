import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { londonDayOf, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { urgencyCodes, type Urgency } from './referral.ts'
import {
  standardBands,
  timedClasses,
  type TimedClass,
  type UrgencyBands,
  type UrgencySetting,
  type UrgencyTarget,
} from './urgencyTargets.ts'

/** What is wrong with names and targets that are set together. */
export type BandsFault =
  | { readonly code: 'bands-same-name'; readonly field: `words.${Urgency}`; readonly as: Urgency }
  | {
      readonly code: 'bands-longer-when-graver'
      readonly field: `targets.${TimedClass}.minutes` | `targets.${TimedClass}`
      readonly than: TimedClass
    }

const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('en-GB')

/** Names by which nobody could tell two classes apart, whatever their capitals. */
const sameNames = ({ words }: Pick<UrgencyBands, 'words'>): readonly BandsFault[] =>
  urgencyCodes.flatMap((code, at): readonly BandsFault[] => {
    const as = urgencyCodes.slice(0, at).find((earlier) => plain(words[earlier]) === plain(words[code]))
    return as === undefined || plain(words[code]) === ''
      ? []
      : [{ code: 'bands-same-name', field: `words.${code}`, as }]
  })

/** The most minutes that a target can leave: midnight is never further than the day is long. `null` when it is typed each time. */
const MOST_TO_MIDNIGHT = 1440
const mostMinutes = (target: UrgencyTarget): number | null =>
  target.by === 'elapsed' ? target.minutes : target.by === 'midnight' ? MOST_TO_MIDNIGHT : null

function longerTargets({ targets }: Pick<UrgencyBands, 'targets'>): readonly BandsFault[] {
  const timed = timedClasses.flatMap((code) => {
    const most = mostMinutes(targets[code])
    return most === null ? [] : [{ code, most }]
  })
  return timed.flatMap(({ code, most }, at): readonly BandsFault[] => {
    const shorter = timed.slice(at + 1).find((later) => later.most < most)
    if (shorter === undefined) return []
    const field = targets[code].by === 'elapsed' ? (`targets.${code}.minutes` as const) : (`targets.${code}` as const)
    return [{ code: 'bands-longer-when-graver', field, than: shorter.code }]
  })
}

/**
 * What is wrong with a set of names and targets: two classes by one name, or a class that may take longer than one that is less urgent. A
 * time that is typed each time is compared with nothing; midnight counts as the 24 hours that it can be away.
 *
 * @example bandFaults(bothCalledToday) // [{ code: 'bands-same-name', field: 'words.U2', as: 'U1' }]
 */
export const bandFaults = (bands: Pick<UrgencyBands, 'words' | 'targets'>): readonly BandsFault[] => [
  ...sameNames(bands),
  ...longerTargets(bands),
]

const sameTarget = (a: UrgencyTarget, b: UrgencyTarget): boolean => a.by === b.by && mostMinutes(a) === mostMinutes(b)

/**
 * Whether two sets name every class alike and aim at the same in each.
 *
 * @example sameBands(standardBands, standardBands) // true
 */
export const sameBands = (a: UrgencyBands, b: UrgencyBands): boolean =>
  a.startWithin === b.startWithin &&
  urgencyCodes.every((code) => a.words[code].trim() === b.words[code].trim()) &&
  timedClasses.every((code) => sameTarget(a.targets[code], b.targets[code]))

export type BandsRefusal =
  | BandsFault
  | { readonly code: 'bands-not-ahead'; readonly field: 'effectiveFrom' }
  | { readonly code: 'bands-day-taken'; readonly field: 'effectiveFrom' }
  | { readonly code: 'bands-unchanged'; readonly field: 'effectiveFrom' }
  | { readonly code: 'bands-changed-since'; readonly field: 'effectiveFrom' }

/** A set that is to be made, and which set of the same day it takes the place of. */
export interface NewBands extends UrgencyBands {
  readonly effectiveFrom: LondonDay
  readonly replaces: number | null
}

/**
 * Whether a set can be made: from today on, of a day that has none yet unless that very set is replaced, sound in itself, and another than
 * what holds on that day anyway.
 *
 * @example checkBands({ ...standardBands, effectiveFrom: tomorrow, replaces: null }, [], now) // refused: bands-unchanged
 */
export function checkBands(
  bands: NewBands,
  rows: readonly UrgencySetting[],
  now: Instant,
): Outcome<null, BandsRefusal> {
  const { effectiveFrom, replaces } = bands
  if (effectiveFrom < londonDayOf(now)) return refuse({ code: 'bands-not-ahead', field: 'effectiveFrom' })
  const standing = rows.filter(({ withdrawnAt }) => withdrawnAt === null)
  const there = standing.find((one) => one.effectiveFrom === effectiveFrom)
  if (there === undefined && replaces !== null) return refuse({ code: 'bands-changed-since', field: 'effectiveFrom' })
  if (there !== undefined && there.version !== replaces) {
    const code = replaces === null ? 'bands-day-taken' : 'bands-changed-since'
    return refuse({ code, field: 'effectiveFrom' })
  }
  const [fault] = bandFaults(bands)
  if (fault) return refuse(fault)
  const before = standing.filter((one) => one.effectiveFrom < effectiveFrom)
  const holds = there ?? before.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0] ?? standardBands
  return sameBands(bands, holds) ? refuse({ code: 'bands-unchanged', field: 'effectiveFrom' }) : done(null)
}

export type WithdrawRefusal =
  | { readonly code: 'bands-unknown' }
  | { readonly code: 'bands-withdrawn-already' }
  | { readonly code: 'bands-in-force' }

/**
 * Whether a set can be withdrawn: only before its day, since decisions are made by it from then on.
 *
 * @example checkWithdrawal(setOfToday, now) // refused: { code: 'bands-in-force' }
 */
export function checkWithdrawal(found: UrgencySetting | undefined, now: Instant): Outcome<null, WithdrawRefusal> {
  if (found === undefined) return refuse({ code: 'bands-unknown' })
  if (found.withdrawnAt !== null) return refuse({ code: 'bands-withdrawn-already' })
  return found.effectiveFrom <= londonDayOf(now) ? refuse({ code: 'bands-in-force' }) : done(null)
}
