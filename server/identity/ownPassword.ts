import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { commonPasswords } from '#shared/identity/commonPasswords.ts'
import { judgePassword, passwordWords } from '#shared/identity/password.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import { problem } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { IdentityDeps } from './deps.ts'
import { fromOf } from './device.ts'
import { note, onAccount, type OnAccount } from './onAccount.ts'
import { hashPassword, isPassword } from './passwordHash.ts'
import { servicesOf } from './sessionAnswer.ts'
import { emailText } from './signIn.ts'
import { linkBuckets, noteWrongTry, oneAtATime, secondsToWait } from './throttle.ts'
import { formOf, isProblem, shownKeeperOf } from './whoAsks.ts'

/** ASVS 5.0 V6.4.1: a link by which a password is chosen is used once, within the hour. */
export const LINK_MINUTES = 60

/** `join` opens nothing: it is for somebody who has an account already. */
export type LinkPurpose = 'activate' | 'reset' | 'join'

interface LinkRow {
  readonly linkId: string
  readonly accountId: string
  readonly purpose: LinkPurpose
  readonly email: string
  readonly names: readonly string[]
  readonly hasPassword: boolean
}

const signInInstead = problem(
  409,
  'sign-in-instead',
  'There is an account with this address, and nothing of it was changed. Sign in with the password it has, or choose “Forgotten password”.',
)

const badLink = problem(
  410,
  'link-used-up',
  'This link was used already, or its hour is over. Ask for a new one: from your administrator, or under “Forgotten password”.',
)

/**
 * Makes a link for the account that the transaction names; those made before stop working, but for one that somebody else made for
 * their own service. @returns its token
 */
export async function makeLink(sql: OnAccount, purpose: LinkPurpose, at: Instant) {
  const token = newToken()
  await sql`
    update account_links set used_at = ${at}
    where account_id = hub.current_account() and used_at is null and (purpose = 'join') = ${purpose === 'join'}`
  await sql`insert into account_links (id, purpose, token_hash, made_at, expires_at)
    values (${randomUUID()}, ${purpose}, ${hashOf(token)}, ${at}, ${addMinutes(at, LINK_MINUTES)})`
  return token
}

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'This link is not whole. Open it again from where you got it.')
const linkForm = z.strictObject({ token })
const choiceForm = z.strictObject({ token, password: z.string().min(1, 'Choose a password').max(1024) })

const linkBy = async (deps: IdentityDeps, given: string): Promise<LinkRow | null> => {
  const [row] = await deps.database<LinkRow[]>`select * from hub.link_by_token(${hashOf(given)}, ${deps.clock()})`
  return row ?? null
}

/** `POST /password/link`: whose link it is, and which words their password should do without. */
export async function readLink(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(linkForm, request, response)
  if (!form) return
  const link = await linkBy(deps, form.token)
  if (!link) return sendProblem(response, badLink)
  if (link.purpose !== 'join')
    return void response.json({ email: link.email, purpose: link.purpose, words: wordsOf(link) })
  // Its person is told who opened it; where else they work is nobody's business but theirs.
  await onAccount(deps.database, link.accountId, (sql) => note(sql, 'link-opened', deps.clock(), fromOf(request)))
  response.json({ email: link.email, purpose: link.purpose, words: [] })
}

const wordsOf = ({ email, names }: Pick<LinkRow, 'email' | 'names'>): readonly string[] => [...names, email]

