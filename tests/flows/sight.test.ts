import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles, type Role } from '#shared/kernel/permission.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { sightOf, type Relation, type Sight } from '#shared/referrals/sight.ts'
import { receiveReferral } from '#shared/referrals/contract.ts'
import { aCall } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let app: postgres.Sql
let jo: Person
let template: string
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  app = postgres(hub.appUrl, { max: 2, connection: { search_path: 'hub, public', TimeZone: 'UTC' } })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  template = (await jo.sends(receiveReferral, aCall(hub.now(), { lastName: 'Quill', firstName: 'Nora' }))).referralId
})
afterAll(async () => {
  await app.end({ timeout: 2 })
  await hub.close()
})

const restrictions = [
  null,
  { kind: 'allow', listed: false, guards: false },
  { kind: 'allow', listed: true, guards: false },
  { kind: 'allow', listed: false, guards: true },
  { kind: 'deny', listed: false, guards: false },
  { kind: 'deny', listed: true, guards: false },
  { kind: 'deny', listed: false, guards: true },
] as const satisfies readonly Relation['restriction'][]

const relationsOf = (work: readonly Relation['work'][]): readonly Relation[] =>
  work.flatMap((one) =>
    restrictions.flatMap((restriction) =>
      [true, false].map((opened): Relation => ({ work: one, restriction, opened })),
    ),
  )

let number = 1000
/** A referral to which somebody stands in this relation, written behind the scenes. */
async function referralWith(relation: Relation, person: Person, worker: Person | null): Promise<string> {
  const [id, restrictionId] = [randomUUID(), relation.restriction && randomUUID()]
  if (relation.restriction) {
    const { kind, listed, guards } = relation.restriction
    await hub.owner`insert into restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at)
      values (${service.id}, ${restrictionId}, ${kind}, 'other', 'for the test', ${guards ? person.id : jo.id}, ${jo.id}, ${hub.now()})`
    if (listed)
      await hub.owner`insert into restriction_people (service_id, restriction_id, person_id, added_at) values (${service.id}, ${restrictionId}, ${person.id}, ${hub.now()})`
  }
  number += 1
  await hub.owner`
    insert into referrals select (jsonb_populate_record(r, ${hub.owner.json({ id, number, restriction_id: restrictionId, last_name: `Name${number}` })})).*
    from referrals r where r.id = ${template}`
  if (relation.work !== 'none' && worker)
    await hub.owner`insert into allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice, ended_at, ended_how, finished_at)
      values (${service.id}, ${randomUUID()}, ${id}, ${worker.id}, ${jo.id}, ${hub.now()}, '{}',
        ${number % 2 ? hub.now() : null}, ${number % 2 ? 'finished' : null}, ${number % 2 ? hub.now() : null})`
  if (relation.opened)
    await hub.owner`insert into openings (service_id, id, actor_id, referral_id, restriction_id, reason, why, was_denied, opened_at, ends_at)
      values (${service.id}, ${randomUUID()}, ${person.id}, ${id}, ${restrictionId}, 'risk-now', 'somebody is at risk now', false,
        ${hub.now()}, ${addMinutes(hub.now(), 60)})`
  return id
}

/** What the database shows somebody of some referrals, asked as the application asks. */
async function shown(personId: string, ids: readonly string[], at = hub.now()): Promise<readonly Sight[]> {
  const answer = await app.begin(async (sql) => {
    await sql`select set_config('app.service_id', ${service.id}, true), set_config('app.actor_id', ${personId}, true),
      set_config('app.roles', (select roles::text from people where id = ${personId}), true)`
    await sql`select hub.work_out_sight(${at})`
    const whole = await sql<{ id: string; powers: number }[]>`select id from referrals`
    const rows = await sql<
      { number: number; restricted: boolean }[]
    >`select number, restricted from hub.rows_without_names()`
    const stubs = await sql<{ number: number }[]>`select number from hub.stubs(true, null)`
    return { whole, rows, stubs }
  })
  const numbers = new Map(
    (await hub.owner<{ id: string; number: number }[]>`select id, number from referrals`).map((one) => [
      one.id,
      one.number,
    ]),
  )
  return ids.map((id) => {
    const mine = numbers.get(id)
    if (answer.whole.some((one) => one.id === id)) return 'whole'
    if (answer.stubs.some((one) => one.number === mine)) return 'stub'
    return answer.rows.some((one) => one.number === mine && !one.restricted) ? 'row' : 'none'
  })
}

let compared = 0
describe('the database and the rule of sight', () => {
  it.each(roles)('show a person to somebody who is %s alike', async (role: Role) => {
    const supervisor = await service.has({ name: `Supervisor of ${role}`, roles: ['amhp'] })
    const person = await service.has({
      name: `Person who is ${role}`,
      roles: [role],
      ...(role === 'trainee' && { supervisedBy: supervisor }),
    })
    const work =
      role === 'amhp'
        ? (['own', 'none'] as const)
        : role === 'trainee'
          ? (['supervised', 'none'] as const)
          : (['none'] as const)
    const relations = relationsOf(work)
    const ids: string[] = []
    for (const relation of relations)
      ids.push(await referralWith(relation, person, role === 'amhp' ? person : supervisor))
    const expected = relations.map((relation) => sightOf([role], relation))
    expect(await shown(person.id, ids)).toEqual(expected)
    compared += ids.length
  })

  it('ends what was opened after sixty minutes, to the second', async () => {
    console.info(`sight in the database: ${compared} referrals compared with the rule, 0 shown otherwise`)
    const edt = await service.has({ name: 'Night Desk', roles: ['edt'] })
    const id = await referralWith({ work: 'none', restriction: restrictions[1], opened: true }, edt, null)
    expect(await shown(edt.id, [id], addMinutes(hub.now(), 59))).toEqual(['whole'])
    expect(await shown(edt.id, [id], addMinutes(hub.now(), 60))).toEqual(['stub'])
  })

  it('shows an AMHP what they finished for 28 days', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const id = await referralWith({ work: 'own', restriction: null, opened: false }, ewa, ewa)
    await hub.owner`update allocations set ended_at = ${hub.now()}, ended_how = 'finished', finished_at = ${hub.now()}, version = version + 1 where referral_id = ${id}`
    expect(await shown(ewa.id, [id], addMinutes(hub.now(), 28 * 24 * 60 - 1))).toEqual(['whole'])
    expect(await shown(ewa.id, [id], addMinutes(hub.now(), 28 * 24 * 60))).toEqual(['row'])
  })

  it('shows nobody at all before somebody’s sight has been worked out', async () => {
    const seen = await app.begin(async (sql) => {
      await sql`select set_config('app.service_id', ${service.id}, true), set_config('app.actor_id', ${jo.id}, true)`
      return [
        ...(await sql`select id from referrals`),
        ...(await sql`select id from powers`),
        ...(await sql`select number from hub.rows_without_names()`),
        ...(await sql`select number from hub.stubs(false, null)`),
      ]
    })
    expect(seen).toEqual([])
  })

  it.each(['reason', 'outcome', 'outcome_reasons', 'ended_why', 'choice'])(
    'gives no handler the column %s of allocations, whoever asks',
    async (column) => {
      await expect(app`select ${app(column)} from allocations`).rejects.toThrow('permission denied')
    },
  )
})

it('and every key and mark that the database makes is a hash of today’s kind', async () => {
  const weak = await hub.owner<{ name: string }[]>`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'hub' and p.prosrc ~* '\\m(md5|sha1)\\M'`
  expect(weak).toEqual([])
})
