import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { AccountHappening } from '#shared/identity/happenings.ts'
import { lineText } from '#shared/kernel/text.ts'
import { notFound, problem } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import { beginApp, confirmApp } from './authenticatorApp.ts'
import type { IdentityDeps } from './deps.ts'
import { fromOf } from './device.ts'
import { endOthers } from './endOthers.ts'
import { appCode, passkeyAnswer } from './factor.ts'
import { note, onAccount } from './onAccount.ts'
import { openSession } from './openSession.ts'
import { addPasskey, hostOf, registrationOptions } from './passkeys.ts'
import { makeCodes } from './recoveryCodes.ts'
import { noHost } from './signIn.ts'
import { standingOf } from './standing.ts'
import { factorBucket, forgetTries, noteWrongTry, oneAtATime, secondsToWait } from './throttle.ts'
import { formOf, isProblem, shownKeeperOf, tooManyTries, type Asker } from './whoAsks.ts'

type Keeping = (deps: IdentityDeps, asker: Asker, request: Request, response: Response) => Promise<void>

/** A change of one's own factors: by somebody who set out to choose one, or who has just shown that it is them. */
export const keeping =
  (deps: IdentityDeps, change: Keeping) =>
  async (request: Request, response: Response): Promise<void> => {
    const asker = await shownKeeperOf(deps, request)
    if (isProblem(asker)) return sendProblem(response, asker)
    return change(deps, asker, request, response)
  }

/** `POST /account/app`: a seed for an authenticator app, as text and as the address that its square holds. */
export const beginOwnApp: Keeping = async (deps, { accountId, email }, _request, response) => {
  const at = deps.clock()
  response.json(await onAccount(deps.database, accountId, (sql) => beginApp(sql, deps.keys, { accountId, email, at })))
}

const codeForm = z.strictObject({ code: appCode })

/** `POST /account/app/confirm`: the first code from the app. It is a factor from here on. */
export const confirmOwnApp: Keeping = async (deps, asker, request, response) => {
  const form = formOf(codeForm, request, response)
  if (!form) return
  const { accountId, email } = asker
  const buckets = [factorBucket(email)]
  const at = deps.clock()
  const tried = await oneAtATime(buckets, async () => {
    const waitSeconds = await secondsToWait(deps, buckets)
    if (waitSeconds > 0) return { waitSeconds }
    const isRight = await onAccount(deps.database, accountId, async (sql) => {
      const confirmed = await confirmApp(sql, deps.keys, { accountId, code: form.code, at })
      if (!confirmed) return false
      await note(sql, 'app-added', at, fromOf(request, asker.sessionId))
      await endOthers(sql, asker, at)
      return true
    })
    if (!isRight) await noteWrongTry(deps, buckets)
    return { isRight }
  })
  if ('waitSeconds' in tried) return tooManyTries(response, tried.waitSeconds)
  if (!tried.isRight)
    return sendProblem(
      response,
      problem(422, 'wrong-code', 'That is not the code that the app shows now. Wait for the next one and type that.', {
        field: 'code',
      }),
    )
  await forgetTries(deps, buckets)
  return enrolled(deps, asker, request, response, 'password+totp')
}

/** `POST /account/passkey/options` */
export const beginOwnPasskey: Keeping = async (deps, asker, request, response) => {
  const host = hostOf(deps, request)
  if (host === null) return sendProblem(response, noHost)
  response.json(await registrationOptions(deps, host, asker))
}

const newPasskeyForm = z.strictObject({
  name: lineText,
  passkey: passkeyAnswer.transform((answer) => answer as unknown as RegistrationResponseJSON),
})

/** `POST /account/passkey` */
export const addOwnPasskey: Keeping = async (deps, asker, request, response) => {
  const form = formOf(newPasskeyForm, request, response)
  if (!form) return
  const host = hostOf(deps, request)
  if (host === null) return sendProblem(response, noHost)
  if (!(await addPasskey(deps, host, asker, { name: form.name, response: form.passkey })))
    return sendProblem(
      response,
      problem(422, 'passkey-not-made', 'The passkey could not be checked, or it is in use already. Make it again.'),
    )
  await writeDown(deps, asker, request, 'passkey-added')
  return enrolled(deps, asker, request, response, 'passkey')
}

