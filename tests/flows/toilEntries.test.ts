import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approveClaims, myToil, recordTaken, runningOut, toilOf, toilPolicies } from '#shared/toil/contract.ts'
import {
  adjustToil,
  agreeBeforehand,
  bookToil,
  bringForward,
  decideExpiry,
  payOut,
  reverseEntry,
  setPolicy,
  withdrawAgreement,
} from '#shared/toil/ledgerContract.ts'
import { instant } from '#shared/time/instant.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hasClaim, hasOpeningBalance, hasPolicy, hasShift, submits } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
let maya: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  maya = await service.has({ name: 'Maya Lindqvist', roles: ['amhp-lead'] })
})

const shiftOn = (day: string) => ({ startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })
const claimed = async (day: string, late: number) =>
  submits(ewa, await hasClaim(hub, service, ewa, { shift: shiftOn(day), late }))
const owed = async (): Promise<number> => (await ewa.asks(myToil, {})).balance

describe('entries that managers make', () => {
  const why = 'As agreed in writing'
  beforeEach(() => hasPolicy(hub, service, { expiry: { afterDays: 60, onExpiry: 'review' } }))

  it('correct, bring forward, pay and take back, each with its reason and the balance after it', async () => {
    const about = { personId: ewa.id, day: '2026-11-10', why }
    expect(await ruth.sends(bringForward, { ...about, minutes: 300 })).toMatchObject({ balance: 300 })
    expect((await ruth.tries(bringForward, { ...about, minutes: 10 })).body).toMatchObject({
      code: 'brought-forward-already',
    })
    // Somebody who had taken time in advance comes with less than nothing.
    const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    expect(await ruth.sends(bringForward, { ...about, personId: tom.id, minutes: -120 })).toEqual(
      expect.objectContaining({ balance: -120 }),
    )
    expect(await ruth.sends(adjustToil, { ...about, minutes: -30 })).toMatchObject({ balance: 270 })
    const { entryId } = await ruth.sends(payOut, { ...about, minutes: 200 })
    expect((await ruth.tries(payOut, { ...about, minutes: 71 })).body).toMatchObject({
      code: 'more-than-owed',
      balance: 70,
    })
    expect(await maya.sends(reverseEntry, { entryId, why: 'Paid by the trust after all' })).toMatchObject({
      balance: 270,
    })
    expect((await ruth.tries(reverseEntry, { entryId, why })).body).toMatchObject({ code: 'entry-already-reversed' })
    const { entries } = await ewa.asks(myToil, {})
    const back = entries.at(-1)
    expect(back).toMatchObject({
      kind: 'REVERSE',
      minutes: 200,
      reversesId: entryId,
      note: 'Paid by the trust after all',
    })
    expect((await ruth.tries(reverseEntry, { entryId: back?.id ?? '', why })).body).toMatchObject({
      code: 'entry-is-reversal',
    })
    expect(entries.map(({ reversed }) => reversed)).toEqual([false, false, true, false])
    await ruth.sends(approveClaims, { claims: [await claimed('2026-11-09', 50)] })
    const accrual = (await ewa.asks(myToil, {})).entries.at(-1)
    expect((await ruth.tries(reverseEntry, { entryId: accrual?.id ?? '', why })).body).toMatchObject({
      code: 'entry-of-claim',
    })
    for (const command of [adjustToil, payOut, bringForward] as const)
      expect((await maya.tries(command, { ...about, personId: maya.id, minutes: 10 })).status).toBe(403)
    expect((await ewa.tries(adjustToil, { ...about, minutes: 10 })).status).toBe(403)
  })

  it('are never somebody’s own, whoever asks the database', async () => {
    await expect(
      hub.owner`insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by)
        values (${service.id}, ${randomUUID()}, ${ruth.id}, 'ADJUST', 60, '2026-11-10', now(), ${ruth.id})`,
    ).rejects.toThrow('nobody_records_their_own_toil')
  })

  it('a booked day stands on the rota and off the balance, and comes back when it is taken back', async () => {
    await hasOpeningBalance(hub, service, ewa, 600)
    const day = '2026-11-20'
    const book = { personId: ewa.id, day, minutes: 444, note: '' }
    const away = () =>
      hub.owner`select kind from hub.days_away where service_id = ${service.id} and person_id = ${ewa.id} and day = ${day}`
    const { entryId, balance } = await ruth.sends(bookToil, book)
    expect(balance).toBe(156)
    expect(await away()).toMatchObject([{ kind: 'toil' }])
    expect((await ewa.asks(myToil, {})).booked).toEqual([{ entryId, day, minutes: 444, onRota: true }])
    await ruth.sends(reverseEntry, { entryId, why: 'Court that day' })
    expect(await away()).toEqual([])
    await hasShift(hub, service, ewa, { startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) })
    expect((await ruth.tries(bookToil, book)).body).toMatchObject({ code: 'shift-that-day' })
    expect((await ruth.tries(bookToil, { ...book, day: '2026-11-11' })).body).toMatchObject({ code: 'day-past' })
    expect(await ruth.sends(bookToil, { ...book, minutes: 60 })).toMatchObject({ balance: 540 })
    expect(
      await ruth.sends(recordTaken, { personId: ewa.id, day: '2026-11-11', minutes: 444, note: '' }),
    ).toMatchObject({ balance: 96 })
    expect(
      await hub.owner`select day from hub.days_away where person_id = ${ewa.id} and day = '2026-11-11'`,
    ).toHaveLength(1)
  })

  it('what runs out is told, and a person decides: a later day, payment, or its end', async () => {
    await hasOpeningBalance(hub, service, ewa, 100, '2026-09-01')
    await hasOpeningBalance(hub, service, ewa, 40, '2026-10-10')
    const { reminders } = await ewa.asks(myToil, {})
    expect(reminders).toMatchObject([
      { left: 100, expiresOn: '2026-10-31', stage: 'past' },
      { left: 40, expiresOn: '2026-12-09', stage: 4 },
    ])
    expect(await owed()).toBe(140)
    const soon = await maya.asks(runningOut, {})
    expect(soon.map(({ name, left, stage }) => [name, left, stage])).toEqual([
      ['Ewa Kowalska', 100, 'past'],
      ['Ewa Kowalska', 40, 4],
    ])
    expect((await ewa.gets('/api/toil.runningOut')).status).toBe(403)
    const [first, second] = reminders
    if (!first || !second) throw new Error('two reminders')
    const decide = { entryId: first.entryId, why }
    expect((await ruth.tries(decideExpiry, { ...decide, decision: 'extend', until: null })).body).toMatchObject({
      code: 'last-day-missing',
    })
    await ruth.sends(decideExpiry, { ...decide, decision: 'extend', until: '2027-01-31' })
    expect((await ewa.asks(myToil, {})).reminders).toMatchObject([{ left: 40, stage: 4 }])
    const gone = { decision: 'expire', until: null, why } as const
    for (const entryId of [first.entryId, second.entryId])
      expect((await ruth.tries(decideExpiry, { ...gone, entryId })).body).toMatchObject({ code: 'not-run-out' })
    await hasOpeningBalance(hub, service, ewa, 30, '2026-09-02')
    const past = (await ewa.asks(myToil, {})).reminders.find(({ stage }) => stage === 'past')
    if (!past) throw new Error('one that has run out')
    expect(await ruth.sends(decideExpiry, { ...gone, entryId: past.entryId })).toEqual({ balance: 140 })
    expect((await ruth.tries(decideExpiry, { ...gone, entryId: past.entryId, decision: 'pay' })).body).toMatchObject({
      code: 'nothing-left',
    })
    expect((await ewa.asks(myToil, {})).entries.map(({ kind, minutes }) => [kind, minutes])).toEqual([
      ['OPENING_BALANCE', 100],
      ['OPENING_BALANCE', 40],
      ['OPENING_BALANCE', 30],
      ['EXPIRE', -30],
    ])
  })

  it('runs out by the policy it was earned under, whatever came into force since', async () => {
    await hasOpeningBalance(hub, service, ewa, 100, '2026-10-10')
    await hasPolicy(hub, service, { expiry: { afterDays: 7, onExpiry: 'review' } }, { from: '2026-11-01' })
    expect((await ewa.asks(myToil, {})).reminders).toMatchObject([{ expiresOn: '2026-12-09', stage: 4 }])
    expect(await maya.asks(runningOut, {})).toMatchObject([{ expiresOn: '2026-12-09' }])
  })
})

