import type { SentTo } from '#shared/kernel/command.ts'
import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import type { openWithReason, restrictRecord } from '#shared/restricted/contract.ts'

/** A restriction as a practice consultant writes it: only those named may open the record. */
export const aRestriction = (
  referralId: ReferralId,
  guardianId: PersonId,
  differs: Partial<SentTo<typeof restrictRecord>> = {},
): SentTo<typeof restrictRecord> => ({
  referralId,
  kind: 'allow',
  reason: 'well-known',
  why: 'Known from the regional news.',
  guardianId,
  personIds: [],
  ...differs,
})

/** A reason that says enough. */
export const aReason = (number: number): SentTo<typeof openWithReason> => ({
  number,
  reason: 'clock-running',
  why: 'Section 136 runs out tonight and nobody else is here',
})
