import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { councilId, dutyNeedId, teamId, type CouncilId, type DutyNeedId, type TeamId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { clockTimeInput, londonDayInput } from '../time/london.ts'
import { shiftRole } from './contract.ts'
import { needDays, type DutyNeed } from './dutyNeeds.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

export const keepNeed = defineCommand(
  'rota.keepNeed',
  'Say how many people of a role a rota must have, on which days and between which times, for a council or of a team, or retire such a minimum',
  z.strictObject({
    needId: dutyNeedId.nullable(),
    /** 0 for a new one. */
    seenVersion: z.int().min(0),
    role: shiftRole,
    days: z.array(z.enum(needDays)).min(1, 'Choose at least one day').max(needDays.length),
    startsAt: clockTimeInput,
    /** At or before the start means the next day. */
    endsAt: clockTimeInput,
    minimum: z.int().min(1, 'Give 1 to 50 people').max(50, 'Give 1 to 50 people'),
    /** Only people who act for this council count; null for anybody approved. */
    councilId: councilId.nullable(),
    /** Only people of this home team count; null, and left out, for people of any team. */
    teamId: teamId.nullable().default(null),
    /** The days from and to which it holds, both included; null for since ever, and until further notice. */
    firstDay: londonDayInput.nullable().default(null),
    lastDay: londonDayInput.nullable().default(null),
    firm: z.boolean(),
    retired: z.boolean(),
  }),
).answering<{ needId: DutyNeedId; version: number }, RotaRefusal>(rotaWords)

export interface NeedRow extends DutyNeed {
  readonly id: DutyNeedId
  readonly teamId: TeamId | null
  readonly version: number
}

export interface Needs {
  readonly needs: readonly NeedRow[]
  /** The councils that this service acts for. */
  readonly councils: readonly { readonly id: CouncilId; readonly name: string }[]
  /** The home teams of the register that have not ended. */
  readonly teams: readonly { readonly id: TeamId; readonly name: string }[]
}

export const dutyNeeds = defineQuery(
  'rota.needs',
  'The minimums of the rota: how many people of which role, when, for which council and of which team',
  z.strictObject({}),
  ['rota', 'register'],
).answering<Needs>()
