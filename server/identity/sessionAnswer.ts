import type { Request } from 'express'
import { grants, permissions, type Role } from '#shared/kernel/permission.ts'
import type { Actor } from '#server/kernel/actor.ts'
import { hashOf, tokenIn } from '#server/kernel/cookies.ts'
import type { IdentityDeps } from './deps.ts'

/** A place that an account's person has in a service. */
export interface Membership {
  readonly serviceId: string
  readonly personId: string
  readonly name: string
  readonly serviceName: string
  readonly councilName: string
  readonly roles: readonly Role[]
  /** As the service has set them, in the words of whoever set them. */
  readonly hubPhone: string
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
}

export const servicesOf = async (
  { database }: Pick<IdentityDeps, 'database'>,
  accountId: string,
): Promise<readonly Membership[]> => [...(await database<Membership[]>`select * from hub.memberships_of(${accountId})`)]

/** Who asks, by the complete session that the cookie names; `null` when it names none. */
export async function sessionIn(deps: IdentityDeps, request: Request): Promise<Actor | null> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return null
  const [found] = await deps.database<Actor[]>`select * from hub.session_of(${hashOf(token)}, ${deps.clock()})`
  return found ?? null
}

/** What the client is told of who is signed in, where, and as what. */
export function sessionAnswer(here: Membership, memberships: readonly Membership[]) {
  const held = permissions.filter((permission) => here.roles.some((role) => grants[role].includes(permission)))
  return {
    person: { id: here.personId, name: here.name, initials: initialsOf(here.name), roles: here.roles },
    service: {
      id: here.serviceId,
      name: here.serviceName,
      councilName: here.councilName,
      hubPhone: here.hubPhone,
      outOfHoursName: here.outOfHoursName,
      outOfHoursPhone: here.outOfHoursPhone,
    },
    services: memberships.map((one) => ({ id: one.serviceId, name: one.serviceName })),
    permissions: held,
  }
}

/** @example initialsOf('Ewa Kowalska') // 'EK' */
const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
