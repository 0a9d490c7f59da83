import type { PersonId, PolicyId, ToilEntryId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import { recordTaken } from '#shared/toil/contract.ts'
import { wholeDay } from '#shared/toil/dayOff.ts'
import { checkTakenDay, consumeOldestFirst, decideTaken, type EntryKind } from '#shared/toil/ledger.ts'
import { adjustToil, bookToil, bringForward, decideExpiry, payOut, reverseEntry } from '#shared/toil/ledgerContract.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import {
  entriesOf,
  entryOf,
  expiryFor,
  extensionsOf,
  hasShiftOn,
  policyFor,
  putOnRota,
  takeOffRota,
} from './ledgerStore.ts'
import { saveExtension } from './keepingStore.ts'
import { balanceOf, lockPerson, policiesOf, saveEntries, type LockedHolder } from './store.ts'

const constraints = { payroll_is_open: { code: 'payroll-closed' } } as const
const newId = (): ToilEntryId => crypto.randomUUID() as ToilEntryId

export const take = handle(recordTaken, {
  needs: 'decide TOIL',
  constraints,
  async run({ personId, day, minutes: taken, note }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    const come = checkTakenDay(day, londonDayOf(context.now))
    if (!come.ok) return come
    const spent = await spend(context, personId, { kind: 'TAKE', day, taken: minutes(taken), note })
    if (!spent.ok) return spent
    // A whole day off stands on the rota too; a shorter time, or a day with a shift, does not change it.
    if (taken >= dayOf(spent.holder)) await putOnRota(context, personId, day)
    const { entryId, balance } = spent
    return effect({ entryId, balance }, told('toil-taken', personId, { entryId, day, minutes: -taken }))
  },
})

export const book = handle(bookToil, {
  needs: 'decide TOIL',
  constraints,
  async run({ personId, day, minutes: taken, note }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    if (day < londonDayOf(context.now)) return refuse({ code: 'day-past', field: 'day' })
    const spent = await spend(context, personId, { kind: 'TAKE', day, taken: minutes(taken), note })
    if (!spent.ok) return spent
    if (taken >= dayOf(spent.holder)) {
      if (await hasShiftOn(context, personId, day)) return refuse({ code: 'shift-that-day', field: 'day' })
      if (!(await putOnRota(context, personId, day))) return refuse({ code: 'away-that-day', field: 'day' })
    }
    const { entryId, balance } = spent
    return effect({ entryId, balance }, told('toil-booked', personId, { entryId, day, minutes: -taken }))
  },
})

export const pay = handle(payOut, {
  needs: 'decide TOIL',
  constraints,
  async run({ personId, day, minutes: paid, why }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    const spent = await spend(context, personId, { kind: 'PAY_OUT', day, taken: minutes(paid), note: why })
    if (!spent.ok) return spent
    const { entryId, balance } = spent
    return effect({ entryId, balance }, told('toil-paid-out', personId, { entryId, day, minutes: -paid }))
  },
})

export const adjust = handle(adjustToil, {
  needs: 'decide TOIL',
  constraints,
  async run({ personId, day, minutes: change, why }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    const person = await lockPerson(context, personId)
    if (!person) return refuse({ code: 'person-not-found', field: 'personId' })
    const added = await add(context, personId, { kind: 'ADJUST', day, count: minutes(change), note: why })
    return effect(added, told('toil-adjusted', personId, { entryId: added.entryId, day, minutes: change }))
  },
})

export const bring = handle(bringForward, {
  needs: 'decide TOIL',
  constraints,
  async run({ personId, day, minutes: owed, why }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    const person = await lockPerson(context, personId)
    if (!person) return refuse({ code: 'person-not-found', field: 'personId' })
    const entries = await entriesOf(context, personId)
    const reversed = new Set(entries.flatMap(({ reversesId }) => reversesId ?? []))
    const there = entries.find(({ kind, id }) => kind === 'OPENING_BALANCE' && !reversed.has(id))
    if (there) return refuse({ code: 'brought-forward-already', minutes: there.minutes })
    const added = await add(context, personId, { kind: 'OPENING_BALANCE', day, count: minutes(owed), note: why })
    return effect(added, told('toil-brought-forward', personId, { entryId: added.entryId, day, minutes: owed }))
  },
})

