/** What can happen to an allocation. */
export const allocationEvents = [
  'referral-allocated',
  'allocation-undone',
  'allocation-opened',
  'allocation-accepted',
  'allocation-declined',
  'allocation-taken-back',
  'amhp-set-off',
  'amhp-arrived',
  'wait-started',
  'wait-ended',
  'outcome-recorded',
  'assessment-finished',
  'amhp-home-safe',
  'amhp-step-undone',
] as const
export type AllocationEvent = (typeof allocationEvents)[number]

/** What happens to how choices are weighed and the board is laid out: of no referral. */
export const choosingEvents = ['choosing-rules-set', 'board-lanes-set'] as const

export type AllocationsEvent = AllocationEvent | (typeof choosingEvents)[number]
