import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import type { Urgency } from './referral.ts'
import {
  BAND_WORDS_MOST,
  START_MOST,
  TARGET_LEAST,
  TARGET_MOST,
  type BandsInForce,
  type TimedClass,
  type UrgencySetting,
} from './urgencyTargets.ts'

export type UrgencyRefusal =
  | { readonly code: 'bands-not-ahead'; readonly field: 'effectiveFrom' }
  | { readonly code: 'bands-day-taken'; readonly field: 'effectiveFrom' }

export function urgencyWords(refusal: UrgencyRefusal): string {
  switch (refusal.code) {
    case 'bands-not-ahead':
      return 'Decisions of the past keep the targets that they were made by. Give today or a later day.'
    case 'bands-day-taken':
      return 'Targets begin on that day already. Give another day.'
  }
}

const wholeMinutes = (most: number) => {
  const words = `Give ${TARGET_LEAST} to ${most} minutes`
  return z.int(words).min(TARGET_LEAST, words).max(most, words).transform(minutes)
}
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
  }),
).answering<{ effectiveFrom: LondonDay }, UrgencyRefusal>(urgencyWords)

export interface UrgencyRow extends UrgencySetting {
  readonly why: string
  readonly byName: string
}

export interface UrgencyScheme {
  /** What holds today. */
  readonly now: BandsInForce
  /** Every setting that was ever made, the latest day first. */
  readonly rows: readonly UrgencyRow[]
  readonly today: LondonDay
}

export const urgencyScheme = defineQuery(
  'referrals.urgencyScheme',
  'What each class of urgency is called and aims at, from which days',
  z.strictObject({}),
  ['choosing'],
).answering<UrgencyScheme>()
