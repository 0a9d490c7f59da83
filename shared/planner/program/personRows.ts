import { latestEnd, shortAfter, shortFirst } from '../fill/rests.ts'
import { DAYS_BEFORE, isWeekend, weekOf, type BlockReason, type PlannedPerson, type RotaProblem } from '../problem.ts'
import type { HardRule } from '../rules.ts'
import { dutyColumn, noTerms, type Draft, type Meaning, type Terms } from './program.ts'

/** Tables of rests are the same for everybody of a problem. */
const rests = new WeakMap<RotaProblem, readonly [Uint8Array | null, Uint8Array | null]>()

function restTables(problem: RotaProblem): readonly [Uint8Array | null, Uint8Array | null] {
  const known = rests.get(problem) ?? ([shortAfter(problem, 1), shortAfter(problem, 2)] as const)
  rests.set(problem, known)
  return known
}

/** Writes one person's rules, wishes, owed duties and share as rows of a program. */
export class PersonRows {
  private readonly problem: RotaProblem
  private readonly index: number
  private readonly person: PlannedPerson
  private readonly draft: Draft
  /** Days before day 0 of which something is known. */
  private readonly lead: number
  private readonly before: ReadonlySet<number>

  constructor(problem: RotaProblem, index: number, draft: Draft) {
    const person = problem.people[index]
    if (!person) throw new RangeError(`the problem has no person ${index}`)
    this.problem = problem
    this.index = index
    this.person = person
    this.draft = draft
    this.lead = person.before === null ? 0 : DAYS_BEFORE
    this.before = new Set(person.before?.map(({ day }) => day))
  }

  write(): void {
    this.closings()
    this.oneADay()
    this.restRows()
    this.totals()
    this.weekRows()
    this.runs()
    this.wishes()
    this.share()
  }

  private means(rule: Meaning['rule'], day: number, shift: number | null = null): Meaning {
    return { rule, person: this.index, day, shift, why: null }
  }

  private at(day: number, shift: number): number {
    return dutyColumn(this.problem, { person: this.index, day, shift })
  }

  private add(terms: Terms, day: number, shift: number, value = 1): Terms {
    terms.columns.push(this.at(day, shift))
    terms.values.push(value)
    return terms
  }

  /** Whether they work on a day, as a sum; on one before day 0 that is known. */
  private works(terms: Terms, day: number, value = 1): Terms {
    if (day < 0) terms.known += this.before.has(day) ? value : 0
    else for (const shift of this.problem.shifts.keys()) this.add(terms, day, shift, value)
    return terms
  }

  private stretch(from: number, length: number, value = 1, terms = noTerms()): Terms {
    for (let day = from; day < from + length; day += 1) this.works(terms, day, value)
    return terms
  }

  private close(day: number, shift: number, rule: HardRule, why: BlockReason | null): void {
    this.draft.change(this.at(day, shift), { lower: 0, upper: 0, means: { ...this.means(rule, day, shift), why } })
  }

  /** What was decided comes before what would forbid it, as in the search. */
  private closings(): void {
    const { blocked, locked, limits } = this.person
    const { shifts, days } = this.problem
    const first = shortFirst(this.problem, latestEnd(this.person))
    for (const shift of shifts.keys()) {
      if (limits.mostOfShift[shift] === 0)
        for (let day = 0; day < days; day += 1) this.close(day, shift, 'too-many-of-shift', 'not-this-shift')
      if (first[shift + 1] === 1) this.close(0, shift, 'rest', null)
    }
    for (const { day, shift, why } of blocked)
      for (const each of shift === null ? shifts.keys() : [shift]) this.close(day, each, 'closed', why)
    for (const { day, shift } of locked) {
      for (const each of shifts.keys()) this.close(day, each, 'locked', null)
      if (shift !== null) this.draft.change(this.at(day, shift), { lower: 1, upper: 1 })
    }
  }

  private oneADay(): void {
    for (let day = 0; day < this.problem.days; day += 1)
      this.draft.atMost(this.works(noTerms(), day), 1, this.means('two-at-once', day))
  }

  /** For each shift, all that may not come before it on one row: they exclude each other already, and one row binds more than many. */
  private restRows(): void {
    const { days, shifts } = this.problem
    const values = shifts.length + 1
    for (const [apart, table] of restTables(this.problem).entries()) {
      if (table === null) continue
      for (let day = 0; day + apart + 1 < days; day += 1)
        for (const then of shifts.keys()) {
          const firsts = [...shifts.keys()].filter(
            (first) => table[(day * values + first + 1) * values + then + 1] === 1,
          )
          if (firsts.length === 0) continue
          const terms = this.add(noTerms(), day + apart + 1, then)
          for (const first of firsts) this.add(terms, day, first)
          this.draft.atMost(terms, 1, this.means('rest', day + apart + 1, then))
        }
    }
  }

