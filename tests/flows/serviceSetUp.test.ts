import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import type { CouncilId, EmployerId } from '#shared/kernel/ids.ts'
import { receiveReferral } from '#shared/referrals/contract.ts'
import { addAmhp, changeAmhp, register } from '#shared/register/contract.ts'
import {
  keepCouncil,
  keepEmployer,
  keepPlace,
  keepTeam,
  setDetails,
  setUp,
  type SetUp,
} from '#shared/register/setUpContract.ts'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { addShift, addShiftTemplate, changeShiftTemplate, myRota } from '#shared/rota/contract.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { aCall } from '#tests/builders/referrals.ts'
import { anAmhp } from '#tests/builders/register.ts'
import { many } from '#tests/harness/evidence.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, THURSDAY_AFTERNOON, type TestService } from '#tests/harness/service.ts'

const TURNS = many('RACES', 8)
let hub: TestHub, service: TestService
let owen: Person, ruth: Person, jo: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(THURSDAY_AFTERNOON)
  service = await hub.service()
  owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
})

const look = (): Promise<SetUp> => owen.asks(setUp, {})
const southbury = { councilId: null, seenVersion: 0, name: 'Southbury Council', actedFor: true, lastDay: null }
const trust = { employerId: null, seenVersion: 0, name: 'Westmarch NHS Trust', kind: 'nhs', ended: false } as const
const ward = {
  placeId: null,
  seenVersion: 0,
  name: 'Norbeck Ward',
  kind: 'ward',
  town: 'Norbeck',
  address: '',
  phone: '01632 960 147',
  wayIn: '',
  ended: false,
} as const
const details = async (changes: Partial<SentTo<typeof setDetails>> = {}): Promise<SentTo<typeof setDetails>> => {
  const { version, ...now } = (await look()).details
  return { ...now, seenVersion: version, ...changes }
}
const codeOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) => body['code']

describe('the hub’s details', () => {
  it('are set by its people, listed with what was before, and the quiet word is written down nowhere', async () => {
    await owen.sends(setDetails, await details({ hubPhone: '01632 960 555', quietWord: 'the blue lamp' }))
    const now = await look()
    expect(now.details).toMatchObject({ hubPhone: '01632 960 555', quietWord: 'the blue lamp', version: 2 })
    expect(now.changes).toMatchObject([
      {
        about: 'details',
        byName: 'Owen Tasker',
        fields: [{ field: 'hubPhone', before: '01632 960 001', after: '01632 960 555' }],
      },
    ])
    const written = await hub.owner`
      select before::text || after::text as words from hub.set_up_changes where service_id = ${service.id}
      union all select data::text from hub.events where service_id = ${service.id} and type = 'service-details-set'`
    expect(written).toHaveLength(2)
    expect(JSON.stringify(written)).not.toMatch(/blue lamp|red folder/)
  })

  it('give the day from which reports compare, and back to none', async () => {
    const compared = async () =>
      (await ruth.asks(lateWorkingReport, { to: '2026-11-08', weeks: '12' })).staggered?.from ?? null
    expect(await compared()).toBeNull()
    await ruth.sends(setDetails, await details({ staggeredFrom: '2026-09-07' }))
    expect(await compared()).toBe('2026-09-07')
    const unlikely = await ruth.tries(setDetails, await details({ staggeredFrom: '2062-09-07' }))
    expect(unlikely).toMatchObject({ status: 422, body: { code: 'staggered-unlikely', field: 'staggeredFrom' } })
    await ruth.sends(setDetails, await details({ staggeredFrom: null }))
    expect(await compared()).toBeNull()
  })

  it('are for those who set up the service, and a number is one that can be rung', async () => {
    expect((await jo.gets('/api/register.setUp')).status).toBe(403)
    expect((await jo.tries(setDetails, await details())).status).toBe(403)
    const silent = await owen.tries(setDetails, await details({ hubPhone: 'switchboard' }))
    expect(silent).toMatchObject({ status: 400, body: { fields: [{ field: 'hubPhone' }] } })
  })
})

