import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { councilId, dutyNeedId, type CouncilId, type DutyNeedId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { clockTimeInput } from '../time/london.ts'
import { shiftRole } from './contract.ts'
import { needDays, type DutyNeed } from './dutyNeeds.ts'
import { rotaWords, type RotaRefusal } from './words.ts'

export const keepNeed = defineCommand(
  'rota.keepNeed',
  'Say how many people of a role a rota must have, on which days and between which times, or retire such a minimum',
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
    firm: z.boolean(),
    retired: z.boolean(),
  }),
).answering<{ needId: DutyNeedId; version: number }, RotaRefusal>(rotaWords)

export interface NeedRow extends DutyNeed {
  readonly id: DutyNeedId
  readonly version: number
}

export interface Needs {
  readonly needs: readonly NeedRow[]
  /** The councils that this service acts for. */
  readonly councils: readonly { readonly id: CouncilId; readonly name: string }[]
}

export const dutyNeeds = defineQuery(
  'rota.needs',
  'The minimums of the rota: how many people of which role, when, and for which council',
  z.strictObject({}),
  ['rota', 'register'],
).answering<Needs>()