describe('what is agreed beforehand', () => {
  it('stands on both pages, so that a claim within it is not an emergency', async () => {
    await hasPolicy(hub, service)
    const day = '2026-11-13'
    const agreement = { personId: ewa.id, day, upToMinutes: 120, why: 'A warrant at 15:30' }
    await ruth.sends(agreeBeforehand, agreement)
    expect((await maya.tries(agreeBeforehand, agreement)).body).toMatchObject({ code: 'agreed-already', field: 'day' })
    expect((await ruth.tries(agreeBeforehand, { ...agreement, day: '2026-11-01' })).body).toMatchObject({
      code: 'agreed-day-past',
    })
    const shown = [{ day, upToMinutes: 120, why: 'A warrant at 15:30', byName: 'Ruth Banerjee' }]
    expect(await ewa.asks(myToil, {})).toMatchObject({ agreed: shown, dayMinutes: 444 })
    expect((await maya.asks(toilOf, { personId: ewa.id })).agreed).toMatchObject(shown)
  })
})

describe('what was agreed beforehand and is withdrawn', () => {
  it('stays on both pages with who and why, counts for nothing, and another may be agreed to', async () => {
    await hasPolicy(hub, service, { agreement: 'beforehand' })
    const day = '2026-11-12'
    const { agreementId } = await ruth.sends(agreeBeforehand, { personId: ewa.id, day, upToMinutes: 60, why: 'Court' })
    const why = 'The court moved the day'
    expect((await ewa.tries(withdrawAgreement, { agreementId, why })).status).toBe(403)
    expect((await maya.tries(withdrawAgreement, { agreementId: randomUUID(), why })).body).toMatchObject({
      code: 'agreement-not-found',
    })
    expect(await maya.sends(withdrawAgreement, { agreementId, why })).toEqual({ day })
    expect((await ruth.tries(withdrawAgreement, { agreementId, why })).body).toMatchObject({
      code: 'agreement-withdrawn',
    })
    const withdrawn = { byName: maya.name, why }
    expect((await ewa.asks(myToil, {})).agreed).toMatchObject([{ upToMinutes: 60, withdrawn }])
    await ruth.sends(agreeBeforehand, { personId: ewa.id, day, upToMinutes: 30, why: 'A shorter hearing' })
    expect((await ruth.asks(toilOf, { personId: ewa.id })).agreed).toMatchObject([
      { upToMinutes: 30, withdrawn: null },
      { upToMinutes: 60, withdrawn },
    ])
    await expect(
      hub.owner`update hub.toil_agreements set up_to_minutes = 90 where id = ${agreementId}`,
    ).rejects.toMatchObject({ constraint_name: 'agreement_is_only_withdrawn' })
  })

  it('stands once its day was worked or has passed', async () => {
    await hasPolicy(hub, service, { agreement: 'beforehand' })
    const early = { startsAt: instant('2026-11-12T07:30:00Z'), endsAt: instant('2026-11-12T15:30:00Z') }
    const agreement = { personId: ewa.id, day: '2026-11-12', upToMinutes: 60, why: 'Court at nine' }
    const { agreementId } = await ruth.sends(agreeBeforehand, agreement)
    await hasClaim(hub, service, ewa, { shift: early, late: 50 })
    const sent = { agreementId, why: 'Too much' }
    expect((await ruth.tries(withdrawAgreement, sent)).body).toMatchObject({ code: 'agreement-worked' })
    const past = randomUUID()
    await hub.owner`insert into hub.toil_agreements (service_id, id, person_id, day, up_to_minutes, why, agreed_by, agreed_at)
      values (${service.id}, ${past}, ${ewa.id}, '2026-11-10', 60, 'Court', ${ruth.id}, ${hub.now()})`
    expect((await ruth.tries(withdrawAgreement, { agreementId: past, why: 'Late' })).body).toMatchObject({
      code: 'agreement-day-past',
    })
  })
})

