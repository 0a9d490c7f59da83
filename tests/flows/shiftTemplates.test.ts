import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import { addShift, addShiftTemplate, changeShift, changeShiftTemplate, rotaWeek } from '#shared/rota/contract.ts'
import { aShift, aTemplate, staggered } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const week = (monday = '2026-11-09') => ruth.asks(rotaWeek, { monday })
const shiftsOfWeek = async (monday?: string) =>
  (await week(monday)).shifts.map(({ day, startsAt, endsAt }) => [day, startsAt.slice(0, 16), endsAt.slice(0, 16)])
/** All that a refusal must leave as it was. */
const everything = async (): Promise<unknown> => ({
  templates: await hub.owner`select * from hub.shift_templates where service_id = ${service.id} order by id`,
  events: await hub.owner`select seq from hub.events where service_id = ${service.id}`,
})
describe('shift templates', () => {
  it('hold the staggered starts of a day, and put shifts on at them', async () => {
    for (const [startsAt, endsAt] of staggered) {
      await ruth.sends(addShiftTemplate, aTemplate({ name: `${startsAt} to ${endsAt}`, startsAt, endsAt }))
    }
    const { templates } = await week()
    expect(templates.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(staggered)
    const people = await Promise.all(
      templates.map((_, index) => service.has({ name: `AMHP ${index}`, roles: ['amhp'] })),
    )
    for (const [index, { id }] of templates.entries()) {
      const person = people[index] ?? ewa
      await ruth.sends(addShift, aShift(person.id, { day: '2026-11-13', times: { templateId: id } }))
    }
    expect((await shiftsOfWeek()).at(-1)).toEqual(['2026-11-13', '2026-11-13T16:00', '2026-11-14T00:00'])
    expect((await week()).shifts.map(({ templateId }) => templateId)).toEqual(templates.map(({ id }) => id))
  })

  it('are changed and retired; shifts already on stay as they are', async () => {
    const { templateId } = await ruth.sends(addShiftTemplate, aTemplate())
    const { shiftId } = await ruth.sends(addShift, aShift(ewa.id, { times: { templateId } }))
    const screen = await ewa.opensScreen()
    const changed = { ...aTemplate({ startsAt: '14:00', endsAt: '22:00' }), templateId, seenVersion: 1, retired: true }
    expect(await ruth.sends(changeShiftTemplate, changed)).toEqual({ version: 2, drafts: 0 })
    await screen.hearsOf('rota')
    screen.close()
    const after = await week()
    expect(after.templates).toMatchObject([{ startsAt: '14:00', retired: true, version: 2 }])
    expect(after.shifts).toMatchObject([{ startsAt: '2026-11-13T15:00:00.000Z' }])
    const again = await ruth.tries(addShift, aShift(ewa.id, { day: '2026-11-14', times: { templateId } }))
    expect(again).toMatchObject({ status: 422, body: { code: 'template-unknown', field: 'times' } })
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const kept = { ...aShift(dan.id, { times: { templateId } }), shiftId, seenVersion: 1 }
    expect((await ruth.tries(changeShift, kept)).status).toBe(200)
  })

  it.each([
    ['two of one name', 422, 'name', {}],
    ['no name', 400, 'name', { name: ' ' }],
    ['a start that is no time', 400, 'startsAt', { name: 'A', startsAt: '24:00' }],
    ['a start with seconds', 400, 'startsAt', { name: 'A', startsAt: '08:00:00' }],
    ['a whole day', 422, 'endsAt', { name: 'A', startsAt: '08:00', endsAt: '08:00' }],
    ['seventeen hours', 422, 'endsAt', { name: 'A', startsAt: '06:00', endsAt: '23:00' }],
    ['a role nobody has', 400, 'role', { name: 'A', role: 'dispatcher' }],
    ['a break that is too long', 400, 'breakMinutes', { name: 'A', breakMinutes: 241 }],
    ['a break of half a minute', 400, 'breakMinutes', { name: 'A', breakMinutes: 0.5 }],
    ['a field that is not known', 400, 'colour', { name: 'A', colour: 'red' }],
  ])('refuse %s', async (_what, status, field, changes) => {
    await ruth.sends(addShiftTemplate, aTemplate())
    const before = await everything()
    const answer = await ruth.tries(addShiftTemplate, {
      ...aTemplate(),
      ...changes,
    } as SentTo<typeof addShiftTemplate>)
    expect(answer).toMatchObject({ status, body: { field } })
    expect(await everything()).toEqual(before)
  })

  it('are for those who plan, of this service, as they were seen', async () => {
    const { templateId } = await ruth.sends(addShiftTemplate, aTemplate())
    const sent = { ...aTemplate({ name: 'Other' }), templateId, seenVersion: 1, retired: false }
    expect((await ewa.tries(addShiftTemplate, aTemplate({ name: 'Mine' }))).status).toBe(403)
    expect((await ewa.tries(changeShiftTemplate, sent)).status).toBe(403)
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
    expect((await elsewhere.tries(changeShiftTemplate, sent)).status).toBe(404)
    await ruth.sends(changeShiftTemplate, sent)
    expect(await ruth.tries(changeShiftTemplate, sent)).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', byName: 'Ruth Banerjee', version: 2 },
    })
  })
})
