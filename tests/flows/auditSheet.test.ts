import { afterAll, beforeAll, expect, it } from 'vitest'
import { reviewSheetOf, signLook } from '#shared/audit/contract.ts'
import { suspicionCodes, type Suspicion } from '#shared/audit/snooping.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { addHours, addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { makeDueSheets } from '#server/audit/makeSheets.ts'
import { aReferral, type aCall } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

const NOON = instant('2026-11-12T12:00:00.000Z')
const NIGHT = instant('2026-11-12T02:30:00.000Z')
const NEXT_MORNING = instant('2026-11-13T07:00:00.000Z')

let hub: TestHub
let service: TestService
let app: Database
let jo: Person, snoop: Person, field: Person, lead: Person
beforeAll(async () => {
  hub = await TestHub.open({ at: addHours(NOON, -3) })
  app = openDatabase(hub.appUrl, { connections: 2 })
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  snoop = await service.has({ name: 'Sam Pryce', roles: ['practice-consultant'] })
  field = await service.has({ name: 'Fay Dale', roles: ['amhp'] })
  lead = await service.has({ name: 'Ines Duarte', roles: ['amhp-lead'] })
  await hub.owner`update hub.people set phone = '01632 960 177', version = version + 1 where id = ${snoop.id}`
})
afterAll(async () => {
  await app.end()
  await hub.close()
})

const looks = (
  who: Person,
  at: Instant,
  people: readonly ReferralId[],
  more: { kind?: string; grantId?: string } = {},
) =>
  hub.owner`
    insert into hub.reads (service_id, at, actor_id, query, kind, shown, referral_ids, request_id, grant_id)
    values (${service.id}, ${at}, ${who.id}, 'referrals.record', ${more.kind ?? 'view'}, 'whole', ${[...people]}::uuid[], '', ${more.grantId ?? null})`

const somebody = async (differs: Parameters<typeof aCall>[1] = {}) => (await aReferral(hub, jo, differs)).referralId

async function seed(): Promise<void> {
  const at = (minutes: number) => addMinutes(NOON, minutes)
  await looks(snoop, at(0), [await somebody({ lastName: 'Pryce' })])
  await looks(snoop, at(1), [await somebody({ lastName: 'Dale', firstName: 'Fay' })])
  await looks(snoop, at(2), [await somebody({ callerPhone: '+44 1632 960177' })])
  const old = await somebody({ lastName: 'Archer' })
  await hub.owner`
    update hub.referrals set state = 'closed', closed_at = ${addHours(NOON, -24 * 200)}, closed_as = 'NOT_FOR_US', version = version + 1 where id = ${old}`
  await looks(snoop, at(3), [old])
  const elsewhere = await somebody({ lastName: 'Brook' })
  await hub.owner`update hub.referrals set council_id = ${service.otherCouncilId}, version = version + 1 where id = ${elsewhere}`
  await looks(field, at(4), [elsewhere])
  const taken = await somebody({ lastName: 'Cole' })
  await hub.owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice, ended_at, ended_how, ended_by)
    values (${service.id}, gen_random_uuid(), ${taken}, ${field.id}, ${jo.id}, ${at(-120)}, '{}', ${at(-60)}, 'taken-back', ${jo.id})`
  await looks(field, at(5), [taken])
  for (let turn = 0; turn < 6; turn++) await looks(snoop, at(60 + turn), [], { kind: 'search' })
  const shut = await somebody({ lastName: 'Eames' })
  await looks(snoop, at(80), [shut], { grantId: '4f1c1d7e-58a5-4e0c-9a6a-0f1f1b7f3a55' })
  await looks(snoop, NIGHT, [await somebody({ lastName: 'Finch' })])
  for (let turn = 0; turn < 31; turn++)
    await looks(snoop, at(120 + turn), [await somebody({ lastName: `Crowd${turn}` })])
}

it('is made once in the morning, asks about each of ten seeded patterns, and is signed by somebody else', async () => {
  await seed()
  expect(await makeDueSheets(app, addHours(NOON, 2))).toMatchObject([{ day: '2026-11-11', looks: 0, flagged: 0 }])
  hub.clockIs(NEXT_MORNING)
  const made = await makeDueSheets(app, NEXT_MORNING)
  expect(made).toMatchObject([{ serviceId: service.id, day: '2026-11-12' }])
  expect(await makeDueSheets(app, NEXT_MORNING)).toEqual([])
  await lead.signsIn(TEST_PASSWORD)
  const { lines, days } = await lead.asks(reviewSheetOf, {})
  const found = new Set<Suspicion>(lines.map(({ suspicion }) => suspicion))
  console.info(
    `review sheet: ${suspicionCodes.filter((code) => found.has(code)).length} of ${suspicionCodes.length} seeded patterns asked about, ${lines.length} lines`,
  )
  expect(suspicionCodes.filter((code) => !found.has(code))).toEqual([])
  expect(days[0]).toMatchObject({ day: '2026-11-12', flagged: lines.length, open: lines.length })
  const [line] = lines
  if (!line) throw new Error('no line')
  const sign = { lineId: line.id, finding: 'in-order', reason: 'Asked her: covering for Jo that hour' } as const
  await lead.sends(signLook, sign)
  expect((await lead.tries(signLook, sign)).body).toMatchObject({ code: 'already-signed', byName: 'Ines Duarte' })
  const own = await hub.owner`
    insert into hub.review_lines (service_id, id, day, suspicion, reader_id, first_at, last_at, times)
    values (${service.id}, gen_random_uuid(), '2026-11-12', 'fishing', ${lead.id}, ${NOON}, ${NOON}, 6) returning id`
  const refused = await lead.tries(signLook, { ...sign, lineId: String(own[0]?.['id']) })
  expect({ status: refused.status, code: refused.body['code'] }).toEqual({ status: 403, code: 'own-look' })
})