export const reverse = handle(reverseEntry, {
  needs: 'decide TOIL',
  constraints: { ...constraints, one_reversal_per_entry: { code: 'entry-already-reversed' } },
  async run({ entryId: id, why }, context) {
    const entry = await entryOf(context, id)
    if (!entry) return refuse({ code: 'entry-not-found' })
    const { personId, day } = entry
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    if (entry.kind === 'REVERSE') return refuse({ code: 'entry-is-reversal' })
    if (entry.kind === 'ACCRUE') return refuse({ code: 'entry-of-claim' })
    if (entry.leaveId !== null) return refuse({ code: 'entry-of-leave' })
    await lockPerson(context, personId)
    const undoes = { kind: 'REVERSE', day, count: minutes(-entry.minutes), note: why, reversesId: id } as const
    const added = await add(context, personId, undoes)
    if (entry.kind === 'TAKE') await takeOffRota(context, personId, day)
    return effect(added, told('toil-reversed', personId, { entryId: added.entryId, reverses: id }))
  },
})

export const expire = handle(decideExpiry, {
  needs: 'decide TOIL',
  constraints,
  async run({ entryId, decision, until, why }, context) {
    const entry = await entryOf(context, entryId)
    if (!entry) return refuse({ code: 'entry-not-found' })
    const { personId } = entry
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    const holder = await lockPerson(context, personId)
    const today = londonDayOf(context.now)
    const [entries, extensions, policies] = await Promise.all([
      entriesOf(context, personId),
      extensionsOf(context, personId),
      // Of every employer: what was earned under an earlier one runs out by that one's rule.
      policiesOf(context),
    ])
    const inForce = policyFor(policies, holder, today)
    const { lots } = consumeOldestFirst(entries, expiryFor(policies, holder), extensions)
    const lot = lots.find((one) => one.entryId === entryId)
    if (!lot || lot.left <= 0) return refuse({ code: 'nothing-left' })
    if (lot.expiresOn === null) return refuse({ code: 'never-runs-out' })
    const balance = entries.reduce((sum, one) => sum + one.minutes, 0)
    if (decision === 'extend') {
      if (until === null) return refuse({ code: 'last-day-missing', field: 'until' })
      const now = lot.expiresOn
      if (until <= now) return refuse({ code: 'last-day-not-later', field: 'until', now })
      await saveExtension(context, { entryId, until, why })
      return effect({ balance }, told('toil-extended', personId, { entryId, until }))
    }
    if (today <= lot.expiresOn) return refuse({ code: 'not-run-out', field: 'decision', lastDay: lot.expiresOn })
    const kind = decision === 'pay' ? 'PAY_OUT' : 'EXPIRE'
    const policyId = inForce?.id ?? null
    const gone = { kind, day: today, count: minutes(-lot.left), note: why, policyId, lotId: entryId } as const
    const added = await add(context, personId, gone)
    const type = decision === 'pay' ? 'toil-paid-out' : 'toil-expired'
    const data = { entryId: added.entryId, day: today, minutes: -lot.left }
    return effect({ balance: added.balance }, told(type, personId, data))
  },
})

interface Spending {
  readonly kind: 'TAKE' | 'PAY_OUT'
  readonly day: LondonDay
  readonly taken: Minutes
  readonly note: string
}

/** Takes from what somebody is owed, with the person locked, down to what the policy of the day lets them take in advance. */
async function spend(context: Context, personId: PersonId, { kind, day, taken, note }: Spending) {
  const holder = await lockPerson(context, personId)
  if (!holder) return refuse({ code: 'person-not-found', field: 'personId' })
  const [owed, policies] = await Promise.all([balanceOf(context, personId), policiesOf(context, holder.employerId)])
  const inForce = policyFor(policies, holder, day)
  // Only time may be taken before it is earned; nobody is paid for what they have not worked.
  const inAdvance = kind === 'TAKE' ? (inForce?.policy.debitAllowedMinutes ?? minutes(0)) : minutes(0)
  const decided = decideTaken(owed, taken, { debitAllowedMinutes: inAdvance })
  if (!decided.ok) return decided
  const entryId = newId()
  const policyId = inForce?.id ?? null
  await saveEntries(context, [
    { id: entryId, personId, kind, minutes: decided.value, day, claimId: null, policyId, note },
  ])
  return { ok: true, entryId, balance: owed + decided.value, holder } as const
}

interface Adding {
  readonly kind: EntryKind
  readonly day: LondonDay
  readonly count: Minutes
  readonly note: string
  readonly policyId?: PolicyId | null
  readonly reversesId?: ToilEntryId
  readonly lotId?: ToilEntryId
}

async function add(context: Context, personId: PersonId, { count, policyId, ...entry }: Adding) {
  const entryId = newId()
  await saveEntries(context, [
    { ...entry, id: entryId, personId, minutes: count, claimId: null, policyId: policyId ?? null },
  ])
  return { entryId, balance: await balanceOf(context, personId) }
}

const dayOf = (holder: LockedHolder): number => wholeDay(holder) ?? Number.POSITIVE_INFINITY

const told = (type: string, personId: PersonId, data: Readonly<Record<string, unknown>>) => ({ type, personId, data })
