import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import type { RestConflict } from '#shared/rota/rest.ts'
import { pieceOfShift, shortRests, type WorkPiece } from '#shared/rota/restOfWork.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { overlaps } from '#shared/time/span.ts'

/** A shift as it was worked where that is known, or other work: what rest is judged by. */
export interface WeekPiece extends WorkPiece {
  readonly shift: ShiftRow | null
}

type Shown = Pick<RotaWeek, 'shifts' | 'around' | 'work'>

/** All that people work in a week and beside it. One that the draft moves elsewhere is not as it was worked any more. */
export function piecesOfWeek({ shifts, around, work }: Shown): readonly WeekPiece[] {
  const known = new Map<string, WorkPiece>(work.filter(({ whose }) => !whose).map((piece) => [piece.id, piece]))
  const ours = [...around, ...shifts].map((shift): WeekPiece => {
    const as = known.get(shift.id)
    const worked = as && as.personId === shift.personId && overlaps(spanOf(as), spanOf(shift)) ? as : null
    return {
      ...pieceOfShift({ ...shift, beganAt: worked?.startsAt ?? null, finishedAt: worked?.endsAt ?? null }),
      shift,
    }
  })
  return [...ours, ...work.filter(({ whose }) => whose).map((piece) => ({ ...piece, shift: null }))]
}

/** Where a week leaves somebody under eleven hours of rest, also across its edges: by the one rule, with all that they work. */
export function restsOfWeek(rota: Shown): readonly RestConflict<WeekPiece>[] {
  const inWeek = new Set(rota.shifts)
  const isIn = ({ shift }: WeekPiece): boolean => shift !== null && inWeek.has(shift)
  return shortRests(piecesOfWeek(rota)).filter(({ earlier, later }) => isIn(earlier) || isIn(later))
}
