import type { Board } from './board.ts'
import type { Chances } from './random.ts'
import { NO_LIMIT, type Sheet } from './sheet.ts'

/** How often each kind of move is made, added up; what is left refills a week. */
interface Shares {
  readonly change: number
  /** Of changes, so many are of a run of days. */
  readonly runs: number
  readonly swapDays: number
  readonly swapBlocks: number
}

/** Where people owe duties by the week, whole weeks are refilled often: a search without that ends a duty or two short. */
const OWING: Shares = { change: 0.3, runs: 0, swapDays: 0.55, swapBlocks: 0.85 }
/** Where limits on runs and hours shape the rota, blocks and runs move. Both measured: see the bench of the planner. */
const OTHERS: Shares = { change: 0.2, runs: 0.3, swapDays: 0.4, swapBlocks: 0.97 }
const LONGEST_BLOCK = 7
const LONGEST_RUN = 5

/** Makes one move on a board, drawn by chance. It is for the search to keep it or take it back. */
export class Moves {
  private readonly sheet: Sheet
  private readonly shares: Shares
  private readonly board: Board
  private readonly chances: Chances

  constructor(board: Board, chances: Chances) {
    this.board = board
    this.chances = chances
    this.sheet = board.sheet
    this.shares = board.sheet.owes ? OWING : OTHERS
  }

  make(): void {
    const which = this.chances.next()
    const { change, runs, swapDays, swapBlocks } = this.shares
    if (which < change * runs) this.changeRun()
    else if (which < change || this.sheet.people < 2) this.changeCell()
    else if (which < swapDays) this.swapDays()
    else if (which < swapBlocks) this.swapBlocks()
    else this.refillWeek()
  }

  private changeCell(): void {
    const { open, days, choices, choiceFrom } = this.sheet
    const { chances, board } = this
    if (open.length === 0) return
    const cell = open[chances.below(open.length)] ?? 0
    const from = choiceFrom[cell] ?? 0
    const many = (choiceFrom[cell + 1] ?? 0) - from
    let pick = chances.below(many - 1)
    // One of the others: the last stands in for what it is now.
    if (choices[from + pick] === board.cells[cell]) pick = many - 1
    board.set((cell / days) | 0, cell % days, choices[from + pick] ?? 0)
  }

  /** Makes some days in a row of one person the same thing: limits on runs make single days hard to change. */
  private changeRun(): void {
    const { days, people, values } = this.sheet
    const { chances, board } = this
    const [person, from, value] = [chances.below(people), chances.below(days), chances.below(values)]
    const end = Math.min(days, from + 2 + chances.below(LONGEST_RUN - 1))
    for (let day = from; day < end; day += 1) if (this.may(person, day, value)) board.set(person, day, value)
  }

  private swapDays(): void {
    const { open, days } = this.sheet
    const { chances, board } = this
    if (open.length === 0) return
    const cell = open[chances.below(open.length)] ?? 0
    const person = (cell / days) | 0
    const [one, other] = [cell % days, chances.below(days)]
    const [first, second] = [board.cells[cell] ?? 0, board.cells[person * days + other] ?? 0]
    if (first === second || !this.may(person, one, second) || !this.may(person, other, first)) return
    board.set(person, one, second)
    board.set(person, other, first)
  }

  private may(person: number, day: number, value: number): boolean {
    const { allowed, days, values } = this.sheet
    return allowed[(person * days + day) * values + value] === 1
  }

  private swapBlocks(): void {
    const { days, people } = this.sheet
    const { chances, board } = this
    const one = chances.below(people)
    let other = chances.below(people - 1)
    if (other >= one) other += 1
    const from = chances.below(days)
    const end = Math.min(days, from + 1 + chances.below(LONGEST_BLOCK))
    for (let day = from; day < end; day += 1) {
      const [mine, theirs] = [board.cells[one * days + day] ?? 0, board.cells[other * days + day] ?? 0]
      if (mine === theirs || !this.may(one, day, theirs) || !this.may(other, day, mine)) continue
      board.set(one, day, theirs)
      board.set(other, day, mine)
    }
  }

  /** Clears somebody's week and fills it again, the duties that are missed most first, with some noise. */
  private refillWeek(): void {
    const { people, weeks, days, mostInWeek } = this.sheet
    const { chances, board } = this
    const [person, week] = [chances.below(people), chances.below(weeks)]
    const from = week * 7
    const length = Math.min(7, days - from)
    let worked = 0
    for (let day = from; day < from + length; day += 1) {
      if ((board.cells[person * days + day] ?? 0) > 0) worked += 1
      if (this.may(person, day, 0)) board.set(person, day, 0)
    }
    const wanted = worked + (chances.below(4) === 0 ? 1 : 0) - (chances.below(4) === 0 ? 1 : 0)
    const most = mostInWeek[person * weeks + week] ?? NO_LIMIT
    const duties = Math.max(0, Math.min(wanted, most, length))
    for (let duty = 0; duty < duties; duty += 1) this.addBest(person, from, length)
  }

  private addBest(person: number, from: number, length: number): void {
    const { days, values, wishes, choices, choiceFrom } = this.sheet
    const { board, chances } = this
    let [best, bestDay, bestValue] = [NO_LIMIT, -1, 0]
    for (let day = from; day < from + length; day += 1) {
      const cell = person * days + day
      if ((board.cells[cell] ?? 0) > 0) continue
      for (let at = choiceFrom[cell] ?? 0; at < (choiceFrom[cell + 1] ?? 0); at += 1) {
        const value = choices[at] ?? 0
        if (value === 0 || this.tooShort(cell, day, value)) continue
        const wished = (wishes[cell * values + value] ?? 0) - (wishes[cell * values] ?? 0)
        const cost = board.costOfJoining(day * values + value, person) + wished + 12 * chances.next()
        if (cost < best) [best, bestDay, bestValue] = [cost, day, value]
      }
    }
    if (bestDay >= 0) board.set(person, bestDay, bestValue)
  }

  private tooShort(cell: number, day: number, value: number): boolean {
    const { days, values, short, shortFirst } = this.sheet
    const { cells } = this.board
    if (day === 0) return shortFirst[((cell / days) | 0) * values + value] === 1
    const before = cells[cell - 1] ?? 0
    if (before > 0 && short[((day - 1) * values + before) * values + value] === 1) return true
    const after = day + 1 < days ? (cells[cell + 1] ?? 0) : 0
    return after > 0 && short[(day * values + value) * values + after] === 1
  }
}
