import type { Meaning, Program } from './program/program.ts'
import { blockReasons, type BlockReason, type RotaProblem } from './problem.ts'
import { hardRules, type HardRule } from './rules.ts'

/** Needs and rules of which all but one could be kept, and not all: what makes a rota impossible, at its smallest. */
export interface Conflict {
  /** Shifts that should be covered. Empty when the rules contradict each other whoever is on what. */
  readonly needs: readonly { readonly day: number; readonly shift: number }[]
  /** What stands against it, with the people whom it holds. */
  readonly because: readonly { readonly words: string; readonly names: readonly string[] }[]
}

/** What was proved about a rota by a solver, beside what a search found. */
export interface Proof {
  /** No rota under these rules leaves fewer duties open; `null` when even the rules alone cannot all be kept. */
  readonly leastOpen: number | null
  readonly conflict: Conflict | null
  /** How many would be open at least, were it not for one kind of rule; those that make a difference, the most first. */
  readonly without: readonly { readonly words: string; readonly leastOpen: number }[]
  /** The rota it began with. */
  readonly was: {
    readonly open: number
    readonly notMet: readonly { readonly words: string; readonly count: number }[]
  }
  /** Duties that are another person's now. */
  readonly changed: number
  /** Nothing better exists under these rules: proved. */
  readonly isBest: boolean
}

/**
 * A conflict in words: the rules that a solver named, each with the people whom it holds.
 *
 * @example conflictOf(problem, solver.conflict(program, { seconds: 20 })).because[0]?.words // 'more duties than they owe'
 */
export function conflictOf({ people }: RotaProblem, meanings: readonly Meaning[]): Conflict | null {
  if (meanings.length === 0) return null
  const because = new Map<string, Set<string>>()
  const needs = new Map<string, { day: number; shift: number }>()
  for (const meaning of meanings) {
    const { rule, day, shift, person } = meaning
    if (rule === 'cover' && shift !== null) needs.set(`${day} ${shift}`, { day, shift })
    const words = wordsOf(meaning)
    if (words === null || person === null) continue
    because.set(words, (because.get(words) ?? new Set()).add(people[person]?.name ?? ''))
  }
  return {
    needs: [...needs.values()].toSorted((a, b) => a.day - b.day || a.shift - b.shift),
    because: [...because]
      .map(([words, names]) => ({ words, names: [...names].toSorted((a, b) => a.localeCompare(b)) }))
      .toSorted((a, b) => b.names.length - a.names.length || a.words.localeCompare(b.words)),
  }
}

/** One shift a day is what a shift is: nobody needs to be told. */
function wordsOf({ rule, why }: Meaning): string | null {
  if (rule === 'cover' || rule === 'counted' || rule === 'two-at-once') return null
  return why === null ? hardRules[rule] : blockReasons[why]
}

/** A kind of rule that a service may decide about, as the reason behind "were it not for". */
interface Lever {
  readonly words: string
  readonly rules: readonly HardRule[]
  readonly whys: readonly BlockReason[]
}

/** Rest and approval are the law's, and what is locked was somebody's decision: none of those is offered. */
const levers: readonly Lever[] = [
  { words: 'the most duties in a week', rules: ['too-many-in-a-week', 'more-than-owed'], whys: [] },
  { words: 'the most hours', rules: ['too-many-hours'], whys: [] },
  { words: 'days in a row', rules: ['run-too-long', 'run-too-short'], whys: [] },
  { words: 'days off together', rules: ['days-off-too-short'], whys: [] },
  { words: 'the most weekends', rules: ['too-many-weekends'], whys: [] },
  { words: 'leave and other days away', rules: [], whys: ['away'] },
  { words: 'days people cannot work', rules: [], whys: ['unavailable'] },
  { words: 'who works late alone', rules: [], whys: ['not-late'] },
  { words: 'who does which role', rules: [], whys: ['not-this-role', 'not-this-shift'] },
]

/** A program without one kind of rule, for each kind that it has. */
export function withoutEach(program: Program): readonly { readonly words: string; readonly program: Program }[] {
  return levers.flatMap(({ words, rules, whys }) => {
    const goes = (means: Program['rows'][number]['means'] | null): boolean =>
      means !== null && (means.why === null ? rules.some((rule) => rule === means.rule) : whys.includes(means.why))
    const closed = program.columns.some(({ means }) => goes(means))
    if (!closed && !program.rows.some(({ means }) => goes(means))) return []
    const columns = program.columns.map((column) =>
      goes(column.means) ? { ...column, upper: 1, means: null } : column,
    )
    return [{ words, program: { ...program, columns, rows: program.rows.filter(({ means }) => !goes(means)) } }]
  })
}

/** The same rules, with the number of duties left open as the only cost. */
export const countingOpen = (program: Program): Program => ({
  ...program,
  constant: 0,
  columns: program.columns.map((column) => ({ ...column, cost: column.missing ? 1 : 0 })),
})
