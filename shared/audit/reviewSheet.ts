import { groupBy } from '../kernel/groupBy.ts'
import type { PersonId, ReferralId } from '../kernel/ids.ts'
import type { Role } from '../kernel/permission.ts'
import { addHours, addMinutes, type Instant } from '../time/instant.ts'
import { clockTimeOf, londonDayOf, weekdayOf } from '../time/london.ts'
import type { DayOfLooks, Deed, Flag, Look, Reader, Referred, Suspicion } from './snooping.ts'

/** Different people whose records one may open in an hour before somebody asks, by role: local policy, from a busy desk’s day. */
export const PEOPLE_AN_HOUR: Record<Role, number> = {
  'practice-consultant': 30,
  'amhp-lead': 30,
  edt: 30,
  amhp: 12,
  trainee: 8,
  manager: 12,
  admin: 0,
  auditor: 0,
}
export const LONG_CLOSED_DAYS = 90
export const BARREN_SEARCHES_AN_HOUR = 6
const FOLLOWED_WITHIN_MINUTES = 15
const GRACE_AFTER_TAKEN_OFF_MINUTES = 30
const BESIDE_A_SHIFT_HOURS = 2
const RECENT_WORK_DAYS = 7

/**
 * The lines of one day’s review sheet. A line is a question to ask, not an accusation; whoever worked on a referral is not asked
 * why they opened it. Information Commissioner’s Office, Employment practices and DPA 2018 s.170; ASVS 5.0 V16.2.1.
 *
 * @example reviewSheet({ looks, deeds, readers, people }).map(({ suspicion }) => suspicion) // ['same-surname']
 */
export function reviewSheet(day: DayOfLooks): readonly Flag[] {
  const known = new Known(day)
  const looksOf = groupBy(day.looks, ({ readerId }) => readerId)
  return day.readers.flatMap((reader) => {
    const looks = looksOf.get(reader.id) ?? []
    const views = looks.filter(({ kind }) => kind === 'view')
    return [...ofEachRecord(reader, views, known), ...manyPeople(reader, views), ...fishing(reader, looks, known)]
  })
}

/** What is asked of one reader and one record. */
const questions: readonly (readonly [
  Suspicion,
  (reader: Reader, look: Look, of: Referred, known: Known) => boolean,
])[] = [
  ['same-surname', (reader, _, of, known) => sameSurname(reader, of) && !known.worked(reader.id, of.id)],
  ['colleague', (reader, _, of, known) => known.isColleague(of, reader)],
  ['own-contact', (reader, _, of) => holdsPhone(of, reader.phone)],
  ['long-closed', longClosed],
  [
    'other-team',
    (reader, _, of, known) =>
      reader.councilIds.length > 0 && !reader.councilIds.includes(of.councilId) && !known.worked(reader.id, of.id),
  ],
  ['taken-off', takenOff],
  [
    'opened-without-need',
    (reader, look, of, known) => look.grantId !== null && !known.worksAfter(reader.id, of.id, look.at),
  ],
  ['out-of-hours', outOfHours],
]

function ofEachRecord(reader: Reader, views: readonly Look[], known: Known): readonly Flag[] {
  const found = new Map<string, Flag>()
  for (const look of views) {
    for (const id of look.people) {
      const of = known.person(id)
      if (!of) continue
      for (const [suspicion, asks] of questions) {
        if (!asks(reader, look, of, known)) continue
        const key = `${suspicion} ${id}`
        found.set(key, oneMore(found.get(key), { suspicion, readerId: reader.id, referralId: id }, look.at))
      }
    }
  }
  return [...found.values()]
}

const oneMore = (
  before: Flag | undefined,
  what: Pick<Flag, 'suspicion' | 'readerId' | 'referralId'>,
  at: Instant,
): Flag => ({ ...what, firstAt: before?.firstAt ?? at, lastAt: at, times: (before?.times ?? 0) + 1 })

function longClosed(reader: Reader, look: Look, of: Referred, known: Known): boolean {
  if (of.closedAt === null || look.at < addHours(of.closedAt, 24 * LONG_CLOSED_DAYS)) return false
  if (known.worksAfter(reader.id, of.id, of.closedAt)) return false
  // Earlier contact is read while there is a new referral of the same person.
  return !known.samePerson(of).some((other) => other.closedAt === null || other.closedAt > addHours(look.at, -24))
}

function takenOff(reader: Reader, look: Look, of: Referred, known: Known): boolean {
  const deeds = known.deeds(reader.id, of.id).filter(({ at }) => at <= look.at)
  const off = deeds.findLast(({ what }) => what === 'taken-off')
  if (!off || look.at < addMinutes(off.at, GRACE_AFTER_TAKEN_OFF_MINUTES)) return false
  return !known.deeds(reader.id, of.id).some(({ at, what }) => at > off.at && what !== 'taken-off')
}

function outOfHours(reader: Reader, look: Look, of: Referred, known: Known): boolean {
  if (reader.roles.includes('edt') || !isOutOfHours(look.at)) return false
  const onShift = reader.shifts.some(
    ({ start, end }) =>
      addHours(start, -BESIDE_A_SHIFT_HOURS) <= look.at && look.at < addHours(end, BESIDE_A_SHIFT_HOURS),
  )
  return !onShift && !known.worksAfter(reader.id, of.id, addHours(look.at, -24 * RECENT_WORK_DAYS))
}

