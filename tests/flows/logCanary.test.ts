import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { doorNames, doorOf } from '#shared/kernel/matrix.ts'
import { roles, type Role } from '#shared/kernel/permission.ts'
import { typesEverywhere, type Types } from '#tests/builders/typing.ts'
import { ScimClient, USER } from '#tests/harness/scimClient.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'
import { askedByPost, samples } from '#tests/separation/samples.ts'
import { thingsOf } from '#tests/separation/things.ts'

/**
 * Everything that can be sent, with secret words in each place that holds words, done, refused, malformed and failing in the middle:
 * none of them, no name, address, password, cookie or token reaches the log, at its most talkative (ASVS 5.0 V16.2.5, V14.2.1).
 */
const WORD = 'Zq7Canary'
let hub: TestHub
let service: TestService
let people: Readonly<Record<Role, Person>>
/** What opens something: cookies, passwords, tokens. */
const secrets = new Set<string>([TEST_PASSWORD])
const statuses = new Map<number, number>()

beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service(`${WORD} AMHP service`)
  const entries: [Role, Person][] = []
  for (const role of roles) {
    const supervisedBy = entries.find(([one]) => one === 'amhp')?.[1]
    const person = await service.has({
      name: `${WORD} ${role}`,
      roles: [role],
      ...(role === 'trainee' && supervisedBy && { supervisedBy }),
    })
    entries.push([role, listening(person)])
  }
  people = Object.fromEntries(entries) as Record<Role, Person>
})
afterAll(() => hub.close())

const types: Types = { line: (where) => `${WORD} ${where}`, story: (where) => `${WORD} ${where}\n${WORD}` }

/** Remembers every secret that somebody is handed, and counts what came. */
function listening(person: Person): Person {
  const posts = person.posts.bind(person)
  person.posts = async (path, body, headers) => {
    const answer = await posts(path, body, headers)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    for (const cookie of answer.headers.getSetCookie()) secrets.add(/=([^;]*)/.exec(cookie)?.[1] ?? '')
    for (const token of JSON.stringify(answer.body).match(/"(?:linkToken|token)":"[^"]{20,}/g) ?? [])
      secrets.add(token.split('"').at(-1) ?? '')
    return answer
  }
  secrets.add(person.cookie.slice(person.cookie.indexOf('=') + 1))
  return person
}

const stepUp = (): Promise<unknown> => Promise.all(Object.values(people).map((one) => one.stepsUp(TEST_PASSWORD)))

/** Every door, as somebody who may and as somebody who may not, whole and in each way that an input can be broken. */
async function knocksEverywhere(): Promise<void> {
  const of = await thingsOf(hub, service, people['practice-consultant'])
  const everybody = Object.values(people)
  for (const [place, name] of doorNames.entries()) {
    const path = `/api/${name}`
    const input = samples[name](of, hub.now())
    const who = everybody[place % everybody.length] ?? people.admin
    const key = { 'idempotency-key': randomUUID() }
    await who.posts(path, { ...input, [WORD]: WORD }, key)
    await who.posts(path, Object.fromEntries(Object.keys(input).map((field) => [field, { [WORD]: WORD }])), key)
    await who.posts(path, input, { 'idempotency-key': WORD })
    await who.posts(path, `${WORD}`, {
      ...key,
      'content-type': `text/${WORD}`,
      'user-agent': WORD,
      'x-request-id': WORD,
      referer: `https://${WORD}.example`,
    })
    if (doorOf(name).is === 'query' && !askedByPost.has(name))
      await who.gets(`${path}?${WORD}=${WORD}&number=${WORD}&text=${WORD}`)
    if (doorOf(name).is === 'query')
      await Promise.all([people.manager, people.auditor].map((one) => one.posts(path, input)))
  }
}

