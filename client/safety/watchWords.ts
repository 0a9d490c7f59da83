import type { OutUnwatched, WatchRow } from '#shared/safety/contract.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'

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

/**
 * How many are out alone, and whether each is in time.
 *
 * @param unwatched how many are out and looked for by no watch
 * @example outAloneTitle(rows, 0, now) // '6 out alone at 16:47, all in time'
 */
export function outAloneTitle(
  rows: readonly Pick<WatchRow, 'backBy' | 'helpAt'>[],
  unwatched: number,
  now: Instant,
): string {
  const help = rows.filter(({ helpAt }) => helpAt !== null).length
  const late = rows.filter(({ backBy, helpAt }) => helpAt === null && backBy <= now).length
  const said = [
    help > 0 && `${help} called for help`,
    late > 0 && `${late} past ${late === 1 ? 'the time' : 'the times'} to be back`,
    unwatched > 0 && `${unwatched} with no check-in agreed`,
  ].filter(Boolean)
  return `${rows.length + unwatched} out alone at ${clockTimeOf(now)}, ${said.length === 0 ? 'all in time' : said.join(', ')}`
}
