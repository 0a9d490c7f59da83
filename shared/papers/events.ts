/** What can happen to the papers of a record. */
export const paperEvents = [
  'examination-recorded',
  'application-rests-on',
  'paper-recorded',
  'relative-recorded',
] as const
export type PaperEvent = (typeof paperEvents)[number]