/** What is no door of a feature: signing in and out, links, factors, a directory, reports, addresses that are none. */
async function knocksBesides(): Promise<void> {
  const { admin } = people
  const typed = {
    email: `${WORD}@westmarch.example`,
    password: `${WORD} password`,
    code: WORD,
    token: WORD,
    name: WORD,
  }
  for (const path of [
    'sign-in',
    'sign-in/factor',
    'sign-in/passkey',
    'password/forgotten',
    'password/link',
    'password/choose',
    'account/password',
    'account/app/confirm',
    'account/passkey',
    'step-up',
    'service',
    WORD,
  ])
    for (const body of [
      typed,
      { email: typed.email },
      { email: typed.email, password: typed.password },
      { token: 'a'.repeat(43), password: typed.password },
    ])
      await people.manager.posts(`/api/${path}`, body, { 'x-forwarded-for': WORD })
  await people.manager.gets(`/${WORD}?${WORD}=${WORD}`)
  await people.manager.posts('/csp-report', {
    'csp-report': { 'document-uri': `https://hub/${WORD}`, 'violated-directive': WORD, 'blocked-uri': WORD },
  })
  const directory = await ScimClient.madeBy(hub, admin, ['read', 'write'], 30, WORD)
  secrets.add(directory.token)
  const user = { schemas: [USER], userName: typed.email, displayName: WORD, externalId: WORD, active: true }
  for (const body of [user, user, `{"${WORD}":`, { ...user, [WORD]: WORD }])
    await directory.send('POST', '/Users', body)
  await directory.find('userName', typed.email)
  await fetch(`${hub.address}/scim/v2/Users`, { headers: { authorization: `Bearer ${WORD}` } })
  await fetch(`${hub.address}/sign-in/return/${WORD}?code=${WORD}&state=${WORD}`)
}

/** The database refuses every row, and says in its message which, with all that stands in it. */
async function everyRowIsRefused(): Promise<void> {
  await hub.owner`
    create function hub.refuses_loudly() returns trigger language plpgsql as $$
    begin
      -- Setting the stage is done as the owner.
      if session_user <> 'hub_app' then return new; end if;
      raise exception 'refused: %', new using detail = new::text, hint = new::text;
    end $$`
  const tables = await hub.owner<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'hub' and c.column_name = 'service_id' and c.table_name not in ('services', 'sessions', 'reads')`
  for (const { name } of tables)
    await hub.owner`create trigger refuses_loudly before insert or update on ${hub.owner(`hub.${name}`)} for each row execute function hub.refuses_loudly()`
  await typesEverywhere(hub, service, people, types)
}

it('no word that somebody types, and nothing that opens a door, is ever in the log', async () => {
  await stepUp()
  const { done, boxes } = await typesEverywhere(hub, service, people, types)
  await knocksEverywhere()
  await knocksBesides()
  await stepUp()
  await everyRowIsRefused()
  const count = (least: number, most: number): number =>
    [...statuses].reduce((sum, [status, times]) => sum + (status >= least && status <= most ? times : 0), 0)
  expect(done).toBeGreaterThan(20)
  expect(count(500, 599)).toBeGreaterThan(20)
  expect(count(400, 499)).toBeGreaterThan(200)
  const all = hub.logged.join('')
  const told = [WORD, ...secrets, '@westmarch.example', encodeURIComponent(TEST_PASSWORD)].filter(
    (secret) => secret.length > 5 && all.toLowerCase().includes(secret.toLowerCase()),
  )
  expect(told).toEqual([])
  const faults = hub.logged.filter((line) => line.includes('"fault"') || line.includes('"error"'))
  expect(faults.length).toBeGreaterThan(20)
  console.info(
    `log: ${hub.logged.length} lines (${faults.length} of faults) after ${count(200, 299)} answers, ${count(400, 499)} refusals and ${count(500, 599)} faults, ` +
      `with words in ${boxes.length} boxes: 0 of them, 0 names, 0 of ${secrets.size} passwords, cookies and tokens`,
  )
}, 300_000)
