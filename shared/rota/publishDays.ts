import type { PlannedForPublish, PublishAsked } from './publish.ts'

/**
 * Days are published with all that a change of theirs puts elsewhere: a shift that is moved to another week is checked there.
 *
 * @example isInside({ ...shift, changed: true }, asked) // true, whatever its day
 */
export const isInside = (shift: PlannedForPublish, { firstDay, lastDay }: PublishAsked): boolean =>
  shift.changed || (firstDay <= shift.day && shift.day <= lastDay)
