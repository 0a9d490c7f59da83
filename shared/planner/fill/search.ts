import type { Duty, Rota, RotaProblem } from '../problem.ts'
import { Board } from './board.ts'
import { Moves } from './moves.ts'
import { Chances } from './random.ts'
import { sheetOf } from './sheet.ts'

/** A change in how the search scores or moves changes what a seed gives: it is kept with each rota. */
export const ENGINE_VERSION = 1

export interface SearchPlan {
  readonly seed: number
  /** Moves to make in all. The same problem, seed and number give the same rota on every machine. */
  readonly moves: number
  /** Where to begin from; days off, but for what is locked, when it is not given. */
  readonly from?: Rota
}

/** Temperatures at the beginning and end: a move that costs as much as the temperature is kept about one time in three. */
const HOT = { owing: 45, others: 20 }
const COLD = 0.3
/** What one duty over a hard limit costs while searching: more than a duty left uncovered. */
const HARD = 180
/** Long searches are warmed up again, so that they look elsewhere. */
const MOVES_PER_ROUND = 30_000_000
const REHEATED = 1 / 3
/** How often the temperature is looked at again. */
const STEP = 2000
const SAME = 1e-7

/**
 * Simulated annealing over the rows of a rota: five kinds of move, geometric cooling, hard limits as penalties. It stops between
 * any two moves and has its best so far ready, so that whoever runs it can cancel.
 */
export class RotaSearch {
  made = 0
  bestHard: number
  bestCost: number
  private readonly plan: SearchPlan
  private readonly best: Uint8Array
  private readonly board: Board
  private readonly moves: Moves
  private readonly chances: Chances
  private readonly cover: RotaProblem['cover']

  constructor(problem: RotaProblem, plan: SearchPlan) {
    this.plan = plan
    this.cover = problem.cover
    this.board = new Board(sheetOf(problem))
    if (plan.from) this.board.fillWith(this.cellsOf(plan.from))
    this.chances = new Chances(plan.seed)
    this.moves = new Moves(this.board, this.chances)
    this.best = this.board.cells.slice()
    this.bestHard = this.board.hard
    this.bestCost = this.board.soft
  }

  get finished(): boolean {
    return this.made >= this.plan.moves
  }

  /** Makes so many moves more, or as many as are left. */
  run(moves: number): void {
    const end = Math.min(this.plan.moves, this.made + moves)
    while (this.made < end) {
      const until = Math.min(end, this.made + STEP - (this.made % STEP))
      this.runAt(this.temperature(), until - this.made)
      this.made = until
    }
  }

  private temperature(): number {
    const { moves } = this.plan
    const rounds = Math.max(1, Math.round(moves / MOVES_PER_ROUND))
    // By whole steps, so that stopping and going on changes nothing.
    const place = ((this.made - (this.made % STEP)) / moves) * rounds
    const warm = this.board.sheet.owes ? HOT.owing : HOT.others
    const hot = place < 1 ? warm : warm * REHEATED
    return hot * (COLD / hot) ** (place % 1)
  }

  private runAt(temperature: number, moves: number): void {
    const { board, chances } = this
    for (let move = 0; move < moves; move += 1) {
      this.moves.make()
      if (!board.settle()) continue
      const change = board.nextSoft - board.soft + HARD * (board.nextHard - board.hard)
      if (change <= 0 || change < -temperature * Math.log(chances.next())) {
        board.keep()
        if (change < 0) this.remember()
      } else board.takeBack()
    }
  }

  /** A rota that breaks fewer hard limits is better than any that breaks more, and only then does its cost count. */
  private remember(): void {
    const { hard, soft } = this.board
    const fewer = hard < this.bestHard - SAME
    if (!fewer && (hard > this.bestHard + SAME || soft >= this.bestCost - SAME)) return
    this.bestHard = hard
    this.bestCost = soft
    this.best.set(this.board.cells)
  }

  /** How many duties the best rota so far leaves open. */
  get bestOpen(): number {
    const { days, values } = this.board.sheet
    const on = new Int32Array(days * values)
    for (const [cell, value] of this.best.entries()) {
      const place = (cell % days) * values + value
      on[place] = (on[place] ?? 0) + 1
    }
    return this.cover.reduce(
      (open, { day, shift, need }) => open + Math.max(0, need - (on[day * values + shift + 1] ?? 0)),
      0,
    )
  }

  /** The best rota so far, as duties. */
  rota(): Rota {
    const { days } = this.board.sheet
    return [...this.best].flatMap((value, cell): Duty[] =>
      value === 0 ? [] : [{ person: Math.floor(cell / days), day: cell % days, shift: value - 1 }],
    )
  }

  private cellsOf(rota: Rota): Uint8Array {
    const cells = new Uint8Array(this.board.cells.length)
    for (const { person, day, shift } of rota) cells[person * this.board.sheet.days + day] = shift + 1
    return cells
  }
}
