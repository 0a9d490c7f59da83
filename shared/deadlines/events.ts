/** What the clocks do by themselves, and what people make of it. */
export const deadlineEvents = [
  'alarm-raised',
  'alarm-passed-on',
  'alarm-acknowledged',
  'alarm-not-delivered',
  'alarm-delivered',
  'alarm-over',
] as const
export type DeadlineEvent = (typeof deadlineEvents)[number]

/** What nobody did: it changes nothing about a referral, and nobody's work is behind it. */
export const byThemselves: readonly DeadlineEvent[] = [
  'alarm-raised',
  'alarm-passed-on',
  'alarm-not-delivered',
  'alarm-delivered',
  'alarm-over',
]
