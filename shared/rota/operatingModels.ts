import { clockTime, type ClockTime, type LondonDay } from '../time/london.ts'
import type { RestBasis } from './workingTime.ts'

/** How a council runs its AMHP service. Each is a set of settings: no model has code of its own. */
export const operatingModels = {
  hub: 'County duty hub with practice consultants',
  localities: 'Locality teams that run their own work',
  dedicated: 'One dedicated team',
  'generic-rota': 'Generic duty rota: the duty AMHP triages',
  'round-the-clock': 'Hub and spoke, day and night',
  'several-councils': 'One service for several councils',
} as const
export type OperatingModel = keyof typeof operatingModels

/** What becomes of a swap that both agree on: it holds at once, it holds and a manager is told, or a manager agrees first. */
export const swapPolicies = {
  none: 'Holds as soon as a colleague takes it',
  told: 'Holds at once, and those who plan are told',
  approved: 'Waits until somebody who plans agrees',
} as const
export type SwapPolicy = keyof typeof swapPolicies

/** How a service runs its rota. */
export interface RotaSettings {
  readonly model: OperatingModel
  readonly swapPolicy: SwapPolicy
  /** Between these, Monday to Friday but for bank holidays, people are told of what does not begin within a day. */
  readonly officeFrom: ClockTime
  readonly officeUntil: ClockTime
  /** What begins within so many hours is told at once, at any hour. */
  readonly atOnceHours: number
  /** So many days ahead a rota should be published; a later publication is worth a look, never stopped. */
  readonly noticeDays: number
  /** By the week, or the two-week form that an employer may choose (Working Time Regulations 1998 reg 11(2)). */
  readonly restBasis: RestBasis
}

/** What holds until a service says otherwise. */
export const usualSettings: RotaSettings = {
  model: 'hub',
  swapPolicy: 'approved',
  officeFrom: clockTime('09:00'),
  officeUntil: clockTime('17:00'),
  atOnceHours: 24,
  noticeDays: 28,
  restBasis: 'week',
}

export const restBases: Readonly<Record<RestBasis, string>> = {
  week: 'A day’s rest in each seven days',
  fortnight: 'Two days’ rest in each fourteen days',
}

/** What a model asks of a rota, in words for whoever sets it, from what councils have published of theirs. */
export const modelAsks: Readonly<Record<OperatingModel, string>> = {
  hub: 'Staggered shifts, a practice consultant at the desk while referrals come in, and few call-ins of people off the rota.',
  localities: 'A minimum for each team’s hours; people are lent between teams by a shift like any other.',
  dedicated: 'A small team: check leave against each other, and keep a call-in list.',
  'generic-rota': 'People of other teams who owe one duty day a week; the duty AMHP holds the desk too.',
  'round-the-clock': 'One rota over days, lates and nights: the rules for night workers matter.',
  'several-councils': 'Each AMHP acts for the councils that the register names; check it for every one of them.',
}

/** What began on the day with which reports compare: a model of that day, or a change of some other kind. */
export type WhatBegan = OperatingModel | 'change'

/** It in words: as what is compared, as what a chart marks, and what has held since. */
export const beganWords: Readonly<
  Record<WhatBegan, { readonly what: string; readonly began: string; readonly since: string }>
> = {
  hub: {
    what: 'staggered shifts',
    began: 'Staggered shifts began',
    since: 'shifts start at different times',
  },
  localities: {
    what: 'locality teams',
    began: 'Locality teams began',
    since: 'locality teams run their own work',
  },
  dedicated: {
    what: 'one dedicated team',
    began: 'The dedicated team began',
    since: 'one dedicated team does the work',
  },
  'generic-rota': {
    what: 'one duty rota',
    began: 'The duty rota began',
    since: 'one rota has the duties of the whole service',
  },
  'round-the-clock': {
    what: 'one rota for day and night',
    began: 'One rota for day and night began',
    since: 'one rota covers day and night',
  },
  'several-councils': {
    what: 'one service for several councils',
    began: 'One service for several councils began',
    since: 'one service works for several councils',
  },
  change: {
    what: 'the change',
    began: 'The way of working changed',
    since: 'the service works in another way',
  },
}

/**
 * What began on a day, by the settings of the rota: shifts are staggered in a duty hub alone; in another model it is that model, where it
 * began on the day itself.
 *
 * @param settings in the order of their days; none, and before the first, is the usual hub
 * @example whatBegan([{ effectiveFrom: day, model: 'localities' }], day) // 'localities'
 */
export function whatBegan(
  settings: readonly (Pick<RotaSettings, 'model'> & { readonly effectiveFrom: LondonDay })[],
  day: LondonDay,
): WhatBegan {
  const inForce = settings.findLast(({ effectiveFrom }) => effectiveFrom <= day)
  if (inForce === undefined || inForce.model === 'hub') return 'hub'
  return inForce.effectiveFrom === day ? inForce.model : 'change'
}
