import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { receiveReferral } from '#shared/referrals/contract.ts'
import { addAmhp, changeAmhp, register } from '#shared/register/contract.ts'
import { keepCouncil, keepPlace, keepTeam, setDetails, setUp, type SetUp } from '#shared/register/setUpContract.ts'
import { addShiftTemplate, changeShiftTemplate, rotaWeek } from '#shared/rota/contract.ts'
import { aCall } from '#tests/builders/referrals.ts'
import { anAmhp } from '#tests/builders/register.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, THURSDAY_AFTERNOON, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
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
const councilOf = async (referralId: string): Promise<unknown> =>
  (await hub.owner`select council_id as id from hub.referrals where id = ${referralId}`)[0]?.['id']
const aCouncil = (name: string) => ({ councilId: null, seenVersion: 0, name, actedFor: true, lastDay: null })

describe('a line of a list that has ended', () => {
  it('is renamed and taken up again although somebody who has left was of it', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service, { homeTeam: 'North' }))
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id = ${personId}`
    const teamId = (await look()).teams.find(({ name }) => name === 'North')?.id ?? null
    const ended = { teamId, seenVersion: 1, name: 'North', ended: true }
    await owen.sends(keepTeam, ended)
    await owen.sends(keepTeam, { ...ended, seenVersion: 2, name: 'North East' })
    expect((await look()).teams).toMatchObject([{ name: 'North East', ended: true, version: 3 }])
    await owen.sends(keepTeam, { teamId, seenVersion: 3, name: 'North West', ended: false })
    expect((await look()).teams).toMatchObject([{ name: 'North West', ended: false, version: 4 }])
  })

  it('stays on the entry of an AMHP who acts for no other council, whose telephone can be changed', async () => {
    const { councilId } = await owen.sends(keepCouncil, aCouncil('Southbury Council'))
    const entry = anAmhp(service, { actingForCouncilIds: [councilId] })
    const { existingPersonId: _none, ...kept } = entry
    const { personId } = await ruth.sends(addAmhp, entry)
    await owen.sends(keepCouncil, {
      ...aCouncil('Southbury Council'),
      councilId,
      seenVersion: 1,
      lastDay: '2026-11-12',
    })
    hub.clockMovesOn({ hours: 24 })
    await ruth.signsIn(TEST_PASSWORD)
    await ruth.sends(changeAmhp, { ...kept, phone: '01632 960 199', personId, seenVersion: 1 })
    const row = (await ruth.asks(register, {})).amhps.find((one) => one.personId === personId)
    expect(row).toMatchObject({ phone: '01632 960 199', actingForCouncilIds: [councilId] })
    const others = await ruth.tries(addAmhp, anAmhp(service, { name: 'Dan Okoro', actingForCouncilIds: [councilId] }))
    expect(others).toMatchObject({ status: 422, body: { field: 'actingForCouncilIds' } })
  })
})

it('a council that is added takes no referral that names none, until somebody may act for it', async () => {
  await ruth.sends(addAmhp, anAmhp(service))
  const { councilId } = await owen.sends(keepCouncil, aCouncil('Aldbury Council'))
  const told = await jo.sends(receiveReferral, { ...aCall(hub.now()), councilId: null })
  expect(await councilOf(told.referralId)).not.toBe(councilId)
  const named = await jo.sends(receiveReferral, { ...aCall(hub.now()), lastName: 'Other', councilId })
  expect(await councilOf(named.referralId)).toBe(councilId)
})

it('a template keeps its place when a page that knows of none changes it', async () => {
  const ward = { name: 'Norbeck Ward', kind: 'ward', town: 'Norbeck', address: '', phone: '', wayIn: '' } as const
  const { placeId } = await owen.sends(keepPlace, { placeId: null, seenVersion: 0, ...ward, ended: false })
  const late = { name: 'Late', startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 } as const
  const { templateId } = await ruth.sends(addShiftTemplate, { ...late, placeId })
  await ruth.sends(changeShiftTemplate, { ...late, templateId, seenVersion: 1, name: 'Later', retired: false })
  expect((await ruth.asks(rotaWeek, { monday: '2026-11-09' })).templates).toMatchObject([{ name: 'Later', placeId }])
})

it('no service takes the name of another of the installation, however it is written; its own can be written anew', async () => {
  await hub.service('Norbeck AMHP hub')
  const { staggeredFrom, version, ...was } = (await look()).details
  const renames = (name: string, seenVersion = version) => ({ ...was, staggeredFrom, seenVersion, name })
  const taken = await owen.tries(setDetails, renames(' norbeck  AMHP Hub'))
  expect(taken).toMatchObject({ status: 422, body: { code: 'service-name-taken', field: 'name' } })
  expect((await look()).details, 'nothing was changed').toMatchObject({ name: was.name, version })
  await owen.sends(setDetails, renames(was.name.toUpperCase()))
  await owen.sends(setDetails, renames('Westmarch hub', version + 1))
})
