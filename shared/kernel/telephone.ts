import { lineText } from './text.ts'

/** 999, or an extension of three: no number that somebody can ring is shorter. */
const FEWEST_DIGITS = 3

/** What is said of a number to call back on that nobody could ring. */
export const callBackWords = 'Enter a number to call back on, like 01632 960 118 or ext 4471, or “none given”'

/**
 * Whether somebody can ring it: it has digits. Spaces, brackets and words beside them stay as they were typed, as extensions and
 * "ask for the nurse in charge" are told on the telephone.
 *
 * @example isRingable('01632 960 118 ext 4471') // true
 * @example isRingable('switchboard') // false
 */
export const isRingable = (text: string): boolean => text.replaceAll(/\D/g, '').length >= FEWEST_DIGITS

const SAYS_NONE = /^(?:none|no (?:tele)?(?:phone|number)|not (?:known|given)|unknown|withheld|refused)\b/i

/**
 * Whether it answers where to call back: a number, or that there is none. A caller who withholds theirs is referred about all the same.
 *
 * @example answersCallBack('Withheld, rings again at six') // true
 * @example answersCallBack('switchboard') // false
 */
export const answersCallBack = (text: string): boolean => isRingable(text) || SAYS_NONE.test(text.trim())

/** Where to call back: one line with at least three digits, or with the words that there is no number; kept as it was typed. */
export const callBackText = lineText.refine(answersCallBack, callBackWords)
