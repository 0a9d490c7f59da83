import { describe, expect, it } from 'vitest'
import { operatingModels, type OperatingModel } from '#shared/rota/operatingModels.ts'
import { instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { makeDemo } from './demo.ts'

const now = instant('2026-11-12T16:47:00Z')
const make = (model: OperatingModel) => makeDemo({ now, seed: 20261112, weeks: 6, model, passwordHash: 'not a hash' })
const models = Object.keys(operatingModels) as OperatingModel[]

describe.each(models)('the demo under %s', (model) => {
  const rows = make(model)
  const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id))

  it('is run by that model since a day in the past, and in another way before', () => {
    const inOrder = rows.rotaSettings.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
    expect(inOrder.at(-1)).toMatchObject({ model, effectiveFrom: rows.services[0]?.staggeredFrom })
    expect(inOrder[0]?.model).not.toBe(model)
    expect(inOrder.every(({ effectiveFrom }) => effectiveFrom <= londonDayOf(now))).toBe(true)
  })

  it('refers to nothing that is not there, and gives work to nobody who may not act for its council', () => {
    const [shifts, people] = [ids(rows.shifts), ids(rows.people)]
    for (const { shiftId } of rows.allocations) expect(shiftId === null || shifts.has(shiftId)).toBe(true)
    for (const { shiftId } of rows.shiftOffers) expect(shifts.has(shiftId)).toBe(true)
    for (const { personId } of rows.shifts) expect(people.has(personId)).toBe(true)
    const councilOf = new Map(rows.referrals.map(({ id, councilId }) => [id, councilId]))
    const actsFor = new Set(rows.actingFor.map(({ personId, councilId }) => `${personId} ${councilId}`))
    const wrong = rows.allocations.filter(
      ({ personId, referralId }) => !actsFor.has(`${personId} ${councilOf.get(referralId)}`),
    )
    expect(wrong).toEqual([])
    const actedFor = new Set(rows.councils.filter((one) => one.actedFor).map(({ id }) => id))
    expect(rows.dutyNeeds.every(({ councilId }) => councilId === null || actedFor.has(councilId))).toBe(true)
  })
})

it('differs from model to model in what a service would say of itself', () => {
  const teams = (model: OperatingModel) => new Set(make(model).amhps.map(({ homeTeam }) => homeTeam)).size
  expect(models.map((model) => make(model).services[0]?.name)).toHaveLength(new Set(models).size)
  expect([teams('dedicated'), teams('localities') > 3, teams('round-the-clock') > 2]).toEqual([1, true, true])
  expect(make('several-councils').councils.filter(({ actedFor }) => actedFor)).toHaveLength(2)
  expect(make('generic-rota').sharedDuties.map(({ how }) => how)).toContain('owed')
  expect(make('generic-rota').dutyNeeds.some(({ role }) => role === 'practice-consultant')).toBe(false)
})
