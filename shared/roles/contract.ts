import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { personId, type PersonId } from '../kernel/ids.ts'
import { roles, type Role } from '../kernel/permission.ts'
import { defineQuery } from '../kernel/query.ts'
import { seenVersion } from '../kernel/text.ts'
import { roleWords, type RoleRefusal } from './words.ts'

export const setRoles = defineCommand(
  'roles.set',
  'Say what a person is in this service: it decides what they may do and see',
  z.strictObject({
    personId,
    seenVersion,
    roles: z
      .array(z.enum(roles))
      .min(1, 'Give at least one role')
      .max(roles.length)
      .refine((given) => new Set(given).size === given.length, 'Name each role once'),
    /** The AMHP beside whom a trainee works; null for everybody else. */
    supervisedBy: personId.nullable(),
  }),
).answering<{ version: number }, RoleRefusal>(roleWords)

export interface RolePerson {
  readonly personId: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly supervisedBy: PersonId | null
  readonly version: number
}

export const peopleAndRoles = defineQuery(
  'roles.people',
  'Everybody of the service with their roles',
  z.strictObject({}),
  ['register'],
).answering<readonly RolePerson[]>()
