import { lineText } from './text.ts'

/** 999, or an extension of three: no number that somebody can ring is shorter. */
const FEWEST_DIGITS = 3

/** What is said of a number to call back on that nobody could ring. */
export const callBackWords = 'Enter a number to call back on, like 01632 960 118 or ext 4471'

/**
 * Whether somebody can ring it: it has digits. Spaces, brackets and words beside them stay as they were typed, as extensions and
 * "ask for the nurse in charge" are told on the telephone.
 *
 * @example isRingable('01632 960 118 ext 4471') // true
 * @example isRingable('switchboard') // false
 */
export const isRingable = (text: string): boolean => text.replaceAll(/\D/g, '').length >= FEWEST_DIGITS

/** A number to call back on: one line with at least three digits, kept as it was typed. */
export const callBackText = lineText.refine(isRingable, callBackWords)