describe('two administrators at once', () => {
  it('change one thing once: the other is told who was quicker', async () => {
    // Both have seen the same: whoever asked after the other had sent would have nothing to lose to.
    const seen = await details()
    const both = await Promise.all(
      [owen, ruth].map((who, index) => who.tries(setDetails, { ...seen, hubPhone: `01632 960 50${index}` })),
    )
    const lost = both.find(({ status }) => status !== 200)
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(lost?.body).toMatchObject({ code: 'changed-since-seen', version: 2 })
    expect(String(lost?.body['message'])).toMatch(/^(Owen Tasker|Ruth Banerjee) changed this at /)
  })

  it('never end the last two councils between them', async () => {
    const { councilId } = await owen.sends(keepCouncil, southbury)
    const last = { actedFor: true, lastDay: '2026-12-31', seenVersion: 1 }
    const both = await Promise.all([
      owen.tries(keepCouncil, { councilId, name: 'Southbury Council', ...last }),
      ruth.tries(keepCouncil, { councilId: service.councilId, name: 'Westmarch County Council', ...last }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422])
    expect(both.map(codeOf)).toContain('last-council')
  })

  it('put one name on a list once', async () => {
    const both = await Promise.all([
      owen.tries(keepEmployer, trust),
      ruth.tries(keepEmployer, { ...trust, name: 'westmarch  NHS trust' }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422])
    expect((await look()).employers).toHaveLength(2)
  })
})

describe('a council', () => {
  it('takes referrals up to its last day, and its open work goes on', async () => {
    const { councilId } = await owen.sends(keepCouncil, southbury)
    const call = { ...aCall(hub.now()), councilId }
    await jo.sends(receiveReferral, call)
    const ending = { ...southbury, councilId, seenVersion: 1 }
    const atOnce = await owen.tries(keepCouncil, { ...ending, lastDay: '2026-11-12' })
    expect(atOnce).toMatchObject({ status: 422, body: { code: 'council-on-open-work', field: 'lastDay' } })
    expect((await owen.tries(keepCouncil, { ...ending, lastDay: '2026-11-11' })).body['code']).toBe('last-day-past')
    await owen.sends(keepCouncil, { ...ending, lastDay: '2026-11-13' })
    hub.clockMovesOn({ hours: 24 })
    await jo.signsIn(TEST_PASSWORD)
    expect((await jo.tries(receiveReferral, { ...aCall(hub.now()), councilId })).status).toBe(200)
    hub.clockMovesOn({ hours: 24 })
    await jo.signsIn(TEST_PASSWORD)
    await owen.signsIn(TEST_PASSWORD)
    const late = await jo.tries(receiveReferral, { ...aCall(hub.now()), councilId })
    expect(late).toMatchObject({ status: 422, body: { field: 'councilId' } })
    expect((await look()).councils.find(({ id }) => id === councilId)).toMatchObject({ open: 2, lastDay: '2026-11-13' })
    const choices = (await jo.asks(register, {})).councils.find(({ id }) => id === councilId)
    expect(choices).toMatchObject({ name: 'Southbury Council', actedFor: false })
  })
})

describe('what the register or open work goes by', () => {
  const ewa = async (changes: Parameters<typeof anAmhp>[1] = {}) => ruth.sends(addAmhp, anAmhp(service, changes))

  it('does not end: an employer, a team and a base with somebody, a place with an open referral', async () => {
    await ewa()
    await aReferral(hub, service, jo, { placeId: service.baseId })
    const { employers, teams, places } = await look()
    const [employer, team, place] = [employers[0], teams[0], places[0]]
    if (!employer || !team || !place) throw new Error('a service begins with an employer, a team and a base')
    expect([employer.amhps, team.amhps, place.amhps, place.open]).toEqual([1, 1, 1, 1])
    const asked = [
      await owen.tries(keepEmployer, {
        ...trust,
        employerId: employer.id,
        seenVersion: 1,
        name: employer.name,
        ended: true,
      }),
      await owen.tries(keepTeam, { teamId: team.id, seenVersion: 1, name: team.name, ended: true }),
      await owen.tries(keepPlace, { ...ward, placeId: place.id, seenVersion: 1, name: place.name, ended: true }),
    ]
    for (const one of asked) expect(one).toMatchObject({ status: 409, body: { code: 'still-in-use' } })
    expect(asked[2]?.body['message']).toBe(
      'Ewa Kowalska has it on the register. Change that entry first. One referral is open there. Finish it first.',
    )
    expect((await look()).changes).toEqual([])
  })

  it('is never given to somebody while it ends', { timeout: 60_000 + TURNS * 2000 }, async () => {
    const stood = { ended: 0, added: 0 }
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { employerId } = await owen.sends(keepEmployer, { ...trust, name: `Trust ${turn}` })
      const [ended, added] = await Promise.all([
        owen.tries(keepEmployer, { ...trust, employerId, seenVersion: 1, name: `Trust ${turn}`, ended: true }),
        ruth.tries(addAmhp, anAmhp(service, { name: `Ann ${turn}`, employerId })),
      ])
      expect([ended.status, added.status].filter((status) => status === 200)).toHaveLength(1)
      stood[ended.status === 200 ? 'ended' : 'added'] += 1
    }
    console.log(`${TURNS} turns of an end against an entry:`, stood)
    const wrong = await hub.owner`
      select from hub.amhps a join hub.employers e on e.service_id = a.service_id and e.id = a.employer_id where a.service_id = ${service.id} and e.ended_at is not null`
    expect(wrong).toHaveLength(0)
  })

  it('can be chosen no more once it has ended, and again when it is taken up', async () => {
    const { employerId } = await owen.sends(keepEmployer, trust)
    await owen.sends(keepEmployer, { ...trust, employerId, seenVersion: 1, ended: true })
    const late = await ruth.tries(addAmhp, anAmhp(service, { employerId }))
    expect(late).toMatchObject({ status: 422, body: { code: 'employer-unknown', field: 'employerId' } })
    expect((await look()).employers.map(({ name, policyFrom }) => [name, policyFrom])).toEqual([
      ['Westmarch County Council', null],
      ['Westmarch NHS Trust', null],
    ])
    const same = await owen.tries(keepEmployer, trust)
    expect(same.body).toMatchObject({ code: 'name-taken', field: 'name' })
    expect(same.body['message']).toMatch(/^One that has ended has this name/)
    await owen.sends(keepEmployer, { ...trust, employerId, seenVersion: 2, ended: false })
    await ewa({ employerId })
  })

  it('offers no place that is closed, and takes none for a referral', async () => {
    const { placeId } = await owen.sends(keepPlace, ward)
    await owen.sends(keepPlace, { ...ward, placeId, seenVersion: 1, ended: true })
    expect((await jo.asks(register, {})).places.find(({ id }) => id === placeId)).toMatchObject({ ended: true })
    const call = { ...aCall(hub.now()), placeId }
    expect((await jo.tries(receiveReferral, call)).body).toMatchObject({ code: 'place-unknown', field: 'placeId' })
  })

  it('keeps a place open while shifts are worked there, which their people read on their own rota', async () => {
    const { placeId } = await owen.sends(keepPlace, ward)
    const late = { name: 'Late', startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 } as const
    const { templateId } = await ruth.sends(addShiftTemplate, { ...late, placeId })
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    await ruth.sends(addShift, { personId: dan.id, day: '2026-11-13', times: { templateId } })
    const [own] = (await dan.asks(myRota, { from: '2026-11-09' })).shifts
    expect(own?.placeName).toBe('Norbeck Ward')
    const closing = { ...ward, placeId, seenVersion: 1, ended: true }
    const used = await owen.tries(keepPlace, closing)
    expect(used.body['message']).toBe('Shifts of Late are worked there. Change the shift template first.')
    const theirs = (await hub.service('Southbury AMHP service')).baseId
    const foreign = await ruth.tries(addShiftTemplate, { ...late, name: 'Early', placeId: theirs })
    expect(foreign).toMatchObject({ status: 422, body: { code: 'template-place-unknown', field: 'placeId' } })
    await ruth.sends(changeShiftTemplate, { ...late, templateId, seenVersion: 1, retired: true, placeId })
    const under = await owen.tries(keepPlace, closing)
    expect(under).toMatchObject({
      status: 409,
      body: { code: 'shifts-still-there', shifts: [{ name: 'Dan Okoro', startsAt: '2026-11-13T15:00:00.000Z' }] },
    })
    expect(
      (await look()).places.find(({ id }) => id === placeId),
      'nothing was changed',
    ).toMatchObject({ ended: false })
    await owen.sends(keepPlace, { ...closing, shiftsSeen: own ? [own.id] : [] })
    const back = await ruth.tries(changeShiftTemplate, { ...late, templateId, seenVersion: 2, retired: false, placeId })
    expect(back.body['code']).toBe('template-place-unknown')
  })

  it('is renamed on the whole register, and nobody writes the old name back without having seen it', async () => {
    const { personId } = await ewa({ homeTeam: 'North' })
    const team = (await look()).teams.find(({ name }) => name === 'North')
    if (!team) throw new Error('a team that an entry names joins the list')
    hub.clockMovesOn({ minutes: 5 })
    await owen.sends(keepTeam, { teamId: team.id, seenVersion: 1, name: 'Northern', ended: false })
    const row = (await ruth.asks(register, {})).amhps.find((one) => one.personId === personId)
    expect(row).toMatchObject({ homeTeam: 'Northern', version: 2 })
    const stale = await ruth.tries(changeAmhp, { ...anAmhp(service, { homeTeam: 'North' }), personId, seenVersion: 1 })
    expect(stale).toMatchObject({ status: 409, body: { code: 'changed-since-seen', byName: 'Owen Tasker' } })
    expect((await look()).teams.map(({ name }) => name)).toEqual(['Northern'])
    expect((await ruth.asks(register, {})).teams).toEqual(['Northern'])
  })
})

it('another service’s council, employer, team and place are not found, and a new name of theirs is free', async () => {
  const other = await hub.service('Southbury AMHP service')
  const theirs = await other.has({ name: 'Pat Lowe', roles: ['admin'] })
  await theirs.sends(keepTeam, { teamId: null, seenVersion: 0, name: 'South', ended: false })
  const team = (await theirs.asks(setUp, {})).teams[0]?.id ?? null
  const asked = [
    owen.tries(keepCouncil, { ...southbury, councilId: other.councilId, seenVersion: 1 }),
    owen.tries(keepEmployer, { ...trust, employerId: other.employerId, seenVersion: 1 }),
    owen.tries(keepTeam, { teamId: team, seenVersion: 1, name: 'South', ended: false }),
    owen.tries(keepPlace, { ...ward, placeId: other.baseId, seenVersion: 1 }),
    owen.tries(keepCouncil, { ...southbury, councilId: randomUUID() as CouncilId, seenVersion: 1 }),
    owen.tries(keepEmployer, { ...trust, employerId: randomUUID() as EmployerId, seenVersion: 1 }),
  ]
  for (const { status } of await Promise.all(asked)) expect(status).toBe(404)
  await owen.sends(keepTeam, { teamId: null, seenVersion: 0, name: 'South', ended: false })
})

it('sent twice it happens once, and is in the record of what happened', async () => {
  const key = randomUUID()
  const first = await owen.tries(keepPlace, ward, key)
  const again = await owen.tries(keepPlace, ward, key)
  expect(again.body['value']).toEqual(first.body['value'])
  expect((await look()).places.filter(({ name }) => name === 'Norbeck Ward')).toHaveLength(1)
  const events = await hub.owner<{ data: unknown }[]>`
    select data from hub.events where service_id = ${service.id} and type = 'place-kept'`
  expect(events).toHaveLength(1)
  expect(events[0]?.data).toMatchObject({
    changed: ['name', 'kind', 'town', 'phone'],
    codes: [{ field: 'kind', before: null, after: 'ward' }],
  })
})