describe('a policy that is set', () => {
  it('holds from its day, is scaled to part-time hours, and what was judged stays as it was', async () => {
    await hasPolicy(hub, service, { graceMinutes: 15 })
    await claimed('2026-11-09', 50)
    const employerId = service.employerId
    const set = {
      employerId,
      effectiveFrom: '2026-11-09',
      appliesTo: 'everybody' as const,
      policy: { graceMinutes: 5 },
    }
    expect((await ruth.tries(setPolicy, set)).body).toMatchObject({ code: 'judged-already', lastDay: '2026-11-09' })
    const policy = {
      graceMinutes: 5,
      proRata: true,
      fullTimeMinutesPerWeek: 2220,
      cap: { minutes: 600, onExceed: 'warn' as const },
    }
    // The first had a mistyped grace: until a claim was judged by it, it is put right for its own day.
    await maya.sends(setPolicy, { ...set, effectiveFrom: '2026-11-10', policy: { ...policy, graceMinutes: 240 } })
    await maya.sends(setPolicy, { ...set, effectiveFrom: '2026-11-10', policy })
    expect((await ewa.tries(setPolicy, set)).status).toBe(403)
    const stranger = await hub.service('Norbeck')
    expect(
      (await ruth.tries(setPolicy, { ...set, employerId: stranger.employerId, effectiveFrom: '2026-12-01' })).body,
    ).toMatchObject({ code: 'employer-unknown' })
    await hub.owner`update hub.amhps set contracted_minutes_per_week = 1110, version = version + 1 where person_id = ${ewa.id}`
    expect(await ruth.asks(toilOf, { personId: ewa.id })).toMatchObject({ limit: 300, policy: { graceMinutes: 5 } })
    await claimed('2026-11-11', 10)
    const { claims } = await ewa.asks(myToil, {})
    expect(claims.map(({ minutes }) => minutes)).toEqual([50, 10])
    const standing = (await ruth.asks(toilPolicies, {})).filter(({ replaced }) => !replaced)
    expect(standing.map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2026-11-10', '2020-01-01'])
  })
})
