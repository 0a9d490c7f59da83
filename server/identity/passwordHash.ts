import { hash, verify } from '@node-rs/argon2'
import { newToken } from '#server/kernel/cookies.ts'
import { keptAs } from '#shared/identity/password.ts'

/** What argon2id costs: memory in KiB, passes, lanes. */
export interface PasswordCost {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** OWASP password storage, argon2id: 19 MiB, two passes, one lane. Raised here, it is raised for everybody at their next sign-in. */
export const PASSWORD_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes a password with argon2id; the parameters stand in the hash. */
export const hashPassword = (password: string, cost: PasswordCost): Promise<string> => hash(keptAs(password), cost)

// Verifying against this when nobody has the address keeps the answer equally slow, so that it does not tell who works here.
const nobodys = new Map<PasswordCost, Promise<string>>()
function nobodysHash(cost: PasswordCost): Promise<string> {
  const made = nobodys.get(cost) ?? hashPassword(newToken(), cost)
  nobodys.set(cost, made)
  return made
}

/** Whether the password is right; as slow when there is none to compare with. */
export async function isPassword(password: string, stored: string | undefined, cost: PasswordCost): Promise<boolean> {
  if (stored === undefined || stored === '') {
    await verify(await nobodysHash(cost), keptAs(password))
    return false
  }
  return verify(stored, keptAs(password))
}

/** Whether a hash was made for less than passwords cost now. @example isCheap('$argon2id$v=19$m=4096,t=1,p=1$…', PASSWORD_COST) // true */
export function isCheap(stored: string, cost: PasswordCost): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(stored) ?? []
  return Number(memory ?? 0) < cost.memoryCost || Number(time ?? 0) < cost.timeCost
}
