import type { AllocationEvent } from '#shared/allocations/events.ts'
import type { AllocationRow } from '#shared/allocations/contract.ts'

/** Something that happened to an allocation: its referral, its AMHP, and what else is to be counted. */
export const happened = (
  type: AllocationEvent,
  allocation: AllocationRow,
  data: Readonly<Record<string, unknown>> = {},
) => ({
  type,
  referralId: allocation.referralId,
  personId: allocation.personId,
  data: { allocationId: allocation.id, ...data },
})
