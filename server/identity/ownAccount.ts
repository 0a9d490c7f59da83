import type { Request, Response } from 'express'
import { z } from 'zod'
import { accountHappenings, toldHappenings, type AccountHappening } from '#shared/identity/happenings.ts'
import type { Instant } from '#shared/time/instant.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import type { IdentityDeps } from './deps.ts'
import type { OnAccount } from './onAccount.ts'
import { onAccount } from './onAccount.ts'
import { servicesOf } from './sessionAnswer.ts'
import { standingOf } from './standing.ts'
import { formOf, isProblem, keeperOf } from './whoAsks.ts'

export interface Told {
  readonly what: AccountHappening
  readonly words: string
  readonly at: Instant
  readonly device: string
}

/** What happened at an account's door since its person was last told, other than in the session that asks. */
export async function newsOf(deps: IdentityDeps, accountId: string, sessionId: string): Promise<readonly Told[]> {
  return onAccount(deps.database, accountId, async (sql) => {
    const rows = await sql<Omit<Told, 'words'>[]>`
      select l.what, l.at, l.device from account_log l, hub.account_facts() f
      where l.at > coalesce(f."toldUntil", '-infinity') and l.what = any (${[...toldHappenings]})
        and l.session_id is distinct from ${sessionId}::uuid
      order by l.at desc, l.id desc limit 10`
    return rows.map(inWords)
  })
}

const inWords = (row: Omit<Told, 'words'>): Told => ({ ...row, words: accountHappenings[row.what] ?? '' })

/** `GET /account`: one's own account: address, factors, and what happened at its door of late. */
export async function showAccount(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const asker = await keeperOf(deps, request)
  if (isProblem(asker)) return sendProblem(response, asker)
  const standing = await standingOf(deps, asker.accountId)
  const rest = await onAccount(deps.database, asker.accountId, (sql) => detailsOf(sql))
  const places = await servicesOf(deps, asker.accountId)
  const names = [...new Set(places.flatMap((one) => [one.name, one.serviceName, one.councilName]))]
  const { email, stage, openedBy } = asker
  response.json({ email, names, stage, openedBy, byPost: deps.mail !== null, ...standing, ...rest })
}

async function detailsOf(sql: OnAccount) {
  const [facts] = await sql<
    { passwordChangedAt: Instant | null }[]
  >`select "passwordChangedAt" from hub.account_facts()`
  const [app] = await sql<{ madeAt: Instant }[]>`
    select confirmed_at as "madeAt" from authenticator_apps where confirmed_at is not null`
  const passkeys = await sql<{ id: string; name: string; madeAt: Instant; usedAt: Instant | null }[]>`
    select id, name, made_at as "madeAt", used_at as "usedAt" from passkeys order by made_at, id`
  const log = await sql<Omit<Told, 'words'>[]>`
    select what, at, device from account_log where what = any (${[...toldHappenings]}) order by at desc, id desc limit 10`
  return {
    passwordChangedAt: facts?.passwordChangedAt ?? null,
    appSince: app?.madeAt ?? null,
    passkeys: [...passkeys],
    happened: log.map(inWords),
  }
}

const toldForm = z.strictObject({ until: z.iso.datetime() })

/** `POST /account/told`: its person has read what happened, up to a moment that they saw. */
export async function noteTold(deps: IdentityDeps, request: Request, response: Response): Promise<void> {
  const form = formOf(toldForm, request, response)
  if (!form) return
  const asker = await keeperOf(deps, request)
  if (isProblem(asker)) return sendProblem(response, asker)
  await onAccount(deps.database, asker.accountId, (sql) => sql`select hub.tell_until(${form.until})`)
  response.json({})
}
