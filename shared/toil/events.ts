/** What can happen to TOIL. */
export const toilEvents = [
  'toil-claim-made',
  'toil-claim-submitted',
  'toil-claim-queried',
  'toil-claim-answered',
  'toil-claim-agreed',
  'toil-claim-approved',
  'toil-claim-refused',
  'toil-decision-undone',
  'toil-agreed-beforehand',
  'toil-taken',
  'toil-booked',
  'toil-adjusted',
  'toil-brought-forward',
  'toil-paid-out',
  'toil-expired',
  'toil-extended',
  'toil-reversed',
  'toil-policy-set',
  'payroll-closed',
  'payroll-reopened',
] as const
export type ToilEvent = (typeof toilEvents)[number]
