import { done, refuse, type Outcome } from '../kernel/outcome.ts'

/** What people may be looked up by: the attributes that directories match on. */
export const filterable = ['id', 'userName', 'externalId', 'emails', 'active', 'displayName'] as const
export type Filterable = (typeof filterable)[number]

export interface ScimFilter {
  readonly attribute: Filterable
  readonly value: string
}

const ATTRIBUTES: ReadonlyMap<string, Filterable> = new Map([
  ...filterable.map((name): [string, Filterable] => [name.toLowerCase(), name]),
  ['emails.value', 'emails'],
  ['emails[type eq "work"].value', 'emails'],
  ['emails[primary eq true].value', 'emails'],
])

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:user:'
const PARTS = /^\s*(.+?)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*$/i

/**
 * Reads the one kind of filter that directories send: `attribute eq "value"` (RFC 7644 §3.4.2.2). Names are matched without
 * regard to case, also with the schema's name in front.
 *
 * @returns the refusal `invalidFilter` for anything else: a filter half understood would show the wrong people
 * @example readFilter('userName eq "kim@westmarch.gov.uk"') // { ok: true, value: { attribute: 'userName', value: 'kim@…' } }
 */
export function readFilter(text: string): Outcome<ScimFilter, 'invalidFilter'> {
  const [, name = '', quoted = ''] = PARTS.exec(text.slice(0, 1000)) ?? []
  const plain = name.toLowerCase().startsWith(CORE) ? name.slice(CORE.length) : name
  const attribute = ATTRIBUTES.get(plain.toLowerCase())
  if (attribute === undefined) return refuse('invalidFilter')
  const value = valueIn(quoted)
  return value === null ? refuse('invalidFilter') : done({ attribute, value })
}

function valueIn(quoted: string): string | null {
  if (!quoted.startsWith('"')) return quoted.toLowerCase()
  try {
    const value: unknown = JSON.parse(quoted)
    // A letter nought is in no name that is kept, and the database holds none.
    return typeof value === 'string' && !value.includes('\0') ? value : null
  } catch {
    return null
  }
}
