import { afterAll, beforeAll, expect, it } from 'vitest'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { makePack, packAgain, packs } from '#shared/reports/packContract.ts'
import { reportOf } from '#shared/reports/reportContract.ts'
import { approveClaims } from '#shared/toil/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { TestHub } from '#tests/harness/service.ts'
import { hasClaim, hasPolicy, submits } from '#tests/builders/toil.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const shiftOn = (day: string) => ({ startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })

it('a committee’s sheet is frozen, names nobody, and is made again from the same data', async () => {
  const service = await hub.service()
  await hasPolicy(hub, service, { cap: { minutes: 600, onExceed: 'warn' } })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const days = ['02', '03', '04', '05', '06', '09', '10']
  for (const [index, day] of days.entries()) {
    const shift = shiftOn(`2026-11-${day}`)
    const waits = [{ kind: 'bed' as const, startedAt: shift.endsAt, endedAt: instant(`2026-11-${day}T16:30:00Z`) }]
    const claim = await submits(ewa, await hasClaim(hub, service, ewa, { shift, late: 40 + index, waits }))
    if (index < 5) await ruth.sends(approveClaims, { claims: [claim] })
  }
  const asked = { from: '2026-08-17', to: '2026-11-08', asks: ['note the figures'] }
  const { packId } = await ruth.sends(makePack, asked)
  const pack = await ruth.asks(packAgain, { packId })
  const report = await ruth.asks(lateWorkingReport, { to: '2026-11-08', weeks: '12' })
  expect(pack).toMatchObject({ same: true, madeByName: 'Ruth Banerjee', firstDay: '2026-08-17', lastDay: '2026-11-08' })
  expect(pack.content.facts.map(({ figure }) => figure)).toEqual(['5', '100%', '4h', '0'])
  expect(pack.content.why.causes.rows.map(({ percent }) => percent)).toEqual(
    report.causes.rows.map(({ percent }) => percent),
  )
  // To the hour: two sheets whose days overlap leave nothing exact when one is subtracted from the other.
  expect(pack.content.why.causes.rows.every(({ minutes }) => minutes % 60 === 0)).toBe(true)
  expect(pack.content.why.sentence).toBe(
    `${report.causes.sides.partner.percent} of every 100 late hours waited on a partner. ${report.causes.sides.ours.percent} are the council’s to change.`,
  )
  expect(pack.content.asks).toEqual(['note the figures'])
  expect(JSON.stringify(pack.content)).not.toMatch(/Kowalska|Banerjee|R-\d/)
  // One finish an hour and day is one AMHP’s: it is drawn and not given.
  expect(pack.content.when.days.flatMap(({ counts }) => counts).filter((count) => count === 1)).toEqual([])
  const late = await submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-07'), late: 90 }))
  await ruth.sends(approveClaims, { claims: [late] })
  const after = await ruth.asks(packAgain, { packId })
  expect(after).toMatchObject({ same: false })
  expect(after.content).toEqual(pack.content)
  expect(await ruth.asks(packs, {})).toMatchObject([{ id: packId }])
  await expect(hub.owner`update hub.report_packs set content = '{}' where id = ${packId}`).rejects.toThrow(
    'only ever added to',
  )
  for (const [from, to] of [
    ['2026-11-08', '2026-11-01'],
    ['2026-11-02', '2026-11-02'],
    ['2026-08-18', '2026-11-09'],
    ['2026-08-24', '2026-11-15'],
    ['2026-07-01', '2026-12-31'],
  ] as const)
    expect(await ruth.tries(makePack, { from, to }), `${from} to ${to}`).toMatchObject({
      status: 422,
      body: { code: 'period-wrong', message: expect.stringContaining('twelve whole weeks') },
    })
  expect((await ewa.tries(makePack, asked)).status).toBe(403)
  const stranger = await (await hub.service('Norbeck')).has({ name: 'Ida Holm', roles: ['manager'] })
  expect((await stranger.gets(`/api/reports.pack?packId=${packId}`)).status).toBe(404)
  // The same figures by another way: the report of a change, and TOIL by employer, against the ledger.
  const toil = await ruth.asks(reportOf, { report: 'toil', from: '2026-11-01', to: '2026-11-30', view: 'work' })
  const [ledger] = await hub.owner<{ n: number }[]>`
    select sum(minutes)::int as n from hub.toil_entries where service_id = ${service.id}`
  expect(toil.tables[0]?.total?.cells[6]).toBe(ledger?.n)
  expect(toil.tables[0]?.total?.cells[1]).toBe(ledger?.n)
  const rest = await ruth.asks(reportOf, { report: 'rest', from: '2026-11-01', to: '2026-11-30', view: 'work' })
  const [shifts] = await hub.owner<{ n: number }[]>`
    select count(*)::int as n from hub.shifts where service_id = ${service.id} and person_id = ${ewa.id}`
  expect(rest.tables[1]?.rows[0]?.cells[0]).toBe(shifts?.n)
  const change = await ruth.asks(reportOf, {
    report: 'change',
    from: '2026-10-01',
    to: '2026-11-12',
    change: '2026-11-05',
    view: 'work',
  })
  const jobs = (side: string) => hub.owner<{ n: number }[]>`
    select count(*)::int as n from hub.allocations a join hub.shifts s on s.id = a.shift_id where a.service_id = ${service.id}
      and (s.day < '2026-11-05') = ${side === 'before'}`
  expect(change.tables[1]?.rows[0]?.cells.slice(1, 3)).toEqual([
    (await jobs('before'))[0]?.n,
    (await jobs('before'))[0]?.n,
  ])
  expect(change.tables[1]?.rows[0]?.cells[5]).toBe((await jobs('since'))[0]?.n)
})
