import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { claimId } from '../kernel/ids.ts'
import { reasonText, seenVersion } from '../kernel/text.ts'
import { instantInput } from '../time/instant.ts'
import { toilWords, type ToilRefusal } from './words.ts'

export const claimAgain = defineCommand(
  'toil.claimAgain',
  'Claim again what was refused, with something new said',
  z.strictObject({ claimId, seenVersion, why: reasonText }),
).answering<{ version: number }, ToilRefusal>(toilWords)

const correction = z.strictObject({ claimId, seenVersion, finishedAt: instantInput, why: reasonText })

export const correctFinish = defineCommand(
  'toil.correctFinish',
  'Correct the finish of one’s own job until its claim is decided: the claim is counted again',
  correction,
).answering<{ minutes: number }, ToilRefusal>(toilWords)

export const correctFinishOf = defineCommand(
  'toil.correctFinishOf',
  'Correct the finish of a colleague’s job after its claim was decided: it is counted again and waits for a decision',
  correction,
).answering<{ minutes: number }, ToilRefusal>(toilWords)
