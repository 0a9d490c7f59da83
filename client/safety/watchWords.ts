import type { OutUnwatched } from '#shared/safety/contract.ts'

/**
 * Who is out and is looked for by no watch.
 *
 * @example unwatchedWords([ewa]) // '1 out with no check-in agreed: Ewa Kowalska (07700 900 123, R-2424).'
 */
export function unwatchedWords(out: readonly Omit<OutUnwatched, 'personId'>[]): string {
  const each = out.map(({ personName, phone, number }) => {
    const known = [phone, number === null ? '' : `R-${number}`].filter(Boolean).join(', ')
    return known === '' ? personName : `${personName} (${known})`
  })
  return `${out.length} out with no check-in agreed: ${each.join('; ')}.`
}
