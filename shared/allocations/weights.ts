import { minutes, type Minutes } from '../time/minutes.ts'
import type { Urgency } from '../referrals/referral.ts'

/**
 * What the order of a suggestion weighs, each in minutes of late work: a drawback of 60 counts as much as an hour of lateness to
 * expect. The lengths themselves are the unit and are not weighed. Values of a service replace these from a day on.
 */
export const standardWeights = {
  afterLimit: 1000,
  lateForLimit: 300,
  shortRest: 240,
  gaveBack: 240,
  notGenderAskedFor: 60,
  needsBuddy: 45,
  fairShare: 30,
  travelHour: 30,
  knowsPerson: 30,
  speaksLanguage: 30,
  hasExperience: 30,
} as const
export type WeightOf = keyof typeof standardWeights
export type Weights = Readonly<Record<WeightOf, number>>
export const weightCodes = Object.keys(standardWeights) as readonly WeightOf[]

/** What a weight is of, and the least and the most that it may be. */
export interface WeightFacts {
  readonly words: string
  readonly hint: string
  readonly least: number
  readonly most: number
}

const usual = { least: 0, most: 600 } as const

/**
 * The law's limits and eleven hours' rest (Working Time Regulations 1998 reg 10) can be weighed more or less, and never so little that
 * they no longer count: that is a floor of the product, not a choice of a service.
 */
export const weightFacts: Readonly<Record<WeightOf, WeightFacts>> = {
  afterLimit: { words: 'There after the legal limit', hint: 'Never below 300', least: 300, most: 2000 },
  lateForLimit: { words: 'Little time left before the limit', hint: 'Never below 60', least: 60, most: 1000 },
  shortRest: {
    words: 'Under eleven hours’ rest',
    hint: 'In full when it is certain. Never below 60',
    least: 60,
    most: 1000,
  },
  gaveBack: { words: 'Gave this referral back', hint: 'Declined it, or it was taken back', ...usual },
  notGenderAskedFor: { words: 'Not the gender asked for', hint: 'When the person asks for one', ...usual },
  needsBuddy: { words: 'Newly approved, needs a buddy', hint: '', ...usual },
  fairShare: { words: 'Fair share', hint: 'At ten hours’ TOIL from the average', ...usual },
  travelHour: { words: 'An hour of travel', hint: '', ...usual },
  knowsPerson: { words: 'Knows the person', hint: 'Speaks for somebody', ...usual },
  speaksLanguage: { words: 'Speaks the language asked for', hint: 'Speaks for somebody', ...usual },
  hasExperience: { words: 'Has experience that is wanted', hint: 'Each speaks for somebody', ...usual },
}

/** How many minutes an offer may stand without an answer before the desk is told to ring, by how urgent the referral is. */
export type AcceptMinutes = Readonly<Record<Urgency, Minutes>>
export const standardAccept: AcceptMinutes = {
  U0: minutes(10),
  U1: minutes(10),
  U2: minutes(20),
  U3: minutes(120),
  U4: minutes(480),
}
/** Whatever a service says, an offer of a day ago is looked after. */
export const ACCEPT_LEAST = 2
export const ACCEPT_MOST = 1440

/** How a service has its choices weighed, and how long it waits for an answer. */
export interface ChoosingRules {
  readonly weights: Weights
  readonly accept: AcceptMinutes
}
export const standardChoosing: ChoosingRules = { weights: standardWeights, accept: standardAccept }

/**
 * How long an offer waits for its answer. What nobody has rated waits as what is for today.
 *
 * @example acceptWithin('U1', null) // 10
 */
export const acceptWithin = (urgency: Urgency | null, set: number | null): Minutes =>
  minutes(set ?? standardAccept[urgency ?? 'U2'])
