import { formatDayShort, londonDayOf } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'
import { timesOf } from './changes.ts'
import type { Finding, PlannedForPublish, PublishAsked } from './publish.ts'
import { isInside } from './publishDays.ts'
import type { RestConflict } from './rest.ts'
import { pieceOfShift, piecesOfWork, shortRests, type WorkPiece } from './restOfWork.ts'

interface Piece extends WorkPiece {
  readonly shift: PlannedForPublish | null
}

/**
 * Where a rota leaves somebody under eleven hours’ rest, with all that they work: shifts as they were worked where that is known, jobs beside
 * them, and what they declared of other employers. The eleven hours are the person’s, whoever they work for.
 *
 * @example restFindings(asked)[0]?.title // 'Liam Farrell: 8h of rest'
 */
export function restFindings(asked: PublishAsked): readonly Finding[] {
  const pieces: readonly Piece[] = [
    ...asked.shifts.map((shift) => ({ ...pieceOfShift(shift), shift })),
    ...[...asked.people.values()].flatMap(({ otherWork }) =>
      piecesOfWork(otherWork).map((piece) => ({ ...piece, shift: null })),
    ),
  ]
  const inside = ({ shift }: Piece): boolean => shift !== null && isInside(shift, asked)
  return shortRests(pieces).flatMap((conflict) => {
    const shown = [conflict.later, conflict.earlier].find(({ shift }) => shift !== null)?.shift
    return shown && (inside(conflict.earlier) || inside(conflict.later)) ? [findingOf(asked, conflict, shown)] : []
  })
}

function findingOf(asked: PublishAsked, conflict: RestConflict<Piece>, about: PlannedForPublish): Finding {
  const { earlier, later, rest, earliestStart } = conflict
  const until = `Eleven hours run to ${formatDayShort(londonDayOf(earliestStart))} ${clockOf(earliestStart)}.`
  const changed = earlier.shift?.changed === true || later.shift?.changed === true
  return {
    day: about.day,
    shiftId: about.id,
    personId: about.personId,
    key:
      earlier.shift && later.shift
        ? `rest ${earlier.id} ${later.id}`
        : `rest-other ${about.id} ${startOfOther(conflict)}`,
    grade: changed ? 'accept' : 'look',
    title: `${asked.people.get(about.personId)?.name ?? 'Somebody'}: ${formatMinutes(Math.max(0, rest))} of rest`,
    text: `${capital(whenOf(earlier))}, then ${whenOf(later)}. ${until}`,
  }
}

const startOfOther = ({ earlier, later }: RestConflict<Piece>): string =>
  (earlier.shift === null ? earlier : later).startsAt

function whenOf({ shift, whose, startsAt, endsAt }: Piece): string {
  if (shift) return `${formatDayShort(shift.day)} ${timesOf(shift)}`
  const work = whose === 'another' ? 'work for another employer, as declared,' : 'a job beside the shifts'
  return `${work} ${formatDayShort(londonDayOf(startsAt))} ${timesOf({ startsAt, endsAt })}`
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const clockOf = (at: Piece['startsAt']): string => timesOf({ startsAt: at, endsAt: at }).slice(0, 5)
