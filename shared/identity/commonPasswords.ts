import { dictionary } from '@zxcvbn-ts/language-common'

/**
 * Some 49,000 passwords that are tried first everywhere, from breaches, in lower case; the most frequent first. A list of words in a
 * package of its own (MIT, zxcvbn-ts), so that nobody's password leaves the building to be looked up.
 */
export const commonPasswords: ReadonlySet<string> = new Set(dictionary['passwords-common'])
