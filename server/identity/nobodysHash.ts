import { hash } from '@node-rs/argon2'
import { newToken } from '#server/kernel/cookies.ts'

/**
 * The hash of a password that nobody knows. Verifying against it when nobody has the address keeps the answer equally slow, so that
 * it does not tell who works here; an account that only single sign-on opens has it too.
 */
export const nobodysHash = hash(newToken())
