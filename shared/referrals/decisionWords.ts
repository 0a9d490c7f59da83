import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { DecisionRow } from './record.ts'
import { urgencies } from './referral.ts'
import { triageDuties, triageOutcomes } from './triage.ts'
import { wordDifference, type Piece } from './wordDifference.ts'

type Timed = Pick<DecisionRow, 'outcome' | 'assessBy' | 'reviewAt'>

/**
 * A decision as one sentence, for the top of its card. Times of the day given are said without their day.
 *
 * @example verdictWords(decision, today) // 'Arrange a Mental Health Act assessment before 18:32 today.'
 */
export function verdictWords({ outcome, assessBy, reviewAt }: Timed, today: LondonDay): string {
  const by = assessBy === null ? '' : ` before ${moment(assessBy, today)}`
  const again = reviewAt === null ? '' : ` Look at it again by ${moment(reviewAt, today)}.`
  return `${triageOutcomes[outcome]}${by}.${again}`
}

/** A time of the day given is followed by "today", any other by nothing: its day is in it already. */
function moment(at: Instant, today: LondonDay): string {
  const words = formatInstant(at, today)
  return /^\d/.test(words) ? `${words} today` : words
}

/** The class of a decision in the words that the service had for it then. @example urgencyOf(decision) // 'Today' */
export const urgencyOf = ({ urgency, urgencyWords }: Pick<DecisionRow, 'urgency' | 'urgencyWords'>): string =>
  urgency === null ? 'Not said' : (urgencyWords ?? urgencies[urgency])

/**
 * What the target of the class was and why, and whether the time that was given is another: no row for what has no target.
 *
 * @example targetRows(decision, today) // [{ key: 'Target', value: '18:43. 2 hours from the decision: … The time given is later.' }]
 */
export function targetRows(
  { assessBy, targetAt = null, targetBecause }: Pick<DecisionRow, 'assessBy' | 'targetAt' | 'targetBecause'>,
  today: LondonDay,
): readonly { readonly key: string; readonly value: string }[] {
  if (targetAt === null) return []
  const given =
    assessBy === null ? ' No time was given.' : assessBy > targetAt ? ' The time that was given is later.' : ''
  return [{ key: 'Target', value: `${formatInstant(targetAt, today)}. ${targetBecause ?? ''}.${given}` }]
}

/** One thing that a later version of a decision says differently. */
export interface DecisionChange {
  readonly what: string
  readonly pieces: readonly Piece[]
}

/** The parts of a decision in the order of its card: what each is called, and what it says. Times of `day` go without their day. */
const parts: readonly (readonly [what: string, said: (decision: DecisionRow, day: LondonDay) => string])[] = [
  ['Decision', ({ outcome }) => triageOutcomes[outcome]],
  ['Urgency', (decision) => (decision.urgency === null ? 'not said' : urgencyOf(decision))],
  ['Assess by', ({ assessBy }, day) => (assessBy === null ? 'no time' : formatInstant(assessBy, day))],
  ['Look again by', ({ reviewAt }, day) => (reviewAt === null ? 'no time' : formatInstant(reviewAt, day))],
  ['Why now', ({ whyNow }) => whyNow],
  ['Less restrictive options', ({ lessRestrictive }) => lessRestrictive],
  ['Duty engaged', ({ duty }) => triageDuties[duty]],
  ['Risk', ({ risk }) => risk],
]

/**
 * What a later version says differently, part by part. Times and choices change as a whole; of a narrative only the words around
 * each change are given.
 *
 * @example decisionChanges(first, second) // [{ what: 'Assess by', pieces: [{ text: '21:00', mark: 'was' }, { text: '18:32', … }] }]
 */
export function decisionChanges(before: DecisionRow, after: DecisionRow): readonly DecisionChange[] {
  const day = londonDayOf(after.decidedAt)
  return parts.flatMap(([what, said]) => {
    const [was, is] = [said(before, day), said(after, day)]
    return was === is ? [] : [{ what, pieces: piecesOf(what, was, is) }]
  })
}

const NARRATIVES = new Set(['Why now', 'Less restrictive options', 'Risk'])

const piecesOf = (what: string, was: string, is: string): readonly Piece[] =>
  NARRATIVES.has(what) && was !== '' && is !== ''
    ? aroundChanges(wordDifference(was, is))
    : [
        { text: was === '' ? 'nothing' : was, mark: 'was' },
        { text: is === '' ? 'nothing' : is, mark: 'is' },
      ]

/** So many words are left on each side of a change. */
const AROUND = 4

/** A difference without the long stretches that stayed the same. */
const aroundChanges = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((piece, place) => {
    const words = piece.text.split(' ')
    if (piece.mark !== 'same' || words.length <= 2 * AROUND + 1) return piece
    const head = place === 0 ? [] : words.slice(0, AROUND)
    const tail = place === pieces.length - 1 ? [] : words.slice(-AROUND - 1)
    return { text: [...head, '…', ...tail].join(' '), mark: 'same' }
  })
