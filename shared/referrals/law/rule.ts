import { periodEnd, type CountingMode } from '#shared/time/counting.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay, type LondonDay } from '#shared/time/london.ts'
import type { Minutes } from '#shared/time/minutes.ts'

/**
 * What becomes of a clock that began under the row before. As a rule it keeps the law that it began under; a commencement order may
 * say otherwise, and then the new row takes over whatever still runs on its first day.
 */
export type Transition = 'began-before-keeps-its-rule' | 'takes-over-what-runs'

/** One rule of law about one clock, as a row with dates. A change in the law is a new row, never an edit. */
export interface RuleOfLaw<Kind extends string = string> {
  /** Kept with each clock, so that its sum can be shown again as it was. Never used for another row. */
  readonly id: string
  readonly kind: Kind
  readonly provision: string
  readonly citation: string
  /** What starts the clock, in words that complete "Counts from …". */
  readonly trigger: string
  /** Null where the law gives no number: "as soon as practicable", "within a reasonable time". */
  readonly mode: CountingMode | null
  readonly quantity: number
  readonly authority: 'statute' | 'code' | 'local'
  /** False until the row has been compared, word for word, with the text of the Act. */
  readonly verified: boolean
  readonly effectiveFrom: LondonDay
  readonly effectiveTo: LondonDay | null
  readonly transition: Transition
  /** Minutes before the limit at which to warn, longest first. The first is where the board begins to say "soon". */
  readonly warnAt: readonly Minutes[]
  /** Who answers for the clock: the hub tracks and alerts, or a partner owns it and the hub shows it. */
  readonly owner: 'hub' | 'partner'
  readonly jurisdiction: 'E'
  readonly note: string
}

type ByKind = ReadonlyMap<string, readonly RuleOfLaw[]>
/** Each table is sorted once: a board of clocks asks some hundred times a minute. */
const sorted = new WeakMap<readonly RuleOfLaw[], ByKind>()

function byKind(rules: readonly RuleOfLaw[]): ByKind {
  const known = sorted.get(rules)
  if (known) return known
  const kinds = [...new Set(rules.map(({ kind }) => kind))]
  const made = new Map(
    kinds.map((kind) => [
      kind,
      rules.filter((rule) => rule.kind === kind).toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)),
    ]),
  )
  sorted.set(rules, made)
  return made
}

/**
 * The rule of a kind that applies to a clock that began at a moment: the one in force then, unless a later one took over what still
 * ran. A clock must always show, so a start before the first row is read by the first row, and one after a repeal by the last:
 * `appliesOn` tells.
 *
 * @throws RangeError when the table has no row of the kind at all
 * @example ruleAt(limitRules, 's3', admittedAt).id // 's3-2008' before commencement, 's3-2025' after
 */
export function ruleAt<Rule extends RuleOfLaw>(rules: readonly Rule[], kind: Rule['kind'], startedAt: Instant): Rule {
  // The list holds what it was made from: rows of this very table.
  const ofKind = (byKind(rules).get(kind) ?? []) as readonly Rule[]
  const day = londonDayOf(startedAt)
  let rule = ofKind.findLast((one) => one.effectiveFrom <= day) ?? ofKind[0]
  if (rule === undefined) throw new RangeError(`no rule of law for ${kind}`)
  for (const later of ofKind.slice(ofKind.indexOf(rule) + 1)) {
    const begins = startOfDay(later.effectiveFrom)
    const ends = rule.mode === null ? null : periodEnd(startedAt, rule.mode, rule.quantity)
    if (later.transition === 'takes-over-what-runs' && (ends === null || ends > begins)) rule = later
  }
  return rule
}

/** Whether a rule was in force on a day: from its first day, up to but not on the day it ended. */
export const appliesOn = (rule: RuleOfLaw, day: LondonDay): boolean =>
  rule.effectiveFrom <= day && (rule.effectiveTo === null || day < rule.effectiveTo)
