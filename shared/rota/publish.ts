import type { PersonId, ShiftId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, formatDayShort, type LondonDay } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'
import { overlaps, type Span } from '../time/span.ts'
import { timesOf, type RotaChange, type ShiftPlan } from './changes.ts'
import { awayKinds, shiftRoles, type AwayKind } from './contract.ts'
import type { DutyNeed } from './dutyNeeds.ts'
import type { RotaSettings } from './operatingModels.ts'
import { checkRosterable, type OfTeam } from './planning.ts'
import { isInside } from './publishDays.ts'
import { gapsIn, noticeOf } from './publishGaps.ts'
import { restFindings } from './publishRest.ts'
import { spanOf } from './roster.ts'
import { asWorked, type Work } from './work.ts'
import { rotaWords } from './words.ts'
import { owesBreak, weeklyAverage, weeklyRestShort, isOptedOut, type OptOut } from './workingTime.ts'

/** A change as a publication keeps it. */
export type PublishedChange = RotaChange

/**
 * How grave a finding is. `must-fix` is refused at publication; `accept` is a rule of working time or leave that somebody may go
 * against, with a reason that is kept; `look` is worth a look.
 */
export type Grade = 'must-fix' | 'accept' | 'look'

export interface Finding {
  /** The same for the same trouble, so that a reason stays with it. */
  readonly key: string
  readonly grade: Grade
  readonly title: string
  readonly text: string
  readonly day: LondonDay
  readonly shiftId: ShiftId | null
  readonly personId: PersonId | null
}

/** A shift as the rota would be, with what a publication does to it. */
export interface PlannedForPublish extends ShiftPlan {
  readonly id: ShiftId
  readonly breakMinutes: number
  /** When its person was at work before it, on a job that ran into it. */
  readonly beganAt?: Instant | null
  /** When its last job was finished, where that is known: a late finish is judged as it happened. */
  readonly finishedAt: Instant | null
  /** Hours of it in which its person is away, and no cover. */
  readonly hoursAway?: readonly Span[]
  /** Whether this publication puts it on, or changes it. */
  readonly changed: boolean
}

/** All that is known of somebody who is on the rota. */
export interface PlannedPerson extends OfTeam {
  readonly name: string
  readonly optOuts: readonly OptOut[]
  readonly daysAway: ReadonlyMap<LondonDay, AwayKind>
  /** Shifts that they were given on such a day when they were away already, and work. */
  readonly workedAway?: ReadonlySet<ShiftId>
  /** Work of the last 17 weeks without the shifts of `shifts`; of other employers, also of the days ahead. */
  readonly otherWork: readonly Work[]
}

/** Where a shift stands that a publication takes off, moves or gives to somebody else. */
export interface LeftShift extends Span {
  readonly day: LondonDay
}

export interface PublishAsked {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** Every shift of the days, of the days to which one is moved, and of three weeks around them, as it would be. */
  readonly shifts: readonly PlannedForPublish[]
  /** Every shift that this publication changes, as it stands on the rota until then. */
  readonly leaves: readonly LeftShift[]
  readonly people: ReadonlyMap<PersonId, PlannedPerson>
  readonly needs: readonly DutyNeed[]
  readonly settings: Pick<RotaSettings, 'restBasis' | 'noticeDays'>
  /** The day on which it would be published. */
  readonly today: LondonDay
}

/**
 * Everything that speaks against publishing days of the rota: what must be fixed first, what may be gone against with a reason, and
 * what is worth a look. Only trouble that a change of this publication is part of can stop it; the rest is shown.
 *
 * @example checkPublish(asked).filter(({ grade }) => grade === 'must-fix')
 */
export function checkPublish(asked: PublishAsked): readonly Finding[] {
  const inside = asked.shifts.filter((shift) => isInside(shift, asked))
  const found = [
    ...inside.flatMap((shift) => mayWorkIt(shift, asked)),
    ...overlapsIn(asked),
    ...inside.flatMap((shift) => awayOn(shift, asked)),
    ...restFindings(asked),
    ...[...asked.people].flatMap(([personId, person]) => ofPerson(personId, person, asked)),
    ...inside.flatMap((shift) => breakOf(shift, asked)),
    ...gapsIn(asked),
    ...noticeOf(asked),
  ]
  const order: readonly Grade[] = ['must-fix', 'accept', 'look']
  return found.toSorted(
    (a, b) => order.indexOf(a.grade) - order.indexOf(b.grade) || (a.day < b.day ? -1 : a.day > b.day ? 1 : 0),
  )
}

/** The key of a finding that a shift is of a day on which its person is away. */
export const awayKey = (shiftId: string): string => `away ${shiftId}`

const nameIn = ({ people }: PublishAsked, personId: PersonId): string => people.get(personId)?.name ?? 'Somebody'
const whenIn = (shift: ShiftPlan): string => `${formatDayShort(shift.day)} ${timesOf(shift)}`

function mayWorkIt(shift: PlannedForPublish, asked: PublishAsked): readonly Finding[] {
  const person = asked.people.get(shift.personId)
  const answer = person
    ? checkRosterable(person, shift.role, spanOf(shift))
    : { ok: false as const, refusal: { code: 'person-unknown' as const, field: 'personId' as const } }
  if (answer.ok) return []
  const grade = shift.changed ? 'must-fix' : 'look'
  const title = `${nameIn(asked, shift.personId)}: ${whenIn(shift)}, ${shiftRoles[shift.role]}`
  return [{ ...about(shift), key: `may-not ${shift.id}`, grade, title, text: rotaWords(answer.refusal) }]
}

const about = (shift: PlannedForPublish) => ({ day: shift.day, shiftId: shift.id, personId: shift.personId })

