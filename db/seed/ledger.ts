import type { PersonId, ServiceId, ToilEntryId } from '#shared/kernel/ids.ts'
import { addMinutes, earliest, type Instant } from '#shared/time/instant.ts'
import { addDays, startOfDay, type LondonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { Happenings } from './happenings.ts'
import { daysFrom, type Period } from './period.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'
import { amhpKeys, factsOf, type AmhpKey, type StaffIds } from './staff.ts'

type Entry = Row<'toilEntries'>

interface LedgerParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly ids: StaffIds
  readonly draw: Draw
}

/** Half an hour's break is not worked, so a day of TOIL is 7h 30m. */
const TOIL_DAY = 450
const HALF_DAY = 240
/** Nobody came over from the old spreadsheet with less than this, or with more than that. */
const SMALLEST_OPENING = 60
const LARGEST_OPENING = 2100
const PAID_EVERY_DAYS = 28
const LEAST_PAID = 60

/** Adds everybody's ledger: what they came with, earned and took, so that it comes to what they are owed. */
export function addLedger(rows: DemoRows, happenings: Happenings, parts: LedgerParts): void {
  const entries = amhpKeys.flatMap((key) => {
    const { owed } = factsOf(key)
    return owed === null ? [] : accountOf(key, owed, rows, parts)
  })
  // The database numbers entries as they come, so they go in as they were written down.
  rows.toilEntries.push(...entries.toSorted(asWritten))
  for (const { id, kind, personId, day, minutes: taken, recordedAt, recordedBy } of rows.toilEntries) {
    if (kind === 'TAKE')
      happenings.tell(recordedAt, recordedBy, {
        type: 'toil-taken',
        personId,
        data: { entryId: id, day, minutes: taken },
      })
  }
}

function accountOf(key: AmhpKey, owed: number, rows: DemoRows, parts: LedgerParts): readonly Entry[] {
  const { period, ids, draw } = parts
  const moved = [...accrued(ids[key], rows, parts), ...taken(key, rows, parts)].toSorted(asWritten)
  const came = owed - sumOf(moved)
  const needed = Math.max(SMALLEST_OPENING, 30 - lowestOf(moved))
  const opening = came >= needed ? Math.min(LARGEST_OPENING, came) : needed + 20 * draw.whole(0, 22)
  const note = 'Brought over from the old spreadsheet'
  const all = [entry('OPENING_BALANCE', opening, period.firstDay, { note }, ids[key], parts), ...moved]
  if (came < opening) return [...all, ...paidOut(all, opening - came, ids[key], parts)]
  if (came === opening) return all
  const training = { note: 'Hours of a training weekend, agreed in writing' }
  return [...all, entry('ADJUST', came - opening, period.firstDay, training, ids[key], parts)]
}

const asWritten = (a: Entry, b: Entry): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0

/** What was earned beyond what is owed now was paid, with the salary of a month at a time, and never more than was there. */
function paidOut(entries: readonly Entry[], excess: number, personId: PersonId, parts: LedgerParts): readonly Entry[] {
  const { today, now } = parts.period
  const note = 'Paid with the month’s salary, as agreed'
  const paid: Entry[] = []
  let left = excess
  for (const { day, share } of paydays(parts.period)) {
    const at = addMinutes(startOfDay(day), 11 * 60)
    const before = entries.filter(({ recordedAt }) => recordedAt <= at)
    const after = entries.filter(({ recordedAt }) => recordedAt > at)
    const there = sumOf(before) + lowestOf(after) - (excess - left)
    const pays = Math.min(left, Math.floor(there * share))
    if (pays < LEAST_PAID) continue
    paid.push(entry('PAY_OUT', -pays, day, { note, recordedAt: at }, personId, parts))
    left -= pays
  }
  if (left === 0) return paid
  return [...paid, entry('PAY_OUT', -left, today, { note, recordedAt: addMinutes(now, -2) }, personId, parts)]
}

/** Every four weeks most of what is there; the last time, twelve days ago, all of it. */
function paydays({ firstDay, today }: Period): readonly { readonly day: LondonDay; readonly share: number }[] {
  const last = addDays(today, -12)
  const every = daysFrom(addDays(firstDay, PAID_EVERY_DAYS), addDays(last, -PAID_EVERY_DAYS / 2))
  const usual = every.filter((_, index) => index % PAID_EVERY_DAYS === 0).map((day) => ({ day, share: 0.8 }))
  return last > firstDay ? [...usual, { day: last, share: 1 }] : usual
}

const sumOf = (entries: readonly Entry[]): number => entries.reduce((sum, one) => sum + one.minutes, 0)

/** The lowest that a balance from nothing would have stood. */
const lowestOf = (entries: readonly Entry[]): number => {
  let [balance, lowest] = [0, 0]
  for (const one of entries) {
    balance += one.minutes
    lowest = Math.min(lowest, balance)
  }
  return lowest
}

const accrued = (personId: PersonId, rows: DemoRows, parts: LedgerParts): readonly Entry[] =>
  rows.toilClaims
    .filter((claim) => claim.personId === personId && claim.state === 'approved')
    .map(({ id, minutes: earned, day, policyId, decidedAt, decidedBy }) => {
      const by = {
        claimId: id,
        policyId,
        note: '',
        ...(decidedAt && { recordedAt: decidedAt }),
        ...(decidedBy && { recordedBy: decidedBy }),
      }
      return entry('ACCRUE', earned, day, by, personId, parts)
    })

/** A day of TOIL on the rota is a day of TOIL taken; and somebody took half a day besides. */
function taken(key: AmhpKey, { daysAway }: DemoRows, parts: LedgerParts): readonly Entry[] {
  const { period, ids } = parts
  const days = daysAway.filter(
    ({ personId, kind, day }) => personId === ids[key] && kind === 'toil' && day < period.today,
  )
  const whole = days.map(({ day }) => entry('TAKE', -TOIL_DAY, day, { note: 'TOIL day' }, ids[key], parts))
  const half = addDays(period.today, -9)
  if (key !== 'dan' || half <= period.firstDay) return whole
  return [...whole, entry('TAKE', -HALF_DAY, half, { note: 'Half a day' }, ids[key], parts)]
}

interface EntryDetails {
  readonly note: string
  readonly claimId?: Entry['claimId']
  readonly policyId?: Entry['policyId']
  readonly recordedAt?: Instant
  readonly recordedBy?: PersonId
}

const entry = (
  kind: Entry['kind'],
  count: number,
  day: LondonDay,
  { note, claimId, policyId, recordedAt, recordedBy }: EntryDetails,
  personId: PersonId,
  { serviceId, draw, ids, period }: LedgerParts,
): Entry => ({
  serviceId,
  personId,
  kind,
  day,
  note,
  id: draw.id<ToilEntryId>(),
  minutes: minutes(count),
  recordedAt: recordedAt ?? earliest(addMinutes(startOfDay(day), 9 * 60), addMinutes(period.now, -1)),
  recordedBy: recordedBy ?? ids.ruth,
  claimId: claimId ?? null,
  claimDecision: 1,
  policyId: policyId ?? null,
  reversesId: null,
  lotId: null,
  leaveId: null,
})
