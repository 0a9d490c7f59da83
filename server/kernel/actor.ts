import type { AccountId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { OpenedBy } from '#shared/kernel/session.ts'
import { isSteppedUp } from '#shared/kernel/stepUp.ts'
import type { Instant } from '#shared/time/instant.ts'
import { may, type Permission, type Role } from '#shared/kernel/permission.ts'

/** Whoever is asking, as the database knows them in this transaction. */
export interface Actor {
  readonly sessionId: string
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly serviceId: ServiceId
  readonly name: string
  readonly roles: readonly Role[]
  /** How they showed who they are when this session was opened. */
  readonly openedBy: OpenedBy
  /** When they last showed that it is them, by password or factor; `null` when never in this session. */
  readonly steppedUpAt: Instant | null
  /** On a phone that lay idle: roles that do nothing until their person shows that it is them. */
  readonly restingRoles: readonly Role[]
  /** When this session ends whatever is done. */
  readonly endsAt: Instant
}

export const actorMay = (actor: Actor, permission: Permission): boolean => may(actor.roles, permission)

/** Whether this would be allowed once their person has shown that it is them. */
export const actorMightAgain = (actor: Actor, permission: Permission): boolean => may(actor.restingRoles, permission)

/** Whether a grave act may go on without asking again who is there. */
export const hasSteppedUp = (actor: Actor, now: Instant): boolean => isSteppedUp(actor.steppedUpAt, now)
