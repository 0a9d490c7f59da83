import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeAmhp } from '#shared/register/contract.ts'
import type { EmployerId } from '#shared/kernel/ids.ts'
import { approveClaims, myToil } from '#shared/toil/contract.ts'
import { closePayroll, payroll, reopenPayroll, setPolicy, withoutPolicy } from '#shared/toil/ledgerContract.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { anAmhp } from '#tests/builders/register.ts'
import { finishes, hasJob, hasPolicy, hasShift, submits } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-12T20:00:00Z'))
  service = await hub.service()
  await hasPolicy(hub, service)
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

const began = async (contract: 'dedicated' | 'sessional') => {
  await hub.owner`update hub.amhps set contract = ${contract}, version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
}
const changesTo = (contract: 'dedicated' | 'sessional', seenVersion: number, contractFrom: string | null = null) =>
  ruth.sends(changeAmhp, { ...anAmhp(service, { contract }), personId: ewa.id, seenVersion, contractFrom })
const worksLate = async (day: string, late: number) => {
  const shift = { startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) }
  const shiftId = await hasShift(hub, service, ewa, shift)
  const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: shift.startsAt })
  await finishes(ewa, job, addMinutes(shift.endsAt, late))
}
const toPay = async () => (await ruth.asks(payroll, {})).hoursToPay.map(({ day, minutes }) => [day, minutes])
const claimed = async () => (await ewa.asks(myToil, {})).claims.map(({ day, minutes }) => [day, minutes])

describe('late hours when somebody’s contract changes', () => {
  it('are paid by the session when they were worked so, and are TOIL from the day of the change', async () => {
    await began('sessional')
    await worksLate('2026-11-10', 60)
    const { version } = await changesTo('dedicated', 2)
    expect(await toPay()).toEqual([['2026-11-10', 60]])
    await worksLate('2026-11-12', 30)
    expect([await toPay(), await claimed()]).toEqual([[['2026-11-10', 60]], [['2026-11-12', 30]]])
    await ruth.sends(closePayroll, { upTo: '2026-11-12' })
    await changesTo('sessional', version)
    expect(await toPay()).toEqual([['2026-11-12', 30]])
  })

  it('are not paid again for whom they were TOIL, until the contract is said to have begun before', async () => {
    await began('dedicated')
    await worksLate('2026-11-09', 45)
    await changesTo('sessional', 2)
    expect([await toPay(), await claimed()]).toEqual([[], [['2026-11-09', 45]]])
    await worksLate('2026-11-12', 20)
    expect(await toPay()).toEqual([['2026-11-12', 20]])
    await changesTo('sessional', 3, '2026-11-09')
    expect(await toPay()).toEqual([
      ['2026-11-09', 45],
      ['2026-11-12', 20],
    ])
    expect(await claimed()).toEqual([['2026-11-09', 0]])
  })

  it('are not paid where TOIL was approved for them', async () => {
    await began('dedicated')
    await worksLate('2026-11-09', 45)
    const [claim] = (await ewa.asks(myToil, {})).claims
    if (!claim) throw new Error('a claim')
    await ruth.sends(approveClaims, { claims: [await submits(ewa, claim)] })
    await changesTo('sessional', 2, '2026-11-09')
    expect([await toPay(), await claimed()]).toEqual([[], [['2026-11-09', 45]]])
  })

  it('are claimed once the contract is said never to have been by the session, but for days whose pay a closing holds', async () => {
    await began('dedicated')
    const { version } = await changesTo('sessional', 2, '2026-11-09')
    await worksLate('2026-11-10', 60)
    expect([await toPay(), await claimed()]).toEqual([[['2026-11-10', 60]], []])
    await ruth.sends(closePayroll, { upTo: '2026-11-10' })
    await worksLate('2026-11-12', 30)
    await changesTo('dedicated', version, '2026-11-09')
    expect([await claimed(), await toPay()]).toEqual([[['2026-11-12', 30]], []])
    const [closing] = (await ruth.asks(payroll, {})).closings
    if (!closing) throw new Error('a closing')
    // Opened again, the days have the claims that were missing, without another change of the contract.
    await ruth.sends(reopenPayroll, { closingId: closing.id, why: 'The contract was wrong' })
    expect([await claimed(), await toPay()]).toEqual([
      [
        ['2026-11-10', 60],
        ['2026-11-12', 30],
      ],
      [],
    ])
  })

  it('make no claim while their employer has no policy: who decides is told for whom, and how much waits', async () => {
    const agency = '5e1f0c52-57b2-4f0e-9a39-1a7a6e0f0001' as EmployerId
    await hub.owner`insert into hub.employers (service_id, id, name, kind) values (${service.id}, ${agency}, 'Northern Trust', 'nhs')`
    expect(await ruth.asks(withoutPolicy, {})).toEqual([])
    await hub.owner`update hub.amhps set employer_id = ${agency}, contract = 'dedicated', version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    await worksLate('2026-11-12', 30)
    expect((await ewa.gets('/api/toil.withoutPolicy')).status).toBe(403)
    expect(await ruth.asks(withoutPolicy, {})).toEqual([
      { employerId: agency, name: 'Northern Trust', amhps: 1, lateJobs: 1, policyFrom: null },
    ])
    const set = (effectiveFrom: string, appliesTo: 'combined' | 'everybody') =>
      ruth.sends(setPolicy, { employerId: agency, effectiveFrom, appliesTo, policy: {} })
    await set('2026-11-01', 'combined')
    expect(await ruth.asks(withoutPolicy, {})).toMatchObject([{ amhps: 1, lateJobs: 1, policyFrom: null }])
    await set('2026-12-01', 'everybody')
    expect(await ruth.asks(withoutPolicy, {})).toMatchObject([{ amhps: 1, lateJobs: 1, policyFrom: '2026-12-01' }])
    await set('2026-11-02', 'everybody')
    expect([await ruth.asks(withoutPolicy, {}), await claimed()]).toEqual([[], [['2026-11-12', 30]]])
  })

  it('are asked for no day to come', async () => {
    const entry = { ...anAmhp(service), personId: ewa.id, seenVersion: 1, contractFrom: '2026-11-13' }
    const refused = await ruth.tries(changeAmhp, entry)
    expect([refused.status, refused.body['code'], refused.body['field']]).toEqual([
      422,
      'contract-from-ahead',
      'contractFrom',
    ])
  })
})

