import type { AccountId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { may, type Permission, type Role } from '#shared/kernel/permission.ts'

/** Whoever is asking, as the database knows them in this transaction. */
export interface Actor {
  readonly sessionId: string
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly serviceId: ServiceId
  readonly name: string
  readonly roles: readonly Role[]
}

export const actorMay = (actor: Actor, permission: Permission): boolean => may(actor.roles, permission)
