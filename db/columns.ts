import { customType, pgSchema, uuid } from 'drizzle-orm/pg-core'
import type { ClockTime, LondonDay } from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Minutes } from '#shared/time/minutes.ts'

/** Everything of ours lives here; the login that serves requests owns none of it. */
export const hub = pgSchema('hub')

// The driver already hands over Instants, days and whole numbers (see client.ts), so these only name the types.

/** `timestamptz`, seen from TypeScript as an `Instant`. */
export const instantColumn = customType<{ data: Instant; driverData: string }>({ dataType: () => 'timestamptz' })

/** `date`, a calendar day in London. */
export const londonDayColumn = customType<{ data: LondonDay; driverData: string }>({ dataType: () => 'date' })

/** A clock face, `09:00`, as text with a check: no zone, no seconds. */
export const clockTimeColumn = customType<{ data: ClockTime; driverData: string }>({ dataType: () => 'text' })

/** Whole minutes, signed where a ledger needs it. */
export const minutesColumn = customType<{ data: Minutes; driverData: number }>({ dataType: () => 'integer' })

/** A uuid with the brand of what it names. @example idColumn<PersonId>()('person_id') */
export const idColumn = <Id extends string>() =>
  customType<{ data: Id; driverData: string }>({ dataType: () => 'uuid' })

/** `jsonb`, given to the driver as a value: the driver writes the JSON. */
export const jsonColumn = <Data>() => customType<{ data: Data; driverData: Data }>({ dataType: () => 'jsonb' })

/** `text[]` of coded values. */
export const codesColumn = <Code extends string>() =>
  customType<{ data: Code[]; driverData: Code[] }>({ dataType: () => 'text[]' })

/** Text that holds one of a closed list; the list itself is a check in the migration. */
export const codeColumn = <Code extends string>() =>
  customType<{ data: Code; driverData: string }>({ dataType: () => 'text' })

/** `uuid[]`: ids of several things of one kind. */
export const idsColumn = <Id extends string>() =>
  customType<{ data: Id[]; driverData: Id[] }>({ dataType: () => 'uuid[]' })

/** `bigint[]`: row numbers. */
export const numbersColumn = customType<{ data: number[]; driverData: number[] }>({ dataType: () => 'bigint[]' })

/** `xid8`: a transaction of PostgreSQL, as text; compared only inside the database. */
export const transactionColumn = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

/** `bytea`: hashes. */
export const bytesColumn = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

export { uuid }
