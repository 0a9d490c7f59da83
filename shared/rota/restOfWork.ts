import { groupBy } from '../kernel/groupBy.ts'
import type { PersonId } from '../kernel/ids.ts'
import { earliest, latest, minutesBetween, type Instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { DAILY_REST, earliestStartAfter, restConflicts, type RestConflict } from './rest.ts'
import type { Work } from './work.ts'

/**
 * A piece of somebody’s work as their rest is judged by it: a shift where nothing else is said, work beside the shifts, or work for another
 * employer as it was declared.
 */
export interface WorkPiece {
  readonly id: string
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly whose?: 'beside' | 'another'
}

/** A shift with what is known of how it went: nothing yet of one to come. */
interface ShiftForRest<Id extends string> {
  readonly id: Id
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly beganAt?: Instant | null
  readonly finishedAt?: Instant | null
}

/** A shift as it was worked where that is known, else as planned. */
export interface ShiftPiece<Id extends string> extends Omit<WorkPiece, 'whose'> {
  readonly id: Id
}

/**
 * A shift as rest is judged by it: a job that it began with or that ran past it makes it longer.
 *
 * @example pieceOfShift({ startsAt: 12:30, endsAt: 20:30, finishedAt: 00:30, … }).endsAt // 00:30
 */
export const pieceOfShift = <Id extends string>({
  id,
  personId,
  startsAt,
  endsAt,
  beganAt,
  finishedAt,
}: ShiftForRest<Id>): ShiftPiece<Id> => ({
  id,
  personId,
  startsAt: beganAt ? earliest(beganAt, startsAt) : startsAt,
  endsAt: finishedAt ? latest(endsAt, finishedAt) : endsAt,
})

/** Work that is no shift, as rest is judged by it. @example piecesOfWork(otherWork(jobs, first, last)) */
export const piecesOfWork = (work: readonly Work[]): readonly WorkPiece[] =>
  work.map(({ personId, start, end, employer }) => ({
    id: `${employer} ${personId} ${start}`,
    personId,
    startsAt: start,
    endsAt: end,
    whose: employer === 'another' ? 'another' : 'beside',
  }))

/**
 * Where somebody’s work leaves them under eleven hours’ rest, whoever it is for, in the order in which it happens (WTR 1998, SI 1998/1833,
 * reg 10). The one rule of plans, swaps, the rota, its publication and reports: pass what was worked where it is known, what is planned
 * where it is not, and what was declared of other employers. Between two pieces of another employer’s work rest is that employer’s to give.
 * To be at work for two employers at once is no rest either, however short the day.
 *
 * @example shortRests([pieceOfShift(late), pieceOfShift(early)]) // [{ earlier, later, rest: 480, short: 180, earliestStart }]
 */
export function shortRests<Piece extends WorkPiece>(pieces: readonly Piece[]): readonly RestConflict<Piece>[] {
  const short = restConflicts(pieces).filter(({ earlier, later }) => !(isElsewhere(earlier) && isElsewhere(later)))
  const said = new Set(short.map(({ earlier, later }) => `${earlier.id} ${later.id}`))
  const clashes = clashesIn(pieces).filter(({ earlier, later }) => !said.has(`${earlier.id} ${later.id}`))
  return [...short, ...clashes].toSorted((a, b) =>
    a.later.startsAt < b.later.startsAt ? -1 : a.later.startsAt > b.later.startsAt ? 1 : 0,
  )
}

const isElsewhere = ({ whose }: WorkPiece): boolean => whose === 'another'

function clashesIn<Piece extends WorkPiece>(pieces: readonly Piece[]): readonly RestConflict<Piece>[] {
  const ours = groupBy(
    pieces.filter((one) => !isElsewhere(one)),
    ({ personId }) => personId,
  )
  return pieces.filter(isElsewhere).flatMap((other) =>
    (ours.get(other.personId) ?? [])
      .filter((one) => one.startsAt < other.endsAt && other.startsAt < one.endsAt)
      .map((one) => {
        const [earlier, later] = one.startsAt <= other.startsAt ? [one, other] : [other, one]
        const rest = minutesBetween(earlier.endsAt, later.startsAt)
        const earliestStart = earliestStartAfter(earlier.endsAt)
        return { earlier, later, rest, short: minutes(DAILY_REST - rest), earliestStart }
      }),
  )
}

/**
 * Where a shift would leave its person under eleven hours’ rest, before it or after it.
 *
 * @param others their other work of the days around it
 * @example restAround(shift, others).map(({ rest }) => rest) // [480]
 */
export const restAround = <Piece extends WorkPiece>(
  shift: Piece,
  others: readonly Piece[],
): readonly RestConflict<Piece>[] =>
  shortRests([...others.filter(({ id }) => id !== shift.id), shift]).filter(
    ({ earlier, later }) => earlier === shift || later === shift,
  )
