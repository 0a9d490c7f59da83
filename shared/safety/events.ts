/**
 * What happens while somebody works alone. None of it stands on the record of the person whom they visit: where an AMHP was afraid, and
 * how they said so, is theirs.
 */
export const safetyEvents = [
  'watch-begun',
  'checked-in',
  'said-home',
  'watch-climbed',
  'help-called',
  'spoken-to',
  'police-rung',
  'watch-to-hand-over',
  'watch-handed-over',
  'watch-back-at-desk',
  'watch-ended',
  'answer-taken-back',
] as const
export type SafetyEvent = (typeof safetyEvents)[number]
