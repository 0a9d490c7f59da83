import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { planJobId, shiftTemplateId, type PlanJobId, type ShiftTemplateId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { skills, type Skill } from '../register/contract.ts'
import type { ShiftRole } from '../rota/contract.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeInput, londonDayInput, type ClockTime, type LondonDay } from '../time/london.ts'
import type { FillResult } from './fillWork.ts'
import type { ShiftsResult } from './shiftsWork.ts'
import { plannerWords, type PlannerRefusal } from './words.ts'

const people = z.int().min(0).max(20)
const skillCodes = Object.keys(skills) as [Skill, ...Skill[]]
const MOST_WEEKS = 6

export const fillRota = defineCommand(
  'planner.fill',
  'Work out a rota for some weeks: everybody’s shifts, with what could not be met and why',
  z.strictObject({
    firstDay: londonDayInput,
    weeks: z.int().min(1).max(MOST_WEEKS),
    /** For each shift template how many people it needs on a weekday, and on a Saturday, Sunday or bank holiday. */
    needs: z.array(z.strictObject({ templateId: shiftTemplateId, weekday: people, weekend: people })).max(20),
    /** On each day so many people on duty who have particular experience, as the register has it. */
    wanted: z
      .array(z.strictObject({ skill: z.enum(skillCodes), weekday: people, weekend: people }))
      .max(skillCodes.length)
      .default([]),
  }),
).answering<{ jobId: PlanJobId }, PlannerRefusal>(plannerWords)

const start = z.strictObject({
  startsAt: clockTimeInput,
  endsAt: clockTimeInput,
  people,
  /** True for a shift of the Emergency Duty Team. */
  outOfHours: z.boolean(),
})
export type TriedStart = z.output<typeof start>

export const tryShifts = defineCommand(
  'planner.tryShifts',
  'Simulate another pattern of shifts over the service’s own log, beside today’s',
  z.strictObject({
    weekdays: z.array(start).max(16),
    weekends: z.array(start).max(16),
    /** Work is given out so many minutes before the doctors come; `null` for as it is now. */
    lead: z.int().min(30).max(480).nullable(),
  }),
).answering<{ jobId: PlanJobId }, PlannerRefusal>(plannerWords)

export const stopPlan = defineCommand(
  'planner.stop',
  'Stop working a plan out, and keep the best so far',
  z.strictObject({ jobId: planJobId }),
).answering<{ stopping: boolean }, PlannerRefusal>(plannerWords)

export const putPlanInDraft = defineCommand(
  'planner.putInDraft',
  'Put the shifts of a filled rota into the draft, for a person to publish',
  z.strictObject({ jobId: planJobId }),
).answering<{ drafted: number; left: number }, PlannerRefusal>(plannerWords)

export const improveRota = defineCommand(
  'planner.improve',
  'Take a filled rota further: prove what cannot be met and which rules are in conflict, and look for a better one',
  z.strictObject({ jobId: planJobId }),
).answering<{ jobId: PlanJobId }, PlannerRefusal>(plannerWords)

export const planKinds = { fill: 'A filled rota', shifts: 'Shifts tried' } as const
export type PlanKind = keyof typeof planKinds

export const planStates = {
  waiting: 'Waiting its turn',
  running: 'Being worked out',
  done: 'Worked out',
  stopped: 'Stopped; the best so far is kept',
  failed: 'Could not be worked out',
} as const
export type PlanState = keyof typeof planStates

/** A shift of the pattern that the service works now, averaged over its last weeks. */
export interface UsualStart extends TriedStart {
  readonly name: string
}

/** What the two planning screens begin with. */
export interface PlanningStart {
  readonly weekdays: readonly UsualStart[]
  readonly weekends: readonly UsualStart[]
  /** For each template in use, how many were on it lately. */
  readonly needs: readonly {
    readonly templateId: ShiftTemplateId
    readonly name: string
    readonly startsAt: ClockTime
    readonly endsAt: ClockTime
    readonly role: ShiftRole
    readonly weekday: number
    readonly weekend: number
  }[]
  /** How many on the register have which experience; none that nobody has. */
  readonly skills: readonly { readonly skill: Skill; readonly people: number }[]
  /** The first Monday that has hardly any shifts yet. */
  readonly nextMonday: LondonDay
  /** Finished jobs in the whole weeks that a simulation would draw from. */
  readonly jobs: number
  readonly weeks: number
}

export const planningStart = defineQuery(
  'planner.start',
  'Today’s pattern of shifts, and what a rota usually needs',
  z.strictObject({}),
  ['rota'],
).answering<PlanningStart>()

export interface PlanRow {
  readonly jobId: PlanJobId
  readonly kind: PlanKind
  readonly state: PlanState
  readonly askedByName: string
  readonly askedAt: Instant
  readonly firstDay: LondonDay | null
  readonly weeks: number | null
  /** Percent, while it is being worked out. */
  readonly progress: number
  /** Duties that the best rota so far leaves open; `null` before there is one, and for shifts tried. */
  readonly openSoFar: number | null
  /** A rota that began with another and was taken further. */
  readonly improves: boolean
}

export const plans = defineQuery('planner.plans', 'The last plans that were worked out', z.strictObject({}), [
  'rota',
  'planner',
]).answering<{ readonly plans: readonly PlanRow[] }>()

export interface PlanAnswer extends PlanRow {
  readonly fill: FillResult | null
  readonly shifts: ShiftsResult | null
  readonly draftedAt: Instant | null
}

export const planOf = defineQuery(
  'planner.plan',
  'One plan: how far it is, and its result',
  z.strictObject({ jobId: planJobId }),
  ['planner'],
).answering<PlanAnswer | null>()
