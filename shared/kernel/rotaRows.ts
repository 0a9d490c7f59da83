/** The doors of the rota and of planning: rows of the matrix, whose own type holds them. */
export const rotaRows = {
  'rota.week': ['query', 'see the rota', 'nothing'],
  'rota.mine': ['query', 'see the rota', 'nothing'],
  'rota.onNow': ['query', 'see who is on', 'nothing'],
  'rota.addShiftTemplate': ['command', 'plan the rota', 'nothing'],
  'rota.changeShiftTemplate': ['command', 'plan the rota', 'template'],
  'rota.addShift': ['command', 'plan the rota', 'person'],
  'rota.changeShift': ['command', 'plan the rota', 'shift'],
  'rota.cancelShift': ['command', 'plan the rota', 'shift'],
  'rota.draft': ['query', 'plan the rota', 'nothing'],
  'rota.previewPublish': ['query', 'plan the rota', 'nothing'],
  'rota.publications': ['query', 'plan the rota', 'nothing'],
  'rota.asAt': ['query', 'see the rota', 'nothing'],
  'rota.myNotices': ['query', 'see the rota', 'nothing'],
  'rota.putInDraft': ['command', 'plan the rota', 'shift'],
  'rota.takeOffInDraft': ['command', 'plan the rota', 'shift'],
  'rota.dropFromDraft': ['command', 'plan the rota', 'draftShift'],
  'rota.copyWeek': ['command', 'plan the rota', 'nothing'],
  // What it publishes is named by what was seen, which may be nothing at all.
  'rota.publish': ['command', 'plan the rota', 'nothing'],
  'rota.acknowledge': ['command', 'see the rota', 'rotaNotice', 'own'],

  'planner.start': ['query', 'plan the rota', 'nothing'],
  'planner.plans': ['query', 'plan the rota', 'nothing'],
  'planner.plan': ['query', 'plan the rota', 'planJob'],
  // Its templates are named in a list, which may be empty: one of another service is simply not among those that are filled.
  'planner.fill': ['command', 'plan the rota', 'nothing'],
  'planner.tryShifts': ['command', 'plan the rota', 'nothing'],
  'planner.stop': ['command', 'plan the rota', 'planJob'],
  'planner.putInDraft': ['command', 'plan the rota', 'planJob'],
} as const
