import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endOtherSessions, endSessionsOfPerson } from '#shared/identity/sessions.ts'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { addShiftTemplate, rotaWeek } from '#shared/rota/contract.ts'
import { aTemplate } from '#tests/builders/rota.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { dice, get, letIn, post, signedIn, withScreen, type Signed } from '#tests/harness/manySessions.ts'
import { startOtherNode, type OtherNode } from '#tests/harness/otherNode.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const REVOCATIONS = 500
const SEED = many('SEED', 20261128)
const AT_ONCE = 50
const COMMANDS = 1000

let hub: TestHub
let other: OtherNode
let service: TestService
let admin: Person
beforeAll(async () => {
  hub = await TestHub.open()
  other = await startOtherNode(hub)
  service = await hub.service()
  admin = await service.has({ name: 'Ada Admin', roles: ['admin', 'manager'] })
})
afterAll(async () => {
  await other?.stop()
  await hub?.close()
})

const nodes = () => [hub.address, other.address] as const
const opposite = (node: string): string => nodes().find((one) => one !== node) ?? node

/** Every way in which a session ends other than by lying idle, with what its screen must be told. */
const ways: Record<string, { readonly because: SessionEnd; readonly by: (who: Signed) => Promise<unknown> }> = {
  'sign-out': { because: 'signed-out', by: (who) => post(opposite(who.node), who.cookie, '/api/sign-out', {}) },
  disable: {
    because: 'disabled',
    by: ({ accountId }) => hub.owner`update hub.accounts set disabled_at = ${hub.now()} where id = ${accountId}`,
  },
  leaver: {
    because: 'left',
    by: ({ personId }) =>
      hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where service_id = ${service.id} and id = ${personId}`,
  },
  'role change': {
    because: 'roles-changed',
    by: ({ personId }) =>
      hub.owner`update hub.people set roles = array['manager'], version = version + 1 where service_id = ${service.id} and id = ${personId}`,
  },
  'password change': {
    because: 'credentials',
    by: ({ accountId }) => hub.owner`select from hub.end_sessions(${accountId}, 'credentials', ${hub.now()})`,
  },
  'administrator ends it': {
    because: 'administrator',
    by: async ({ personId }) => {
      const key = randomUUID()
      for (let status = 503; status === 503;)
        ({ status } = await admin.tries(endSessionsOfPerson, { personId: personId as typeof admin.id }, key))
    },
  },
}
const wayNames = Object.keys(ways)

/** What is happening on the session as it ends. */
const moments = ['at rest', 'mid-request', 'after a dropped connection'] as const
type Moment = (typeof moments)[number]

interface Ended {
  readonly way: string
  readonly moment: Moment
  /** From the answer that the session has ended to the end of its line, in milliseconds; below nought when the line ended first. */
  readonly tookMs: number
}

/** Ends one session while something is going on, and waits for its answer. */
async function end(
  who: Signed,
  way: string,
  moment: Moment,
  roll: number,
): Promise<{ readonly endedMs: number; readonly answered: number[] }> {
  if (moment === 'after a dropped connection') who.socket.io.engine.transport.close()
  const asked =
    moment === 'mid-request'
      ? [
          roll < 0.5
            ? get(who.node, who.cookie, `/api/${rotaWeek.name}?monday=2026-11-09`)
            : post(who.node, who.cookie, `/api/${endOtherSessions.name}`, {}),
        ]
      : []
  await ways[way]?.by(who)
  return { endedMs: performance.now(), answered: (await Promise.all(asked)).map(({ status }) => status) }
}

const pick = <One>(list: readonly One[], roll: number): One => list[Math.floor(roll * list.length)] as One

// How soon is printed and not judged: two seconds are promised to people, not to a machine that runs other tests beside it.
it(`ends ${REVOCATIONS} sessions with live sockets on two nodes, and delivers nothing after`, async () => {
  const roll = dice(SEED)
  const [controls, ended]: [Signed[], Ended[]] = [[], []]
  for (const [index, who] of (await signedIn(hub, service, 2)).entries())
    controls.push(await withScreen(who, nodes()[index % 2] ?? ''))
  let [overheard, stillLetIn, reconnected, wrongReason] = [0, 0, 0, 0]
  for (let wave = 0; wave < REVOCATIONS / AT_ONCE; wave++) {
    const people = await signedIn(hub, service, AT_ONCE)
    const signed = await Promise.all(people.map((who, index) => withScreen(who, nodes()[index % 2] ?? '')))
    const plans = signed.map((who) => ({
      who,
      way: pick(wayNames, roll()),
      moment: pick(moments, roll()),
      request: roll(),
    }))
    const starts = await Promise.all(plans.map(({ who, way, moment, request }) => end(who, way, moment, request)))
    // Everything that the hub says from here on is after the end of them all.
    const { body } = await admin.tries(addShiftTemplate, aTemplate({ name: `Wave ${wave}` }))
    const seq = Number(body['seq'])
    for (const control of controls) control.socket.emit('looking', { referralId: randomUUID(), typing: true })
    const said = signed.map(({ heard }) => heard.length)
    await expect.poll(() => controls.every(({ heard }) => heard.some((one) => one.seq >= seq))).toBe(true)
    await expect.poll(() => signed.filter(({ refused }) => refused !== 'not-signed-in').length).toBe(0)
    for (const [index, { who, way, moment }] of plans.entries()) {
      ended.push({ way, moment, tookMs: who.closedMs - (starts[index]?.endedMs ?? Number.NaN) })
      // News goes by its number: what happened before the end may be on its way to another node as the answer comes here.
      const after = who.heard.slice(said[index]).filter(({ event }) => !['signedOut', 'news'].includes(event))
      overheard += after.length + who.heard.filter((one) => one.seq >= seq).length
      who.socket.close()
    }
    const answers = await Promise.all(signed.map((who) => get(opposite(who.node), who.cookie, '/api/session')))
    const told = await Promise.all(answers.map((answer) => answer.json() as Promise<{ because?: string }>))
    stillLetIn += answers.filter(({ status }) => status !== 401).length
    wrongReason += told.filter(({ because }, index) => because !== ways[plans[index]?.way ?? '']?.because).length
    // All have been refused on their own node by now; some try the other.
    const tried = signed.filter((_, index) => index % 5 === 0)
    const again = await Promise.all(tried.map((who) => letIn(opposite(who.node), who.cookie)))
    reconnected += again.filter(Boolean).length
    // On a busy machine some are told to try again; that changed nothing.
    const odd = starts.flatMap(({ answered }) => answered).filter((status) => ![200, 401, 503].includes(status))
    expect(odd).toEqual([])
  }
  for (const { socket } of controls) socket.close()
  const live = ended.filter(({ moment }) => moment !== 'after a dropped connection')
  const worst = Math.max(...live.map(({ tookMs }) => tookMs))
  const tally = (names: readonly string[], of: 'way' | 'moment') =>
    names.map((name) => `${name} ${ended.filter((one) => one[of] === name).length}`).join(', ')
  console.info(
    `revocations: ${ended.length} on 2 nodes (${tally(wayNames, 'way')}; ${tally(moments, 'moment')}); slowest close ${Math.round(worst)} ms; delivered after: ${overheard}; let in again: ${stillLetIn + reconnected}; seed ${SEED}`,
  )
  const slowestMs = Math.round(worst)
  evidence('F24', { ended: ended.length, overheard, 'let in again': stillLetIn + reconnected, slowestMs, seed: SEED })
  expect({ overheard, stillLetIn, reconnected, wrongReason }).toEqual({
    overheard: 0,
    stillLetIn: 0,
    reconnected: 0,
    wrongReason: 0,
  })
}, 180_000)

it(`accepts none of ${COMMANDS} commands after the role that they need is taken away`, async () => {
  const [who] = await signedIn(hub, service, 1)
  if (!who) throw new Error('nobody is signed in')
  const statuses: number[] = []
  let sent = 0
  const sender = async (): Promise<void> => {
    while (sent < COMMANDS) {
      const number = sent++
      const node = nodes()[number % 2] ?? ''
      const { status } = await post(
        node,
        who.cookie,
        `/api/${addShiftTemplate.name}`,
        aTemplate({ name: `Race ${number}` }),
      )
      statuses.push(status)
    }
  }
  const senders = Array.from({ length: 30 }, sender)
  await expect.poll(() => statuses.length).toBeGreaterThan(COMMANDS / 5)
  // The numbers of events are given in the order of the commits, so the removal takes one too.
  const removedAt = await hub.owner.begin(async (sql) => {
    await sql`update hub.people set roles = array['auditor'], version = version + 1 where service_id = ${service.id} and id = ${who.personId}`
    const [row] = await sql<{ seq: string }[]>`
      update hub.service_counters set last_seq = last_seq + 1 where service_id = ${service.id} returning last_seq as seq`
    await sql`insert into hub.events (service_id, seq, at, command_id, ordinal, type, data)
      values (${service.id}, ${row?.seq ?? 0}, ${hub.now()}, gen_random_uuid(), 0, 'roles-changed', '{}')`
    return Number(row?.seq)
  })
  await Promise.all(senders)
  const [counted] = await hub.owner<{ before: number; after: number }[]>`
    select count(*) filter (where seq < ${removedAt})::int as before, count(*) filter (where seq > ${removedAt})::int as after
    from hub.events where service_id = ${service.id} and actor_id = ${who.personId} and type = 'shift-template-added'`
  const accepted = statuses.filter((status) => status === 200).length
  console.info(
    `authority: ${statuses.length} commands, ${accepted} accepted before the role was taken away, ${counted?.after} after`,
  )
  expect(counted).toEqual({ before: accepted, after: 0 })
  expect(accepted).toBeGreaterThan(0)
  expect(statuses.filter((status) => ![200, 401, 503].includes(status))).toEqual([])
}, 120_000)
