import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { defineQuery } from '../kernel/query.ts'
import { choosable, type SessionLimits } from './sessionLimits.ts'

const within = ([least, most]: readonly [number, number], what: string) =>
  z.int().min(least, `${what}: ${least} at least`).max(most, `${what}: ${most} at most`)

const limitsOf = (of: 'desk' | 'field', where: string) =>
  z
    .strictObject({
      idleMinutes: within(choosable[of].idleMinutes, `Minutes without anything done ${where}`),
      absoluteMinutes: within(choosable[of].absoluteMinutes, `Minutes in all ${where}`),
    })
    .refine(({ idleMinutes, absoluteMinutes }) => idleMinutes <= absoluteMinutes, {
      path: ['idleMinutes'],
      message: 'Give no more minutes without anything done than in all',
    })

export type LimitsRefusal = { readonly code: 'limits-changed-since-seen'; readonly version: number }

export const limitsWords = (_refusal: LimitsRefusal): string =>
  'Somebody else has set these limits since you looked. Look again, then change what is still to be changed.'

export const sessionLimits = defineQuery(
  'identity.sessionLimits',
  'How long people of this service stay signed in',
  z.strictObject({}),
  ['sessions'],
).answering<{
  readonly limits: SessionLimits
  /** How often they have been set here; nought while the usual ones hold. */
  readonly version: number
}>()

export const setSessionLimits = defineCommand(
  'identity.setSessionLimits',
  'Set how long people of this service stay signed in: as long as usual or shorter',
  z.strictObject({
    seenVersion: z.int().min(0),
    desk: limitsOf('desk', 'at a desk'),
    field: limitsOf('field', 'on a phone'),
    atOnce: within(choosable.atOnce, 'Devices that one person is signed in on'),
  }),
).answering<{ readonly version: number }, LimitsRefusal>(limitsWords)
