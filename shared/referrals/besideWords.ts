import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import { hasNoEffectUnder } from './beside.ts'
import { powerNames, type PowerKind } from './clockRules.ts'

/** A power that runs, or ran, when another is said to have started that does not follow it in law. */
export interface PowerBeside {
  readonly code: 'power-beside'
  readonly field: 'correctionReason'
  /** What is to be recorded. */
  readonly told: PowerKind
  /** What is on the referral. */
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  /** `null` while it runs. */
  readonly endedAt: Instant | null
  readonly limitAt: Instant
}

const toPlaceOfSafety =
  'The police take to a place of safety, or keep there, somebody whom nothing holds yet: who went away from a hospital while held ' +
  'there is brought back under section 18.'

/** Why the two do not go together. */
const why: Record<PowerKind, string> = {
  s136: toPlaceOfSafety,
  's136-kept': toPlaceOfSafety,
  s135: toPlaceOfSafety,
  's135-kept': toPlaceOfSafety,
  's5-4': 'Section 5(4) is for an in-patient whom nothing holds yet, until a doctor comes.',
  's5-2': 'Section 5(2) is for an in-patient whom nothing holds but a nurse’s record.',
  s4: 'Somebody who is recalled to hospital is held by the recall, and not by a new application.',
  'cto-recall': 'Somebody under a community treatment order is recalled, and not held under section 4 or 5.',
}

/**
 * What to ask where a power is recorded beside one that it does not follow: said in the form before it is sent, and when it is refused.
 *
 * @example 'Section 5(2), doctor’s holding power, is on this referral: from Thu 12 November 07:00, running until Sun 15 November 07:00. …'
 */
export function besideWords({ told, kind, startedAt, endedAt, limitAt }: Omit<PowerBeside, 'code' | 'field'>): string {
  const from = startedAt === null ? 'its start not recorded' : `from ${formatInstant(startedAt)}`
  const until =
    endedAt === null
      ? startedAt === null
        ? 'running'
        : `running until ${formatInstant(limitAt)}`
      : `ended ${formatInstant(endedAt)}`
  const shown = hasNoEffectUnder(told, kind)
    ? `While it runs the board goes on showing ${powerNames[kind].short}.`
    : 'The board shows whichever runs out first.'
  return (
    `${powerNames[kind].full} is on this referral: ${from}, ${until}. ${why[told]} If that one was over by then, record its end first; ` +
    `if this is what happened all the same, say why it is recorded beside it. ${shown}`
  )
}
