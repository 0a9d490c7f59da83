import { minutesBetween, type Instant } from '../time/instant.ts'

/** Parts of a referred person's record that an answer can show; each read is kept with the ones that it showed. */
export const fieldClasses = ['identity', 'contact', 'story', 'risk', 'legal', 'work'] as const
export type FieldClass = (typeof fieldClasses)[number]

export const fieldClassNames: Record<FieldClass, string> = {
  identity: 'name, birth, NHS number',
  contact: 'addresses, telephones, relatives',
  story: 'what is happening and the decisions',
  risk: 'risk',
  legal: 'powers and clocks',
  work: 'who has it and how far it is',
}

/** How somebody came to see a person, or was kept from it. */
export const readKinds = ['view', 'list', 'search', 'export', 'audit', 'refused'] as const
export type ReadKind = (typeof readKinds)[number]

/** A read waits for its seal a minute or so. One that waits longer than this is an alarm: the sealing stands still. */
export const LONGEST_UNSEALED_MINUTES = 2

/**
 * Whether reads wait too long for their seal.
 *
 * @example sealIsLate(addMinutes(now, -3), now) // true
 */
export const sealIsLate = (oldestWaitingAt: Instant | null, now: Instant): boolean =>
  oldestWaitingAt !== null && minutesBetween(oldestWaitingAt, now) > LONGEST_UNSEALED_MINUTES

/** How much of each person an answer shows: all that its door has, or a row among others. */
export type Shown = 'whole' | 'row'

/** What only a person's record holds. An answer with any of these, however deep, shows somebody. */
type PersonField = 'lastName' | 'firstName' | 'nhsNumber' | 'bornOn' | 'homeAddress' | 'nearestRelative' | 'happening'

/** How deep an answer is looked into: no answer is nested further. */
type Depth = [1, 2, 3, 4, 5, 6]

/**
 * `true` for an answer that shows a referred person, as far as its type can tell. The kernel refuses to compile such an answer
 * with `reveals: 'nobody'`.
 *
 * @example ShowsPerson<{ rows: readonly { lastName: string }[] }> // true
 */
export type ShowsPerson<Answer, Deep extends readonly unknown[] = Depth> = Deep extends readonly [
  unknown,
  ...infer Rest,
]
  ? Answer extends string | number | boolean | null | undefined
    ? false
    : Answer extends readonly (infer Row)[]
      ? ShowsPerson<Row, Rest>
      : string extends keyof Answer
        ? ShowsPerson<Answer[string & keyof Answer], Rest>
        : keyof Answer & PersonField extends never
          ? { readonly [Key in keyof Answer]-?: ShowsPerson<Answer[Key], Rest> }[keyof Answer]
          : true
  : false

/**
 * The ids and numbers in what was sent to a door that refused it, for the record of the attempt. Never text: it may hold a name.
 *
 * @example pointsIn({ number: '2424', text: 'Doyle' }) // { number: '2424' }
 */
export function pointsIn(sent: unknown): Readonly<Record<string, string>> {
  if (typeof sent !== 'object' || sent === null) return {}
  const points = Object.entries(sent).flatMap(([key, value]): [string, string][] => {
    // Whatever else was sent may not even become text: `{ toString: 0 }` throws.
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return /^[A-Za-z]{1,40}$/.test(key) && isPoint(key, String(value)) ? [[key, String(value)]] : []
  })
  return Object.fromEntries(points.slice(0, MOST_POINTS))
}

const MOST_POINTS = 10
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const isPoint = (key: string, value: string): boolean =>
  UUID.test(value) || (key === 'number' && /^\d{1,7}$/.test(value))

const LONGEST_TERM = 200

/**
 * What was searched for, as it can be kept: text of a database holds no NUL and no half characters; both find nothing anyway.
 *
 * @example termToKeep(' Doyle\u0000 ') // 'Doyle'
 */
export function termToKeep(typed: string): string | null {
  const kept = typed
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim()
    .slice(0, LONGEST_TERM)
  return kept === '' ? null : kept
}
