import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { lineText } from '#shared/kernel/text.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import type { Database, Transaction } from '#db/client.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import { OperatorError, wronglyTyped } from '#server/kernel/operatorError.ts'
import { LINK_MINUTES } from './ownPassword.ts'
import { emailText } from './signIn.ts'

const USAGE = `Usage:
  npm run first-admin -- --service "Norbeck AMHP service" --council "Norbeck City Council" --name "Owen Tasker" --email owen.tasker@norbeck.gov.uk
Optional: --phone (the hub's telephone), --night-name and --night-phone (who answers out of hours).`

const form = z.object({
  service: lineText,
  council: lineText,
  name: lineText,
  email: emailText.refine((email) => /^[^\s@]+@[^\s@]+$/.test(email), 'Give an e-mail address'),
  phone: lineText.default('not given'),
  nightName: lineText.default('Out-of-hours team'),
  nightPhone: lineText.default('not given'),
})
type FirstAdmin = z.output<typeof form>

const optionNames = ['service', 'council', 'name', 'email', 'phone', 'night-name', 'night-phone'] as const

/** Reads what was typed after the command. @throws OperatorError with what is missing and how to type it */
export function firstAdminAsked(typed: readonly string[]): FirstAdmin {
  const values = optionsIn(typed)
  const read = form.safeParse({ ...values, nightName: values['night-name'], nightPhone: values['night-phone'] })
  if (read.success) return read.data
  const wrongs = read.error.issues.map(({ path, message }) => {
    const option = `--${String(path[0]).replace('night', 'night-').toLowerCase()}`
    return values[option.slice(2)] === undefined ? `${option} is missing` : `${option}: ${message}`
  })
  throw wronglyTyped(new Error(wrongs.join('; ')), USAGE)
}

function optionsIn(typed: readonly string[]): Readonly<Record<string, string | undefined>> {
  try {
    const options = Object.fromEntries(optionNames.map((name) => [name, { type: 'string' as const }]))
    return parseArgs({ args: [...typed], options }).values
  } catch (error) {
    throw wronglyTyped(error, USAGE)
  }
}

/**
 * Makes a real service (one without the demo's exceptions) and its first administrator. For a service that is there already it makes
 * an administrator only when nobody of theirs can sign in; otherwise one of them invites the next.
 *
 * @param database as the owner of the tables
 * @returns the token of the link with which the administrator chooses a password
 * @throws OperatorError when the service has administrators, or the address belongs to somebody already
 */
export async function makeFirstAdmin(database: Database, asked: FirstAdmin, at: Instant): Promise<string> {
  return (await database.begin(async (sql) => {
    await sql`set local role hub_owner`
    const serviceId = (await serviceNamed(sql, asked.service)) ?? (await makeService(sql, asked, at))
    await sql`select set_config('app.service_id', ${serviceId}, true)`
    const [admin] = await sql`
      select from hub.people p join hub.accounts a on a.id = p.account_id
      where p.service_id = ${serviceId} and 'admin' = any (p.roles) and p.left_at is null and p.access_stopped_at is null
        and a.disabled_at is null and a.password_hash <> '' limit 1`
    if (admin)
      throw new OperatorError('This service has an administrator, who can invite others under People, Accounts.')
    return addAdmin(sql, serviceId, asked, at)
  })) as string
}

/**
 * The service of that name, `null` when there is none.
 *
 * @throws OperatorError when more than one has it, or when it is what a service was called before: a second one is not what is meant then
 */
async function serviceNamed(sql: Transaction, name: string): Promise<string | null> {
  const services = await sql<{ id: string; name: string }[]>`select id, name from hub.services order by created_at, id`
  const same = services.filter((one) => plain(one.name) === plain(name))
  if (same.length > 1)
    throw new OperatorError(
      `${same.length} services are called "${name}". Nothing was done. Give each a name of its own under People, The service, then try again.`,
    )
  if (same[0]) return same[0].id
  for (const { id, name: now } of services)
    if (await wasCalled(sql, id, name))
      throw new OperatorError(
        `The service "${name}" is called "${now}" now. Nothing was done. Type --service "${now}" for its first administrator; for another service, give a name that none has had.`,
      )
  return null
}

const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

async function wasCalled(sql: Transaction, serviceId: string, name: string): Promise<boolean> {
  await sql`select set_config('app.service_id', ${serviceId}, true)`
  const before = await sql<{ name: string | null }[]>`
    select before ->> 'name' as name from hub.set_up_changes where service_id = ${serviceId} and about = 'details'`
  return before.some((one) => one.name !== null && plain(one.name) === plain(name))
}

async function makeService(sql: Transaction, asked: FirstAdmin, at: Instant): Promise<string> {
  const id = randomUUID()
  await sql`select set_config('app.service_id', ${id}, true)`
  await sql`
    insert into hub.services (id, name, council_name, hub_phone, out_of_hours_name, out_of_hours_phone, created_at)
    values (${id}, ${asked.service}, ${asked.council}, ${asked.phone}, ${asked.nightName}, ${asked.nightPhone}, ${at})`
  await sql`insert into hub.service_counters (service_id) values (${id})`
  await sql`insert into hub.councils (service_id, id, name, acted_for) values (${id}, ${randomUUID()}, ${asked.council}, true)`
  await sql`insert into hub.employers (service_id, id, name, kind) values (${id}, ${randomUUID()}, ${asked.council}, 'council')`
  return id
}

async function addAdmin(
  sql: Transaction,
  serviceId: string,
  { name, email }: FirstAdmin,
  at: Instant,
): Promise<string> {
  const accountId = randomUUID()
  await sql`insert into hub.accounts (id, email, password_hash, created_at) values (${accountId}, ${email}, '', ${at}) on conflict do nothing`
  const [account] = await sql<{ id: string; hasPassword: boolean }[]>`
    select id, password_hash <> '' as "hasPassword" from hub.accounts where email = ${email}`
  if (account?.hasPassword !== false)
    throw new OperatorError(
      'Somebody signs in with that address already. Give another, or let them use the password they have.',
    )
  const [here] = await sql`select from hub.people where service_id = ${serviceId} and account_id = ${account.id}`
  if (!here)
    await sql`insert into hub.people (service_id, id, account_id, name, roles) values (${serviceId}, ${randomUUID()}, ${account.id}, ${name}, array['admin'])`
  const token = newToken()
  await sql`update hub.account_links set used_at = ${at} where account_id = ${account.id} and used_at is null`
  await sql`insert into hub.account_links (account_id, id, purpose, token_hash, made_at, expires_at)
    values (${account.id}, ${randomUUID()}, 'activate', ${hashOf(token)}, ${at}, ${addMinutes(at, LINK_MINUTES)})`
  return token
}
