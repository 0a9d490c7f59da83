import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { allocationId, claimId, type AllocationId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { reasonText, seenVersion } from '../kernel/text.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
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

export const correctFinishOfJob = defineCommand(
  'toil.correctFinishOfJob',
  'Correct the finish of one’s own job that made no claim: when it was late after all, it makes one',
  z.strictObject({ allocationId, seenVersion, finishedAt: instantInput, why: reasonText }),
).answering<{ minutes: number }, ToilRefusal>(toilWords)

/** A job that was finished in its shift, or so little after it that it did not count. */
export interface UnclaimedJob {
  readonly allocationId: AllocationId
  readonly version: number
  readonly referralNumber: number
  readonly day: LondonDay
  /** As rostered; `null` off the rota. */
  readonly shiftEndsAt: Instant | null
  readonly finishedAt: Instant
}

export const jobsWithoutClaim = defineQuery(
  'toil.jobsWithoutClaim',
  'One’s own jobs of the last four weeks whose finish made no claim',
  z.strictObject({}),
  ['toil', 'allocations'],
).answering<readonly UnclaimedJob[]>()
