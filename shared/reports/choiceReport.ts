import { notFollowedCodes, notFollowedReasons, type NotFollowed } from '../allocations/notFollowed.ts'
import type { Instant } from '../time/instant.ts'
import { percentOf } from './stats.ts'
import { NOT_RECORDED, plain, type CountedTable } from './table.ts'

/** A choice of an AMHP: whether the first of the suggestion was taken. Neither who chose nor who was chosen. */
export interface ChoiceFact {
  readonly allocatedAt: Instant
  readonly isFirst: boolean
  /** Whether anybody was free to be suggested. */
  readonly hadSuggestion: boolean
  readonly reasonCode: NotFollowed | null
}

const columns = (of: string) =>
  [
    { heading: 'Number', kind: 'cases', means: 'How many.' },
    { heading: 'Share', kind: 'percent', means: of },
  ] as const

/**
 * How often the first of the suggestion was taken, and why not. It is there to make the suggestion better: it is counted for the service
 * as a whole and never by person, on either side of the choice.
 */
export function choiceTables(facts: readonly ChoiceFact[]): readonly CountedTable[] {
  const suggested = facts.filter(({ hadSuggestion }) => hadSuggestion)
  const others = suggested.filter(({ isFirst }) => !isFirst)
  const count = (label: string, some: readonly ChoiceFact[], of: readonly ChoiceFact[]) =>
    plain(label, [some.length, percentOf(some.length, of.length)])
  return [
    {
      key: 'choices',
      title: 'Whether the first of the suggestion was taken',
      means: 'Each time that a referral was given to somebody in the period, but for those undone within seconds.',
      about: 'work',
      columns: columns('Of all choices, in whole percent.'),
      rows: [
        count('Choices', facts, facts),
        count(
          'The first was taken',
          suggested.filter(({ isFirst }) => isFirst),
          facts,
        ),
        count('Somebody else was chosen', others, facts),
        count(
          'Nobody was free to be suggested',
          facts.filter(({ hadSuggestion }) => !hadSuggestion),
          facts,
        ),
      ],
      total: null,
    },
    {
      key: 'choices-why',
      title: 'Why somebody else was chosen',
      means: 'The one tap that was given. It says what the suggestion does not know, and is held against nobody.',
      about: 'work',
      columns: columns('Of the choices of somebody else, in whole percent.'),
      rows: [
        ...notFollowedCodes.map((code) =>
          count(
            notFollowedReasons[code],
            others.filter(({ reasonCode }) => reasonCode === code),
            others,
          ),
        ),
        count(
          NOT_RECORDED,
          others.filter(({ reasonCode }) => reasonCode === null),
          others,
        ),
      ],
      total: null,
    },
  ]
}
