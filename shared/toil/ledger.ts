import type { ToilEntryId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Instant } from '../time/instant.ts'
import { londonDay, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { expiresOn } from './expiry.ts'
import type { ExpiryRule, ToilPolicy } from './policy.ts'

/** What an entry in the ledger is for. Entries are only ever added: a mistake is put right by a new one. */
export const entryKinds = ['ACCRUE', 'TAKE', 'ADJUST', 'EXPIRE', 'PAY_OUT', 'REVERSE', 'OPENING_BALANCE'] as const
export type EntryKind = (typeof entryKinds)[number]

/** One line of somebody's TOIL: signed whole minutes on a London day. */
export interface ToilEntry {
  readonly id: ToilEntryId
  readonly kind: EntryKind
  readonly minutes: Minutes
  /** The day it was earned, taken or decided: for a late finish, the day on which the shift started. */
  readonly day: LondonDay
  readonly recordedAt: Instant
  readonly reversesId: ToilEntryId | null
  /** The entry that this one uses up, where a person decided about that one; others use up what runs out first. */
  readonly lotId?: ToilEntryId | null
}

/** Later last days that people gave to single entries, each with when. */
export type Extensions = ReadonlyMap<ToilEntryId, readonly Extension[]>
export interface Extension {
  readonly until: LondonDay
  readonly decidedAt: Instant
}

/** Why an entry cannot be added. */
export type EntryRefusal =
  | { readonly code: 'entry-is-nothing'; readonly field: 'minutes' }
  | { readonly code: 'entry-sign-wrong'; readonly field: 'minutes'; readonly kind: EntryKind }
  | { readonly code: 'entry-to-reverse-not-found' }
  | { readonly code: 'entry-already-reversed'; readonly reversedById: ToilEntryId }
  | { readonly code: 'entry-cannot-be-reversed' }
  | { readonly code: 'reversal-not-exact'; readonly field: 'minutes'; readonly minutes: Minutes }

/** Which way each kind moves a balance: up, down, or either. */
const signs: Record<EntryKind, 'up' | 'down' | 'either'> = {
  ACCRUE: 'up',
  TAKE: 'down',
  ADJUST: 'either',
  EXPIRE: 'down',
  PAY_OUT: 'down',
  REVERSE: 'either',
  OPENING_BALANCE: 'either',
}

/**
 * What somebody is owed: the sum of the entries, up to and including a day when one is given. Never kept anywhere else.
 *
 * @example balance(entries) // 2470, which is 41h 10m
 */
export const balance = (entries: readonly Pick<ToilEntry, 'minutes' | 'day'>[], upTo?: LondonDay): Minutes =>
  minutes(entries.reduce((sum, entry) => sum + (upTo === undefined || entry.day <= upTo ? entry.minutes : 0), 0))

/**
 * What the ledger said at a past moment: the sum of what had been written by then, whatever day it was for. So a balance that was shown
 * to somebody can be shown to them again.
 *
 * @example balanceAsWritten(entries, instant('2026-10-31T17:00:00Z')) // as the October payroll saw it
 */
export const balanceAsWritten = (entries: readonly Pick<ToilEntry, 'minutes' | 'recordedAt'>[], at: Instant): Minutes =>
  minutes(entries.reduce((sum, entry) => sum + (entry.recordedAt <= at ? entry.minutes : 0), 0))

/**
 * Whether an entry may be added: not nothing, the sign that its kind has, and a reversal exactly undoes one entry, once.
 *
 * @example checkEntry({ …, kind: 'TAKE', minutes: minutes(60) }, entries) // refused: { code: 'entry-sign-wrong', … }
 */
export function checkEntry(entry: ToilEntry, entries: readonly ToilEntry[]): Outcome<ToilEntry, EntryRefusal> {
  if (entry.minutes === 0) return refuse({ code: 'entry-is-nothing', field: 'minutes' })
  const way = entry.minutes > 0 ? 'up' : 'down'
  const sign = signs[entry.kind]
  if (sign !== 'either' && sign !== way) return refuse({ code: 'entry-sign-wrong', field: 'minutes', kind: entry.kind })
  return entry.kind === 'REVERSE' ? checkReversal(entry, entries) : done(entry)
}

function checkReversal(entry: ToilEntry, entries: readonly ToilEntry[]): Outcome<ToilEntry, EntryRefusal> {
  const undone = entries.find(({ id }) => id === entry.reversesId)
  if (!undone) return refuse({ code: 'entry-to-reverse-not-found' })
  if (undone.kind === 'REVERSE') return refuse({ code: 'entry-cannot-be-reversed' })
  const already = entries.find(({ reversesId }) => reversesId === undone.id)
  if (already) return refuse({ code: 'entry-already-reversed', reversedById: already.id })
  const exact = minutes(-undone.minutes)
  return entry.minutes === exact
    ? done(entry)
    : refuse({ code: 'reversal-not-exact', field: 'minutes', minutes: exact })
}

/**
 * Whether so many minutes may be taken: what is owed, and as much more as the policy lets somebody take in advance.
 *
 * @example decideTaken(balance(entries), minutes(450), policy) // done(-450), the minutes of the entry
 */
export function decideTaken(
  owed: Minutes,
  taken: Minutes,
  policy: Pick<ToilPolicy, 'debitAllowedMinutes'>,
): Outcome<Minutes, { code: 'more-than-owed'; field: 'minutes'; balance: Minutes; debitAllowed: Minutes }> {
  const { debitAllowedMinutes: debitAllowed } = policy
  if (taken > owed + debitAllowed) {
    return refuse({ code: 'more-than-owed', field: 'minutes', balance: owed, debitAllowed })
  }
  return done(minutes(-taken))
}

/**
 * Whether TOIL can have been taken on a day: today or before. A day to come would lower what somebody is owed before they had it.
 *
 * @example checkTakenDay(londonDay('2030-01-01'), londonDay('2026-11-12')) // refused: { code: 'taken-in-future', field: 'day' }
 */
export const checkTakenDay = (
  day: LondonDay,
  today: LondonDay,
): Outcome<null, { code: 'taken-in-future'; field: 'day' }> =>
  day > today ? refuse({ code: 'taken-in-future', field: 'day' }) : done(null)

/** Earned TOIL, and how much of it is still there. `expiresOn` is the last day on which it can be taken. */
export interface Lot {
  readonly entryId: ToilEntryId
  readonly day: LondonDay
  readonly minutes: Minutes
  readonly left: Minutes
  readonly expiresOn: LondonDay | null
}

/** What is left of what was earned. `owing` is what was taken beyond it. `left` of all lots less `owing` is the balance. */
export interface Lots {
  readonly lots: readonly Lot[]
  readonly owing: Minutes
}

/**
 * Uses up what was earned, the oldest first (by its last day, where TOIL runs out), with all that was taken, paid or has run out. An entry that was reversed counts
 * for nothing, as if it had not been. One that names its lot uses up that one. A last day that was put off counts for what was recorded
 * after it: what was used before stays used.
 *
 * @param expiry the rule of each entry (`lotExpiry`), or one for all; `null` when TOIL does not run out
 * @param extensions last days that people gave to single lots, by the entry that earned them
 * @example consumeOldestFirst(entries, { afterDays: 183 }).lots.filter(({ left }) => left > 0)
 */
export function consumeOldestFirst<Entry extends ToilEntry>(
  entries: readonly Entry[],
  expiry: ((entry: Entry) => ExpiryRule | null) | ExpiryRule | null,
  extensions: Extensions = new Map(),
): Lots {
  const standing = withoutReversed(entries)
  const lots = standing.filter(({ minutes: earned }) => earned > 0).map((entry) => openLot(entry, expiry, extensions))
  let owing = 0
  for (const spent of standing.filter(({ minutes: change }) => change < 0).toSorted(byRecording)) {
    // What runs out first goes first; what was earned first where nothing runs out.
    const order = lots.toSorted(
      (a, b) => compare(a.lastAt(spent.recordedAt), b.lastAt(spent.recordedAt)) || byAge(a.entry, b.entry),
    )
    const named = lots.filter(({ entry }) => entry.id === spent.lotId)
    let left = -spent.minutes
    for (const lot of [...named, ...order]) {
      const used = Math.min(left, lot.left)
      lot.left -= used
      left -= used
    }
    owing += left
  }
  const shown = lots.toSorted((a, b) => compare(a.lastAt(null), b.lastAt(null)) || byAge(a.entry, b.entry))
  return { lots: shown.map(lotOf), owing: minutes(owing) }
}

interface OpenLot {
  readonly entry: ToilEntry
  /** The last day as it was said by a moment; `null` for as it is now. */
  readonly lastAt: (moment: Instant | null) => string
  left: number
}

function openLot<Entry extends ToilEntry>(
  entry: Entry,
  expiry: ((entry: Entry) => ExpiryRule | null) | ExpiryRule | null,
  extensions: Extensions,
): OpenLot {
  const rule = typeof expiry === 'function' ? expiry(entry) : expiry
  const first = rule === null ? NEVER : expiresOn(entry.day, rule)
  const later = (extensions.get(entry.id) ?? []).toSorted((a, b) => compare(a.decidedAt, b.decidedAt))
  const lastAt = (moment: Instant | null): string =>
    later.findLast(({ decidedAt }) => moment === null || decidedAt <= moment)?.until ?? first
  return { entry, lastAt, left: entry.minutes }
}

function lotOf({ entry: { id, day, minutes: earned }, lastAt, left }: OpenLot): Lot {
  const last = lastAt(null)
  return { entryId: id, day, minutes: earned, left: minutes(left), expiresOn: last === NEVER ? null : londonDay(last) }
}

/** After every day that there is. */
const NEVER = '9999-12-31'

/**
 * Lots with something left that run out on or before a day: to warn about, and for a manager to decide on. Nothing goes by itself.
 *
 * @example expiringBy(consumeOldestFirst(entries, policy.expiry), addDays(today, 28))
 */
export const expiringBy = ({ lots }: Lots, day: LondonDay): readonly Lot[] =>
  lots.filter(({ left, expiresOn }) => left > 0 && expiresOn !== null && expiresOn <= day)

function withoutReversed<Entry extends ToilEntry>(entries: readonly Entry[]): readonly Entry[] {
  const ids = new Set(entries.map(({ id }) => id))
  const reversed = new Set(entries.flatMap(({ reversesId }) => reversesId ?? []))
  const undoes = ({ reversesId }: Entry) => reversesId !== null && ids.has(reversesId)
  return entries.filter((entry) => !reversed.has(entry.id) && !undoes(entry))
}

const byRecording = (a: ToilEntry, b: ToilEntry): number =>
  compare(`${a.recordedAt} ${a.id}`, `${b.recordedAt} ${b.id}`)

/** The oldest day first; within a day as recorded; then by id, so that every screen uses up the same minutes. */
function byAge(a: ToilEntry, b: ToilEntry): number {
  return compare(`${a.day} ${a.recordedAt} ${a.id}`, `${b.day} ${b.recordedAt} ${b.id}`)
}

const compare = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0)
