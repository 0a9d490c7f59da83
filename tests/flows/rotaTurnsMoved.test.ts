import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { cancelShift, changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { buildFromPatterns, keepPattern, keepPlace } from '#shared/rota/patternContract.ts'
import { previewPublish, publishRota, putInDraft, rotaDraft } from '#shared/rota/planContract.ts'
import { aShift, times } from '#tests/builders/rota.ts'
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
  const weeks = [[{ weekday: 2, ...times('08:30', '16:30') }], []]
  const { patternId } = await ruth.sends(keepPattern, {
    patternId: null,
    seenVersion: 0,
    name: 'Two weeks',
    weeks,
    retired: false,
  })
  const place = { placeId: null, seenVersion: 0, patternId, firstDay: '2026-11-16', lastDay: null }
  await ruth.sends(keepPlace, { ...place, personId: ewa.id, offsetWeeks: 0, excludedDays: [] })
})

const days = { firstDay: '2026-11-16', lastDay: '2026-11-29' }
const build = () => ruth.sends(buildFromPatterns, { firstDay: days.firstDay, weeks: 2 })
const publish = async () => {
  const { seen, findings } = await ruth.asks(previewPublish, days)
  const accepted = findings.filter(({ grade }) => grade === 'accept').map(({ key }) => ({ key, why: 'Agreed' }))
  await ruth.sends(publishRota, { ...days, seen: [...seen], accepted })
}
const drafted = async () => (await ruth.asks(rotaDraft, { monday: days.firstDay })).drafts
const onRota = async () => {
  const weeks = [
    await ruth.asks(rotaWeek, { monday: '2026-11-16' }),
    await ruth.asks(rotaWeek, { monday: '2026-11-23' }),
  ]
  return weeks.flatMap(({ shifts }) =>
    shifts.map(({ personId, day }) => `${personId === ewa.id ? 'ewa' : 'dan'} ${day.slice(8)}`),
  )
}
const moves = (shiftId: ShiftId, seenVersion: number, day: string, person = ewa) =>
  ruth.sends(putInDraft, { shiftId, seenVersion, personId: person.id, day, times: times('08:30', '16:30') })
const builtTurn = async (): Promise<{ shiftId: ShiftId; version: number }> => {
  await build()
  const [one] = await drafted()
  if (!one) throw new Error('nothing was built')
  return one
}

describe('a turn of a pattern that somebody moved to another day', () => {
  it('is not built a second time: while it is drafted, once it is published, and moved again', async () => {
    const { shiftId, version } = await builtTurn()
    const from = async () => (await drafted()).map(({ madeHow, madeByName }) => [madeHow, madeByName])
    expect(await from(), 'the draft says where each comes from').toEqual([['patterns', 'Ruth Banerjee']])
    await moves(shiftId, version, '2026-11-18')
    expect(await from()).toEqual([['hand', 'Ruth Banerjee']])
    expect(await build(), 'while it is drafted').toMatchObject({ put: 0, same: 1 })
    await publish()
    expect(await onRota()).toEqual(['ewa 18'])
    expect(await build(), 'once it is published').toMatchObject({ put: 0, takenOff: 0, same: 1 })
    expect(await drafted()).toEqual([])
    await ruth.sends(changeShift, { ...aShift(ewa.id, { day: '2026-11-27' }), shiftId, seenVersion: 1 })
    expect(await build(), 'moved again on the rota, into another week').toMatchObject({ put: 0, same: 1 })
    await ruth.sends(cancelShift, { shiftId, seenVersion: 2, why: 'Not needed there' })
    expect(await build(), 'and stands for nothing once it is off the rota').toMatchObject({ put: 1 })
  })

  it('is not built a second time when somebody else has it there', async () => {
    const { shiftId } = await builtTurn()
    await publish()
    await ruth.sends(changeShift, { ...aShift(dan.id, { day: '2026-11-19' }), shiftId, seenVersion: 1 })
    expect(await onRota()).toEqual(['dan 19'])
    expect(await build()).toMatchObject({ put: 0, same: 1 })
  })
})
