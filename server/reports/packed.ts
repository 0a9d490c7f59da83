import type { SqlPart } from '#db/client.ts'
import { instant, instantOfDatabase, type Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

/** Between two fields and between two rows: no code holds either, and what a person could have typed is rid of both. */
const [FIELD, ROW] = ['\u001f', '\u001e']

/** How each field of a row is read from PostgreSQL's own text; a field without a value comes as ''. */
export type Readers<Row> = { readonly [Key in keyof Row]: (text: string) => Row[Key] }

export const aMoment = (text: string): Instant => instantOfDatabase(text)
export const aMomentOrNone = (text: string): Instant | null => (text === '' ? null : instantOfDatabase(text))
/** From milliseconds. */
export const anInstant = (text: string): Instant => instant(Number(text))
export const anInstantOrNone = (text: string): Instant | null => (text === '' ? null : instant(Number(text)))
export const aNumberOrNone = (text: string): number | null => (text === '' ? null : Number(text))
/** As PostgreSQL writes a yes. */
export const aYes = (text: string): boolean => text === 't' || text === 'true'
// The database holds each of these to its list, its key or its calendar.
export const aCode = <Code extends string>(text: string): Code => text as Code
export const aCodeOrNone = <Code extends string>(text: string): Code | null => (text === '' ? null : (text as Code))

/**
 * Reads rows that came as one text, their fields in the order of the readers. Years of a large service are half a million values: the
 * driver takes longer over them, one at a time, than the database and the counting together.
 *
 * @param text `null` when there was no row
 */
export function unpack<Row>(text: string | null | undefined, readers: Readers<Row>): readonly Row[] {
  if (!text) return []
  const fields = Object.entries(readers) as [string, (text: string) => unknown][]
  return text.split(ROW).map((line) => {
    const values = line.split(FIELD)
    const row: Record<string, unknown> = {}
    for (let at = 0; at < fields.length; at += 1) {
      const field = fields[at]
      if (field) row[field[0]] = field[1](values[at] ?? '')
    }
    // Each key has its own reader, so the whole is a row.
    return row as Row
  })
}

/**
 * The rows of a statement that has a column for each reader, by its name, as one text. Codes, moments and numbers only.
 *
 * @example packed(context, { day: aCode, endsAt: aMoment }, sql`select day, ends_at as "endsAt" from shifts`)
 */
export async function packed<Row>({ sql }: Context, readers: Readers<Row>, rows: SqlPart): Promise<readonly Row[]> {
  const columns = Object.keys(readers)
    .map((name) => sql`coalesce(o.${sql(name)}::text, '')`)
    .reduce((all, one) => sql`${all}, ${one}`)
  const [answer] = await sql<{ text: string | null }[]>`
    select string_agg(concat_ws(${FIELD}::text, ${columns}), ${ROW}::text) as text from (${rows}) o`
  return unpack(answer?.text, readers)
}
