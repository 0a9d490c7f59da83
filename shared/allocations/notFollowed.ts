/**
 * Why somebody else than the first of the suggestion was chosen: one tap. Counted in a report for the service as a whole, so that the
 * suggestion can be made better; never counted by whoever chose, nor by whoever was chosen or was not. Whoever would rather not say
 * says that, and it goes ahead.
 */
export const notFollowedReasons = {
  'knows-person': 'Knows the person',
  'asked-for': 'Asked for by the person',
  nearest: 'Nearest',
  learning: 'Learning',
  'spreads-work': 'Spreads the work',
  offered: 'They offered',
  'rather-not-say': 'Rather not say',
  other: 'Other',
} as const
export type NotFollowed = keyof typeof notFollowedReasons
export const notFollowedCodes = Object.keys(notFollowedReasons) as [NotFollowed, ...NotFollowed[]]

/**
 * The line that stands on the record: what was typed, or else the words of the tap.
 *
 * @example reasonOnRecord('', 'nearest') // 'Nearest'
 */
export const reasonOnRecord = (typed: string, code: NotFollowed | null): string =>
  typed.trim() === '' && code !== null ? notFollowedReasons[code] : typed.trim()
