/** Whether a text ends as a sentence does. @example endsWithStop('Arrival corrected by police. ') // true */
export const endsWithStop = (text: string): boolean => /[.!?…]["”’)]?$/u.test(text.trimEnd())

/** A text that goes on: without the full stop that somebody typed at its end. @example withoutStop('Dr Osei.') // 'Dr Osei' */
export const withoutStop = (text: string): string => text.trimEnd().replace(/([^.])\.$/u, '$1')

/**
 * Parts as sentences one after the other, whether or not whoever typed them ended them with a full stop. Empty parts are left out.
 *
 * @example sentences('Start: 18:32', 'read out by PC Daniels.') // 'Start: 18:32. Read out by PC Daniels.'
 */
export const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .map((part) => (endsWithStop(part) ? part : `${part}.`))
    .join(' ')