function overlapsIn(asked: PublishAsked): readonly Finding[] {
  const [from, until] = [addDays(asked.firstDay, -1), addDays(asked.lastDay, 1)]
  const people = new Set(asked.shifts.map(({ personId }) => personId))
  const isNear = ({ day }: PlannedForPublish): boolean => from <= day && day <= until
  return [...people].flatMap((personId) => {
    const own = asked.shifts.filter((shift) => shift.personId === personId)
    return overlapsOf(own)
      .filter(([one, other]) => one.changed || other.changed || (isNear(one) && isNear(other)))
      .map(overlapWords)
  })
}

type Pair = readonly [PlannedForPublish, PlannedForPublish]

const overlapsOf = (own: readonly PlannedForPublish[]): readonly Pair[] =>
  own.flatMap((one, index) =>
    own
      .slice(index + 1)
      .filter((other) => overlaps(spanOf(one), spanOf(other)))
      .map((other): Pair => [one, other]),
  )

function overlapWords([one, other]: Pair): Finding {
  const key = `overlap ${[one.id, other.id].toSorted().join(' ')}`
  const text = `${whenIn(one)} and ${whenIn(other)} run over each other. Move one, or give it to somebody else.`
  return { ...about(one), key, grade: 'must-fix', title: 'One person, two shifts at once', text }
}

function awayOn(shift: PlannedForPublish, asked: PublishAsked): readonly Finding[] {
  const kind = asked.people.get(shift.personId)?.daysAway.get(shift.day)
  if (!kind) return []
  const title = `${nameIn(asked, shift.personId)} is away on ${formatDayShort(shift.day)}`
  const text = `${awayKinds[kind]}, and on the rota ${timesOf(shift)}.`
  return [{ ...about(shift), key: awayKey(shift.id), grade: shift.changed ? 'accept' : 'look', title, text }]
}

/** What is asked of one person’s weeks: rest in each seven days, and the average over seventeen weeks. */
function ofPerson(personId: PersonId, person: PlannedPerson, asked: PublishAsked): readonly Finding[] {
  const own = asked.shifts.filter((shift) => shift.personId === personId)
  const changed = own.some((shift) => shift.changed)
  if (own.length === 0) return []
  const work = [...own.map((shift) => workOf(shift)), ...person.otherWork]
  const grade: Grade = changed ? 'accept' : 'look'
  const stretches = stretchesOf(own, asked)
  const [week] = stretches.flatMap(([first, last]) =>
    weeklyRestShort(work, addDays(first, -6), addDays(last, 6), asked.settings.restBasis),
  )
  const base = { shiftId: null, personId, day: asked.firstDay }
  const rest: Finding[] = week
    ? [
        {
          ...base,
          key: `weekly-rest ${personId} ${week.from}`,
          grade,
          title: `${person.name}: too little weekly rest`,
          text: `The longest rest from ${formatDayShort(week.from)} to ${formatDayShort(week.to)} is ${formatMinutes(week.longest)}. A day’s rest on top of the daily eleven hours is ${formatMinutes(week.needed)}.`,
        },
      ]
    : []
  const averages = stretches.flatMap(([, last]) =>
    averageOf(personId, person, work, { ...asked, lastDay: last }, grade),
  )
  return [...rest, ...averages.slice(0, 1)]
}

/** The days that are published, and each other day to which a shift of theirs is moved. */
function stretchesOf(
  own: readonly PlannedForPublish[],
  { firstDay, lastDay }: PublishAsked,
): readonly (readonly [LondonDay, LondonDay])[] {
  const elsewhere = own.filter(({ changed, day }) => changed && (day < firstDay || lastDay < day)).map(({ day }) => day)
  return [[firstDay, lastDay], ...[...new Set(elsewhere)].toSorted().map((day) => [day, day] as const)]
}

function averageOf(
  personId: PersonId,
  person: PlannedPerson,
  work: readonly Work[],
  { lastDay, firstDay }: PublishAsked,
  grade: Grade,
): readonly Finding[] {
  const { average, over } = weeklyAverage(work, lastDay, daysLeftOut(person))
  if (!over || isOptedOut(person.optOuts, lastDay)) return []
  const text = `${formatMinutes(average)} a week over the 17 weeks to ${formatDayShort(lastDay)}, all employers together, and no opt-out. The limit is 48h.`
  return [
    {
      key: `average ${personId}`,
      grade,
      title: `${person.name}: over 48 hours a week`,
      text,
      shiftId: null,
      personId,
      day: firstDay,
    },
  ]
}

const workOf = (shift: PlannedForPublish): Work => asWorked(shift)

/** Leave and sickness are left out of the average and made up for; TOIL days and training are not (reg 4(7)). */
const daysLeftOut = ({ daysAway }: PlannedPerson): readonly LondonDay[] =>
  [...daysAway].filter(([, kind]) => kind === 'annual-leave' || kind === 'sickness').map(([day]) => day)

function breakOf(shift: PlannedForPublish, asked: PublishAsked): readonly Finding[] {
  if (!shift.changed || !owesBreak(workOf(shift))) return []
  const title = `${nameIn(asked, shift.personId)}: no break planned`
  return [
    {
      ...about(shift),
      key: `break ${shift.id}`,
      grade: 'look',
      title,
      text: `${whenIn(shift)} is longer than six hours, which owe 20 minutes.`,
    },
  ]
}

/** What still stops a publication, once reasons were given. @example stillStops(findings, [{ key: 'rest a b', why: 'Agreed' }]) */
export const stillStops = (
  findings: readonly Finding[],
  accepted: readonly { readonly key: string; readonly why: string }[],
): readonly Finding[] =>
  findings.filter(
    ({ key, grade }) => grade === 'must-fix' || (grade === 'accept' && !accepted.some((one) => one.key === key)),
  )
