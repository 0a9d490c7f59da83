/** What can happen to a plan. */
export const plannerEvents = ['plan-asked', 'plan-stopped', 'plan-put-in-draft'] as const
export type PlannerEvent = (typeof plannerEvents)[number]
