import type { PersonId } from '#shared/kernel/ids.ts'
import { pieceOfShift, piecesOfWork, type WorkPiece } from '#shared/rota/restOfWork.ts'
import { otherWork } from '#shared/rota/otherJobs.ts'
import { besides } from '#shared/rota/work.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { workBesideShifts } from './workOfJobs.ts'
import { otherJobsFrom, shiftsAsWorked } from './workingTimeStore.ts'

/** A night and eleven hours reach no further. */
export const DAYS_BESIDE = 3

/**
 * All that people work on days, both included, and so far beside them that rest is right at their edges: shifts as they were worked where
 * that is known, jobs beside them, and what was declared of other employers. Of everybody, or of one person.
 */
export async function workPieces(
  context: Context,
  first: LondonDay,
  last: LondonDay,
  personId: PersonId | null,
): Promise<readonly WorkPiece[]> {
  const [shifts, others] = await Promise.all([
    shiftsAsWorked(context, addDays(first, -DAYS_BESIDE), addDays(last, DAYS_BESIDE), personId),
    workWithoutShifts(context, first, last, personId),
  ])
  return [...shifts.map((shift) => pieceOfShift(shift)), ...others]
}

/** The part of it that is no shift. */
export async function workWithoutShifts(
  context: Context,
  first: LondonDay,
  last: LondonDay,
  personId: PersonId | null,
): Promise<readonly WorkPiece[]> {
  const [from, to] = [addDays(first, -DAYS_BESIDE), addDays(last, DAYS_BESIDE)]
  const [beside, jobs] = await Promise.all([
    workBesideShifts(context, from, to, personId),
    otherJobsFrom(context, from, personId),
  ])
  return piecesOfWork([...besides(beside), ...otherWork(jobs, from, to)])
}
