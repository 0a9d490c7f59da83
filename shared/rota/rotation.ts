import type { PersonId } from '../kernel/ids.ts'
import { daysBetween, londonDay, mondayOf, weekdayOf, type LondonDay } from '../time/london.ts'

/** Somebody whose turn comes round: on which weekdays they can never be on, and other days that they cannot. */
export interface InTurn {
  readonly personId: PersonId
  readonly excludedWeekdays: readonly number[]
  readonly cannot?: (day: LondonDay) => boolean
}

/** Who has the turn of a day; `null` when nobody can. */
export interface TurnOfDay {
  readonly day: LondonDay
  readonly personId: PersonId | null
}

const canOn =
  (day: LondonDay) =>
  ({ excludedWeekdays, cannot }: InTurn): boolean =>
    !excludedWeekdays.includes(weekdayOf(day)) && !(cannot?.(day) ?? false)

/**
 * Shares the turns of days among people, one a day. A plain round robin starves whoever is passed over on the weekday that keeps
 * falling to them; here nobody ends with two turns more than somebody who could have taken one of them, however the excluded days
 * lie. Whoever has fewest comes next, then whoever has waited longest, then the order given; what is still uneven is passed on along
 * a chain of people who can. The same people and days always give the same turns.
 *
 * @example shareTurns(people, daysFrom(monday, sunday)) // [{ day, personId }, …]
 */
export function shareTurns(people: readonly InTurn[], days: readonly LondonDay[]): readonly TurnOfDay[] {
  const able = days.map((day) => people.flatMap((person, index) => (canOn(day)(person) ? [index] : [])))
  const holder = inOrder(people.length, able)
  while (passOn(people.length, able, holder)) continue
  return days.map((day, at) => ({ day, personId: people[holder[at] ?? -1]?.personId ?? null }))
}

/** First come: whoever has had fewest turns, then whoever has waited longest. -1 where nobody can. */
function inOrder(count: number, able: readonly (readonly number[])[]): number[] {
  const had = Array.from({ length: count }, () => 0)
  const last = Array.from({ length: count }, () => -1)
  const less = (a: number, b: number): number =>
    (had[a] ?? 0) - (had[b] ?? 0) || (last[a] ?? 0) - (last[b] ?? 0) || a - b
  return able.map((ones, at) => {
    const next = ones.toSorted(less)[0]
    if (next === undefined) return -1
    had[next] = (had[next] ?? 0) + 1
    last[next] = at
    return next
  })
}

/**
 * Passes one turn along a chain, from somebody with most turns to somebody who has two fewer: the first gives a day to a second who
 * can, who gives one of theirs to a third, and so on. False when no such chain is left, and then no sharing is evener
 * (Harvey, Ladner, Lovász and Tamir, “Semi-matchings for bipartite graphs and load balancing”, 2006).
 */
function passOn(count: number, able: readonly (readonly number[])[], holder: number[]): boolean {
  const load = Array.from({ length: count }, () => 0)
  for (const one of holder) if (one >= 0) load[one] = (load[one] ?? 0) + 1
  const most = load.map((_, index) => index).toSorted((a, b) => (load[b] ?? 0) - (load[a] ?? 0) || a - b)
  return most.some((from) => passFrom(from, load, able, holder))
}

function passFrom(
  from: number,
  load: readonly number[],
  able: readonly (readonly number[])[],
  holder: number[],
): boolean {
  /** By which day, and from whom, each person was reached. */
  const reached = new Map<number, { readonly at: number; readonly giver: number }>()
  const queue = [from]
  for (let giver = queue.shift(); giver !== undefined; giver = queue.shift()) {
    for (const [at, own] of holder.entries()) {
      if (own !== giver) continue
      for (const taker of able[at] ?? []) {
        if (taker === from || reached.has(taker)) continue
        reached.set(taker, { at, giver })
        if ((load[taker] ?? 0) <= (load[from] ?? 0) - 2) {
          handDown(taker, from, reached, holder)
          return true
        }
        queue.push(taker)
      }
    }
  }
  return false
}

function handDown(
  last: number,
  from: number,
  reached: ReadonlyMap<number, { readonly at: number; readonly giver: number }>,
  holder: number[],
): void {
  for (let taker = last; taker !== from;) {
    const step = reached.get(taker)
    if (!step) return
    holder[step.at] = taker
    taker = step.giver
  }
}

/** Weeks are counted from here, so that it does not matter with which day somebody begins to plan. */
const FIRST_MONDAY = londonDay('1900-01-01')

/** A part-timer who owes so many duty days a week, and when they cannot. */
export interface OwesDuties extends InTurn {
  readonly owedAWeek: number
  /** Mondays of weeks in which they owe nothing: their off weeks. */
  readonly offWeeks?: readonly LondonDay[]
}

/** A duty day that somebody owes, given a day. */
export interface OwedDuty {
  readonly day: LondonDay
  readonly personId: PersonId
}

export interface OwedAnswer {
  readonly duties: readonly OwedDuty[]
  /** What could not be given a day, because there was none left that they can. */
  readonly notGiven: readonly { readonly monday: LondonDay; readonly personId: PersonId; readonly days: number }[]
}

