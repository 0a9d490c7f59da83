import { awayKinds, shiftRoles, type RotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import { ofTeamWords, type MinimumOfDay } from '#shared/rota/dutyNeeds.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { clockTimeOf, formatInstant, londonDayOf, weekdayName, type LondonDay } from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { minutesIn } from '#shared/time/span.ts'
import type { DayCover, WeekCover } from './cover.ts'
import { dayWords, timesWords } from './rotaWords.ts'
import { restsOfWeek, type WeekPiece } from './restOfWeek.ts'
import { whyNot } from './troubles.ts'

/** Something about a week that somebody should look at before relying on it. */
export interface Look {
  readonly key: string
  readonly tone: 'stop' | 'warn'
  /** Which rule it breaks; `null` for what is only thin. */
  readonly breaks: 'rest' | 'approval' | null
  readonly title: string
  readonly text: string
  /** The shift to open. */
  readonly shift: ShiftRow | null
}

/** How many of the lines go against a rule, and which: the week in figures and the list beside it count the same. */
export interface AgainstTheRules {
  readonly rest: number
  readonly approval: number
}

/** @example againstTheRules(worthALook(rota, cover, now)) // { rest: 0, approval: 1 } */
export const againstTheRules = (looks: readonly Look[]): AgainstTheRules => ({
  rest: looks.filter(({ breaks }) => breaks === 'rest').length,
  approval: looks.filter(({ breaks }) => breaks === 'approval').length,
})

/** @example rulesWords({ rest: 2, approval: 1 }) // '2 of rest, 1 of approval', and 'rest' where all are of one kind */
export function rulesWords({ rest, approval }: AgainstTheRules): string {
  if (rest > 0 && approval > 0) return `${rest} of rest, ${approval} of approval`
  return rest > 0 ? 'rest' : approval > 0 ? 'approval' : ''
}

/** Gaps shorter than this are left to the curve. */
const LEAST_GAP_MINUTES = 60

const nobodyOn: Look = {
  key: 'nobody',
  tone: 'warn',
  breaks: null,
  title: 'Nobody is on this week',
  text: 'No shift has been put on the rota yet.',
  shift: null,
}

/** What is worth a look in a week: first what must not stay, then what is thin. */
export function worthALook(rota: RotaWeek, cover: WeekCover, now: Instant): readonly Look[] {
  const names = new Map(rota.people.map(({ personId, name }) => [personId, name]))
  const nameOf = (personId: PersonId): string => names.get(personId) ?? 'Somebody'
  return [
    ...restLooks(rota, nameOf),
    ...approvalLooks(rota, now),
    ...awayLooks(rota, nameOf),
    // An empty week is one thing to do, not seven.
    ...(rota.shifts.length === 0 ? [nobodyOn] : cover.days.flatMap((day) => [...minimumLook(day), ...coverLook(day)])),
  ]
}

function restLooks(rota: RotaWeek, nameOf: (personId: PersonId) => string): readonly Look[] {
  return restsOfWeek(rota).map(({ earlier, later, rest, earliestStart }) => ({
    key: `rest ${earlier.id} ${later.id}`,
    tone: 'stop',
    breaks: 'rest',
    title: `${nameOf(later.personId)}: ${formatMinutes(Math.max(0, rest))} of rest`,
    text:
      `${whichWords(earlier)} finishes ${clockTimeOf(earlier.endsAt)}, ` +
      `${whichWords(later)} starts ${clockTimeOf(later.startsAt)}. ` +
      `The rule is 11 hours of rest: until ${formatInstant(earliestStart, dayOf(later))}.`,
    shift: [later.shift, earlier.shift].find((shift) => shift && rota.shifts.includes(shift)) ?? null,
  }))
}

const dayOf = ({ shift, startsAt }: WeekPiece): LondonDay => shift?.day ?? londonDayOf(startsAt)

/** @example 'Thu 19'; 'Thu 19, a job beside the shifts,'; 'Thu 19, other work as declared,' */
function whichWords(piece: WeekPiece): string {
  const day = dayWords(dayOf(piece))
  if (piece.shift) return day
  return `${day}, ${piece.whose === 'another' ? 'other work as declared' : 'a job beside the shifts'},`
}

/** One for each person and reason, however many shifts it touches. */
function approvalLooks({ shifts, people }: RotaWeek, now: Instant): readonly Look[] {
  return people.flatMap(({ personId, name }) => {
    const own = shifts.filter((shift) => shift.personId === personId && !isOverAndGone(shift, now))
    const reasons = [...new Set(own.flatMap(({ mayNotAct }) => mayNotAct ?? []))]
    return reasons.map((reason): Look => {
      const touched = own.filter(({ mayNotAct }) => mayNotAct === reason)
      const when = touched.map((shift) => `${dayWords(shift.day)} ${timesWords(shift)}`).join(', ')
      return {
        key: `approval ${personId} ${reason}`,
        tone: 'stop',
        breaks: reason === 'has-left' || reason === 'access-stopped' ? null : 'approval',
        title: titleOf(name, reason, touched.length),
        text: `${when}. ${touched.length === 1 ? 'This shift is' : 'These shifts are'} not counted as cover.`,
        shift: touched[0] ?? null,
      }
    })
  })
}

/** What somebody who is gone had on the rota and is over needs nobody any more. */
const isOverAndGone = ({ mayNotAct, endsAt }: ShiftRow, now: Instant): boolean =>
  (mayNotAct === 'has-left' || mayNotAct === 'access-stopped') && endsAt <= now

/** Whoever is gone for good leaves shifts that somebody else has to have. */
function titleOf(name: string, reason: NonNullable<ShiftRow['mayNotAct']>, shifts: number): string {
  const toCover = `${shifts === 1 ? 'one shift' : `${shifts} shifts`} to cover`
  if (reason === 'has-left') return `${name} has left: ${toCover}`
  return reason === 'access-stopped' ? `${name}: ${whyNot(reason)}, ${toCover}` : `${name}: ${whyNot(reason)}`
}

function awayLooks({ shifts, daysAway }: RotaWeek, nameOf: (personId: PersonId) => string): readonly Look[] {
  return shifts.flatMap((shift): readonly Look[] => {
    const away = daysAway.find(({ personId, day }) => personId === shift.personId && day === shift.day)
    if (!away) return []
    const why = away.kind === 'away' ? 'away' : awayKinds[away.kind].toLowerCase().replace('toil', 'TOIL')
    const title = `${nameOf(shift.personId)}: on the rota while away`
    return [
      {
        key: `away ${shift.id}`,
        tone: 'warn',
        breaks: null,
        title,
        text: `${dayWords(shift.day)}, ${timesWords(shift)}: ${why}. ${shift.away ? 'Not counted as cover.' : 'Given to them all the same: counted as cover.'}`,
        shift,
      },
    ]
  })
}

/** One for each day, however many minimums it is under. */
function minimumLook({ day, minimums }: DayCover): readonly Look[] {
  const under = minimums.filter(({ gaps }) => gaps.length > 0)
  if (under.length === 0) return []
  return [
    {
      key: `minimum ${day}`,
      tone: 'warn',
      breaks: null,
      title: `${weekdayName(day)} is under ${under.length === 1 ? 'a minimum' : `${under.length} minimums`}`,
      text: under.map(underWords).join(' '),
      shift: null,
    },
  ]
}

/** @example 'Duty AMHP of Kelsham: none of the 1 needed, 09:00 to 12:00.' */
function underWords({ need, gaps }: MinimumOfDay): string {
  const stretches = gaps.map(({ start, end }) => `${clockTimeOf(start)} to ${clockTimeOf(end)}`)
  const worst = Math.max(...gaps.map(({ short }) => short))
  const are = worst >= need.minimum ? `none of the ${need.minimum}` : `${worst} fewer than the ${need.minimum}`
  return `${shiftRoles[need.role]}${ofTeamWords(need)}: ${are} needed, ${stretches.join(', ')}.`
}

function coverLook({ day, gaps }: DayCover): readonly Look[] {
  const long = gaps.filter(({ start, end }) => minutesIn({ start, end }) >= LEAST_GAP_MINUTES)
  const worst = Math.max(0, ...long.map(({ short }) => short))
  if (worst === 0) return []
  const stretches = long.map(({ start, end }) => `${clockTimeOf(start)} to ${clockTimeOf(end)}`)
  return [
    {
      key: `cover ${day}`,
      tone: 'warn',
      breaks: null,
      title: `${weekdayName(day)} is short: ${stretches.join(', ')}`,
      text: `${worst === 1 ? 'One AMHP' : `Up to ${worst} AMHPs`} fewer than a usual ${weekdayName(day)} needs.`,
      shift: null,
    },
  ]
}
