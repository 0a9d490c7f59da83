import type { SentTo } from '#shared/kernel/command.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import type { recordExamination } from '#shared/papers/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import type { TestHub } from '#tests/harness/service.ts'

/** A doctor of a referral as somebody records them: asked an hour ago, and nothing more, unless said otherwise. */
export const aDoctor = (
  hub: TestHub,
  referralId: ReferralId,
  more: Partial<SentTo<typeof recordExamination>> = {},
): SentTo<typeof recordExamination> => ({
  referralId,
  seenVersion: 0,
  examinationId: null,
  doctorName: 'Dr S. Rao',
  phone: '01632 960 118',
  isSection12: 'yes',
  knowsPerson: 'unknown',
  askedAt: addMinutes(hub.now(), -60),
  expectedAt: null,
  examinedAt: null,
  recommendation: 'none-yet',
  signedOn: null,
  note: '',
  struckOut: false,
  ...more,
})
