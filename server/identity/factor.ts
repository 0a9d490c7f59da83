import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Request } from 'express'
import { z } from 'zod'
import { problem, type Problem } from '#server/kernel/problems.ts'
import { takeCode } from './authenticatorApp.ts'
import type { IdentityDeps } from './deps.ts'
import { fromOf } from './device.ts'
import { note, onAccount } from './onAccount.ts'
import { hostOf, takePasskey } from './passkeys.ts'
import { takeRecoveryCode } from './recoveryCodes.ts'
import { factorBucket, forgetTries, noteWrongTry, oneAtATime, secondsToWait } from './throttle.ts'
import type { Asker } from './whoAsks.ts'

export const appCode = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, ''))
  .refine((code) => /^\d{6}$/.test(code), 'Give the six digits that the app shows now')

/** An answer of a passkey, as browsers write it. What it says is verified by the library; here only its shape. */
export const passkeyAnswer = z
  .looseObject({ id: z.string().min(1).max(1400), type: z.literal('public-key'), response: z.looseObject({}) })
  .transform((answer) => answer as unknown as AuthenticationResponseJSON)

export const factorForm = z.union([
  z.strictObject({ code: appCode }),
  z.strictObject({ recoveryCode: z.string().min(1, 'Type one of your recovery codes').max(40) }),
  z.strictObject({ passkey: passkeyAnswer }),
])
export type FactorForm = z.output<typeof factorForm>
export type ShownFactor = 'totp' | 'recovery' | 'passkey'

export interface WaitFirst {
  readonly waitSeconds: number
}

/** Checks a second factor, slowing down whoever guesses. A code, a recovery code and a passkey's answer are each good once. */
export async function showFactor(
  deps: IdentityDeps,
  request: Request,
  asker: Asker,
  form: FactorForm,
): Promise<ShownFactor | Problem | WaitFirst> {
  const buckets = [factorBucket(asker.email)]
  return oneAtATime(buckets, async () => {
    const waitSeconds = await secondsToWait(deps, buckets)
    if (waitSeconds > 0) return { waitSeconds }
    const shown = await isShown(deps, request, asker, form)
    if (shown) {
      await forgetTries(deps, buckets)
      return 'code' in form ? 'totp' : 'recoveryCode' in form ? 'recovery' : 'passkey'
    }
    await noteWrongTry(deps, buckets)
    await onAccount(deps.database, asker.accountId, (sql) =>
      note(sql, 'wrong-code', deps.clock(), fromOf(request, asker.sessionId)),
    )
    return wrongFactor(form)
  })
}

async function isShown(deps: IdentityDeps, request: Request, asker: Asker, form: FactorForm): Promise<boolean> {
  const { accountId } = asker
  const at = deps.clock()
  if ('passkey' in form) {
    const host = hostOf(deps, request)
    return host !== null && (await takePasskey(deps, host, form.passkey)) === accountId
  }
  return onAccount(deps.database, accountId, async (sql) => {
    if ('code' in form) return takeCode(sql, deps.keys, { accountId, code: form.code, at })
    if (!(await takeRecoveryCode(sql, deps.passwordCost, form.recoveryCode, at))) return false
    await note(sql, 'recovery-code-used', at, fromOf(request, asker.sessionId))
    return true
  })
}

function wrongFactor(form: FactorForm): Problem {
  if ('code' in form)
    return problem(
      422,
      'wrong-code',
      'That code is not right, or it was used already. Wait until the app shows the next one, then type that.',
      { field: 'code' },
    )
  if ('recoveryCode' in form)
    return problem(422, 'wrong-recovery-code', 'That is not one of your codes, or it was used already. Try another.', {
      field: 'recoveryCode',
    })
  return problem(422, 'wrong-passkey', 'That passkey does not belong to this account. Choose another, or use a code.')
}
