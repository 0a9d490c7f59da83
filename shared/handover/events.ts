/** What can happen to a handover, and to a referral by it. */
export type HandoverEvent =
  | 'handover-offered'
  | 'handover-answered'
  | 'handover-withdrawn'
  | 'handover-printed'
  | 'referral-handed-over'
