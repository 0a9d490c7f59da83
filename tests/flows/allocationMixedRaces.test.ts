import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptAllocation, allocateReferral, declineAllocation, takeBack } from '#shared/allocations/contract.ts'
import type { AllocationId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { drawFrom, type Draw } from '#db/seed/random.ts'
import { verifyPromises } from '#server/promises/verify.ts'
import { aShift } from '#tests/builders/allocations.ts'
import { anAcceptedReferral } from '#tests/builders/referrals.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import type { Answer, Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** So many are sent at once, round after round, at a few referrals that everybody wants. `MIXED=10000` for the whole. */
const COMMANDS = many('MIXED', 400)
const SEED = many('SEED', 20261128)
const REFERRALS = 4

let hub: TestHub
let service: TestService
let consultants: readonly Person[]
let amhps: readonly Person[]
let referrals: readonly ReferralId[]
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  const named = (names: readonly string[], role: 'practice-consultant' | 'amhp') =>
    Promise.all(names.map((name) => service.has({ name, roles: [role] })))
  consultants = await named(['Jo Marsh', 'Amir Shah', 'Lena Roth'], 'practice-consultant')
  amhps = await named(['Ewa Kowalska', 'Dan Okoro', 'Tom Ellis', 'Sadia Begum'], 'amhp')
  for (const amhp of amhps) await aShift(hub, service, amhp)
  const [jo] = consultants
  if (!jo) throw new Error('no consultant')
  const saved = await Promise.all(Array.from({ length: REFERRALS }, () => anAcceptedReferral(hub, jo)))
  referrals = saved.map(({ referralId }) => referralId)
})
afterAll(() => hub.close())

interface Standing {
  readonly version: number
  readonly state: string
  readonly allocation: { readonly id: AllocationId; readonly version: number; readonly personId: PersonId } | null
}

async function standingOf(id: ReferralId): Promise<Standing> {
  const [row] = await hub.owner<{ version: number; state: string; id: AllocationId | null; v: number; p: PersonId }[]>`
    select r.version, r.state, a.id, a.version as v, a.person_id as p from hub.referrals r
    left join hub.allocations a on a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null
    where r.service_id = ${service.id} and r.id = ${id}`
  if (!row) throw new Error('no referral')
  const { version, state } = row
  return { version, state, allocation: row.id === null ? null : { id: row.id, version: row.v, personId: row.p } }
}

type Kind = 'allocate' | 'accept' | 'decline' | 'take-back'
interface Sent {
  readonly kind: Kind
  readonly key: string
  readonly answer: Answer
}

/** Everybody acts on one referral in the same moment, each by what the screen showed just before; some press twice. */
async function scramble(draw: Draw, referralId: ReferralId): Promise<readonly Sent[]> {
  const { version, allocation } = await standingOf(referralId)
  const acts: (() => Promise<Sent>)[] = []
  const add = (kind: Kind, tries: (key: string) => Promise<Answer>): void => {
    const key = randomUUID()
    const act = async (): Promise<Sent> => ({ kind, key, answer: await tries(key) })
    acts.push(act, ...(draw.chance(0.3) ? [act] : []))
  }
  const now = { occurredAt: hub.now() }
  for (const consultant of consultants) {
    const { id: personId } = draw.pick(amhps)
    const wanted = { referralId, personId, seenVersion: version, reason: 'Nearest' }
    if (allocation === null || draw.chance(0.3))
      add('allocate', (key) => consultant.tries(allocateReferral, wanted, key))
    if (allocation === null || draw.chance(0.4)) continue
    const { id: allocationId, version: seenVersion } = allocation
    const back = { allocationId, seenVersion, why: 'Needed elsewhere' }
    add('take-back', (key) => consultant.tries(takeBack, back, key))
  }
  const holder = amhps.find(({ id }) => id === allocation?.personId)
  if (allocation && holder) {
    const own = { allocationId: allocation.id, seenVersion: allocation.version, ...now }
    add('accept', (key) => holder.tries(acceptAllocation, own, key))
    if (draw.chance(0.5)) add('decline', (key) => holder.tries(declineAllocation, { ...own, why: 'Unwell' }, key))
  }
  return Promise.all(acts.map((act) => act()))
}

/** This service has nobody but who acts here, and no loop raises its alarms. */
const OF_THE_SETTING = /no administrator|no alarm was raised/

/** What each kind is told when somebody else was quicker: never a fault, and never in silence. */
const TOLD = new Set([409, 422])

it(
  `of ${COMMANDS} commands to allocate, accept, decline and take back, sent at once, each is done whole or not at all`,
  async () => {
    const draw = drawFrom(SEED, 'mixed races')
    const all: Sent[] = []
    const strange: unknown[] = []
    const idle: string[] = []
    while (all.length < COMMANDS) {
      const before = await Promise.all(referrals.map(standingOf))
      const sent = await Promise.all(referrals.map((referral) => scramble(draw, referral)))
      for (const [place, ones] of sent.entries()) {
        all.push(...ones)
        strange.push(...ones.filter(({ answer }) => answer.status !== 200 && !TOLD.has(answer.status)))
        // Of several who take what is free, or take back what is out, somebody is first.
        const can = before[place]?.allocation === null || ones.some(({ kind }) => kind === 'take-back')
        if (can && !ones.some(({ answer }) => answer.status === 200))
          idle.push(
            `${before[place]?.state}: ${ones.map(({ kind, answer }) => `${kind} ${answer.status} ${String(answer.body['code'])}`).join(', ')}`,
          )
      }
    }
    expect(strange).toEqual([])
    expect(idle).toEqual([])
    const done = new Map(all.filter(({ answer }) => answer.status === 200).map(({ key, kind }) => [key, kind]))
    const counted = (kind: Kind): number => [...done.values()].filter((one) => one === kind).length
    const events = await hub.owner<{ type: string; count: number }[]>`
    select type, count(*)::int as count from hub.events where service_id = ${service.id}
      and type in ('referral-allocated', 'allocation-accepted', 'allocation-declined', 'allocation-taken-back') group by type`
    const eventsOf = (type: string): number => events.find((one) => one.type === type)?.count ?? 0
    const kinds: Readonly<Record<Kind, string>> = {
      allocate: 'referral-allocated',
      accept: 'allocation-accepted',
      decline: 'allocation-declined',
      'take-back': 'allocation-taken-back',
    }
    for (const [kind, type] of Object.entries(kinds))
      expect([kind, eventsOf(type)]).toEqual([kind, counted(kind as Kind)])
    const twice = all.filter(({ key }, place) => all.findIndex((one) => one.key === key) !== place)
    const said: string[] = []
    await verifyPromises(hub.ownerUrl, (line) => said.push(line))
    expect(said.filter((line) => line.startsWith('BROKEN') && !OF_THE_SETTING.test(line))).toEqual([])
    evidence('F2', {
      commands: all.length,
      'sent twice': twice.length,
      done: done.size,
      ...Object.fromEntries(Object.keys(kinds).map((kind) => [kind, counted(kind as Kind)])),
      faults: strange.length,
      seed: SEED,
    })
  },
  900_000 + COMMANDS * 200,
)
