import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { OpenedBy } from '#shared/kernel/session.ts'
import { notSignedIn, problem } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { IdentityDeps } from './deps.ts'
import { fromOf, knownDeviceOf } from './device.ts'
import { factorForm, passkeyAnswer, showFactor, type WaitFirst } from './factor.ts'
import { note, onAccount } from './onAccount.ts'
import { openSession } from './openSession.ts'
import { hostOf, signInOptions, takePasskey } from './passkeys.ts'
import { hashPassword, isCheap, isPassword } from './passwordHash.ts'
import { servicesOf, sessionAnswer } from './sessionAnswer.ts'
import { factorsOf, hasFactor, standingOf } from './standing.ts'
import { forgetTries, noteWrongTry, oneAtATime, passwordBuckets, secondsToWait, type Bucket } from './throttle.ts'
import { formOf, isProblem, tooManyTries, unfinishedIn } from './whoAsks.ts'

/** An e-mail address as people type it: capitals and stray spaces do not matter. */
export const emailText = z
  .string()
  .min(1, 'Type your e-mail address')
  .max(320)
  .refine(
    (text) => !/\p{Cc}/u.test(text.trim()),
    'Take out the hidden control characters: they often come with pasted text',
  )
  .transform((text) => text.trim().toLowerCase())

const passwordForm = z.strictObject({ email: emailText, password: z.string().min(1, 'Type your password').max(1024) })

interface Account {
  readonly accountId: string
  readonly passwordHash: string
  readonly disabled: boolean
}

/** Stands for whoever has the address when nobody has, so that as much is asked of the database. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

const wrongPassword = problem(
  401,
  'sign-in-failed',
  'That e-mail address and password do not go together. Check both and try again.',
  { field: 'password' },
)

/**
 * `POST /sign-in`: e-mail and password. A right one leads on to the second factor, or to choosing one; it is the whole of it only
 * in an invented service. A wrong one is answered alike, and as slowly, whether or not anybody has the address.
 */
export async function signInByPassword(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(passwordForm, request, response)
  if (!form) return
  const { email, password } = form
  const [account] = await deps.database<Account[]>`select * from hub.account_for_sign_in(${email})`
  const device = await knownDeviceOf(deps, request, account?.accountId ?? NOBODY)
  const tried = await tryPassword(deps, account, password, passwordBuckets(email, request.ip ?? '', device))
  if ('waitSeconds' in tried) return tooManyTries(response, tried.waitSeconds)
  if (!account || tried.serviceId === null) {
    sendProblem(response, wrongPassword)
    // Written after the answer is on its way, so that an address that somebody has is not answered later than one nobody has.
    if (account) await writeDown(deps, request, account.accountId, 'sign-in-failed')
    return
  }
  await hashAnew(deps, account, password)
  await goOn(deps, request, response, { accountId: account.accountId, serviceId: tried.serviceId })
}

/** Weighs a password, and counts it when it is wrong. @returns the service that it leads to, or null when it leads nowhere */
const tryPassword = (
  deps: IdentityDeps,
  account: Account | undefined,
  password: string,
  buckets: readonly Bucket[],
): Promise<WaitFirst | { readonly serviceId: string | null }> =>
  oneAtATime(buckets, async () => {
    const waitSeconds = await secondsToWait(deps, buckets)
    if (waitSeconds > 0) return { waitSeconds }
    const right = await isPassword(password, account?.passwordHash, deps.passwordCost)
    const first = account && right && !account.disabled ? (await servicesOf(deps, account.accountId))[0] : undefined
    await (first ? forgetTries(deps, buckets) : noteWrongTry(deps, buckets))
    return { serviceId: first?.serviceId ?? null }
  })

const writeDown = (deps: IdentityDeps, request: Request, accountId: string, what: 'sign-in-failed'): Promise<void> =>
  onAccount(deps.database, accountId, (sql) => note(sql, what, deps.clock(), fromOf(request)))

