import { refuse } from '#shared/kernel/outcome.ts'
import { setRoles } from '#shared/roles/contract.ts'
import { decideRoles } from '#shared/roles/setting.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { factsFor, lastChangeOf, lockPerson, saveRoles } from './store.ts'

/** The database ends their sessions and closes what they opened with a reason, whichever way roles are changed. */
export const set = handle(setRoles, {
  needs: 'set roles',
  stepUp: true,
  constraints: {
    somebody_keeps_the_keys: { code: 'last-administrator', field: 'roles' },
    trainee_decides_nothing: { code: 'not-together', field: 'roles', why: 'A trainee is not approved yet' },
    access_is_audited_by_somebody_else: {
      code: 'not-together',
      field: 'roles',
      why: 'Whoever gives access does not audit it',
    },
  },
  async run({ seenVersion, ...to }, context) {
    const held = await lockPerson(context, to.personId)
    if (!held) return refuse({ code: 'person-not-found' })
    const decided = decideRoles(to, context.actor.personId, await factsFor(context, to))
    if (!decided.ok) return decided
    if (held.version !== seenVersion)
      return refuse({
        code: 'changed-since-seen',
        ...(await lastChangeOf(context, to.personId)),
        version: held.version,
      })
    await saveRoles(context, { ...to, ...decided.value })
    return effect(
      { version: seenVersion + 1 },
      { type: 'roles-set', personId: to.personId, data: { before: held.roles, roles: to.roles } },
    )
  },
})