/** `POST /password/choose`: the new password. All sessions end; the second factor is asked for as ever. */
export async function choosePassword(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(choiceForm, request, response)
  if (!form) return
  const link = await linkBy(deps, form.token)
  if (!link) return sendProblem(response, badLink)
  if (link.purpose === 'join') return sendProblem(response, signInInstead)
  const judged = judgePassword(form.password, { words: wordsOf(link), common: commonPasswords })
  if (!judged.ok) return sendProblem(response, notGoodEnough(judged.refusal))
  const passwordHash = await hashPassword(judged.value, deps.passwordCost)
  const at = deps.clock()
  const ended = await onAccount(deps.database, link.accountId, async (sql) => {
    const taken = await sql`
      update account_links set used_at = ${at} where id = ${link.linkId} and used_at is null and expires_at > ${at} returning id`
    if (taken.length === 0) return null
    await sql`select hub.set_password(${passwordHash}, ${at})`
    if (link.hasPassword) await note(sql, 'password-changed', at, fromOf(request))
    return sql<{ sessionId: string }[]>`select * from hub.end_sessions(${link.accountId}, 'credentials', ${at})`
  })
  if (!ended) return sendProblem(response, badLink)
  for (const { sessionId } of ended) deps.endSockets(sessionId, 'credentials')
  response.json({ email: link.email })
}

const notGoodEnough = (refusal: Parameters<typeof passwordWords>[0]) => ({
  status: 422,
  body: { ...refusal, message: passwordWords(refusal) },
})

const changeForm = z.strictObject({ password: z.string().min(1, 'Choose a password').max(1024) })

/** `POST /account/password`: a new password by somebody who has just shown that it is them. Their other sessions end. */
export async function changeOwnPassword(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(changeForm, request, response)
  if (!form) return
  const asker = await shownKeeperOf(deps, request)
  if (isProblem(asker)) return sendProblem(response, asker)
  const { accountId, email, sessionId } = asker
  const names = (await servicesOf(deps, accountId)).flatMap((one) => [one.name, one.serviceName, one.councilName])
  const judged = judgePassword(form.password, { words: wordsOf({ email, names }), common: commonPasswords })
  if (!judged.ok) return sendProblem(response, notGoodEnough(judged.refusal))
  const [known] = await deps.database<{ passwordHash: string }[]>`select * from hub.password_of(${accountId})`
  if (await isPassword(form.password, known?.passwordHash, deps.passwordCost))
    return sendProblem(
      response,
      problem(422, 'password-the-same', 'This is the password you have. Choose another.', { field: 'password' }),
    )
  const passwordHash = await hashPassword(judged.value, deps.passwordCost)
  const at = deps.clock()
  const ended = await onAccount(deps.database, accountId, async (sql) => {
    await sql`select hub.set_password(${passwordHash}, ${at})`
    await note(sql, 'password-changed', at, fromOf(request, sessionId))
    return sql<{ sessionId: string }[]>`
      select * from hub.end_sessions(${accountId}, 'credentials', ${at}, except_session => ${sessionId}::uuid)`
  })
  for (const one of ended) deps.endSockets(one.sessionId, 'credentials')
  response.json({})
}

const forgottenForm = z.strictObject({ email: emailText })

/**
 * `POST /password/forgotten`: the same answer, as quickly, whether or not anybody has the address; what it leads to happens after.
 * Without post there is nothing to send, and the answer says who can make a link.
 */
export async function forgotPassword(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(forgottenForm, request, response)
  if (!form) return
  response.json({ byPost: deps.mail !== null })
  if (deps.mail === null) return
  const buckets = linkBuckets(form.email, request.ip ?? '')
  const isTooSoon = await oneAtATime(buckets, async () => {
    if ((await secondsToWait(deps, buckets)) > 0) return true
    await noteWrongTry(deps, buckets)
    return false
  })
  if (isTooSoon) return
  const [account] = await deps.database<{ accountId: string; disabled: boolean }[]>`
    select * from hub.account_for_sign_in(${form.email})`
  if (!account || account.disabled) return
  const at = deps.clock()
  await onAccount(deps.database, account.accountId, async (sql) => {
    await note(sql, 'link-asked-for', at, fromOf(request))
    await postLink(sql, 'reset', at)
  })
}

/** Puts a letter among those that are to go. Its link is made as it goes. */
export const postLink = async (sql: OnAccount, kind: LinkPurpose, at: Instant): Promise<void> => {
  await sql`insert into letters (id, kind, made_at) values (${randomUUID()}, ${kind}, ${at})`
}
