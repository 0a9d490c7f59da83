import type { PersonId } from '#shared/kernel/ids.ts'
import { readFilter } from '#shared/identity/scimFilter.ts'
import { applyPatch } from '#shared/identity/scimPatch.ts'
import { addressOf, readUser, wrong, type ScimFacts, type ScimWrong } from '#shared/identity/scimUser.ts'
import type { Outcome } from '#shared/kernel/outcome.ts'
import type { Happened } from '#server/kernel/handle.ts'
import type { Made, ServiceContext } from './inService.ts'
import { ScimRefused } from './scimDoor.ts'
import {
  deletedPerson,
  endAccess,
  findScimPerson,
  insertScimPerson,
  isTaken,
  listScimPeople,
  lockScimPerson,
  markDeleted,
  updateScimPerson,
  type ScimPerson,
} from './scimStore.ts'

/** A change by a directory: the person as they are now, and the sessions that ended with it. */
export interface Changed {
  readonly person: ScimPerson
  readonly ended: readonly string[]
}

export const MOST_ON_A_PAGE = 100

const need = <Value>(outcome: Outcome<Value, ScimWrong>): Value => {
  if (outcome.ok) return outcome.value
  throw new ScimRefused(outcome.refusal)
}
const nobodyThere = (): never => {
  throw new ScimRefused(wrong(404, 'There is no person with this id in this service.'))
}
const taken = (): ScimRefused =>
  new ScimRefused(wrong(409, 'Somebody in this service has this userName, externalId or e-mail already.', 'uniqueness'))

/** `GET /Users`: a page of people, perhaps those that match a filter. */
export async function listUsers(context: ServiceContext, query: Readonly<Record<string, unknown>>) {
  const filter = query['filter']
  const read = filter === undefined ? null : typeof filter === 'string' ? readFilter(filter) : { ok: false as const }
  if (read !== null && !read.ok)
    throw new ScimRefused(
      wrong(400, 'filter: use userName, externalId or id with eq and a value in quotes.', 'invalidFilter'),
    )
  const startIndex = Math.max(1, wholeIn(query['startIndex'], 'startIndex', 1))
  const count = Math.min(MOST_ON_A_PAGE, Math.max(0, wholeIn(query['count'], 'count', MOST_ON_A_PAGE)))
  const { people, total } = await listScimPeople(context, read?.value ?? null, { skip: startIndex - 1, take: count })
  return { people, total, startIndex }
}

function wholeIn(value: unknown, name: string, fallback: number): number {
  if (value === undefined) return fallback
  if (typeof value === 'string' && /^-?\d{1,7}$/.test(value)) return Number(value)
  throw new ScimRefused(wrong(400, `${name}: give a whole number.`, 'invalidValue'))
}

export const getUser = async (context: ServiceContext, id: PersonId): Promise<ScimPerson> =>
  (await findScimPerson(context, id)) ?? nobodyThere()

/** `POST /Users`. Sent twice, the second is told that the person is there: never two of one. */
export async function createUser(context: ServiceContext, by: Happened['data'], body: unknown): Promise<Made<Changed>> {
  const facts = need(readUser(body))
  if (await isTaken(context, facts)) throw taken()
  const back = await deletedPerson(context, facts)
  if (back !== null) {
    await context.sql`update scim_users set deleted_at = null where service_id = ${context.serviceId} and person_id = ${back}`
    return change(context, by, back, null, () => ({ ok: true, value: facts }))
  }
  const address = addressOf(facts)
  if (address === null)
    throw new ScimRefused(wrong(400, 'Give an e-mail address, in emails or as the userName.', 'invalidValue'))
  const id = await insertScimPerson(context, facts, address)
  return {
    result: { person: await getUser(context, id), ended: [] },
    events: [{ type: 'person-provisioned', personId: id, data: { ...by } }],
  }
}

export const replaceUser = (
  context: ServiceContext,
  by: Happened['data'],
  id: PersonId,
  body: unknown,
  seen: number | null,
) => change(context, by, id, seen, (before) => readUser(body, before))

export const patchUser = (
  context: ServiceContext,
  by: Happened['data'],
  id: PersonId,
  body: unknown,
  seen: number | null,
) => change(context, by, id, seen, (before) => applyPatch(before, body))

/** `DELETE /Users/:id`: the person leaves and the directory sees them no more. What they did stays theirs. */
export async function deleteUser(
  context: ServiceContext,
  by: Happened['data'],
  id: PersonId,
  seen: number | null,
): Promise<Made<Changed>> {
  const made = await change(
    context,
    by,
    id,
    seen,
    (before) => ({ ok: true, value: { ...before, active: false } }),
    true,
  )
  await markDeleted(context, id)
  return made
}

async function change(
  context: ServiceContext,
  by: Happened['data'],
  id: PersonId,
  seen: number | null,
  make: (before: ScimFacts) => Outcome<ScimFacts, ScimWrong>,
  always = false,
): Promise<Made<Changed>> {
  const before = (await lockScimPerson(context, id)) ?? nobodyThere()
  if (seen !== null && seen !== before.version)
    throw new ScimRefused(
      wrong(412, 'The person has changed since this version. Get them again, then send the change.'),
    )
  const facts = need(make(before.facts))
  const same = JSON.stringify(facts) === JSON.stringify(before.facts)
  if (same && before.managed && !always) return { result: { person: before, ended: [] }, events: [] }
  await updateScimPerson(context, before, facts)
  const leaves = before.facts.active && !facts.active
  const ended = leaves ? await endAccess(context, id) : []
  const type = leaves
    ? 'person-left'
    : !before.facts.active && facts.active
      ? 'person-returned'
      : 'person-changed-by-directory'
  return {
    result: { person: (await findScimPerson(context, id)) ?? before, ended },
    events: [{ type, personId: id, data: { ...by } }],
  }
}
