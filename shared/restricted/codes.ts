/** Who may open the records: only those on the list, or everybody whose role may but those on it. */
export const restrictionKinds = {
  allow: 'Only the people named may open it',
  deny: 'The people named may not open it',
} as const
export type RestrictionKind = keyof typeof restrictionKinds

export const restrictionReasons = {
  colleague: 'The person works here, or did',
  relative: 'A relative, friend or neighbour of a colleague',
  'well-known': 'The person is well known',
  'address-at-risk': 'Somebody must not learn where the person is',
  conflict: 'A conflict of interest or a complaint',
  other: 'Another reason',
} as const
export type RestrictionReason = keyof typeof restrictionReasons

/** Why somebody opens a record that is closed to them. */
export const openingReasons = {
  'clock-running': 'A legal clock is running and nobody else is here',
  'risk-now': 'Somebody is at risk now',
  'asked-to-help': 'A colleague asked me to help',
  'call-about-them': 'A call about the person needs an answer',
  other: 'Another reason',
} as const
export type OpeningReason = keyof typeof openingReasons

/** How long a record stays open to whoever opened it with a reason. */
export const OPENING_MINUTES = 60
/** Fewer letters than this say nothing to whoever reviews it. */
export const FEWEST_LETTERS = 15
/** After so many days without a second person's signature the AMHP lead is told. */
export const REVIEW_DAYS = 5

/** What a second person found. */
export const reviewResults = {
  right: 'It was right to open it',
  'follow-up': 'I will talk with them about it',
  wrong: 'It should not have been opened',
} as const
export type ReviewResult = keyof typeof reviewResults

export const noticeKinds = {
  'record-opened': 'Somebody opened a record that you look after',
} as const
export type NoticeKind = keyof typeof noticeKinds
