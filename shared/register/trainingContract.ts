import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  conflictId,
  personId,
  placeId,
  trainingId,
  type ConflictId,
  type PersonId,
  type PlaceId,
  type TrainingId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput } from '../time/london.ts'
import type { TrainingDone, TrainingYear } from './training.ts'
import { registerWords, type RegisterRefusal } from './words.ts'

const LENGTH = 'Give from 15 minutes to 40 hours'

const trainingFields = {
  trainingId: trainingId.nullable(),
  /** 0 for a new one. */
  seenVersion: z.int().min(0),
  day: londonDayInput,
  minutes: z.int().min(15, LENGTH).max(2400, LENGTH),
  what: lineText,
  /** Put down by mistake: it stays on the record and counts for nothing. */
  struck: z.boolean(),
}
interface TrainingKept {
  readonly trainingId: TrainingId
  readonly version: number
}

export const keepTraining = defineCommand(
  'register.keepTraining',
  'Put down training that a colleague has done, agree that it is relevant, or change what was put down',
  z.strictObject({
    personId,
    ...trainingFields,
    /** Agreed as relevant for the approving council (SI 2008/1206 reg 5): only then it counts. */
    agreed: z.boolean(),
  }),
).answering<TrainingKept, RegisterRefusal>(registerWords)

export const keepOwnTraining = defineCommand(
  'register.keepOwnTraining',
  'Put down training that one has done oneself, for a manager to agree',
  z.strictObject(trainingFields),
).answering<TrainingKept, RegisterRefusal>(registerWords)

const conflictFields = {
  conflictId: conflictId.nullable(),
  /** 0 for a new one. */
  seenVersion: z.int().min(0),
  about: lineText,
  /** The place that it is about: nobody is suggested for a referral there who has declared it. */
  placeId: placeId.nullable(),
  /** It no longer stands; what was declared stays on the record. */
  over: z.boolean(),
}
interface ConflictKept {
  readonly conflictId: ConflictId
  readonly version: number
}

export const keepConflict = defineCommand(
  'register.keepConflict',
  'Put down a conflict of interest that a colleague has declared, or that it is over',
  z.strictObject({ personId, ...conflictFields }),
).answering<ConflictKept, RegisterRefusal>(registerWords)

export const keepOwnConflict = defineCommand(
  'register.keepOwnConflict',
  'Declare a conflict of interest of one’s own, or say that it is over',
  z.strictObject(conflictFields),
).answering<ConflictKept, RegisterRefusal>(registerWords)

export interface TrainingRow extends TrainingDone {
  readonly id: TrainingId
  readonly what: string
  readonly agreedByName: string | null
  readonly version: number
}

export interface ConflictRow {
  readonly id: ConflictId
  readonly about: string
  readonly placeId: PlaceId | null
  readonly placeName: string | null
  readonly over: boolean
  readonly declaredAt: Instant
  readonly version: number
}

/** What stands beside an approval: training by its years, the newest first, and conflicts of interest as declared. */
export interface BesideApproval {
  readonly personId: PersonId
  /** None for somebody who is not approved. */
  readonly years: readonly TrainingYear[]
  readonly training: readonly TrainingRow[]
  readonly conflicts: readonly ConflictRow[]
  /** Places that a conflict can be about. */
  readonly places: readonly { readonly id: PlaceId; readonly name: string }[]
}

export const besideApproval = defineQuery(
  'register.besideApproval',
  'The training and the declared conflicts of interest of a colleague',
  z.strictObject({ personId }),
  ['register'],
).answering<BesideApproval | null>()

export const myStanding = defineQuery(
  'register.mine',
  'One’s own training by approval year, and the conflicts of interest that one has declared',
  z.strictObject({}),
  ['register'],
).answering<BesideApproval>()

export const trainingNow = defineQuery(
  'register.training',
  'The approval year that everybody on the register is in, with its training',
  z.strictObject({}),
  ['register'],
).answering<{ readonly rows: readonly { readonly personId: PersonId; readonly year: TrainingYear }[] }>()
