import type { PersonId } from '../../kernel/ids.ts'
import { done, refuse, type Outcome } from '../../kernel/outcome.ts'

export interface KnownPerson {
  readonly personId: PersonId
  readonly name: string
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[‘’ʼ`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** The ways in which a rota may write a name: whole, last name first, first or last name alone, first name with an initial. */
function waysOf(name: string): readonly (readonly string[])[] {
  const parts = plain(name).split(' ')
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length === 1) return [[first]]
  return [
    [plain(name), `${last}, ${parts.slice(0, -1).join(' ')}`],
    [
      `${first} ${last}`,
      `${first} ${last.slice(0, 1)}`,
      `${first} ${last.slice(0, 1)}.`,
      `${first.slice(0, 1)} ${last}`,
      `${first.slice(0, 1)}. ${last}`,
    ],
    [first, last],
  ]
}

/**
 * Who is meant by a name of a spreadsheet. A short form counts only where nobody else of the service could be meant by it.
 *
 * @example findPerson('Nair, Priya', people) // done({ personId, name: 'Priya Nair' })
 */
export function findPerson(text: string, people: readonly KnownPerson[]): Outcome<KnownPerson, string> {
  const word = plain(text)
  for (const way of [0, 1, 2]) {
    const meant = people.filter(({ name }) => waysOf(name)[way]?.includes(word))
    const [only] = meant
    if (only && meant.length === 1) return done(only)
    if (meant.length > 1)
      return refuse(`“${text.trim()}” could be ${meant.map(({ name }) => name).join(' or ')}. Write the whole name.`)
  }
  return refuse(`Nobody called “${text.trim()}” works in this service. Write the name as it is on the rota.`)
}
