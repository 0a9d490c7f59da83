import { checkRota, type Checked } from '#shared/planner/checkRota.ts'
import type { Chances } from '#shared/planner/fill/random.ts'
import type { Rota, RotaProblem } from '#shared/planner/problem.ts'
import { dutyColumn, rotaOfValues, type Program } from '#shared/planner/program/program.ts'
import { programOf } from '#shared/planner/program/programOf.ts'
import { loadedValues } from '#shared/planner/program/values.ts'
import type { Bounds, OpenProgram, Solver } from './solver.ts'

/** How long one part may be looked at. */
const PART_SECONDS = 6
/** Days, and people, that are free at once: as much as is solved within that time. */
const FREE_DAYS = 7
const FREE_PEOPLE = 9
/** After so many parts in a row without gain there is little left to find. */
const MOST_IN_VAIN = 12
const LESS = 1e-6

/** Fix and optimise: all of a rota is fixed but some weeks or some people, that part is solved, and so on with another part. */
export class Polish {
  rota: Rota
  /** The whole was one part, and was solved to its end. */
  isBest = false
  private readonly problem: RotaProblem
  private readonly program: Program
  private readonly open: OpenProgram
  private readonly chances: Chances
  private checked: Checked
  private parts = 0
  private inVain = 0

  constructor(solver: Solver, problem: RotaProblem, from: Rota, chances: Chances) {
    this.problem = problem
    this.chances = chances
    this.rota = from
    this.checked = checkRota(problem, from)
    this.program = programOf(problem, 'cost')
    this.open = solver.open(this.program)
  }

  get finished(): boolean {
    return this.isBest || this.inVain >= MOST_IN_VAIN
  }

  get cost(): number {
    return this.checked.cost
  }

  /** Solves one part. @returns whether the rota is better for it */
  step({ seconds, isStopped }: Bounds): boolean {
    const values = loadedValues(this.program, this.problem, this.rota)
    const free = this.part()
    this.open.fix(free, values)
    const { values: found, ended } = this.open.run({
      seconds: Math.min(seconds, PART_SECONDS),
      isStopped,
      from: values,
    })
    if (free === null && ended === 'best') this.isBest = true
    const better = found !== null && this.take(rotaOfValues(this.problem, found))
    this.inVain = better ? 0 : this.inVain + 1
    return better
  }

  /** A rota is taken only when the checker, which knows nothing of programs, finds it better. */
  private take(rota: Rota): boolean {
    const checked = checkRota(this.problem, rota)
    const broken = ({ violations }: Checked) => violations.reduce((sum, { by }) => sum + by, 0)
    const fewer = broken(checked) < broken(this.checked)
    if (!fewer && (broken(checked) > broken(this.checked) || checked.cost >= this.checked.cost - LESS)) return false
    this.rota = rota
    this.checked = checked
    return true
  }

  /** Weeks for everybody, then people for all days, by turns; once, and where all of it is small, the whole. */
  private part(): ((column: number) => boolean) | null {
    const { days, people, shifts } = this.problem
    const part = this.parts
    this.parts += 1
    if (part === 0) return null
    const perPerson = days * shifts.length
    if (part % 2 === 1) {
      const from = ((part >> 1) * FREE_DAYS) % Math.max(1, days)
      return (column) => {
        const day = Math.floor((column % perPerson) / shifts.length)
        return day >= from && day < from + FREE_DAYS
      }
    }
    const chosen = new Set<number>()
    while (chosen.size < Math.min(FREE_PEOPLE, people.length)) chosen.add(this.chances.below(people.length))
    const end = dutyColumn(this.problem, { person: people.length, day: 0, shift: 0 })
    return (column) => column < end && chosen.has(Math.floor(column / perPerson))
  }

  close(): void {
    this.open.close()
  }
}