  private totals(): void {
    const { limits } = this.person
    const { days, shifts } = this.problem
    const minutes = noTerms()
    for (const [shift, { minutes: length }] of shifts.entries()) {
      const count = noTerms()
      for (let day = 0; day < days; day += 1) {
        this.add(count, day, shift)
        this.add(minutes, day, shift, length)
      }
      const most = limits.mostOfShift[shift] ?? null
      if (most !== null && most > 0) this.draft.atMost(count, most, this.means('too-many-of-shift', 0, shift))
    }
    if (limits.mostMinutes !== null) this.draft.atMost(minutes, limits.mostMinutes, this.means('too-many-hours', 0))
    if (limits.leastMinutes !== null) this.draft.atLeast(minutes, limits.leastMinutes, this.means('too-few-hours', 0))
    this.weekends()
  }

  private weekends(): void {
    const { mostWeekends } = this.person.limits
    if (mostWeekends === null) return
    const all = noTerms()
    const worked = new Map<number, number>()
    for (let day = 0; day < this.problem.days; day += 1) {
      if (!isWeekend(day)) continue
      const week = weekOf(day)
      // Between 0 and 1 is enough: a day worked makes it 1.
      const column = worked.get(week) ?? this.draft.column({ upper: 1 })
      if (!worked.has(week)) {
        all.columns.push(column)
        all.values.push(1)
      }
      worked.set(week, column)
      const terms = this.works(noTerms(), day)
      terms.columns.push(column)
      terms.values.push(-1)
      this.draft.atMost(terms, 0, this.means('too-many-weekends', day))
    }
    if (worked.size > 0) this.draft.atMost(all, mostWeekends, this.means('too-many-weekends', 0))
  }

  private weekRows(): void {
    const { limits, owed } = this.person
    for (let day = 0; day < this.problem.days; day += 7) {
      const length = Math.min(7, this.problem.days - day)
      const owes = owed?.perWeek[weekOf(day)]
      if (limits.mostPerWeek !== null)
        this.draft.atMost(this.stretch(day, length), limits.mostPerWeek, this.means('too-many-in-a-week', day))
      if (!owed || owes === undefined) continue
      if (owed.neverMore) this.draft.atMost(this.stretch(day, length), owes, this.means('more-than-owed', day))
      if (owes > 0 && owed.weight > 0) this.short(this.stretch(day, length), owes, owed.weight)
    }
  }

  /** What a sum is below a number costs so much. */
  private short(terms: Terms, least: number, cost: number): void {
    if (cost === 0) return
    terms.columns.push(this.draft.column({ cost }))
    terms.values.push(1)
    this.draft.atLeast(terms, least, this.means('counted', 0))
  }

  private runs(): void {
    const { longestRun, shortestRun, fewestDaysOff } = this.person.limits
    const { days } = this.problem
    const { draft, lead } = this
    if (longestRun !== null)
      for (let day = Math.max(-lead, -longestRun); day + longestRun < days; day += 1)
        draft.atMost(this.stretch(day, longestRun + 1), longestRun, this.means('run-too-long', Math.max(0, day)))
    for (let k = 1; k < (shortestRun ?? 0); k += 1)
      for (let day = this.firstOf(k); day + k + 1 < days; day += 1)
        draft.atLeast(this.around(day, k), 1 - k, this.means('run-too-short', Math.max(0, day + 1)))
    for (let k = 1; k < (fewestDaysOff ?? 0); k += 1)
      for (let day = this.firstOf(k); day + k + 1 < days; day += 1)
        draft.atMost(this.around(day, k), 1, this.means('days-off-too-short', Math.max(0, day + 1)))
  }

  /** The first day after which k days and another can lie with the last of them not past. */
  private firstOf(k: number): number {
    return Math.max(-this.lead, -k - 1)
  }

  /** A day, less the k after it, and the day after those. */
  private around(day: number, k: number): Terms {
    return this.works(this.stretch(day + 1, k, -1, this.works(noTerms(), day)), day + k + 1)
  }

  private wishes(): void {
    for (const { day, shift, wants, weight } of this.person.wishes) {
      for (const each of shift === null ? this.problem.shifts.keys() : [shift])
        this.draft.charge(this.at(day, each), wants ? -weight : weight)
      if (wants) this.draft.constant += weight
    }
  }

  private share(): void {
    const { fairness, days, shifts } = this.problem
    const { share } = this.person
    if (!fairness || share === null) return
    const count = (sign: number): Terms => {
      const terms = noTerms()
      for (let day = 0; day < days; day += 1)
        for (const shift of shifts.keys()) if (fairness.unsocial[day]?.[shift]) this.add(terms, day, shift, sign)
      return terms
    }
    this.short(count(-1), -share, fairness.above)
    this.short(count(-1), -share - 1, fairness.farAbove)
    this.short(count(1), share - 1, fairness.below)
  }
}
