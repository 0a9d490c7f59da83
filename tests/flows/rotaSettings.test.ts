import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import { previewPublish, putInDraft } from '#shared/rota/planContract.ts'
import { rotaSettings, setRotaSettings } from '#shared/rota/settingsContract.ts'
import { times } from '#tests/builders/rota.ts'
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

/** The hub’s day of these tests is Thursday 12 November 2026. */
const settings = (changes: Partial<SentTo<typeof setRotaSettings>> = {}): SentTo<typeof setRotaSettings> => ({
  effectiveFrom: '2026-11-12',
  model: 'dedicated',
  swapPolicy: 'told',
  officeFrom: '09:00',
  officeUntil: '17:00',
  atOnceHours: 48,
  noticeDays: 28,
  restBasis: 'week',
  why: 'One team from today',
  ...changes,
})
const drafted = async (day: string) => {
  const draft = { shiftId: null, seenVersion: 0, personId: ewa.id, day, times: times('08:30', '16:30') }
  await ruth.sends(putInDraft, draft)
  return ruth.asks(previewPublish, { firstDay: '2026-11-09', lastDay: '2026-12-20' })
}

describe('settings of the rota', () => {
  it('hold from their day, and what was before stays to be compared with', async () => {
    expect((await ruth.asks(rotaSettings, {})).now).toMatchObject({
      model: 'hub',
      swapPolicy: 'approved',
      atOnceHours: 24,
    })
    await ruth.sends(setRotaSettings, settings())
    await ruth.sends(setRotaSettings, settings({ effectiveFrom: '2027-01-04', model: 'hub', why: 'A hub again' }))
    const kept = await ruth.asks(rotaSettings, {})
    expect(kept.now).toMatchObject({ model: 'dedicated', swapPolicy: 'told', atOnceHours: 48 })
    expect(kept.rows.map(({ effectiveFrom, byName }) => [effectiveFrom, byName])).toEqual([
      ['2027-01-04', 'Ruth Banerjee'],
      ['2026-11-12', 'Ruth Banerjee'],
    ])
    expect(kept.changes).toEqual([
      { day: '2027-01-04', words: 'County duty hub with practice consultants: A hub again' },
      { day: '2026-11-12', words: 'One dedicated team: One team from today' },
    ])
  })

  it('are read by what they are about: who is told when, and with how much notice a rota is published', async () => {
    const first = await drafted('2026-11-14')
    // A quarter to five on a Thursday is in office hours.
    expect(first.told.map(({ at }) => at)).toEqual([hub.now()])
    expect(first.findings.find(({ key }) => key === 'notice')).toMatchObject({
      grade: 'look',
      text: 'The first change is 2 days ahead. The service says 28 days.',
    })
    await ruth.sends(setRotaSettings, settings({ officeUntil: '16:00', noticeDays: 2, atOnceHours: 24 }))
    const second = await ruth.asks(previewPublish, { firstDay: '2026-11-09', lastDay: '2026-12-20' })
    expect(second.told.map(({ at }) => at)).toEqual(['2026-11-13T09:00:00.000Z'])
    expect(second.findings.filter(({ key }) => key === 'notice')).toEqual([])
  })

  it('are never of the past, never twice of a day, and for those who plan', async () => {
    expect((await ruth.tries(setRotaSettings, settings({ effectiveFrom: '2026-11-11' }))).body['code']).toBe(
      'setting-not-ahead',
    )
    await ruth.sends(setRotaSettings, settings())
    expect((await ruth.tries(setRotaSettings, settings())).body).toMatchObject({
      code: 'setting-day-taken',
      field: 'effectiveFrom',
    })
    const backwards = settings({ effectiveFrom: '2026-11-20', officeFrom: '17:00', officeUntil: '09:00' })
    expect((await ruth.tries(setRotaSettings, backwards)).body['code']).toBe('office-hours-backwards')
    expect((await ewa.tries(setRotaSettings, settings({ effectiveFrom: '2026-11-21' }))).status).toBe(403)
    expect((await ewa.gets('/api/rota.settings')).status).toBe(403)
  })
})
