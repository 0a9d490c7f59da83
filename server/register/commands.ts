import type { PersonId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { checkAmhp, checkNewcomer } from '#shared/register/amhpChecks.ts'
import { addAmhp, changeAmhp, suspendAmhp } from '#shared/register/contract.ts'
import { keptOfBefore } from '#shared/register/renewal.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import {
  choicesOf,
  insertAmhp,
  insertPerson,
  keepContractFrom,
  lastChangeOf,
  lockAmhp,
  lockPerson,
  makeAmhp,
  openReferralsOf,
  renamePerson,
  setActingFor,
  setSuspension,
  updateAmhp,
} from './store.ts'

/** The list has ended what was chosen, perhaps at this very moment. */
const ended = {
  employer_has_not_ended: { code: 'employer-unknown', field: 'employerId' },
  base_has_not_closed: { code: 'place-unknown', field: 'baseId' },
  team_has_not_ended: { code: 'team-ended', field: 'homeTeam' },
} as const

export const takeAmhpOn = handle(addAmhp, {
  needs: 'keep the register',
  constraints: ended,
  async run({ existingPersonId, ...entry }, context) {
    const checked = checkAmhp(entry, await choicesOf(context, existingPersonId), londonDayOf(context.now))
    if (!checked.ok) return checked
    if (existingPersonId !== null) {
      const newcomer = checkNewcomer(await lockPerson(context, existingPersonId))
      if (!newcomer.ok) return newcomer
    }
    // A fresh id is branded where it is made.
    const personId = existingPersonId ?? (crypto.randomUUID() as PersonId)
    await Promise.all([
      existingPersonId === null ? insertPerson(context, personId, entry) : makeAmhp(context, personId, entry),
      insertAmhp(context, personId, entry),
    ])
    await setActingFor(context, personId, entry.actingForCouncilIds)
    return effect({ personId }, { type: 'amhp-added', personId, data: approvalIn(entry) })
  },
})

export const changeEntry = handle(changeAmhp, {
  needs: 'keep the register',
  constraints: ended,
  async run({ personId, seenVersion, contractFrom, ...entry }, context) {
    const found = await lockAmhp(context, personId)
    if (!found) return refuse({ code: 'person-not-found' })
    if (found.version !== seenVersion) return changed(context, personId, found.version)
    const today = londonDayOf(context.now)
    const checked = checkAmhp(entry, await choicesOf(context, personId), today)
    if (!checked.ok) return checked
    if (contractFrom !== null && contractFrom > today)
      return refuse({ code: 'contract-from-ahead', field: 'contractFrom' })
    await Promise.all([
      renamePerson(context, personId, entry),
      updateAmhp(context, personId, entry, keptOfBefore(found, entry.approvedOn, today)),
      setActingFor(context, personId, entry.actingForCouncilIds),
    ])
    if (contractFrom !== null) await keepContractFrom(context, personId, contractFrom)
    return effect({ version: seenVersion + 1 }, { type: 'amhp-changed', personId, data: approvalIn(entry) })
  },
})

export const suspendEntry = handle(suspendAmhp, {
  needs: 'keep the register',
  async run({ personId, seenVersion, suspended, why }, context) {
    const found = await lockAmhp(context, personId)
    if (!found) return refuse({ code: 'person-not-found' })
    if (found.version !== seenVersion) return changed(context, personId, found.version)
    if (suspended && found.suspendedAt !== null) return refuse({ code: 'already-suspended', since: found.suspendedAt })
    if (!suspended && found.suspendedAt === null) return refuse({ code: 'not-suspended' })
    const [openReferrals] = await Promise.all([
      openReferralsOf(context, personId),
      setSuspension(context, personId, suspended ? context.now : null, why),
    ])
    return effect(
      { version: seenVersion + 1, openReferrals },
      { type: suspended ? 'amhp-suspended' : 'amhp-suspension-lifted', personId },
    )
  },
})

/** Reg 8 of SI 2008/1206 wants earlier approvals kept: each entry's days stay in the record of what happened. */
const approvalIn = ({ approvedOn, approvalEndsOn, approvingCouncilId }: Parameters<typeof checkAmhp>[0]) => ({
  approvedOn,
  approvalEndsOn,
  approvingCouncilId,
})

async function changed(context: Context, personId: PersonId, version: number) {
  const last = await lastChangeOf(context, personId)
  return refuse({ code: 'changed-since-seen', byName: last?.byName ?? null, at: last?.at ?? null, version })
}
