import { addDays, daysBetween, formatDayShort, type LondonDay } from '../time/london.ts'
import { overlaps } from '../time/span.ts'
import { timesOf } from './changes.ts'
import { shiftRoles } from './contract.ts'
import { needGaps, ofTeamWords, type CountsFor, type NeedGap } from './dutyNeeds.ts'
import { daysFrom } from './pattern.ts'
import { countsFor } from './planning.ts'
import type { Finding, PlannedForPublish, PublishAsked } from './publish.ts'
import { spanOf } from './roster.ts'

/**
 * Where fewer people than a minimum asks for are on who may act and are not away. A firm one needs a reason wherever this publication has
 * a part in it: on days that it puts somebody on, and where it takes somebody away, also outside the days that are published.
 *
 * @example gapsIn(asked).filter(({ grade }) => grade === 'accept')
 */
export function gapsIn(asked: PublishAsked): readonly Finding[] {
  const published = daysFrom(asked.firstDay, asked.lastDay)
  const others = concernedDays(asked).filter((day) => !published.includes(day))
  const gapsOn = (day: LondonDay): readonly NeedGap[] => needGaps(asked.shifts, asked.needs, day, countsIn(asked))
  return [
    ...published.flatMap((day) => gapsOn(day).map((gap) => gapWords(day, gap, isTouched(day, gap, asked)))),
    ...others.flatMap((day) =>
      gapsOn(day)
        .filter((gap) => isTouched(day, gap, asked))
        .map((gap) => gapWords(day, gap, true)),
    ),
  ]
}

/** A minimum may run past midnight, and so may a shift that leaves: the days beside it are looked at too. */
const concernedDays = ({ shifts, leaves }: PublishAsked): readonly LondonDay[] => {
  const changed = shifts.filter((shift) => shift.changed).map(({ day }) => day)
  const left = leaves.flatMap(({ day }) => [addDays(day, -1), day, addDays(day, 1)])
  return [...new Set([...changed, ...left])].toSorted()
}

const isTouched = (day: LondonDay, gap: NeedGap, { shifts, leaves }: PublishAsked): boolean =>
  shifts.some((shift) => shift.changed && shift.day === day) ||
  leaves.some((left) => left.day === day || overlaps(left, gap))

const countsIn =
  ({ people }: PublishAsked): CountsFor<PlannedForPublish> =>
  (shift, need) => {
    const person = people.get(shift.personId)
    return (
      person !== undefined &&
      (!person.daysAway.has(shift.day) || (!shift.changed && person.workedAway?.has(shift.id) === true)) &&
      countsFor(person, shift.role, spanOf(shift), need)
    )
  }

function gapWords(
  day: LondonDay,
  { role, start, end, short, needed, councilId, homeTeam, firm }: NeedGap,
  touched: boolean,
): Finding {
  const who = councilId === null ? '' : ' who act for the council that it is for'
  const text = `${short === 1 ? 'One' : short} fewer than the ${needed} needed${who}, ${timesOf({ startsAt: start, endsAt: end })}.`
  return {
    key: `gap ${day} ${role} ${councilId ?? 'any'} ${homeTeam === null ? '' : `${homeTeam} `}${start}`,
    grade: firm && touched ? 'accept' : 'look',
    title: `${formatDayShort(day)} is short: ${shiftRoles[role]}${ofTeamWords({ homeTeam })}`,
    text,
    day,
    shiftId: null,
    personId: null,
  }
}

/** A rota that is published later than the service has promised its people. @example noticeOf(asked)[0]?.title // 'Short notice' */
export function noticeOf({ shifts, leaves, settings, today }: PublishAsked): readonly Finding[] {
  const days = [...shifts.filter(({ changed }) => changed), ...leaves].map(({ day }) => day)
  const first = days.toSorted()[0]
  if (first === undefined || daysBetween(today, first) >= settings.noticeDays) return []
  const ahead = Math.max(0, daysBetween(today, first))
  return [
    {
      key: 'notice',
      grade: 'look',
      title: 'Short notice',
      text: `The first change is ${ahead === 1 ? 'one day' : `${ahead} days`} ahead. The service says ${settings.noticeDays} days.`,
      day: first,
      shiftId: null,
      personId: null,
    },
  ]
}
