import type postgres from 'postgres'
import { fieldMatrix, type AnswerClass } from '#shared/kernel/fieldMatrix.ts'
import { may, type Role } from '#shared/kernel/permission.ts'
import { dataColumns } from '#shared/privacy/dataMap.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import { CANARY } from './canaries.ts'

/** A column of words about somebody, with whose class it is. */
export interface Words {
  readonly table: string
  readonly column: string
  readonly of: AnswerClass | 'rights'
}

/** Requests of people about their data, holds and releases: kept by those who answer them, whatever else they may see. */
const RIGHTS_TABLES = new Set(['record_marks', 'corrections', 'releases'])

/**
 * Every column that holds words somebody typed: those that a release empties, by the data map. Dates and numbers are left out, for
 * they cannot hold a canary, and so is what is kept for the machinery only.
 */
export function columnsOfWords(): readonly Words[] {
  return dataColumns.flatMap(({ table, column, class: of, emptied }) => {
    if (!emptied || of === 'secret' || NO_WORDS.has(`${table}.${column}`)) return []
    return [{ table, column, of: RIGHTS_TABLES.has(table) ? ('rights' as const) : of }]
  })
}

const NO_WORDS = new Set([
  'referrals.born_on',
  'referrals.age_years',
  'record_marks.on_day',
  'allocations.choice',
  'commands.answer',
  'reads.term_salt',
])

/** The columns by which a row says whose it is. */
const REFERRAL = ['referral_id']
const PERSON = ['actor_id', 'person_id', 'placed_by', 'made_by', 'asked_by_id', 'proposed_by']

/**
 * Writes into each column of words where it stands, which referral it is about and whose row it is, so that an answer tells by itself
 * what of it came from where. @returns the columns that were filled
 */
export async function fillWithPlaces({ owner }: TestHub, service: TestService): Promise<readonly Words[]> {
  const filled: Words[] = []
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (const words of columnsOfWords()) {
      const { table, column } = words
      const names = await columnsOf(sql, table)
      const referral = table === 'referrals' ? 'id' : REFERRAL.find((name) => names.has(name))
      const person = PERSON.find((name) => names.has(name))
      const [about, whose] = [referral ? sql(referral) : null, person ? sql(person) : null]
      const text = sql`${`${CANARY}<${table}.${column} `} || coalesce(${about}::text, '-') || ' ' || coalesce(${whose}::text, '-') || '>'`
      const value = names.get(column) === 'jsonb' ? sql`jsonb_build_object('happening', ${text})` : text
      // A constraint may say that a row holds this only together with something else, which it does not have.
      const rows = await sql
        .savepoint(
          (point) =>
            point`update ${point(`hub.${table}`)} set ${point(column)} = ${value} where service_id = ${service.id} and ${point(column)}::text not in ('', '{}') returning 1`,
        )
        .catch(() => [])
      if (rows.length > 0) filled.push(words)
    }
  })
  return filled
}

async function columnsOf(sql: postgres.TransactionSql, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ name: string; type: string }[]>`
    select column_name as name, data_type as type from information_schema.columns where table_schema = 'hub' and table_name = ${table}`
  return new Map(rows.map(({ name, type }) => [name, type]))
}

/** Words that stand in an answer: from which column, about which referral, in whose row. */
export interface Seen {
  readonly place: string
  readonly referral: string
  readonly person: string
}

export function wordsIn(text: string): readonly Seen[] {
  const found = text.matchAll(new RegExp(`${CANARY}<([\\w.]+) ([0-9a-f-]+) ([0-9a-f-]+)>`, 'g'))
  return [...found].map(([, place = '', referral = '', person = '']) => ({ place, referral, person }))
}

export type Matrix = typeof fieldMatrix

/** Whose rows are somebody's own: of which referrals, and written by whom. */
export interface Own {
  readonly referrals: ReadonlySet<string>
  readonly person: string
}

/** Why these words should not have come to somebody of this role, or `null`. */
export function breachIn(role: Role, seen: Seen, own: Own, matrix: Matrix = fieldMatrix): string | null {
  const words = columnsOfWords().find(({ table, column }) => `${table}.${column}` === seen.place)
  if (words === undefined) return `${seen.place} is no column of words`
  if (words.of === 'rights')
    return KEEP_RIGHTS.some((one) => may([role], one)) ? null : `${seen.place}, which answers people’s rights`
  const way = matrix[role][words.of]
  const byPerson = seen.referral === '-' || words.of === 'staff' || words.of === 'restricted'
  const isOwn = own.referrals.has(seen.referral) || (byPerson && seen.person === own.person)
  if (way === 'whole' || (way === 'own' && isOwn)) return null
  return `${seen.place}, which is ${words.of}: ${way}`
}

const KEEP_RIGHTS = ['read records', 'correct records', 'release records', 'export a person'] as const

/** The names of the fields of an answer, with lists and indexes taken out. @example keysIn({ a: [{ b: 1 }] }) // ['a', 'a[].b'] */
export function keysIn(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one: unknown) => keysIn(one, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    // Ids, days and numbers as keys are data; what they lead to is the same for each.
    const name = /^[A-Za-z][A-Za-z]*$/.test(key) ? key : '*'
    const here = path === '' ? name : `${path}.${name}`
    return [here, ...keysIn(inner, here)]
  })
}

const camel = (column: string): string => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Single words that stand for one thing only; others (a note, a text, a basis) are anything's. The words themselves are looked at above. */
const TELLING = new Set(['happening', 'place', 'risk', 'gender', 'interpreter'])
const tells = (name: string): boolean => TELLING.has(name) || /[A-Z]/.test(name)

/** Names of fields that can only be words about a person of this class: no column that others may see has the same name. */
export function telltaleKeys(of: 'personal' | 'special'): ReadonlySet<string> {
  const lesser = dataColumns.filter(
    (one) => one.class === 'public' || one.class === 'staff' || RIGHTS_TABLES.has(one.table),
  )
  const shared = new Set(lesser.map(({ column }) => camel(column)))
  const words = columnsOfWords().filter((one) => one.of === of)
  return new Set(words.map(({ column }) => camel(column)).filter((name) => tells(name) && !shared.has(name)))
}
