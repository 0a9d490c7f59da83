import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { personId, type PersonId } from '../kernel/ids.ts'
import { roles, type Role } from '../kernel/permission.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText, optionalLine } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { accountWords, type AccountRefusal } from './words.ts'

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter their work e-mail, like name@westmarch.example')

/** How the link reaches its person: shown once to whoever makes it, to hand over, or as a letter to the person's own address. */
const byHand = z.boolean()

/** `linkToken` is there the first time only, and only when it is handed over: it is kept nowhere. */
export interface LinkMade {
  readonly personId: PersonId
  readonly linkToken?: string
}

export const addColleague = defineCommand(
  'identity.addColleague',
  'Add somebody to the service and invite them to sign in',
  z.strictObject({
    name: lineText,
    phone: optionalLine,
    email,
    roles: z.array(z.enum(roles)).min(1, 'Choose at least one role').max(roles.length),
    byHand,
  }),
).answering<LinkMade, AccountRefusal>(accountWords)

export const invitePerson = defineCommand(
  'identity.invite',
  'Invite somebody of the service to sign in',
  z.strictObject({ personId, email, byHand }),
).answering<LinkMade, AccountRefusal>(accountWords)

export const resetPassword = defineCommand(
  'identity.resetPassword',
  'Make a link with which somebody chooses a new password',
  z.strictObject({
    personId,
    /** Their phone is lost too: their second factor and recovery codes go, and they set up new ones after the password. */
    factorsToo: z.boolean(),
    byHand,
  }),
).answering<LinkMade, AccountRefusal>(accountWords)

export const stopAccess = defineCommand(
  'identity.stopAccess',
  'Stop somebody from signing in to this service, and end their sessions',
  z.strictObject({ personId }),
).answering<{ readonly personId: PersonId }, AccountRefusal>(accountWords)

export const allowAccess = defineCommand(
  'identity.allowAccess',
  'Let somebody sign in to this service again',
  z.strictObject({ personId }),
).answering<{ readonly personId: PersonId }, AccountRefusal>(accountWords)

export const unlockAccount = defineCommand(
  'identity.unlock',
  'Let somebody who typed too many wrong codes try again at once',
  z.strictObject({ personId }),
).answering<{ readonly personId: PersonId }, AccountRefusal>(accountWords)

/** One person's account, as the administrators of their service see it: no password, no seed, no code. */
export interface AccountRow {
  readonly personId: PersonId
  readonly name: string
  readonly phone: string
  readonly roles: readonly Role[]
  /** '' when they have no account. */
  readonly email: string
  readonly hasPassword: boolean
  readonly hasApp: boolean
  readonly hasPasskey: boolean
  readonly codesLeft: number
  /** A link to choose a password works until then; `null` when none is open. */
  readonly linkOpenUntil: Instant | null
  readonly lastSignInAt: Instant | null
  readonly accessStoppedAt: Instant | null
  readonly worksElsewhere: boolean
}

export const accounts = defineQuery(
  'identity.accounts',
  'Who can sign in to this service, and how',
  z.strictObject({}),
  ['accounts', 'register'],
).answering<{ readonly people: readonly AccountRow[]; readonly now: Instant }>()
