import { z } from 'zod'

// Every control character but tab and line ends.
const CONTROL = /[^\P{Cc}\t\n\r]/u
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Said of a text that is too long, by the door and beside the box alike. @example tooLongWords(200) // 'Use 200 characters or fewer' */
export const tooLongWords = (longest: number): string => `Use ${longest.toLocaleString('en-GB')} characters or fewer`

/** As many characters as a name or a line may have. */
export const LINE_LENGTH = 200

/**
 * Text as a person typed it: every letter of every script is kept, and composed (NFC) so that two spellings of é are one.
 * Only what no keyboard types is refused: control characters and broken halves of characters. Never shortened: too long is said.
 */
const typed = (longest: number) =>
  z
    .string()
    .max(longest, tooLongWords(longest))
    .refine(
      (text) => !CONTROL.test(text) && !LONE_SURROGATE.test(text),
      'Take out the hidden control characters: they often come with pasted text',
    )
    .transform((text) => text.normalize('NFC'))

/** Spaces and marks that show nothing are not a name: the board would have a row that nobody can read. */
const saysSomething = (text: string): boolean =>
  text.replaceAll(/[\s\p{Cf}\p{Cc}\u2800\u3164\u115F\u1160]/gu, '') !== ''

/** A name or a line: 1 to 200 characters. @example lineText.parse('Siobhán O’Brien-Łuczak') */
export const lineText = typed(LINE_LENGTH)
  .refine((text) => !/[\r\n\t]/.test(text), 'Put this on one line')
  .refine(saysSomething, 'Type something here')

/** A line that may be left empty. */
export const optionalLine = typed(LINE_LENGTH).refine((text) => !/[\r\n\t]/.test(text), 'Put this on one line')

/** A narrative of up to 20,000 characters, line breaks kept. */
export const narrative = typed(20_000)

/** A narrative that must say something. @example reasonText.parse('Crisis team saw her at 11:20') */
export const reasonText = typed(20_000).refine(saysSomething, 'Give a reason')

/**
 * What is being typed and is not saved yet: kept as it stands, without the two things that no database can hold (a NUL and half of a
 * character), so that all the rest is kept. Whoever saves it is told to take them out.
 *
 * @example draftText.parse('Fell at home\u0000') // 'Fell at home'
 */
export const draftText = z
  .string()
  .max(20_000, tooLongWords(20_000))
  .transform((text) => text.replaceAll('\0', '').replaceAll(LONE_SURROGATES, '\uFFFD'))

/** As many characters as a note may have. */
export const NOTE_LENGTH = 4000

/** A note: 1 to 4,000 characters, kept as typed, line breaks too. @example noteText.parse('No answer. Left no message.') */
export const noteText = typed(NOTE_LENGTH).refine(saysSomething, 'Write what was said or done')

/** What is looked for: it may be empty and pasted with line breaks, but nothing that no keyboard types. @example searchText.parse('R-2424') */
export const searchText = typed(LINE_LENGTH)

/** A whole number that travels as text, in the address of a query. */
export const wholeNumberText = z
  .string()
  .regex(/^\d{1,7}$/, 'Give a whole number')
  .transform(Number)

/** How often a record has been changed: sent back with a change, so that nobody overwrites what they have not seen. */
export const seenVersion = z.int().min(1)