/**
 * Gives each part-timer the duty days that they owe in each week, on days that they can, where fewest of the people wanted are on
 * yet; of equally short days the one on which they have had fewest duties, so that the Fridays go round. Nobody gets more than they
 * owe. As many of the people wanted as can be had are had: who chose first gives way to somebody with no other day.
 *
 * @param wanted how many of them a day wants: 0 for a day without duty
 * @example giveOwed(people, daysFrom(monday, sunday), () => 2)
 */
export function giveOwed(
  people: readonly OwesDuties[],
  days: readonly LondonDay[],
  wanted: (day: LondonDay) => number,
): OwedAnswer {
  const weeks = [...new Set(days.map(mondayOf))]
  const onWeekday = new Map<string, number>()
  const duties: OwedDuty[] = []
  const notGiven: OwedAnswer['notGiven'][number][] = []
  for (const monday of weeks) {
    const week = days.filter((day) => mondayOf(day) === monday && wanted(day) > 0)
    const given = new WeekOfOwed(people, week, monday, wanted, onWeekday).give()
    for (const { day, personId } of given.duties) {
      const key = `${personId} ${weekdayOf(day)}`
      onWeekday.set(key, (onWeekday.get(key) ?? 0) + 1)
    }
    duties.push(...given.duties)
    notGiven.push(...given.notGiven)
  }
  return { duties: duties.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)), notGiven }
}

class WeekOfOwed {
  readonly #people: readonly OwesDuties[]
  readonly #days: readonly LondonDay[]
  readonly #monday: LondonDay
  readonly #wanted: (day: LondonDay) => number
  readonly #had: ReadonlyMap<string, number>
  /** Who is on which day, by their places in the lists. */
  readonly #on: Set<number>[]

  constructor(
    people: readonly OwesDuties[],
    days: readonly LondonDay[],
    monday: LondonDay,
    wanted: (day: LondonDay) => number,
    had: ReadonlyMap<string, number>,
  ) {
    this.#people = people
    this.#days = days
    this.#monday = monday
    this.#wanted = wanted
    this.#had = had
    this.#on = days.map(() => new Set())
  }

  give(): OwedAnswer {
    const left = this.#people.map(({ owedAWeek, offWeeks }) =>
      (offWeeks ?? []).includes(this.#monday) ? 0 : Math.max(0, owedAWeek),
    )
    // First so that as many wanted places are filled as can be, then what is still owed on the least full of the days left.
    for (const fill of [(who: number) => this.#fillWanted(who, new Set()), (who: number) => this.#addTo(who)]) {
      for (let again = true; again;) {
        again = false
        for (const who of this.#inTurn()) {
          const owed = left[who] ?? 0
          if (owed === 0 || !fill(who)) continue
          left[who] = owed - 1
          again = true
        }
      }
    }
    return {
      duties: this.#days.flatMap((day, at) =>
        [...(this.#on[at] ?? [])].flatMap((who) => {
          const person = this.#people[who]
          return person ? [{ day, personId: person.personId }] : []
        }),
      ),
      notGiven: this.#people.flatMap(({ personId }, who) => {
        const days = left[who] ?? 0
        return days > 0 ? [{ monday: this.#monday, personId, days }] : []
      }),
    }
  }

  /** Everybody, each week beginning with the next one, so that nobody is always left with what the others did not choose. */
  #inTurn(): readonly number[] {
    const first = daysBetween(FIRST_MONDAY, this.#monday) / 7
    return this.#people.map((_, index) => (index + first) % this.#people.length)
  }

  /** Puts somebody on a day that wants people, if need be by moving whoever is there to another such day. */
  #fillWanted(who: number, tried: Set<number>): boolean {
    for (const at of this.#choices(who)) {
      const day = this.#days[at]
      const on = this.#on[at]
      if (day === undefined || on === undefined || tried.has(at)) continue
      tried.add(at)
      if (on.size < this.#wanted(day)) {
        on.add(who)
        return true
      }
      for (const other of on) {
        if (!this.#fillWanted(other, tried)) continue
        on.delete(other)
        on.add(who)
        return true
      }
    }
    return false
  }

  #addTo(who: number): boolean {
    const at = this.#choices(who)[0]
    const on = at === undefined ? undefined : this.#on[at]
    on?.add(who)
    return on !== undefined
  }

  /** The days that somebody can still be put on, the shortest of people first, then those they have had least. */
  #choices(who: number): readonly number[] {
    const person = this.#people[who]
    if (!person) return []
    const missing = (at: number): number => this.#wanted(this.#days[at] ?? this.#monday) - (this.#on[at]?.size ?? 0)
    const had = (at: number): number =>
      this.#had.get(`${person.personId} ${weekdayOf(this.#days[at] ?? this.#monday)}`) ?? 0
    return this.#days
      .flatMap((day, at) => (canOn(day)(person) && !this.#on[at]?.has(who) ? [at] : []))
      .toSorted((a, b) => missing(b) - missing(a) || had(a) - had(b) || a - b)
  }
}
