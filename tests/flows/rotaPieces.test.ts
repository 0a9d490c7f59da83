import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PatternId } from '#shared/kernel/ids.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { giveOffer, offerShiftFor } from '#shared/rota/coverContract.ts'
import {
  buildFromPatterns,
  endException,
  keepPattern,
  keepPlace,
  keepSharedDuty,
  setException,
} from '#shared/rota/patternContract.ts'
import { previewPublish, publishRota } from '#shared/rota/planContract.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  const service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})

const days = { firstDay: '2026-11-16', lastDay: '2026-11-22' }
const build = () => ruth.sends(buildFromPatterns, { firstDay: days.firstDay, weeks: 1 })
const publish = async () => {
  const { seen, findings } = await ruth.asks(previewPublish, days)
  const accepted = findings.filter(({ grade }) => grade === 'accept').map(({ key }) => ({ key, why: 'Agreed' }))
  await ruth.sends(publishRota, { ...days, seen: [...seen], accepted })
}
const onRota = async () => (await ruth.asks(rotaWeek, { monday: days.firstDay })).shifts
const lines = async () =>
  (await onRota()).map(
    ({ personId, day, startsAt, endsAt }) =>
      `${personId === ewa.id ? 'ewa' : 'dan'} ${day.slice(8)} ${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)}`,
  )
type Turns = readonly (readonly [weekday: number, from: string, to: string])[]
const patternIs = (patternId: PatternId | null, seenVersion: number, turns: Turns) =>
  ruth.sends(keepPattern, {
    patternId,
    seenVersion,
    name: 'Nights',
    weeks: [turns.map(([weekday, from, to]) => ({ weekday, ...times(from, to) }))],
    retired: false,
  })
const hasPattern = async (turns: Turns): Promise<PatternId> => {
  const { patternId } = await patternIs(null, 0, turns)
  const place = { placeId: null, seenVersion: 0, patternId, firstDay: days.firstDay, lastDay: null, offsetWeeks: 0 }
  await ruth.sends(keepPlace, { ...place, personId: ewa.id, excludedDays: [] })
  return patternId
}
const givesToDan = async (startsAt: string, endsAt: string) => {
  const [night] = await onRota()
  if (!night) throw new Error('nothing was built')
  const part = { kind: 'part', part: { startsAt, endsAt }, meantFor: null, note: '' } as const
  const { offerId } = await ruth.sends(offerShiftFor, { ...part, shiftId: night.id, seenVersion: 1 })
  await ruth.sends(giveOffer, { offerId, seenVersion: 1, personId: dan.id, inReturnShiftId: null })
}

describe('a night of a pattern of which part was swapped', () => {
  it.each([
    ['the end', '02:00', '08:00', ['ewa 16 22:00-02:00', 'dan 17 02:00-08:00']],
    ['the beginning', '22:00', '02:00', ['dan 16 22:00-02:00', 'ewa 17 02:00-08:00']],
    ['the middle', '00:00', '04:00', ['ewa 16 22:00-00:00', 'dan 17 00:00-04:00', 'ewa 17 04:00-08:00']],
  ])('stays as it was agreed when weeks are built again: %s', async (_which, from, to, expected) => {
    await hasPattern([[1, '22:00', '08:00']])
    await build()
    await publish()
    await givesToDan(from, to)
    expect(await lines()).toEqual(expected)
    expect(await build()).toMatchObject({ put: 0, takenOff: 0, same: 1, left: [] })
  })

  it('leaves the next day to the pattern', async () => {
    const patternId = await hasPattern([[1, '22:00', '08:00']])
    await build()
    await publish()
    await givesToDan('22:00', '02:00')
    await patternIs(patternId, 1, [
      [1, '22:00', '08:00'],
      [2, '20:30', '23:30'],
    ])
    expect(await build()).toMatchObject({ put: 1, takenOff: 0, same: 1, left: [] })
  })

  it('is not shared out a second time', async () => {
    await ruth.sends(keepSharedDuty, {
      dutyId: null,
      seenVersion: 0,
      name: 'Night',
      how: 'in-turn',
      days: ['1'],
      ...times('22:00', '08:00'),
      firstDay: days.firstDay,
      lastDay: null,
      people: [ewa, dan].map(({ id: personId }) => ({ personId, excludedDays: [], owedAWeek: 1, everyWeeks: 1 })),
    })
    await build()
    await publish()
    await givesToDan('02:00', '08:00')
    expect(await build()).toMatchObject({ put: 0, takenOff: 0, same: 1 })
  })
})

describe('a day that was set by hand', () => {
  const sets = (turns: ReturnType<typeof times>[]) =>
    ruth.sends(setException, { personId: ewa.id, day: '2026-11-16', turns, why: 'Asked for it' })

  it('as off takes off what was put there by hand, or set before', async () => {
    await rosters(ruth, ewa.id, '2026-11-16', '10:00', '18:00')
    await sets([])
    expect(await build()).toMatchObject({ takenOff: 1 })
    await publish()
    expect(await lines()).toEqual([])
    await sets([times('12:30', '20:30')])
    await build()
    await publish()
    expect(await lines()).toEqual(['ewa 16 12:30-20:30'])
    await sets([])
    await build()
    await publish()
    expect(await lines()).toEqual([])
  })

  it('goes back to the pattern once that has ended', async () => {
    await hasPattern([[1, '08:30', '16:30']])
    const { exceptionId } = await sets([times('12:30', '20:30')])
    await build()
    await publish()
    expect(await lines()).toEqual(['ewa 16 12:30-20:30'])
    await ruth.sends(endException, { exceptionId })
    expect(await build()).toMatchObject({ put: 1, left: [] })
    await publish()
    expect(await lines()).toEqual(['ewa 16 08:30-16:30'])
  })
})
