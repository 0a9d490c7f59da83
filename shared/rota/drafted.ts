import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'

/** Where a change of the draft comes from. */
export const madeHows = {
  hand: 'By hand',
  patterns: 'Built from patterns',
  import: 'Imported from a sheet',
  copy: 'Copied from another week',
  fill: 'Filled by the planner',
} as const
export type MadeHow = keyof typeof madeHows

interface Drafted {
  readonly madeHow: MadeHow
  readonly madeByName: string
  readonly madeAt: Instant
  readonly takenOff: boolean
  /** Only the draft has it. */
  readonly isNew: boolean
}

/**
 * Where a change of the draft comes from, by whom and when.
 *
 * @example draftedWords(draft) // 'Moved by hand, Ruth Banerjee, Thu 12 November 16:43.'
 */
export function draftedWords({ madeHow, madeByName, madeAt, takenOff, isNew }: Drafted): string {
  const byHand = takenOff ? 'Taken off by hand' : isNew ? 'Put there by hand' : 'Moved by hand'
  return `${madeHow === 'hand' ? byHand : madeHows[madeHow]}, ${madeByName}, ${formatInstant(madeAt)}.`
}
