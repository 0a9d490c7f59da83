import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReferralId } from '#shared/kernel/ids.ts'
import {
  correctRecord,
  markRecord,
  nameOfficer,
  ownData,
  privacyRules,
  recordRights,
  setRetentionRule,
} from '#shared/privacy/contract.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { aCrew, aWholeRecord, canary, type Crew, type WholeRecord } from '#tests/builders/wholeRecord.ts'
import { TestHub, TEST_PASSWORD } from '#tests/harness/service.ts'

let hub: TestHub
let crew: Crew
let elsewhere: Crew
let whole: WholeRecord
beforeAll(async () => {
  hub = await TestHub.open()
  crew = await aCrew(hub)
  elsewhere = await aCrew(hub)
  whole = await aWholeRecord(hub, crew)
  await Promise.all([elsewhere.ada, elsewhere.jo].map((one) => one.signsIn(TEST_PASSWORD)))
})
afterAll(() => hub.close())

describe('a correction', () => {
  const version = async () => (await recordOf(crew.jo, whole)).referral.version
  const asked = async (differs = {}) => ({
    referralId: whole.referralId,
    seenVersion: await version(),
    about: 'bornOn' as const,
    was: '',
    is: '17 9 1932',
    askedBy: 'The person',
    evidence: 'Passport',
    ...differs,
  })

  it('takes the place of what stood there, keeps it, and shows it as superseded by the next', async () => {
    const first = await crew.jo.sends(correctRecord, await asked())
    hub.clockMovesOn({ minutes: 1 })
    await crew.jo.sends(correctRecord, await asked({ is: '18 9 1932' }))
    const { referral } = await recordOf(crew.jo, whole)
    expect(referral).toMatchObject({ bornOn: '1932-09-18', version: first.version + 1 })
    const { corrections } = await crew.jo.asks(recordRights, { referralId: whole.referralId })
    const births = corrections.filter(({ about }) => about === 'bornOn')
    expect(births).toMatchObject([
      { was: '19 July 1931', is: '17 September 1932', superseded: true, recordedByName: 'Jo Marsh' },
      { was: '17 September 1932', is: '18 September 1932', superseded: false },
    ])
    await expect(hub.owner`update hub.corrections set was = 'otherwise'`).rejects.toMatchObject({ code: '23001' })
  })

  it('of an entry that stays stands beside it', async () => {
    const input = await asked({ about: 'decision', was: 'She has no family', is: 'Her sister lives next door' })
    await crew.jo.sends(correctRecord, input)
    expect(await crew.jo.tries(correctRecord, await asked({ about: 'decision', was: ' ' }))).toMatchObject({
      status: 422,
      body: { field: 'was' },
    })
  })

  it.each([
    ['the same again', { about: 'bornOn', is: '18 9 1932' }, 409, 'nothing-to-correct'],
    ['an age', { is: 'about 90' }, 422, 'value-does-not-fit'],
    ['no NHS number', { about: 'nhsNumber', is: '999 000 0019' }, 422, 'value-does-not-fit'],
    ['a version that is not the latest', { seenVersion: 1 }, 409, 'changed-since-seen'],
    ['a referral that never was', { referralId: randomUUID() as ReferralId }, 404, 'referral-not-found'],
  ] as const)('refuses %s', async (_what, differs, status, code) => {
    const answer = await crew.jo.tries(correctRecord, (await asked(differs)) as never)
    expect([answer.status === 422 || answer.status === status, answer.body['code']]).toEqual([true, code])
  })

  it('is for those who may, in their own service, once', async () => {
    const input = await asked({ about: 'gender', is: 'Woman' })
    expect(await crew.ewa.tries(correctRecord, input)).not.toMatchObject({ status: 200 })
    expect(await elsewhere.jo.tries(correctRecord, input)).toMatchObject({ status: 404 })
    const key = randomUUID()
    const first = await crew.jo.tries(correctRecord, input, key)
    const again = await crew.jo.tries(correctRecord, input, key)
    expect(again.body['value']).toEqual(first.body['value'])
    expect(
      await crew.jo.tries(markRecord, {
        referralId: whole.referralId,
        kind: 'death',
        note: 'GP',
        askedBy: '',
        onDay: null,
      }),
    ).toMatchObject({ status: 422, body: { code: 'day-needed' } })
  })
})

describe('rules, officers, and one’s own data', () => {
  it('everybody sees them; those who keep them change them, and not for the past', async () => {
    const today = londonDayOf(hub.now())
    const rule = {
      recordClass: 'toil',
      keepFor: 7,
      unit: 'years',
      yearsAfterDeath: null,
      untilAge: null,
      authority: 'Payroll',
      verified: true,
    } as const
    await crew.ruth.signsIn(TEST_PASSWORD)
    expect(await crew.ruth.tries(setRetentionRule, { ...rule, effectiveFrom: addDays(today, -1) })).toMatchObject({
      status: 422,
      body: { field: 'effectiveFrom' },
    })
    await crew.ruth.sends(setRetentionRule, { ...rule, effectiveFrom: today })
    expect(await crew.ruth.tries(setRetentionRule, { ...rule, effectiveFrom: today })).toMatchObject({
      body: { code: 'rule-on-that-day' },
    })
    expect(await crew.jo.tries(setRetentionRule, { ...rule, effectiveFrom: today })).toMatchObject({ status: 403 })
    await crew.ruth.sends(nameOfficer, {
      office: 'caldicott',
      name: 'Dr Amara Okafor',
      contact: '01632 960 700',
      seenVersion: 0,
    })
    expect(
      await crew.ada.tries(nameOfficer, { office: 'caldicott', name: 'Somebody', contact: '', seenVersion: 0 }),
    ).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', byName: 'Ruth Banerjee' },
    })
    const { rules, officers } = await crew.jo.asks(privacyRules, {})
    expect(rules.filter(({ inForce, recordClass }) => inForce && recordClass === 'toil')).toMatchObject([
      { keepFor: 7, verified: true, setByName: 'Ruth Banerjee' },
    ])
    expect(officers.find(({ office }) => office === 'caldicott')).toMatchObject({ name: 'Dr Amara Okafor' })
  })

  it('gives a colleague what is held about them, and of referred people the reference only', async () => {
    await crew.ewa.signsIn(TEST_PASSWORD)
    const document = await crew.ewa.asks(ownData, {})
    const text = JSON.stringify(document)
    for (const held of ['Ewa Kowalska', 'AMHP', `R-${whole.number}`, 'adjust', 'duty'])
      expect(text.toLowerCase(), held).toContain(held.toLowerCase())
    expect(text.replaceAll(canary('adjusted'), '')).not.toContain('Zq7')
  })
})

describe('answers that are kept in case a command is sent twice', () => {
  it('are forgotten after a week; the command stays done', async () => {
    const [before] = await hub.owner<
      { count: number }[]
    >`select count(*)::int as count from hub.commands where answer is not null`
    expect(before?.count).toBeGreaterThan(20)
    await hub.owner`select hub.forget_answers(${hub.now()}::timestamptz - interval '7 days')`
    const [week] = await hub.owner<
      { count: number }[]
    >`select count(*)::int as count from hub.commands where answer is not null`
    expect(week).toEqual(before)
    await hub.owner`select hub.forget_answers(${hub.now()}::timestamptz + interval '1 second')`
    const [after] = await hub.owner<
      { kept: number; rows: number }[]
    >`select count(answer)::int as kept, count(*)::int as rows from hub.commands`
    expect(after).toMatchObject({ kept: 0 })
    expect(after?.rows).toBeGreaterThan(20)
  })
})
