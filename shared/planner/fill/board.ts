import { RowScorer } from './rowScore.ts'
import type { Sheet } from './sheet.ts'

/** The longest list of changes that one move can make: a row refilled, or two blocks exchanged. */
const LOG = 128

/**
 * A rota while it is searched: its cells, and everything that is counted of them, kept up to date change by change. A move makes
 * changes through `set`; `settle` scores the rows it touched; then it is kept or taken back.
 */
export class Board {
  readonly sheet: Sheet
  readonly cells: Uint8Array
  /** Duties over hard limits, added up over all rows. 0 for a rota that may be worked. */
  hard = 0
  soft = 0
  /** What the move under way would make of them. */
  nextHard = 0
  nextSoft = 0
  private readonly on: Int32Array
  private readonly skilled: Int32Array
  private readonly rowHard: Float64Array
  private readonly rowSoft: Float64Array
  private readonly scorer: RowScorer
  private readonly logCell = new Int32Array(LOG)
  private readonly logValue = new Uint8Array(LOG)
  private logged = 0
  private readonly touched: Int32Array = new Int32Array(2)
  private touchedCount = 0
  private readonly newHard = new Float64Array(2)
  private readonly newSoft = new Float64Array(2)
  private dayChange = 0

  constructor(sheet: Sheet) {
    this.sheet = sheet
    const { days, people, values, skills } = sheet
    this.cells = new Uint8Array(days * people)
    this.on = new Int32Array(days * values)
    this.skilled = new Int32Array(skills.need.length)
    this.rowHard = new Float64Array(people)
    this.rowSoft = new Float64Array(people)
    this.scorer = new RowScorer(sheet)
    this.fillWith(null)
  }

  /** Begins again from given cells, or from days off everywhere but where something is fixed. */
  fillWith(given: Uint8Array | null): void {
    const { sheet, cells } = this
    this.on.fill(0)
    this.skilled.fill(0)
    for (let cell = 0; cell < cells.length; cell += 1) {
      const wanted = given?.[cell] ?? 0
      const may = sheet.allowed[cell * sheet.values + wanted] === 1
      const value = may ? wanted : (sheet.choices[sheet.choiceFrom[cell] ?? 0] ?? 0)
      cells[cell] = value
      if (value > 0) this.count((cell % sheet.days) * sheet.values + value, (cell / sheet.days) | 0, 1)
    }
    this.soft = this.dayCosts()
    this.hard = 0
    for (let person = 0; person < sheet.people; person += 1) {
      this.scorer.of(person, cells)
      this.rowHard[person] = this.scorer.score.hard
      this.rowSoft[person] = this.scorer.score.soft
      this.hard += this.scorer.score.hard
      this.soft += this.scorer.score.soft
    }
    this.logged = this.touchedCount = this.dayChange = 0
  }

  private dayCosts(): number {
    const { days, values, people, coverCost, skills } = this.sheet
    let cost = 0
    for (let place = 0; place < days * values; place += 1)
      cost += coverCost[place * (people + 1) + (this.on[place] ?? 0)] ?? 0
    for (let need = 0; need < skills.need.length; need += 1)
      cost += (skills.weight[need] ?? 0) * Math.max(0, (skills.need[need] ?? 0) - (this.skilled[need] ?? 0))
    return cost
  }

  /** Makes one cell something else, as part of the move under way. */
  set(person: number, day: number, value: number): void {
    const { sheet, cells } = this
    const cell = person * sheet.days + day
    const was = cells[cell] ?? 0
    if (was === value || this.logged === LOG) return
    this.logCell[this.logged] = cell
    this.logValue[this.logged] = was
    this.logged += 1
    if (was > 0) this.dayChange += this.leave(day * sheet.values + was, person)
    if (value > 0) this.dayChange += this.join(day * sheet.values + value, person)
    cells[cell] = value
    if (this.touched[0] !== person || this.touchedCount === 0) this.touch(person)
  }

  private touch(person: number): void {
    if (this.touchedCount > 1 && this.touched[1] === person) return
    this.touched[this.touchedCount] = person
    this.touchedCount += 1
  }

  /** What it changes by the day's own costs when somebody comes onto a shift. */
  costOfJoining(place: number, person: number): number {
    const { people, coverCost, skills } = this.sheet
    const at = place * (people + 1) + (this.on[place] ?? 0)
    let change = (coverCost[at + 1] ?? 0) - (coverCost[at] ?? 0)
    for (let at = skills.from[place] ?? 0; at < (skills.from[place + 1] ?? 0); at += 1) {
      const need = skills.at[at] ?? 0
      if (skills.has[need * people + person] === 1 && (this.skilled[need] ?? 0) < (skills.need[need] ?? 0))
        change -= skills.weight[need] ?? 0
    }
    return change
  }

  private join(place: number, person: number): number {
    const change = this.costOfJoining(place, person)
    this.count(place, person, 1)
    return change
  }

  private leave(place: number, person: number): number {
    this.count(place, person, -1)
    return -this.costOfJoining(place, person)
  }

  private count(place: number, person: number, by: number): void {
    const { people, skills } = this.sheet
    this.on[place] = (this.on[place] ?? 0) + by
    for (let at = skills.from[place] ?? 0; at < (skills.from[place + 1] ?? 0); at += 1) {
      const need = skills.at[at] ?? 0
      if (skills.has[need * people + person] === 1) this.skilled[need] = (this.skilled[need] ?? 0) + by
    }
  }

  /** Scores the move under way. Answers false when it changed nothing. */
  settle(): boolean {
    if (this.touchedCount === 0) return false
    this.nextHard = this.hard
    this.nextSoft = this.soft + this.dayChange
    for (let at = 0; at < this.touchedCount; at += 1) {
      const person = this.touched[at] ?? 0
      this.scorer.of(person, this.cells)
      const { hard, soft } = this.scorer.score
      this.newHard[at] = hard
      this.newSoft[at] = soft
      this.nextHard += hard - (this.rowHard[person] ?? 0)
      this.nextSoft += soft - (this.rowSoft[person] ?? 0)
    }
    return true
  }

  keep(): void {
    for (let at = 0; at < this.touchedCount; at += 1) {
      const person = this.touched[at] ?? 0
      this.rowHard[person] = this.newHard[at] ?? 0
      this.rowSoft[person] = this.newSoft[at] ?? 0
    }
    this.hard = this.nextHard
    this.soft = this.nextSoft
    this.logged = this.touchedCount = this.dayChange = 0
  }

  takeBack(): void {
    const { sheet, cells } = this
    while (this.logged > 0) {
      this.logged -= 1
      const cell = this.logCell[this.logged] ?? 0
      const [is, was] = [cells[cell] ?? 0, this.logValue[this.logged] ?? 0]
      const [day, person] = [cell % sheet.days, (cell / sheet.days) | 0]
      if (is > 0) this.count(day * sheet.values + is, person, -1)
      if (was > 0) this.count(day * sheet.values + was, person, 1)
      cells[cell] = was
    }
    this.touchedCount = this.dayChange = 0
  }
}
