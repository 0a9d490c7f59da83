/**
 * Why an AMHP gives a job back before accepting it: one tap, no words to type on a doorstep. Never counted against anybody; the desk reads
 * it and finds somebody else.
 */
export const declineReasons = {
  'still-out': 'Still with somebody else',
  'too-far': 'Too far from where I am',
  'shift-ends': 'My shift ends too soon',
  'knows-them': 'I know the person or the family',
  'no-transport': 'No transport',
  'not-well': 'Not well',
} as const
export type DeclineReason = keyof typeof declineReasons
export const declineCodes = Object.keys(declineReasons) as DeclineReason[]
