/** What can happen to TOIL. */
export const toilEvents = [
  'toil-claim-made',
  'toil-claim-submitted',
  'toil-claim-approved',
  'toil-claim-refused',
  'toil-taken',
] as const
export type ToilEvent = (typeof toilEvents)[number]
