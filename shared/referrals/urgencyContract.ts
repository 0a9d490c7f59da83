import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import type { Urgency } from './referral.ts'
import type { BandsRefusal, WithdrawRefusal } from './urgencyChecks.ts'
import {
  BAND_WORDS_MOST,
  START_MOST,
  TARGET_LEAST,
  TARGET_MOST,
  type BandsInForce,
  type TimedClass,
  type UrgencySetting,
} from './urgencyTargets.ts'

export type UrgencyRefusal = BandsRefusal | WithdrawRefusal

export function urgencyWords(refusal: UrgencyRefusal): string {
  switch (refusal.code) {
    case 'bands-not-ahead':
      return 'Decisions of the past keep the targets that they were made by. Give today or a later day.'
    case 'bands-day-taken':
      return 'Names and targets begin on that day already. Give another day, or press Change beside that day in the list.'
    case 'bands-unchanged':
      return 'These names and targets hold on that day already. Change a name or a target, then set them.'
    case 'bands-changed-since':
      return 'A colleague changed or withdrew what was set for that day. Look at the list, then set it again: what you typed is kept.'
    case 'bands-same-name':
      return `${refusal.as} is called the same. Give ${refusal.field.slice('words.'.length)} a name of its own, so that nobody takes one for the other.`
    case 'bands-longer-when-graver':
      return `This class is more urgent than ${refusal.than}, so its target cannot be longer. Give it less time, or ${refusal.than} more.`
    case 'bands-unknown':
      return 'Nothing was set for that day. Look at the list again.'
    case 'bands-withdrawn-already':
      return 'It was withdrawn or replaced already. Nothing more is to be done.'
    case 'bands-in-force':
      return 'It holds already, and decisions are made by it. Set other names and targets from today on instead.'
  }
}

const wholeMinutes = (most: number) => {
  const words = `Give ${TARGET_LEAST} to ${most} minutes`
  return z.int(words).min(TARGET_LEAST, words).max(most, words).transform(minutes)
}
const bandsVersion = z.int().min(1).max(10_000)
const bandWords = lineText.pipe(z.string().max(BAND_WORDS_MOST, `Use ${BAND_WORDS_MOST} characters or fewer`))
const target = z.union([
  z.strictObject({ by: z.literal('elapsed'), minutes: wholeMinutes(TARGET_MOST) }),
  z.strictObject({ by: z.enum(['midnight', 'typed']) }),
])

export const setUrgencyBands = defineCommand(
  'referrals.setUrgencyBands',
  'Say from a day on what each class of urgency is called, and by when what is of it is to be assessed',
  z.strictObject({
    effectiveFrom: londonDayInput,
    words: z.strictObject({
      U0: bandWords,
      U1: bandWords,
      U2: bandWords,
      U3: bandWords,
      U4: bandWords,
    } satisfies Record<Urgency, typeof bandWords>),
    startWithin: wholeMinutes(START_MOST).nullable(),
    targets: z.strictObject({ U1: target, U2: target, U3: target, U4: target } satisfies Record<
      TimedClass,
      typeof target
    >),
    /** Why, in a line: it stands beside the day for whoever asks later. */
    why: lineText,
    /** The version of the set of that day that this one takes the place of; `null` for a day that has none. */
    replaces: bandsVersion.nullable().default(null),
  }),
).answering<{ effectiveFrom: LondonDay }, UrgencyRefusal>(urgencyWords)

export const withdrawUrgencyBands = defineCommand(
  'referrals.withdrawUrgencyBands',
  'Withdraw names and targets of the classes of urgency that are still to begin',
  z.strictObject({ effectiveFrom: londonDayInput, version: bandsVersion, why: lineText }),
).answering<null, UrgencyRefusal>(urgencyWords)

export interface UrgencyRow extends UrgencySetting {
  readonly why: string
  readonly byName: string
  /** Who withdrew or replaced it, and why; empty while it stands. */
  readonly withdrawnByName: string
  readonly withdrawnWhy: string
}

export interface UrgencyScheme {
  /** What holds today. */
  readonly now: BandsInForce
  /** Every setting that was ever made, the latest day first, and of a day the latest setting first. */
  readonly rows: readonly UrgencyRow[]
  readonly today: LondonDay
}

export const urgencyScheme = defineQuery(
  'referrals.urgencyScheme',
  'What each class of urgency is called and aims at, from which days',
  z.strictObject({}),
  ['choosing'],
).answering<UrgencyScheme>()
