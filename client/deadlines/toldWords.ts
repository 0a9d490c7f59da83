import type { AlarmRow } from '#shared/deadlines/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'

type Told = Pick<
  AlarmRow,
  'answeredById' | 'answeredByName' | 'answeredAt' | 'toldId' | 'toldName' | 'toldAt' | 'nextAt' | 'passedByName'
>

/**
 * Who has an alarm, or who was told and what comes next: whoever reads this may have to ring them. A moment of another day says its day.
 *
 * @example toldWords(row, me, today) // 'You were told at 16:47. If nobody takes it, it goes on at 16:52.'
 */
export function toldWords(row: Told, me: PersonId, today: LondonDay): string {
  const { answeredById, answeredByName, answeredAt, toldId, toldName, toldAt, nextAt } = row
  if (answeredByName !== null && answeredAt !== null)
    return `${answeredById === me ? 'You have' : `${answeredByName} has`} taken it, ${formatInstant(answeredAt, today)}.`
  if (toldName === null) return 'Nobody is on duty to be told: ring round.'
  const by = row.passedByName === null ? '' : `${row.passedByName} passed it on. `
  const who = `${by}${toldId === me ? 'You were told' : `${toldName} was told`}`
  const then = nextAt === null ? '' : ` If nobody takes it, it goes on at ${formatInstant(nextAt, today)}.`
  return `${who} at ${formatInstant(toldAt, today)}.${then}`
}
