import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeInput, londonDayInput, type LondonDay } from '../time/london.ts'
import {
  operatingModels,
  restBases,
  swapPolicies,
  type OperatingModel,
  type RotaSettings,
  type SwapPolicy,
} from './operatingModels.ts'
import { rotaWords, type RotaRefusal } from './words.ts'
import type { RestBasis } from './workingTime.ts'

const codes = <Code extends string>(words: Readonly<Record<Code, string>>) =>
  z.enum(Object.keys(words) as [Code, ...Code[]])

export const setRotaSettings = defineCommand(
  'rota.setSettings',
  'Say how the service runs its rota from a day on: the model, swaps, notice, office hours and weekly rest',
  z.strictObject({
    effectiveFrom: londonDayInput,
    model: codes<OperatingModel>(operatingModels),
    swapPolicy: codes<SwapPolicy>(swapPolicies),
    officeFrom: clockTimeInput,
    officeUntil: clockTimeInput,
    atOnceHours: z.int().min(0, 'Give 0 to 168 hours').max(168, 'Give 0 to 168 hours'),
    noticeDays: z.int().min(0, 'Give 0 to 84 days').max(84, 'Give 0 to 84 days'),
    restBasis: codes<RestBasis>(restBases),
    /** What changes on that day, in a line: shown beside before and after. */
    why: lineText,
  }),
).answering<{ effectiveFrom: LondonDay }, RotaRefusal>(rotaWords)

export interface SettingsRow extends RotaSettings {
  readonly effectiveFrom: LondonDay
  readonly why: string
  readonly byName: string
  readonly at: Instant
}

/** A day from which the rota is run another way, for a report to compare before with after. */
export interface DayOfChange {
  readonly day: LondonDay
  readonly words: string
}

export interface Settings {
  /** What holds today. */
  readonly now: RotaSettings
  /** Every setting that was ever made, the latest day first. */
  readonly rows: readonly SettingsRow[]
  /** Days on which settings, or anybody’s pattern, changed: the latest first. */
  readonly changes: readonly DayOfChange[]
  readonly today: LondonDay
}

export const rotaSettings = defineQuery(
  'rota.settings',
  'How the service runs its rota, from which days, and the days on which that changed',
  z.strictObject({}),
  ['rota'],
).answering<Settings>()