/** Night, 22:00 to 06:00 on London's clock, or Saturday or Sunday. */
const isOutOfHours = (at: Instant): boolean =>
  clockTimeOf(at) < '06:00' || clockTimeOf(at) >= '22:00' || weekdayOf(londonDayOf(at)) > 5

function manyPeople(reader: Reader, views: readonly Look[]): readonly Flag[] {
  const most = Math.max(0, ...reader.roles.map((role) => PEOPLE_AN_HOUR[role]))
  const inOrder = views.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  let from = 0
  for (const [index, last] of inOrder.entries()) {
    while ((inOrder[from]?.at ?? last.at) < addHours(last.at, -1)) from += 1
    const hour = inOrder.slice(from, index + 1)
    const people = new Set(hour.flatMap((look) => look.people)).size
    const first = hour[0] ?? last
    if (people > most)
      return [
        {
          suspicion: 'many-people',
          readerId: reader.id,
          referralId: null,
          firstAt: first.at,
          lastAt: last.at,
          times: people,
        },
      ]
  }
  return []
}

function fishing(reader: Reader, looks: readonly Look[], known: Known): readonly Flag[] {
  const barren = looks
    .filter((look) => look.kind === 'search' && !isFollowed(look, looks, known))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
  for (const [index, last] of barren.entries()) {
    const hour = barren.slice(0, index + 1).filter(({ at }) => at > addHours(last.at, -1))
    const first = hour[0] ?? last
    if (hour.length >= BARREN_SEARCHES_AN_HOUR) {
      const flag = { suspicion: 'fishing', readerId: reader.id, referralId: null } as const
      return [{ ...flag, firstAt: first.at, lastAt: last.at, times: hour.length }]
    }
  }
  return []
}

/** A search belongs to work when one of those found is opened about then, or a call was just taken down. */
function isFollowed(search: Look, looks: readonly Look[], known: Known): boolean {
  const [from, to] = [-FOLLOWED_WITHIN_MINUTES, FOLLOWED_WITHIN_MINUTES].map((minutes) =>
    addMinutes(search.at, minutes),
  )
  const near = (at: Instant): boolean => from !== undefined && to !== undefined && from <= at && at <= to
  return (
    looks.some(
      ({ kind, at, people }) => kind === 'view' && near(at) && people.some((id) => search.people.includes(id)),
    ) || known.received(search.readerId).some(near)
  )
}

const sameSurname = (reader: Reader, { lastName }: Referred): boolean =>
  fold(lastName) !== '' && fold(reader.name).endsWith(` ${fold(lastName)}`)

const FEWEST_DIGITS = 9
const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(/^(?:0044|44)?0?/, '')
function holdsPhone({ phones }: Referred, phone: string): boolean {
  const digits = digitsOf(phone)
  return digits.length >= FEWEST_DIGITS && phones.some((one) => one.replace(/\D/g, '').includes(digits))
}

/** @example fold('Siobhán  O’Brien') // 'siobhan obrien' */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’‘ʼ`´]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** The day's facts, found quickly. */
class Known {
  readonly #people: ReadonlyMap<ReferralId, Referred>
  readonly #deeds: ReadonlyMap<string, readonly Deed[]>
  readonly #received: ReadonlyMap<PersonId, readonly Instant[]>
  readonly #names: ReadonlySet<string>
  readonly #readers: readonly Reader[]
  readonly #persons: ReadonlyMap<string, readonly Referred[]>

  constructor({ people, deeds, readers }: DayOfLooks) {
    const inOrder = deeds.toSorted((a, b) => (a.at < b.at ? -1 : 1))
    this.#people = new Map(people.map((one) => [one.id, one]))
    this.#deeds = groupBy(inOrder, ({ personId, referralId }) => `${personId} ${referralId}`)
    const received = groupBy(
      inOrder.filter(({ what }) => what === 'received'),
      ({ personId }) => personId,
    )
    this.#received = new Map([...received].map(([id, list]) => [id, list.map(({ at }) => at)]))
    this.#names = new Set(readers.map(({ name }) => fold(name)))
    this.#readers = readers
    this.#persons = groupBy(people, identityOf)
  }

  person = (id: ReferralId): Referred | undefined => this.#people.get(id)
  deeds = (personId: PersonId, id: ReferralId): readonly Deed[] => this.#deeds.get(`${personId} ${id}`) ?? []
  worked = (personId: PersonId, id: ReferralId): boolean => this.deeds(personId, id).length > 0
  worksAfter = (personId: PersonId, id: ReferralId, from: Instant): boolean =>
    this.deeds(personId, id).some(({ at, what }) => at >= from && what !== 'taken-off')
  received = (personId: PersonId): readonly Instant[] => this.#received.get(personId) ?? []
  samePerson = (of: Referred): readonly Referred[] =>
    (this.#persons.get(identityOf(of)) ?? []).filter(({ id }) => id !== of.id)
  isColleague = (of: Referred, reader: Reader): boolean =>
    this.#names.has(fold(`${of.firstName} ${of.lastName}`)) ||
    this.#readers.some(({ id, phone }) => id !== reader.id && phone !== reader.phone && holdsPhone(of, phone))
}

const identityOf = ({ nhsNumber, firstName, lastName, bornOn }: Referred): string =>
  nhsNumber === '' ? `${fold(firstName)} ${fold(lastName)} ${bornOn ?? ''}` : nhsNumber
