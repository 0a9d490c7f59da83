import { checkRota, type Checked } from './checkRota.ts'
import { ENGINE_VERSION, RotaSearch } from './fill/search.ts'
import type { Rota, RotaProblem } from './problem.ts'
import type { Proof } from './proof.ts'
import { hardRules, softRules } from './rules.ts'
import { whyShort } from './whyShort.ts'
import { whyNotWords, whyUnfilled, type WhyNot } from './whyUnfilled.ts'

/** What a fill is asked with, kept with its result: the same gives the same rota on every machine. */
export interface FillAsked {
  readonly problem: RotaProblem
  readonly seeds: readonly number[]
  readonly moves: number
  /** Unsocial duties of each person in the twelve weeks before. */
  readonly had: readonly number[]
}

/** People by the reason that each is not on a duty, the commonest first. */
export type WhyGroups = readonly { readonly words: string; readonly names: readonly string[] }[]

export interface FillResult {
  /** People by id and name, in the order in which duties name them. */
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly duties: number
    readonly owed: number
    readonly unsocial: number
    /** Unsocial duties in the twelve weeks before. */
    readonly had: number
    /** What would be fair of late, weekend and bank-holiday duties; `null` for whoever works none. */
    readonly share: number | null
  }[]
  readonly shifts: readonly { readonly id: string; readonly name: string }[]
  readonly duties: readonly {
    readonly person: number
    readonly day: number
    readonly shift: number
    /** It was on the rota or in the draft already. */
    readonly was: boolean
  }[]
  readonly needed: number
  readonly uncovered: readonly {
    readonly day: number
    readonly shift: number
    readonly missing: number
    readonly why: WhyGroups
  }[]
  /** Minimums and experience that the rota falls short of; older results lack it. */
  readonly short?: readonly {
    readonly name: string
    readonly day: number
    readonly missing: number
    readonly why: WhyGroups
  }[]
  /** Hard rules that what was already on the rota breaks by itself: the search breaks none. */
  readonly broken: readonly string[]
  readonly notMet: readonly { readonly words: string; readonly count: number }[]
  /** Of a rota that a solver was asked about, and came to an end with. */
  readonly proof?: Proof
  readonly made: { readonly seed: number; readonly moves: number; readonly engine: number }
}

/** How whoever runs it hears of it, and stops it. */
export interface Running<Result = unknown> {
  /** Share done, 0 to 1, and how many duties the best rota so far leaves open. */
  readonly tell: (share: number, openSoFar?: number) => void
  readonly isStopped: () => boolean
  /** The result as it stands: what whoever stops it is given when nothing better comes soon. */
  readonly keep: (result: Result) => void
}

/** Moves between looking whether to stop: some ten milliseconds. */
const AT_ONCE = 10_000

/**
 * Fills a rota from several seeds and keeps the best. Stopped, it answers with the best so far.
 *
 * @example fillWork({ problem, seeds: [1, 2, 3], moves: 1_500_000 }, running).uncovered
 */
export function fillWork(
  { problem, seeds, moves, had }: FillAsked,
  { tell, isStopped }: Pick<Running, 'tell' | 'isStopped'>,
): FillResult {
  let best: { search: RotaSearch; seed: number } | null = null
  let openBest = Number.POSITIVE_INFINITY
  for (const [at, seed] of seeds.entries()) {
    const search = new RotaSearch(problem, { seed, moves })
    // Some moves always: whoever stops at once is still given a rota.
    do {
      search.run(AT_ONCE)
      tell((at + search.made / moves) / seeds.length, Math.min(openBest, search.bestOpen))
    } while (!search.finished && !isStopped())
    if (best === null || isBetter(search, best.search)) best = { search, seed }
    openBest = best.search.bestOpen
    if (isStopped()) break
  }
  if (best === null) throw new RangeError('a rota is filled from at least one seed')
  const rota = best.search.rota()
  return resultOf(problem, rota, { had, made: { seed: best.seed, moves: best.search.made, engine: ENGINE_VERSION } })
}

const isBetter = (one: RotaSearch, other: RotaSearch): boolean =>
  one.bestHard < other.bestHard - 1e-7 || (one.bestHard < other.bestHard + 1e-7 && one.bestCost < other.bestCost)

/** A rota with what could not be met and why, from the checker alone. */
export function resultOf(
  problem: RotaProblem,
  rota: Rota,
  { had, made }: Pick<FillAsked, 'had'> & Pick<FillResult, 'made'>,
): FillResult {
  const checked = checkRota(problem, rota)
  const isUnsocial = ({ day, shift }: Rota[number]) => problem.fairness?.unsocial[day]?.[shift] ?? false
  return {
    people: problem.people.map(({ id, name, owed, share }, person) => {
      const own = rota.filter((duty) => duty.person === person)
      return {
        id,
        name,
        share,
        duties: own.length,
        owed: (owed?.perWeek ?? []).reduce((sum, one) => sum + one, 0),
        unsocial: own.filter(isUnsocial).length,
        had: had[person] ?? 0,
      }
    }),
    shifts: problem.shifts.map(({ id, name }) => ({ id, name })),
    duties: rota.map((duty) => ({
      ...duty,
      was: (problem.people[duty.person]?.locked ?? []).some(
        ({ day, shift }) => day === duty.day && shift === duty.shift,
      ),
    })),
    needed: problem.cover.reduce((sum, { need }) => sum + need, 0),
    uncovered: whyUnfilled(problem, rota).map(({ day, shift, missing, people }) => ({
      day,
      shift,
      missing,
      why: grouped(problem, people),
    })),
    short: whyShort(problem, rota).map(({ people, ...one }) => ({ ...one, why: grouped(problem, people) })),
    broken: brokenWords(problem, checked),
    notMet: notMetOf(checked),
    made,
  }
}

/** What a rota does not meet, by name: open duties and what is short have their own lists, and shares their own table. */
export const notMetOf = ({ soft }: Pick<Checked, 'soft'>): FillResult['notMet'] =>
  soft
    .filter(({ rule }) => rule !== 'fair-share' && rule !== 'uncovered' && rule !== 'skill')
    .map(({ rule, count }) => ({ words: softRules[rule], count }))

function grouped(
  problem: RotaProblem,
  people: readonly { readonly person: number; readonly not: WhyNot }[],
): WhyGroups {
  const groups = new Map<string, string[]>()
  for (const { person, not } of people) {
    const words = whyNotWords(problem, not)
    groups.set(words, [...(groups.get(words) ?? []), problem.people[person]?.name ?? ''])
  }
  return [...groups].map(([words, names]) => ({ words, names })).toSorted((a, b) => b.names.length - a.names.length)
}

const brokenWords = ({ people }: RotaProblem, { violations }: Checked): readonly string[] => [
  ...new Set(violations.map(({ rule, person }) => `${people[person]?.name ?? 'Somebody'}: ${hardRules[rule]}`)),
]

/** @example openIn(result) // 3 duties that nobody is on */
export const openIn = ({ uncovered }: FillResult): number => uncovered.reduce((sum, { missing }) => sum + missing, 0)
