import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { doorNames, doorOf } from '#shared/kernel/matrix.ts'
import { roles } from '#shared/kernel/permission.ts'
import { referralStates } from '#shared/referrals/referral.ts'
import { addHours } from '#shared/time/instant.ts'
import { allocationIn, beside, referralIn, versionOf, type AtWork } from '#tests/builders/standings.ts'
import {
  allocationStandings,
  onAllocation,
  onReferral,
  referralStandings,
  type Giver,
} from '#tests/data/referralMoves.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'
import { samples } from '#tests/separation/samples.ts'
import { thingsThatNeverWere } from '#tests/separation/things.ts'

/**
 * Of those who may not give a command at all, one in each state is tried, drawn anew for each: `TRIPLES=all` tries everybody. Whoever may
 * is always tried.
 */
const ALL = process.env['TRIPLES'] === 'all'
const SEED = Number(process.env['SEED'] ?? 20261127)
const draw = drawFrom(SEED, 'machine')

const givers: readonly Giver[] = [...roles, 'another amhp']
let at: AtWork
const people = new Map<Giver, Person>()
const counted = { ok: 0, refused: 0, 'not their command': 0 }
const wrong: string[] = []

beforeAll(async () => {
  const hub = await TestHub.open()
  const service = await hub.service()
  const worker = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  people.set('amhp', worker)
  people.set('another amhp', await service.has({ name: 'Tom Reed', roles: ['amhp'] }))
  for (const role of roles)
    if (role !== 'amhp')
      people.set(
        role,
        await service.has({ name: role, roles: [role], ...(role === 'trainee' && { supervisedBy: worker }) }),
      )
  at = { hub, service, consultant: personOf('practice-consultant'), worker }
})
afterAll(() => at.hub.close())

function personOf(giver: Giver): Person {
  const found = people.get(giver)
  if (!found) throw new Error(`nobody is a ${giver}`)
  return found
}

/** A command as its sample has it, about these things. */
function inputFor(name: string, of: Readonly<Record<string, string>>, version: number): Record<string, unknown> {
  const { hub, service, worker } = at
  const here = { ...thingsThatNeverWere(), person: worker.id, council: service.councilId, place: service.baseId, ...of }
  if (name === 'allocations.allocate')
    return { referralId: of['referral'], personId: worker.id, seenVersion: 1, reason: 'Knows the family' }
  const sample = samples[name as keyof typeof samples] as (of: unknown, now: unknown) => object
  const input: Record<string, unknown> = { ...sample(here, hub.now()) }
  if (name.startsWith('papers.') || name === 'referrals.note') input['referralId'] = of['referral']
  if (name === 'referrals.keepLetter') input['letterId'] = null
  if (name === 'referrals.triage') input['decidedBy'] = null
  if (name === 'referrals.hold') input['until'] = addHours(hub.now(), 1)
  if ('allocation' in of && 'seenVersion' in input) input['seenVersion'] = version
  return input
}

/** How many events the service has: what a command that was refused may not change. */
async function written(): Promise<number> {
  const [row] = await at.hub.owner<{ seq: number }[]>`
    select last_seq::int as seq from hub.service_counters where service_id = ${at.service.id}`
  return row?.seq ?? 0
}

type Expected = ReadonlyMap<Giver, string>
const expectedIn = (lines: typeof onReferral | typeof onAllocation, name: string, place: number): Expected =>
  new Map(
    lines
      .filter(([command]) => command === name)
      .flatMap(([, who, ...answers]) => who.map((giver) => [giver, answers[place] ?? ''] as const)),
  )

interface Made {
  readonly of: Readonly<Record<string, string>>
  readonly version: number
}