/** What passwords cost has risen since this one was hashed: now is the only moment at which it is known. */
async function hashAnew(deps: IdentityDeps, { accountId, passwordHash }: Account, password: string): Promise<void> {
  if (!isCheap(passwordHash, deps.passwordCost)) return
  const dearer = await hashPassword(password, deps.passwordCost)
  await onAccount(deps.database, accountId, (sql) => sql`select hub.set_password(${dearer}, null)`)
}

/** After a right password: the second factor, choosing one, or the work. */
async function goOn(
  deps: IdentityDeps,
  request: Request,
  response: Response,
  of: { accountId: string; serviceId: string },
): Promise<void> {
  const standing = await standingOf(deps, of.accountId)
  const stage = hasFactor(standing) ? 'second-factor' : standing.demoOnly ? 'complete' : 'enrolment'
  if (!(await openSession(deps, request, response, { ...of, openedBy: 'password', stage })))
    return sendProblem(response, wrongPassword)
  if (stage === 'complete') return sendSession(deps, response, of)
  response.json({ stage, ways: factorsOf(standing) })
}

/** Tells the client who is signed in now. */
export async function sendSession(
  deps: IdentityDeps,
  response: Response,
  { accountId, serviceId }: { accountId: string; serviceId: string },
): Promise<void> {
  const memberships = await servicesOf(deps, accountId)
  const here = memberships.find((one) => one.serviceId === serviceId)
  if (!here) return sendProblem(response, notSignedIn)
  response.json({ stage: 'complete', ...sessionAnswer(here, memberships) })
}

const openedByFactor = { totp: 'password+totp', recovery: 'recovery', passkey: 'passkey' } as const satisfies Record<
  string,
  OpenedBy
>

/** `POST /sign-in/factor`: the second step, after a right password. */
export async function signInByFactor(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(factorForm, request, response)
  if (!form) return
  const asker = await unfinishedIn(deps, request)
  if (asker?.stage !== 'second-factor') return sendProblem(response, notSignedIn)
  const shown = await showFactor(deps, request, asker, form)
  if (typeof shown !== 'string') {
    if (isProblem(shown)) return sendProblem(response, shown)
    return tooManyTries(response, shown.waitSeconds)
  }
  const { accountId, serviceId, sessionId } = asker
  const openedBy = asker.openedBy === 'sso' ? 'sso' : openedByFactor[shown]
  await openSession(deps, request, response, { accountId, serviceId, openedBy, finishes: sessionId })
  return sendSession(deps, response, { accountId, serviceId })
}

export const noHost = problem(
  409,
  'no-host-for-passkeys',
  'Passkeys need the hub’s own name in the address, not a number. Use a code instead.',
)

/** `POST /passkey/options`: the question to a passkey, for signing in and for showing again that it is the same person. */
export async function askForPasskey(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const host = hostOf(deps, request)
  if (host === null) return sendProblem(response, noHost)
  response.json(await signInOptions(deps, host))
}

const passkeyForm = z.strictObject({ passkey: passkeyAnswer })

/** `POST /sign-in/passkey`: a passkey alone, which is two factors in one. */
export async function signInByPasskey(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(passkeyForm, request, response)
  if (!form) return
  const accountId = await ownerOf(deps, request, form.passkey)
  const first = accountId === null ? undefined : (await servicesOf(deps, accountId))[0]
  if (accountId === null || !first)
    return sendProblem(
      response,
      problem(401, 'wrong-passkey', 'The hub does not know that passkey. Choose another, or use your password.'),
    )
  const of = { accountId, serviceId: first.serviceId }
  await openSession(deps, request, response, { ...of, openedBy: 'passkey' })
  return sendSession(deps, response, of)
}

async function ownerOf(
  deps: IdentityDeps,
  request: Request,
  passkey: AuthenticationResponseJSON,
): Promise<string | null> {
  const host = hostOf(deps, request)
  return host === null ? null : takePasskey(deps, host, passkey)
}
