import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import {
  claimsDecided,
  claimsToDecide,
  myToil,
  toilOf,
  toilPolicies,
  type PolicyRow,
  type ToilAccount,
} from '#shared/toil/contract.ts'
import { wholeDay } from '#shared/toil/dayOff.ts'
import { remindersOn } from '#shared/toil/expiry.ts'
import { consumeOldestFirst } from '#shared/toil/ledger.ts'
import type { ToilPolicy } from '#shared/toil/policy.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { claimRow, rowsToDecide } from './claimRow.ts'
import { closedTo, expiryFor, extensionsOf, policyFor } from './ledgerStore.ts'
import {
  agreementsOf,
  balances,
  claimsAndRecords,
  holderOf,
  lastClosed,
  ledgerOf,
  policyRows,
  toilDaysOnRota,
  type ClaimAndRecord,
} from './readStore.ts'

// Claims show a referral's number and no more: nobody needs to know whose it was to judge minutes.

export const mine = answer(myToil, {
  needs: 'see own TOIL',
  async run(_input, context) {
    const account = await accountOf(context, context.actor.personId)
    if (!account) throw new Error('whoever asks is a person of the service')
    return account
  },
  reveals: 'nobody',
})

export const ofPerson = answer(toilOf, {
  needs: 'decide TOIL',
  run: ({ personId }, context) => accountOf(context, personId),
  reveals: 'nobody',
})

export const toDecide = answer(claimsToDecide, {
  needs: 'decide TOIL',
  async run(_input, context) {
    const [held, owed, policies] = await Promise.all([
      claimsAndRecords(context, 'to decide'),
      balances(context),
      policyRows(context),
    ])
    const policyOf = policyFinder(policies)
    return rowsToDecide(held, policyOf, ({ personId }) => owed.get(personId) ?? minutes(0), context.now)
  },
  reveals: 'nobody',
})

/** How far back decisions are shown before payroll first closed: six weeks. */
const FIRST_LOOK_MINUTES = 6 * 7 * 24 * 60

export const decided = answer(claimsDecided, {
  needs: 'decide TOIL',
  async run(_input, context) {
    const closed = await lastClosed(context)
    // A closing holds its days only: what was decided before it about a later day is open still.
    const since = closed
      ? { decidedAfter: closed.at, orOfDaysAfter: closed.day }
      : { decidedAfter: addMinutes(context.now, -FIRST_LOOK_MINUTES) }
    const [held, policies] = await Promise.all([claimsAndRecords(context, since), policyRows(context)])
    const policyOf = policyFinder(policies)
    return held.map((claim) => claimRow(claim, policyOf(claim), minutes(0), context.now))
  },
  reveals: 'nobody',
})

export const policies = answer(toilPolicies, {
  needs: 'decide TOIL',
  run: (_input, context) => policyRows(context),
  reveals: 'nobody',
})

async function accountOf(context: Context, personId: PersonId): Promise<ToilAccount | null> {
  const today = londonDayOf(context.now)
  const [holder, entries, held, all, extensions, closed, agreed, away] = await Promise.all([
    holderOf(context, personId),
    ledgerOf(context, personId),
    claimsAndRecords(context, { personId }),
    policyRows(context),
    extensionsOf(context, personId),
    closedTo(context),
    agreementsOf(context, personId),
    toilDaysOnRota(context, personId, today),
  ])
  if (!holder) return null
  const balance = minutes(entries.at(-1)?.balance ?? 0)
  const policyOf = policyFinder(all)
  const standing = all.filter(({ replaced }) => !replaced)
  const policy = policyFor(standing, holder, today)?.policy ?? null
  const claims = held.map((claim) => claimRow(claim, policyOf(claim), balance, context.now))
  const written = entries.map((entry) => ({ ...entry, minutes: minutes(entry.minutes) }))
  const reminders = remindersOn(consumeOldestFirst(written, expiryFor(standing, holder), extensions), today)
  const booked = entries
    .filter(({ kind, day, reversed }) => kind === 'TAKE' && day > today && !reversed)
    .map(({ id: entryId, day, minutes: taken }) => ({ entryId, day, minutes: -taken, onRota: away.has(day) }))
  const { name } = holder
  const limit = policy?.cap?.minutes ?? null
  const whose = { personId, name, balance, limit, policy, dayMinutes: wholeDay(holder) }
  return { ...whose, reminders, booked, agreed, closedTo: closed, entries, claims }
}

/** The policy that judged a claim: kept with it, whatever has come into force since. */
function policyFinder(all: readonly PolicyRow[]): (claim: ClaimAndRecord) => ToilPolicy {
  const byId = new Map(all.map(({ id, policy }) => [id, policy]))
  return ({ policyId }) => {
    const found = byId.get(policyId)
    if (!found) throw new Error(`claim under a policy that is not of the service: ${policyId}`)
    return found
  }
}