const writeDown = (deps: IdentityDeps, asker: Asker, request: Request, what: AccountHappening): Promise<void> =>
  onAccount(deps.database, asker.accountId, async (sql) => {
    const at = deps.clock()
    await note(sql, what, at, fromOf(request, asker.sessionId))
    await endOthers(sql, asker, at)
  })

/** After a new factor: with the first one come the recovery codes, shown once; and an unfinished sign-in is finished. */
async function enrolled(
  deps: IdentityDeps,
  asker: Asker,
  request: Request,
  response: Response,
  openedBy: 'password+totp' | 'passkey',
): Promise<void> {
  const { accountId, serviceId } = asker
  const { codesLeft } = await standingOf(deps, accountId)
  const codes =
    codesLeft > 0
      ? []
      : await onAccount(deps.database, accountId, (sql) => makeCodes(sql, deps.passwordCost, deps.clock()))
  if (asker.stage !== 'complete')
    await openSession(deps, request, response, {
      accountId,
      serviceId,
      openedBy: asker.openedBy === 'sso' ? 'sso' : openedBy,
      finishes: asker.sessionId,
    })
  response.json({ codes })
}

/** `POST /account/codes`: ten new recovery codes in place of the old. */
export const renewOwnCodes: Keeping = async (deps, asker, request, response) => {
  const at = deps.clock()
  const codes = await onAccount(deps.database, asker.accountId, async (sql) => {
    await note(sql, 'codes-made', at, fromOf(request, asker.sessionId))
    await endOthers(sql, asker, at)
    return makeCodes(sql, deps.passwordCost, at)
  })
  response.json({ codes })
}

const passkeyIdForm = z.strictObject({ id: z.uuid() })
const passkeyNameForm = z.strictObject({ id: z.uuid(), name: lineText })

/** `POST /account/passkey/name` */
export const nameOwnPasskey: Keeping = async (deps, asker, request, response) => {
  const form = formOf(passkeyNameForm, request, response)
  if (!form) return
  const named = await onAccount(
    deps.database,
    asker.accountId,
    (sql) =>
      sql`update passkeys set name = ${form.name} where account_id = ${asker.accountId} and id = ${form.id} returning id`,
  )
  return named.length > 0 ? void response.json({}) : sendProblem(response, notFound)
}

/** `POST /account/passkey/remove` and `POST /account/app/remove`: all but the last factor of a real account. */
export const removeOwnPasskey: Keeping = async (deps, asker, request, response) => {
  const form = formOf(passkeyIdForm, request, response)
  if (!form) return
  return remove(deps, asker, request, response, form.id)
}

export const removeOwnApp: Keeping = (deps, asker, request, response) => remove(deps, asker, request, response, null)

async function remove(
  deps: IdentityDeps,
  asker: Asker,
  request: Request,
  response: Response,
  passkeyId: string | null,
): Promise<void> {
  const { demoOnly } = await standingOf(deps, asker.accountId)
  const at = deps.clock()
  const done = await onAccount(deps.database, asker.accountId, async (sql) => {
    // Two that are taken away at one moment would each see the other: the second waits, and finds itself the last.
    const factors = await sql<{ id: string | null }[]>`
      with held as (select pg_advisory_xact_lock(hashtextextended(${asker.accountId}, 0)))
      select id from (select null::uuid as id from authenticator_apps where confirmed_at is not null union all select id from passkeys) f, held`
    if (!factors.some(({ id }) => id === passkeyId)) return 'none'
    if (factors.length === 1 && !demoOnly) return 'last'
    if (passkeyId === null) await sql`delete from authenticator_apps where account_id = ${asker.accountId}`
    else await sql`delete from passkeys where account_id = ${asker.accountId} and id = ${passkeyId}`
    if (factors.length === 1) await sql`delete from recovery_codes where account_id = ${asker.accountId}`
    await note(sql, passkeyId === null ? 'app-removed' : 'passkey-removed', at, fromOf(request, asker.sessionId))
    await endOthers(sql, asker, at)
    return 'removed'
  })
  if (done === 'removed') return void response.json({})
  if (done === 'none') return sendProblem(response, notFound)
  return sendProblem(
    response,
    problem(409, 'last-factor', 'This is your only second factor. Set up another one first, then take this one away.'),
  )
}
