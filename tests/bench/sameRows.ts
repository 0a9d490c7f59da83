import type postgres from 'postgres'
import type { Bare, BareService } from './bare.ts'
import type { Desk } from './desk.ts'
import { countOf, exampleOf, rowsOfLast } from './rowsWritten.ts'
import { BENCH_NOW, type SeededService } from './seed.ts'
import type { Worker } from './worker.ts'

export function bareService({ serviceId, consultantIds, onDuty, toAllocate, shifts }: SeededService): BareService {
  const current = shifts.filter(({ startsAt, endsAt }) => startsAt <= BENCH_NOW && BENCH_NOW < endsAt)
  const shiftOf = new Map(current.map(({ personId, id }) => [personId, id]))
  const duties = onDuty.map((personId) => ({ personId, shiftId: shiftOf.get(personId) ?? '' }))
  return { serviceId, consultantIds, onDuty: duties, toAllocate }
}

interface Side {
  readonly desk: Desk
  readonly bare: Worker<Bare>
  readonly owner: postgres.Sql
  readonly ours: SeededService
  readonly wrong: (what: string) => void
}

/**
 * One command of each kind by the hub, whose rows are read back and shown to the bare transaction, which then has to write as many of
 * each table: a limit that writes less than the command, or more, is none.
 *
 * @returns how many statements the bare transaction of an allocation has
 */
export async function showWhatIsWritten({ desk, bare, owner, ours, wrong }: Side): Promise<{ statements: number }> {
  await desk.opensPanel()
  const click = await desk.allocates()
  const allocated = await rowsOfLast(owner, ours.serviceId, 'referral-allocated')
  await desk.putsBack(click)
  await desk.arranges()
  const arranged = await rowsOfLast(owner, ours.serviceId, 'arrangement-set')
  const counts: number[] = []
  for (const [what, hub] of [
    ['allocation', allocated],
    ['arrangement', arranged],
  ] as const) {
    const { written, statements } = await bare.ask('writesLike', { what, example: exampleOf(hub) })
    counts.push(statements)
    if (countOf(written) !== countOf(hub))
      wrong(`the hub writes ${countOf(hub)} with an ${what}, the bare transaction ${countOf(written)}`)
  }
  return { statements: counts[0] ?? Number.NaN }
}
