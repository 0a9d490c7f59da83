import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, wholeNumberText } from '../kernel/text.ts'
import type { Urgency } from '../referrals/referral.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { choosingWords, type ChoosingRefusal } from './choosingWords.ts'
import {
  ACCEPT_LEAST,
  ACCEPT_MOST,
  standardWeights,
  weightFacts,
  type ChoosingRules,
  type WeightOf,
} from './weights.ts'

const weightInput = (of: WeightOf) => {
  const { least, most } = weightFacts[of]
  return z.int().min(least, `Give ${least} to ${most} minutes`).max(most, `Give ${least} to ${most} minutes`)
}
const weightText = (of: WeightOf) => wholeNumberText.pipe(weightInput(of))
const acceptWords = `Give ${ACCEPT_LEAST} to ${ACCEPT_MOST} minutes`
const acceptInput = z.int().min(ACCEPT_LEAST, acceptWords).max(ACCEPT_MOST, acceptWords).transform(minutes)

export const setChoosing = defineCommand(
  'allocations.setChoosing',
  'Say from a day on how the order of a suggestion is weighed, and how long an offer waits for its answer',
  z.strictObject({
    effectiveFrom: londonDayInput,
    weights: z.strictObject({
      afterLimit: weightInput('afterLimit'),
      lateForLimit: weightInput('lateForLimit'),
      shortRest: weightInput('shortRest'),
      gaveBack: weightInput('gaveBack'),
      notGenderAskedFor: weightInput('notGenderAskedFor'),
      needsBuddy: weightInput('needsBuddy'),
      fairShare: weightInput('fairShare'),
      travelHour: weightInput('travelHour'),
      knowsPerson: weightInput('knowsPerson'),
      speaksLanguage: weightInput('speaksLanguage'),
      /** A page of the last release does not know it. */
      hasExperience: weightInput('hasExperience').default(standardWeights.hasExperience),
    }),
    accept: z.strictObject({
      U0: acceptInput,
      U1: acceptInput,
      U2: acceptInput,
      U3: acceptInput,
      U4: acceptInput,
    } satisfies Record<Urgency, typeof acceptInput>),
    /** Why, in a line: it stands beside the day for whoever asks later. */
    why: lineText,
  }),
).answering<{ effectiveFrom: LondonDay }, ChoosingRefusal>(choosingWords)

export interface ChoosingRow extends ChoosingRules {
  readonly effectiveFrom: LondonDay
  readonly why: string
  readonly byName: string
  readonly at: Instant
}

export interface Choosing {
  /** What holds today. */
  readonly now: ChoosingRules
  /** Every setting that was ever made, the latest day first. */
  readonly rows: readonly ChoosingRow[]
  readonly today: LondonDay
}

export const choosing = defineQuery(
  'allocations.choosing',
  'How the order of a suggestion is weighed, and how long an offer waits for its answer, from which days',
  z.strictObject({}),
  ['choosing'],
).answering<Choosing>()

/** What other weights would have put first on past days. Names of staff and references; nothing of the people referred. */
export interface ChoosingPreview {
  readonly from: LondonDay
  /** How many choices of those days were put in order again: the latest, up to a limit. */
  readonly choices: number
  readonly changed: readonly {
    readonly at: Instant
    readonly number: number
    /** Who was suggested first, who would have been, and who was chosen; `null` where nobody was free. */
    readonly before: string | null
    readonly after: string | null
    readonly chosen: string
  }[]
}

export const previewChoosing = defineQuery(
  'allocations.previewChoosing',
  'Who would have been suggested first on past days, with other weights',
  z.strictObject({
    days: wholeNumberText.pipe(z.int().min(1, 'Give 1 to 84 days').max(84, 'Give 1 to 84 days')),
    afterLimit: weightText('afterLimit'),
    lateForLimit: weightText('lateForLimit'),
    shortRest: weightText('shortRest'),
    gaveBack: weightText('gaveBack'),
    notGenderAskedFor: weightText('notGenderAskedFor'),
    needsBuddy: weightText('needsBuddy'),
    fairShare: weightText('fairShare'),
    travelHour: weightText('travelHour'),
    knowsPerson: weightText('knowsPerson'),
    speaksLanguage: weightText('speaksLanguage'),
    hasExperience: weightText('hasExperience').default(standardWeights.hasExperience),
  }),
  ['choosing'],
).answering<ChoosingPreview>()