describe('work on no shift of whoever is paid by the session', () => {
  it('is paid whole, each minute once, and kept by the closing', async () => {
    await began('sessional')
    const shift = { startsAt: instant('2026-11-10T08:00:00Z'), endsAt: instant('2026-11-10T16:00:00Z') }
    const shiftId = await hasShift(hub, service, ewa, shift)
    const late = await hasJob(hub, service, ewa, { shiftId, acceptedAt: instant('2026-11-10T09:00:00Z') })
    await finishes(ewa, late, instant('2026-11-10T17:00:00Z'))
    // Called at 16:30, while still out late: its own from 17:00 on. Another beside it adds what is past 19:00.
    const call = await hasJob(hub, service, ewa, { shiftId: null, acceptedAt: instant('2026-11-10T16:30:00Z') })
    await finishes(ewa, call, instant('2026-11-10T19:00:00Z'))
    const beside = await hasJob(hub, service, ewa, { shiftId: null, acceptedAt: instant('2026-11-10T18:00:00Z') })
    await finishes(ewa, beside, instant('2026-11-10T19:20:00Z'))
    expect(await claimed()).toEqual([])
    const lines = (await ruth.asks(payroll, {})).hoursToPay.map(({ minutes, numbers }) => [minutes, numbers])
    expect(new Set(lines.map((line) => JSON.stringify(line)))).toEqual(
      new Set(
        [
          [120, [call.number]],
          [20, [beside.number]],
          [60, [late.number]],
        ].map((line) => JSON.stringify(line)),
      ),
    )
    await ruth.sends(closePayroll, { upTo: '2026-11-12' })
    expect(await toPay()).toEqual([])
    expect((await ruth.asks(payroll, {})).closings[0]?.hoursToPay).toHaveLength(3)
  })
})
