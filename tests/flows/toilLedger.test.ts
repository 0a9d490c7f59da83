import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { approveClaims, myToil, recordTaken, refuseClaim, toilOf, toilPolicies } from '#shared/toil/contract.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { TestHub } from '#tests/harness/service.ts'
import { hasClaim, hasOpeningBalance, hasPolicy, submits } from '#tests/builders/toil.ts'

let hub: TestHub
let asApp: postgres.Sql
beforeAll(async () => {
  hub = await TestHub.open()
  asApp = postgres(hub.appUrl, { max: 1, onnotice: () => undefined, connection: { search_path: 'hub' } })
})
afterAll(async () => {
  await asApp.end({ timeout: 2 })
  await hub.close()
})

const shiftOn = (day: string) => ({ startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })

it('is only ever added to, by whoever asks', async () => {
  const service = await hub.service()
  await hasPolicy(hub, service)
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await hasOpeningBalance(hub, service, ewa, 600)
  const change = (how: (sql: postgres.TransactionSql) => Promise<unknown>) =>
    asApp.begin(async (sql) => {
      await sql`select set_config('app.service_id', ${service.id}, true)`
      return how(sql)
    })
  await expect(change((sql) => sql`update toil_entries set minutes = 6000`)).rejects.toThrow('permission denied')
  await expect(change((sql) => sql`delete from toil_entries`)).rejects.toThrow('permission denied')
  await expect(change((sql) => sql`truncate toil_entries`)).rejects.toThrow('permission denied')
  await expect(change((sql) => sql`update toil_policies set policy = '{}'`)).rejects.toThrow('permission denied')
  await expect(hub.owner`update hub.toil_entries set minutes = 6000 where person_id = ${ewa.id}`).rejects.toThrow(
    'only ever added to',
  )
  await expect(hub.owner`delete from hub.toil_entries where person_id = ${ewa.id}`).rejects.toThrow(
    'only ever added to',
  )
  expect((await ewa.asks(myToil, {})).balance).toBe(600)
})

it('takes no second accrual of one claim, and none without a claim and its policy', async () => {
  const service = await hub.service()
  await hasPolicy(hub, service)
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const claim = await hasClaim(hub, service, ewa, { shift: shiftOn('2026-11-10'), late: 50 })
  await ruth.sends(approveClaims, { claims: [await submits(ewa, claim)] })
  const again = (minutes: number, claimId: string | null) => hub.owner`
    insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by, claim_id, policy_id)
    values (${service.id}, ${randomUUID()}, ${ewa.id}, 'ACCRUE', ${minutes}, '2026-11-10', now(), ${ruth.id}, ${claimId}, ${claimId && claim.policyId})`
  await expect(again(50, claim.id)).rejects.toThrow('one_accrual_per_claim')
  await expect(again(50, null)).rejects.toThrow('accrual_names_its_claim')
  await expect(again(-50, claim.id)).rejects.toThrow('entry_sign_fits_its_kind')
})

it('makes every balance the sum of its entries, and every minute traceable, whatever happens in whatever order', async () => {
  const service = await hub.service()
  const policyId = await hasPolicy(hub, service, {
    rounding: { unit: 5, mode: 'down', scope: 'claim' },
    minClaimMinutes: 10,
  })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  let people = 0
  const deeds = fc.array(
    fc.record({ late: fc.integer({ min: 10, max: 400 }), next: fc.constantFrom('approve', 'refuse', 'leave', 'take') }),
    { minLength: 1, maxLength: 5 },
  )
  await fc.assert(
    fc.asyncProperty(deeds, async (done) => {
      const ewa = await service.has({ name: `AMHP ${(people += 1)}`, roles: ['amhp'] })
      for (const [index, { late, next }] of done.entries()) {
        const shift = shiftOn(addDays(londonDay('2026-11-01'), index))
        const claim = await submits(ewa, await hasClaim(hub, service, ewa, { shift, late }))
        if (next === 'approve') await ruth.sends(approveClaims, { claims: [claim] })
        if (next === 'refuse') await ruth.sends(refuseClaim, { ...claim, why: 'Paid instead' })
        if (next === 'take')
          await ruth.tries(recordTaken, { personId: ewa.id, day: '2026-11-12', minutes: 30, note: '' })
      }
      const account = await ruth.asks(toilOf, { personId: ewa.id })
      const sum = account?.entries.reduce((total, { minutes }) => total + minutes, 0)
      expect(account?.balance).toBe(sum)
      expect(account?.entries.at(-1)?.balance ?? 0).toBe(sum)
      for (const entry of account?.entries ?? []) {
        if (entry.kind !== 'ACCRUE') continue
        const claim = account?.claims.find(({ id }) => id === entry.claimId)
        expect(claim).toMatchObject({ state: 'approved', minutes: entry.minutes, policyId, day: entry.day })
        expect(claim?.workedOut.reduce((total, { minutes }) => total + minutes, 0)).toBe(entry.minutes)
        expect(claim?.causes.reduce((total, { minutes }) => total + minutes, 0)).toBe(claim?.rawMinutes)
        expect(addMinutes(claim?.shiftEndedAt ?? instant(0), claim?.rawMinutes ?? 0)).toBe(claim?.finishedAt)
      }
      return true
    }),
    { numRuns: 12 },
  )
})

it('shows each employer’s policies with the day from which they hold', async () => {
  const service = await hub.service()
  await hasPolicy(hub, service, { graceMinutes: 15 }, { from: '2025-04-01' })
  await hasPolicy(hub, service, { graceMinutes: 0 }, { from: '2026-04-01' })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  expect(await ruth.asks(toilPolicies, {})).toMatchObject([
    { employerName: 'Westmarch County Council', effectiveFrom: '2026-04-01', policy: { graceMinutes: 0 } },
    { effectiveFrom: '2025-04-01', policy: { graceMinutes: 15 } },
  ])
  expect((await ewa.gets('/api/toil.policies')).status).toBe(403)
  expect((await ewa.gets('/api/toil.claimsToDecide')).status).toBe(403)
  expect((await ruth.gets('/api/toil.mine')).status).toBe(403)
})
