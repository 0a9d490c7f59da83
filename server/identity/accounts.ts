import type { PersonId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import {
  accounts,
  addColleague,
  allowAccess,
  invitePerson,
  resetPassword,
  stopAccess,
  unlockAccount,
  type LinkMade,
} from '#shared/identity/contract.ts'
import type { AccountRefusal } from '#shared/identity/words.ts'
import type { IdentityEvent } from '#shared/identity/events.ts'
import { answer, effect, handle, type Context, type Effect } from '#server/kernel/handle.ts'
import {
  accountOfAddress,
  accountsHere,
  actFor,
  giveAccount,
  hasSignedInHere,
  insertColleague,
  lockPerson,
  othersKeepTheKeys,
  setAccess,
  takeFactorsAway,
  type AccountHere,
} from './accountStore.ts'
import { note } from './onAccount.ts'
import { makeLink, postLink, type LinkPurpose } from './ownPassword.ts'
import { aboutHash } from './throttle.ts'

const needs = 'manage accounts'
const fromAdministrator = { address: '', device: 'An administrator' }

/** Makes the link: a token to hand over, shown this once, or a letter that makes its own. */
async function linkFor(
  context: Context,
  personId: PersonId,
  { purpose, byHand, type }: { purpose: LinkPurpose; byHand: boolean; type: IdentityEvent },
): Promise<Outcome<Effect<LinkMade>, AccountRefusal>> {
  const made = effect<LinkMade>({ personId }, { type, personId, data: { byHand } })
  if (purpose === 'join') await note(context.sql, 'added-to-service', context.now, fromAdministrator)
  if (!byHand) {
    await postLink(context.sql, purpose, context.now)
    return made
  }
  const linkToken = await makeLink(context.sql, purpose, context.now)
  return done({ ...made.value, answer: { personId, linkToken }, kept: { personId } })
}

export const addSomebody = handle(addColleague, {
  needs,
  stepUp: true,
  constraints: {
    one_person_per_account: { code: 'email-taken', field: 'email' },
    trainee_has_a_supervisor: { code: 'roles-not-together', field: 'roles' },
    trainee_decides_nothing: { code: 'roles-not-together', field: 'roles' },
    access_is_audited_by_somebody_else: { code: 'roles-not-together', field: 'roles' },
  },
  async run({ name, phone, email, roles, byHand }, context) {
    const accountId = await accountOfAddress(context, email)
    // A fresh id is branded where it is made.
    const id = crypto.randomUUID() as PersonId
    await insertColleague(context, { id, accountId, name, phone, roles: [...new Set(roles)] })
    return invited(context, id, byHand)
  },
})

export const invite = handle(invitePerson, {
  needs,
  stepUp: true,
  constraints: { one_person_per_account: { code: 'email-taken', field: 'email' } },
  async run({ personId, email, byHand }, context) {
    const person = await lockPerson(context, personId)
    if (!person) return refuse({ code: 'person-not-found' })
    if (person.accountId !== null) {
      const has = await actFor(context, personId)
      return refuse({ code: 'has-account', email: has?.email ?? '' })
    }
    await giveAccount(context, personId, await accountOfAddress(context, email))
    return invited(context, personId, byHand)
  },
})

/**
 * An account that is somebody's in another service is theirs: no link of ours touches its password, whether it has one yet or not.
 * Whoever invites is answered the same either way, and handed a link either way.
 */
async function invited(context: Context, personId: PersonId, byHand: boolean) {
  const has = await actFor(context, personId)
  const isTheirs = has !== null && (has.hasPassword || has.worksElsewhere)
  return linkFor(context, personId, { purpose: isTheirs ? 'join' : 'activate', byHand, type: 'account-invited' })
}

/** Somebody else's account in this service, or why it may not be acted on. */
async function accountOf(context: Context, personId: PersonId): Promise<Outcome<AccountHere, AccountRefusal>> {
  if (!(await lockPerson(context, personId))) return refuse({ code: 'person-not-found' })
  if (personId === context.actor.personId) return refuse({ code: 'own-account' })
  const account = await actFor(context, personId)
  return account ? { ok: true, value: account } : refuse({ code: 'no-account' })
}

export const resetSomebody = handle(resetPassword, {
  needs,
  stepUp: true,
  async run({ personId, factorsToo, byHand }, context) {
    const found = await accountOf(context, personId)
    if (!found.ok) return found
    const { worksElsewhere, hasPassword } = found.value
    const type = factorsToo ? 'account-factors-reset' : 'account-link-made'
    // Until they have signed in here, nobody here learns that they work elsewhere.
    if (worksElsewhere && !(await hasSignedInHere(context, personId)))
      return linkFor(context, personId, { purpose: 'join', byHand, type })
    if (worksElsewhere && (byHand || factorsToo)) return refuse({ code: 'works-elsewhere' })
    await note(context.sql, 'link-made', context.now, fromAdministrator)
    if (factorsToo) {
      await takeFactorsAway(context)
      await note(context.sql, 'factors-reset', context.now, fromAdministrator)
      // Whoever has the phone must not go on with it, and a password that may be known must not lead to a new factor.
      await context.sql`select hub.set_password('', ${context.now})`
      await context.sql`select * from hub.end_sessions(${found.value.accountId}, 'credentials', ${context.now})`
    }
    return linkFor(context, personId, { purpose: hasPassword ? 'reset' : 'activate', byHand, type })
  },
})

export const stopSomebody = handle(stopAccess, {
  needs,
  stepUp: true,
  async run({ personId }, context) {
    if (!(await lockPerson(context, personId))) return refuse({ code: 'person-not-found' })
    if (personId === context.actor.personId) return refuse({ code: 'own-account' })
    const account = await actFor(context, personId)
    if (!account) return refuse({ code: 'no-account' })
    if (account.accessStoppedAt !== null) return refuse({ code: 'access-stopped-already' })
    if (!(await othersKeepTheKeys(context, personId))) return refuse({ code: 'last-administrator' })
    await setAccess(context, personId, context.now)
    // A link that was under way must not outlive the decision; one of another service is theirs.
    await context.sql`
      update account_links set used_at = ${context.now}
      where account_id = hub.current_account() and used_at is null and (purpose = 'join' or not ${account.worksElsewhere})`
    return effect({ personId }, { type: 'account-access-stopped', personId })
  },
})

export const allowSomebody = handle(allowAccess, {
  needs,
  stepUp: true,
  async run({ personId }, context) {
    const found = await accountOf(context, personId)
    if (!found.ok) return found
    if (found.value.accessStoppedAt === null) return refuse({ code: 'access-not-stopped' })
    await setAccess(context, personId, null)
    return effect({ personId }, { type: 'account-access-allowed', personId })
  },
})

export const unlockSomebody = handle(unlockAccount, {
  needs,
  stepUp: true,
  async run({ personId }, context) {
    const found = await accountOf(context, personId)
    if (!found.ok) return found
    await context.sql`select hub.forget_tries_about(${aboutHash(found.value.email)})`
    await note(context.sql, 'unlocked', context.now, fromAdministrator)
    return effect({ personId }, { type: 'account-unlocked', personId })
  },
})

export const listAccounts = answer(accounts, {
  needs,
  reveals: 'nobody',
  run: async (_input, context) => ({ people: await accountsHere(context), now: context.now }),
})
