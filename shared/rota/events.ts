/** What can happen to the rota. */
export const rotaEvents = [
  'shift-template-added',
  'shift-template-changed',
  'shift-added',
  'shift-changed',
  'shift-cancelled',
  'shift-drafted',
  'draft-dropped',
  'week-copied',
  'rota-published',
  'rota-change-acknowledged',
] as const
export type RotaEvent = (typeof rotaEvents)[number]
