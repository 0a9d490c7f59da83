import { checkPerson } from './checkPerson.ts'
import { blockReasons, type Duty, type Rota, type RotaProblem } from './problem.ts'
import { hardRules, type HardRule, type SoftRule } from './rules.ts'

/** Why one person is not on a duty that nobody is on. */
export type WhyNot =
  | { readonly because: 'blocked'; readonly why: keyof typeof blockReasons }
  | { readonly because: 'works-that-day'; readonly shift: number }
  /** They would break these hard rules. */
  | { readonly because: 'rules'; readonly rules: readonly HardRule[] }
  /** They may, but these soft rules of theirs would be missed by more; none, and nothing but the search stood in the way. */
  | { readonly because: 'costs-more'; readonly rules: readonly SoftRule[] }

export interface Unfilled {
  readonly day: number
  readonly shift: number
  /** How many people are missing. */
  readonly missing: number
  /** Everybody, in the order of the problem. */
  readonly people: readonly { readonly person: number; readonly not: WhyNot }[]
}

/**
 * Every duty that a rota leaves open, with the reason for each person why it is not theirs. The reasons come from the checker, not
 * from the search: whoever reads one can check it against the rota beside it.
 *
 * @example whyUnfilled(problem, rota)[0]?.people[3]?.not // { because: 'rules', rules: ['rest'] }
 */
export function whyUnfilled(problem: RotaProblem, rota: Rota): readonly Unfilled[] {
  return problem.cover.flatMap(({ day, shift, need }): Unfilled[] => {
    const missing = need - rota.filter((duty) => duty.day === day && duty.shift === shift).length
    if (missing <= 0) return []
    const people = problem.people.flatMap((_, person) => {
      const own = rota.filter((duty) => duty.person === person)
      const there = own.some((duty) => duty.day === day && duty.shift === shift)
      return there ? [] : [{ person, not: whyNot(problem, own, { person, day, shift }) }]
    })
    return [{ day, shift, missing, people }]
  })
}

/** Why somebody with these duties has not one more. */
export function whyNot(problem: RotaProblem, own: readonly Duty[], duty: Duty): WhyNot {
  const { day, shift, person } = duty
  const blocked = problem.people[person]?.blocked.find(
    (one) => one.day === day && (one.shift === null || one.shift === shift),
  )
  if (blocked) return { because: 'blocked', why: blocked.why }
  const other = own.find((one) => one.day === day)
  if (other) return { because: 'works-that-day', shift: other.shift }
  const before = violated(problem, person, own)
  const rules = violated(problem, person, [...own, duty])
  const broken = [...rules].flatMap(([rule, by]) => (by > (before.get(rule) ?? 0) ? [rule] : []))
  return broken.length > 0
    ? { because: 'rules', rules: broken }
    : { because: 'costs-more', rules: missedMore(problem, own, duty) }
}

/** The soft rules that somebody would miss by more with one duty more. */
function missedMore(problem: RotaProblem, own: readonly Duty[], duty: Duty): readonly SoftRule[] {
  const costs = (duties: readonly Duty[]): ReadonlyMap<SoftRule, number> => {
    const of = new Map<SoftRule, number>()
    for (const { rule, cost } of checkPerson(problem, duty.person, duties).soft)
      of.set(rule, (of.get(rule) ?? 0) + cost)
    return of
  }
  const before = costs(own)
  return [...costs([...own, duty])].flatMap(([rule, cost]) => (cost > (before.get(rule) ?? 0) + 1e-9 ? [rule] : []))
}

function violated(problem: RotaProblem, person: number, own: readonly Duty[]): ReadonlyMap<HardRule, number> {
  const by = new Map<HardRule, number>()
  for (const one of checkPerson(problem, person, own).violations) by.set(one.rule, (by.get(one.rule) ?? 0) + one.by)
  return by
}

/** The reason as a clause after somebody's name. @example whyNotWords(problem, not) // 'would have too little rest before the next shift' */
export function whyNotWords({ shifts }: Pick<RotaProblem, 'shifts'>, not: WhyNot): string {
  switch (not.because) {
    case 'blocked':
      return blockReasons[not.why]
    case 'works-that-day':
      return `is on ${shifts[not.shift]?.name ?? 'another shift'} that day`
    case 'rules':
      return `would have ${not.rules.map((rule) => hardRules[rule]).join(', and ')}`
    case 'costs-more':
      return not.rules.length === 0
        ? 'may be put on it by hand: no rule speaks against it'
        : `could, but ${not.rules.map((rule) => weighing[rule]).join(' and ')} weighs more`
  }
}

/** Soft rules as what weighs more than a duty that is open. */
const weighing: Readonly<Record<SoftRule, string>> = {
  uncovered: 'another duty',
  'over-cover': 'one too many elsewhere',
  skill: 'experience that is needed elsewhere',
  wish: 'a wish of theirs',
  owed: 'a duty that they owe',
  'fair-share': 'their fair share of late and weekend duties',
}