async function tries(name: string, state: string, giver: Giver, answer: string | undefined, { of, version }: Made) {
  const got = await personOf(giver).posts(`/api/${name}`, inputFor(name, of, version), {
    'idempotency-key': randomUUID(),
  })
  const { code, message } = got.body
  const isNone = answer === 'referral-not-found' || answer === 'allocation-not-found' || answer === 'wait-not-found'
  const fits =
    answer === undefined
      ? got.status === 403
      : answer === 'ok'
        ? got.status === 200
        : got.status === (isNone ? 404 : 409) && code === answer && String(message).length > 20
  counted[answer === undefined ? 'not their command' : answer === 'ok' ? 'ok' : 'refused'] += 1
  if (!fits)
    wrong.push(
      `${giver}, ${name}, ${state}: expected ${answer ?? 'to be let do nothing'}, but got ${got.status} ${String(code)}`,
    )
}

/** Who is tried in a state: whoever may give the command somewhere, and of the others one, or all. */
function triedOf(expected: Expected): readonly Giver[] {
  if (ALL) return givers
  const others = givers.filter((giver) => !expected.has(giver))
  return [...expected.keys(), ...others.slice(draw.whole(0, others.length - 1)).slice(0, 1)]
}

/** One for each state that everybody is refused on, since that changes nothing. */
const untouched = new Map<string, Promise<Made>>()

/** In one state: first whoever is refused, together, on one and the same; then each who is not, on one of their own. */
async function inOneState(name: string, state: string, expected: Expected, make: () => Promise<Made>): Promise<void> {
  const tried = triedOf(expected)
  const key =
    name in beside || name === 'allocations.endWait' ? `${state} ${name}` : `${state} ${name.split('.')[0] ?? ''}`
  const made = untouched.get(key) ?? make()
  untouched.set(key, made)
  const standing = await made
  const before = await written()
  const refused = tried.filter((giver) => expected.get(giver) !== 'ok')
  await Promise.all(refused.map((giver) => tries(name, state, giver, expected.get(giver), standing)))
  if ((await written()) !== before) wrong.push(`${name}, ${state}: a refused command has changed something`)
  for (const giver of tried.filter((one) => expected.get(one) === 'ok'))
    await tries(name, state, giver, 'ok', await make())
}

const commandsIn = (lines: typeof onReferral | typeof onAllocation): readonly string[] => [
  ...new Set(lines.map(([name]) => name)),
]

it('the table names every command that acts on a referral or on its allocation', () => {
  const acts = doorNames.filter((name) => {
    const { is, names } = doorOf(name)
    return (
      is === 'command' && /^(referrals|allocations|papers)\./.test(name) && names !== 'nothing' && names !== 'draft'
    )
  })
  expect([...commandsIn(onReferral), ...commandsIn(onAllocation)].toSorted()).toEqual(acts.toSorted())
  expect(referralStandings).toEqual(referralStates)
})

it('every command in every state, as everybody, answers through the real doors as the table has it', async () => {
  for (const name of commandsIn(onReferral))
    for (const [place, state] of referralStandings.entries())
      await inOneState(name, state, expectedIn(onReferral, name, place), async () => {
        const referral = await referralIn(at, state)
        return { of: { referral, ...(await beside[name]?.(at, referral, state)) }, version: 1 }
      })
  for (const name of commandsIn(onAllocation))
    for (const [place, standing] of allocationStandings.entries())
      await inOneState(name, standing, expectedIn(onAllocation, name, place), async () => {
        const of = await allocationIn(at, standing, name === 'allocations.endWait')
        return { of, version: await versionOf(at.hub, of.allocation) }
      })
  expect(wrong).toEqual([])
  const [referrals, allocations] = [commandsIn(onReferral).length, commandsIn(onAllocation).length]
  const triples = (referrals * referralStandings.length + allocations * allocationStandings.length) * givers.length
  console.info(
    `referral machine: ${referrals} commands x ${referralStandings.length} states and ${allocations} x ${allocationStandings.length}, ` +
      `each as ${givers.length} = ${triples} triples, ${counted.ok + counted.refused + counted['not their command']} of them through the doors: ` +
      `${counted.ok} done, ${counted.refused} refused with their reason, ${counted['not their command']} not given to that role (seed ${SEED})`,
  )
}, 240_000)
