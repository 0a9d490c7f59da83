import type { AllocationRow } from './contract.ts'
import { stateOf, type Progress, type State, type TakenStep } from './steps.ts'

type Times = Pick<
  AllocationRow,
  | 'personName'
  | 'allocatedAt'
  | 'acceptedAt'
  | 'declinedAt'
  | 'setOffAt'
  | 'arrivedAt'
  | 'outcomeAt'
  | 'finishedAt'
  | 'homeSafeAt'
  | 'endedAt'
  | 'endedHow'
  | 'endedByName'
>

/**
 * How far an allocation has come, read from its times. One that was undone counts as taken back.
 *
 * @example progressOf(row).taken.at(-1)?.step // 'arrived'
 */
export function progressOf(row: Times): Progress {
  const takenBack = row.endedHow === 'taken-back' || row.endedHow === 'undone'
  const taken: readonly (TakenStep | null)[] = [
    own('accepted', row.acceptedAt, row),
    own('declined', row.declinedAt, row),
    own('travelling', row.setOffAt, row),
    own('arrived', row.arrivedAt, row),
    own('outcome-recorded', row.outcomeAt, row),
    own('finished', row.finishedAt, row),
    own('home-safe', row.homeSafeAt, row),
    takenBack && row.endedAt !== null
      ? { step: 'taken-back', occurredAt: row.endedAt, byName: row.endedByName ?? row.personName }
      : null,
  ]
  return { offeredAt: row.allocatedAt, taken: taken.filter((one) => one !== null) }
}

const own = (
  step: TakenStep['step'],
  occurredAt: TakenStep['occurredAt'] | null,
  { personName }: Times,
): TakenStep | null => (occurredAt === null ? null : { step, occurredAt, byName: personName })

/** Where an allocation stands. @example whereItStands(row.allocation) // 'travelling' */
export const whereItStands = (row: Times): State => stateOf(progressOf(row))
