import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  councilId,
  employerId,
  personId,
  placeId,
  type CouncilId,
  type EmployerId,
  type PersonId,
  type PlaceId,
} from '../kernel/ids.ts'
import type { Role } from '../kernel/permission.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, narrative, optionalLine, reasonText, seenVersion } from '../kernel/text.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { conditionCodes, type ApprovalCondition } from './conditions.ts'
import { registerWords, type RegisterRefusal } from './words.ts'

export const professions = {
  'social-worker': 'Social worker',
  nurse: 'Nurse',
  'occupational-therapist': 'Occupational therapist',
  psychologist: 'Psychologist',
} as const
export const contracts = {
  dedicated: 'AMHP work only',
  combined: 'Combined with another post',
  sessional: 'Sessional',
} as const
export const genders = { woman: 'Woman', man: 'Man', other: 'Other', 'not-said': 'Not said' } as const

/** What somebody has particular experience of, for whoever chooses who goes. Codes, so that they can be counted and looked for. */
export const skills = {
  children: 'Children and young people',
  'older-people': 'Older people and dementia',
  'learning-disability': 'Learning disability and autism',
  deaf: 'Deaf people',
  perinatal: 'Mothers and babies',
  'eating-disorder': 'Eating disorders',
  forensic: 'Courts, custody and prison',
  'substance-use': 'Drugs and alcohol',
} as const
export type Skill = keyof typeof skills

const amhpFields = {
  name: lineText,
  phone: optionalLine,
  profession: z.enum(Object.keys(professions) as (keyof typeof professions)[]),
  approvingCouncilId: councilId,
  /** The first and the last day of the approval; five years at most (SI 2008/1206 reg 4). */
  approvedOn: londonDayInput,
  approvalEndsOn: londonDayInput,
  /** What limits which work they may take; `words` say what `other` asks. Left out by a page of the last release: then it stays as it is. */
  conditions: z
    .strictObject({ codes: z.array(z.enum(conditionCodes)).max(conditionCodes.length), words: optionalLine })
    .optional(),
  actingForCouncilIds: z.array(councilId).min(1, 'Choose at least one council they act for').max(40),
  employerId,
  contract: z.enum(Object.keys(contracts) as (keyof typeof contracts)[]),
  contractedMinutesPerWeek: z.int().min(0).max(3600),
  homeTeam: lineText,
  baseId: placeId.nullable(),
  needsBuddy: z.boolean(),
  gender: z.enum(Object.keys(genders) as (keyof typeof genders)[]),
  languages: z.array(lineText).max(20),
  skills: z.array(z.enum(Object.keys(skills) as Skill[])).max(Object.keys(skills).length),
}

export const addAmhp = defineCommand(
  'register.addAmhp',
  'Put an AMHP on the register',
  z.strictObject({
    ...amhpFields,
    /** Somebody who is in the service already, a practice consultant perhaps; name and telephone become what is sent. */
    existingPersonId: personId.nullable().default(null),
  }),
).answering<{ personId: PersonId }, RegisterRefusal>(registerWords)

export const changeAmhp = defineCommand(
  'register.changeAmhp',
  'Change what the register holds about an AMHP',
  z.strictObject({
    personId,
    seenVersion,
    ...amhpFields,
    /** From which day their employer, contract and hours are as sent; left out, a change holds from today. */
    contractFrom: londonDayInput.nullable().default(null),
  }),
).answering<{ version: number }, RegisterRefusal>(registerWords)

export const suspendAmhp = defineCommand(
  'register.suspendAmhp',
  'Suspend an AMHP’s approval at once, or lift the suspension',
  z.strictObject({ personId, seenVersion, suspended: z.boolean(), why: reasonText.pipe(narrative) }),
).answering<{ version: number; openReferrals: readonly number[] }, RegisterRefusal>(registerWords)

export interface AmhpRow {
  readonly personId: PersonId
  readonly name: string
  readonly phone: string
  readonly roles: readonly Role[]
  readonly profession: keyof typeof professions
  readonly approvingCouncilId: CouncilId
  readonly approvedOn: LondonDay
  readonly approvalEndsOn: LondonDay
  /** The approval that runs, or ran last, until a renewal that was entered ahead begins; `null` when there is none. */
  readonly earlierApprovedOn: LondonDay | null
  readonly earlierApprovalEndsOn: LondonDay | null
  /** Given only to those who keep the register or choose who goes. */
  readonly conditions: { readonly codes: readonly ApprovalCondition[]; readonly words: string }
  readonly actingForCouncilIds: readonly CouncilId[]
  readonly suspendedAt: Instant | null
  /** Given only to those who keep the register. */
  readonly suspendedWhy: string
  readonly employerId: EmployerId
  readonly contract: keyof typeof contracts
  readonly contractedMinutesPerWeek: number
  readonly homeTeam: string
  readonly baseId: PlaceId | null
  readonly needsBuddy: boolean
  readonly gender: keyof typeof genders
  readonly languages: readonly string[]
  readonly skills: readonly Skill[]
  readonly version: number
}

export interface PlaceRow {
  readonly id: PlaceId
  readonly name: string
  readonly kind: 'place-of-safety' | 'ward' | 'emergency-department' | 'base' | 'other'
  readonly town: string
  readonly address: string
  readonly phone: string
  readonly wayIn: string
  /** It can be chosen no more; what is past keeps it. */
  readonly ended: boolean
}

/** The register and the lists it chooses from. Names of staff only: nobody referred appears here. */
export interface Register {
  readonly amhps: readonly AmhpRow[]
  readonly others: readonly {
    readonly personId: PersonId
    readonly name: string
    readonly phone: string
    readonly roles: readonly Role[]
  }[]
  /** `actedFor` is as it is today: a council whose last day is over stands among those that only approve. */
  readonly councils: readonly { readonly id: CouncilId; readonly name: string; readonly actedFor: boolean }[]
  readonly employers: readonly {
    readonly id: EmployerId
    readonly name: string
    readonly kind: 'council' | 'nhs' | 'agency' | 'self'
    readonly ended: boolean
  }[]
  /** Names of the home teams that can be chosen. */
  readonly teams: readonly string[]
  readonly places: readonly PlaceRow[]
}

export const register = defineQuery(
  'register.amhps',
  'The register of AMHPs, with councils, employers and places',
  z.strictObject({}),
  ['register'],
).answering<Register>()
