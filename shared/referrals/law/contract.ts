import { z } from 'zod'
import { defineCommand } from '../../kernel/command.ts'
import { limitId, personId, referralId, type LimitId } from '../../kernel/ids.ts'
import { optionalLine, seenVersion } from '../../kernel/text.ts'
import { instantInput, type Instant } from '../../time/instant.ts'
import { londonDayInput } from '../../time/london.ts'
import { detentionCodes, limitEndings, limitKinds } from './limitKinds.ts'
import { renewers, type Renewer } from './limitDecisions.ts'
import { limitWords, type LimitRefusal } from './limitRefusals.ts'

const onLimit = { referralId, limitId, seenVersion }

export const recordLimit = defineCommand(
  'referrals.recordLimit',
  'Record what a limit of the law counts from, or correct it; the earlier date is kept',
  z.strictObject({
    referralId,
    seenVersion,
    kind: z.enum(limitKinds),
    startedAt: instantInput.nullable(),
    secondAt: instantInput.nullable(),
    /** A screen of the last release leaves it out. */
    detention: z.enum(detentionCodes).nullish(),
    personId: personId.nullable(),
    startSource: optionalLine,
    correctionReason: optionalLine,
  }),
).answering<{ version: number; limitId: LimitId }, LimitRefusal>(limitWords)

export const renewLimit = defineCommand(
  'referrals.renewLimit',
  'Record that section 3, guardianship or a community treatment order was renewed',
  z.strictObject({
    ...onLimit,
    reportedOn: londonDayInput,
    by: z.enum(Object.keys(renewers) as [Renewer, ...Renewer[]]),
    source: optionalLine,
  }),
).answering<{ version: number; limitId: LimitId; limitAt: Instant | null }, LimitRefusal>(limitWords)

export const holdLimit = defineCommand(
  'referrals.holdLimit',
  'Record that section 2 is held open while the county court decides (s.29(4)), and what it decided',
  z.strictObject({
    ...onLimit,
    madeAt: instantInput,
    disposedAt: instantInput.nullable(),
    orderMade: z.boolean(),
    source: optionalLine,
  }),
).answering<{ version: number; limitAt: Instant | null }, LimitRefusal>(limitWords)

export const endLimit = defineCommand(
  'referrals.endLimit',
  'Record that a limit of the law has come to its end, and how',
  z.strictObject({
    ...onLimit,
    endedAt: instantInput,
    how: z.enum(limitEndings as [string, ...string[]]),
    why: optionalLine,
  }),
).answering<{ version: number }, LimitRefusal>(limitWords)
