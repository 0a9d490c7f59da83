import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  councilId,
  employerId,
  placeId,
  shiftId,
  teamId,
  type CouncilId,
  type EmployerId,
  type PlaceId,
  type TeamId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { isRingable } from '../kernel/telephone.ts'
import { lineText, optionalLine } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import type { PlaceRow } from './contract.ts'
import type { FieldChange, SetUpKind } from './setUp.ts'
import { setUpWords, type SetUpRefusal } from './setUpWords.ts'

export const employerKinds = { council: 'Council', nhs: 'NHS', agency: 'Agency', self: 'Self-employed' } as const
export const placeKinds = {
  'place-of-safety': 'Place of safety, section 136 suite',
  ward: 'Ward',
  'emergency-department': 'Emergency department',
  base: 'Base of AMHPs',
  other: 'Police station, surgery or other',
} as const satisfies Record<PlaceRow['kind'], string>
const codes = <Code extends string>(words: Readonly<Record<Code, string>>) =>
  z.enum(Object.keys(words) as [Code, ...Code[]])

export const ringWords = 'Enter a number that can be rung, like 01632 960 001'
const ringable = lineText.refine(isRingable, ringWords)
export const TRIAGE = 'Give 5 to 480 minutes'

/** 0 for a new one. */
const seenVersion = z.int().min(0)

export const setDetails = defineCommand(
  'register.setDetails',
  'Set what the service is called, its telephone numbers, its target for triage and the day on which the way of working changed',
  z.strictObject({
    seenVersion: z.int().min(1),
    name: lineText,
    councilName: lineText,
    hubPhone: ringable,
    outOfHoursName: lineText,
    outOfHoursPhone: ringable,
    /** What somebody says on the telephone who is not safe and cannot say so. It goes into no list of changes. */
    quietWord: lineText,
    triageTargetMinutes: z.int().min(5, TRIAGE).max(480, TRIAGE),
    /** The day from which reports compare after with before; null while there is none. */
    staggeredFrom: londonDayInput.nullable(),
  }),
).answering<{ version: number }, SetUpRefusal>(setUpWords)

export const keepCouncil = defineCommand(
  'register.keepCouncil',
  'Add a council, rename it, or set the last day on which the service acts for it',
  z.strictObject({
    councilId: councilId.nullable(),
    seenVersion,
    name: lineText,
    /** Whether the service carries its duties; otherwise it is a neighbour that approves AMHPs. */
    actedFor: z.boolean(),
    lastDay: londonDayInput.nullable(),
  }),
).answering<{ councilId: CouncilId; version: number }, SetUpRefusal>(setUpWords)

export const keepEmployer = defineCommand(
  'register.keepEmployer',
  'Add an employer of AMHPs, rename it, end it, or take it up again',
  z.strictObject({
    employerId: employerId.nullable(),
    seenVersion,
    name: lineText,
    kind: codes(employerKinds),
    ended: z.boolean(),
  }),
).answering<{ employerId: EmployerId; version: number }, SetUpRefusal>(setUpWords)

export const keepTeam = defineCommand(
  'register.keepTeam',
  'Add a home team, rename it on the whole register, end it, or take it up again',
  z.strictObject({ teamId: teamId.nullable(), seenVersion, name: lineText, ended: z.boolean() }),
).answering<{ teamId: TeamId; version: number }, SetUpRefusal>(setUpWords)

export const keepPlace = defineCommand(
  'register.keepPlace',
  'Add a place, change what is known of it, close it, or take it up again',
  z.strictObject({
    placeId: placeId.nullable(),
    seenVersion,
    name: lineText,
    kind: codes(placeKinds),
    town: lineText,
    address: optionalLine,
    phone: optionalLine.refine((text) => text === '' || isRingable(text), ringWords),
    wayIn: optionalLine,
    ended: z.boolean(),
    /** The shifts still to come that are worked there, as whoever closes it was shown them. */
    shiftsSeen: z.array(shiftId).max(5000).default([]),
  }),
).answering<{ placeId: PlaceId; version: number }, SetUpRefusal>(setUpWords)

export interface Details {
  readonly name: string
  readonly councilName: string
  readonly hubPhone: string
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  readonly quietWord: string
  readonly triageTargetMinutes: number
  readonly staggeredFrom: LondonDay | null
  readonly version: number
}

export interface CouncilSetUp {
  readonly id: CouncilId
  readonly name: string
  readonly actedFor: boolean
  readonly lastDay: LondonDay | null
  readonly version: number
  /** How many on the register act for it. */
  readonly amhps: number
  readonly open: number
}

export interface EmployerSetUp {
  readonly id: EmployerId
  readonly name: string
  readonly kind: keyof typeof employerKinds
  readonly ended: boolean
  readonly version: number
  readonly amhps: number
  /** The first day of its first TOIL policy; null while it has none, and late finishes make no claims. */
  readonly policyFrom: LondonDay | null
}

export interface TeamSetUp {
  readonly id: TeamId
  readonly name: string
  readonly ended: boolean
  readonly version: number
  readonly amhps: number
}

export interface PlaceSetUp extends PlaceRow {
  readonly version: number
  /** How many on the register have it as their base. */
  readonly amhps: number
  readonly open: number
}

/** A change as it is listed: the newest first. */
export interface SetUpChange {
  readonly thingId: string
  readonly version: number
  readonly about: SetUpKind
  /** As it is called since. */
  readonly name: string
  readonly isNew: boolean
  readonly fields: readonly FieldChange[]
  readonly byName: string
  readonly at: Instant
}

export interface SetUp {
  readonly details: Details
  readonly councils: readonly CouncilSetUp[]
  readonly employers: readonly EmployerSetUp[]
  readonly teams: readonly TeamSetUp[]
  readonly places: readonly PlaceSetUp[]
  readonly changes: readonly SetUpChange[]
  readonly today: LondonDay
}

export const setUp = defineQuery(
  'register.setUp',
  'The service’s own details and lists, what goes by each, and what was changed of them by whom',
  z.strictObject({}),
  ['register', 'referrals', 'toil'],
).answering<SetUp>()
