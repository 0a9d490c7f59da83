import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  papersOf,
  recordExamination,
  recordHospital,
  recordPaper,
  recordRelative,
  sayRestsOn,
} from '#shared/papers/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import type { ExaminationId, ReferralId } from '#shared/kernel/ids.ts'
import { board, finish } from '#shared/allocations/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import { aDesk, aJob, aReferral, spoilt, workedTo } from '#tests/builders/allocations.ts'
import { aDoctor } from '#tests/builders/papers.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const doctor = (referralId: ReferralId, more: Partial<SentTo<typeof recordExamination>> = {}) =>
  aDoctor(hub, referralId, more)
const paper = (referralId: ReferralId): SentTo<typeof recordPaper> => ({
  referralId,
  seenVersion: 0,
  paperId: null,
  form: 'A4',
  heldBy: 'Dr Rao',
  receivedAt: null,
  note: '',
  struckOut: false,
})
const sister = (referralId: ReferralId): SentTo<typeof recordRelative> => ({
  referralId,
  seenVersion: 0,
  kind: 'nearest-relative',
  name: 'Anna Lindqvist',
  relation: 'Sister',
  phone: '07700 900 871',
  basis: 'Eldest of the siblings, no spouse or children',
  informedAt: null,
  consultedAt: null,
  notConsultedWhy: '',
  objects: 'not-asked',
  displacement: 'none',
})

describe('the papers of a record', () => {
  it('are kept by the desk and by the AMHP whose work it is, and a second screen hears of it', async () => {
    const { jo, ewa, referral, allocationId } = await aJob(hub)
    await workedTo(hub, ewa, allocationId, 'arrived')
    const screen = await jo.opensScreen()
    const made = await ewa.sends(recordExamination, doctor(referral.id))
    await screen.hearsOf('papers')
    screen.close()
    const examined = {
      examinationId: made.examinationId,
      seenVersion: 1,
      examinedAt: hub.now(),
      recommendation: 's2' as const,
    }
    expect((await jo.sends(recordExamination, doctor(referral.id, examined))).version).toBe(2)
    await jo.sends(recordPaper, paper(referral.id))
    await ewa.sends(recordRelative, sister(referral.id))
    const papers = await ewa.asks(papersOf, { referralId: referral.id })
    expect(papers).toMatchObject({
      examinations: [{ doctorName: 'Dr S. Rao', recommendation: 's2', version: 2, setByName: 'Jo Marsh' }],
      papers: [{ form: 'A4', heldBy: 'Dr Rao', receivedAt: null }],
      relatives: [{ name: 'Anna Lindqvist', objects: 'not-asked', version: 1 }],
      seenBy: [{ name: 'Ewa Kowalska', at: hub.now() }],
    })
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.slice(-5).map(({ type, data }) => [type, data['examined'] ?? null])).toEqual([
      ['examination-recorded', false],
      ['examination-recorded', true],
      ['limit-recorded', null],
      ['paper-recorded', null],
      ['relative-recorded', null],
    ])
  })

  it('set the limits running that the law counts from them, and move and end those with them', async () => {
    const { service, jo } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const running = async () =>
      (await recordOf(jo, referral)).limits
        .filter(({ supersededAt }) => supersededAt === null)
        .map(({ kind, startedAt, endedHow }) => [kind, startedAt, endedHow])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    const today = startOfDay(londonDayOf(hub.now()))
    const first = await jo.sends(recordExamination, doctor(referral.id, { examinedAt: addMinutes(hub.now(), -10) }))
    expect(await running()).toEqual([['s12-1', today, '']])
    const row = async () => (await jo.asks(board, {})).rows.find(({ number }) => number === referral.number)
    expect((await row())?.limits).toMatchObject([{ kind: 's12-1', startedAt: today }])
    const yesterday = addMinutes(hub.now(), -24 * 60)
    await jo.sends(
      recordExamination,
      doctor(referral.id, {
        examinationId: first.examinationId,
        seenVersion: 1,
        askedAt: null,
        examinedAt: yesterday,
        recommendation: 's2',
      }),
    )
    expect(await running()).toEqual([['s12-1', startOfDay(londonDayOf(yesterday)), '']])
    const hale = { doctorName: 'Dr M. Hale', examinedAt: hub.now(), recommendation: 's2' as const }
    await jo.sends(recordExamination, doctor(referral.id, hale))
    expect(await running()).toEqual([
      ['s12-1', startOfDay(londonDayOf(yesterday)), 'examined'],
      ['s6-1-a', today, ''],
    ])
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.map(({ type }) => type).filter((type) => type.startsWith('limit-'))).toEqual([
      'limit-recorded',
      'limit-corrected',
      'limit-ended',
      'limit-recorded',
    ])
  })

  it('move to the two on which the application is said to rest, once, and for nobody who may not', async () => {
    const { service, jo } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const amir = await service.has({ name: 'Amir Khan', roles: ['practice-consultant'] })
    const reid = await service.has({ name: 'Ada Reid', roles: ['manager'] })
    const given = async (doctorName: string, daysAgo: number, recommendation: 's2' | 'not-given' = 's2') => {
      const examinedAt = addMinutes(hub.now(), -daysAgo * 24 * 60)
      const sent = await jo.sends(
        recordExamination,
        doctor(referral.id, { doctorName, askedAt: null, examinedAt, recommendation }),
      )
      return { id: sent.examinationId, day: startOfDay(londonDayOf(examinedAt)) }
    }
    const [rao, hale, osei] = [await given('Dr Rao', 5), await given('Dr Hale', 3), await given('Dr Osei', 0)]
    const nothing = await given('Dr Pell', 0, 'not-given')
    const admission = async () =>
      (await recordOf(jo, referral)).limits.find(({ kind, supersededAt }) => kind === 's6-1-a' && supersededAt === null)
        ?.startedAt
    expect(await admission(), 'nobody has said: the earliest two').toBe(hale.day)
    const said = { referralId: referral.id, seen: [], restsOn: [hale.id, osei.id] }
    expect((await reid.tries(sayRestsOn, said)).status).toBe(403)
    const screen = await amir.opensScreen()
    const key = randomUUID()
    await jo.sends(sayRestsOn, said, key)
    await jo.sends(sayRestsOn, said, key)
    await screen.hearsOf('papers')
    screen.close()
    expect(await admission()).toBe(osei.day)
    const { examinations } = (await jo.asks(papersOf, { referralId: referral.id })) ?? { examinations: [] }
    expect(
      examinations.map(({ doctorName, restsOn, version }) => `${doctorName} ${restsOn} ${version}`).toSorted(),
    ).toEqual(['Dr Hale true 2', 'Dr Osei true 2', 'Dr Pell false 1', 'Dr Rao false 1'])
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.filter(({ type }) => type === 'application-rests-on')).toHaveLength(1)
    // A colleague who had not seen that is told, and what stands is left as it is.
    expect(await amir.tries(sayRestsOn, { ...said, restsOn: [rao.id, hale.id] })).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', byName: 'Jo Marsh' },
    })
    const seen = [hale.id, osei.id]
    const refused = async (restsOn: readonly ExaminationId[]) =>
      (await amir.tries(sayRestsOn, { referralId: referral.id, seen, restsOn: [...restsOn] })).body['code']
    expect(await refused([rao.id, hale.id, osei.id])).toBe('rests-on-too-many')
    expect(await refused([rao.id, nothing.id])).toBe('rests-on-no-recommendation')
    expect(await refused([randomUUID() as ExaminationId])).toBe('entry-not-found')
    expect(await admission()).toBe(osei.day)
    await amir.sends(sayRestsOn, { referralId: referral.id, seen, restsOn: [] })
    expect(await admission(), 'taken back').toBe(hale.day)
  })

  it('end with the assessment, and none begins on a referral that is closed', async () => {
    const { jo, ewa, referral, allocationId } = await aJob(hub)
    const given = { askedAt: null, examinedAt: hub.now(), recommendation: 's2' as const }
    await jo.sends(recordExamination, doctor(referral.id, given))
    await jo.sends(recordExamination, doctor(referral.id, { ...given, doctorName: 'Dr M. Hale' }))
    const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'DETAINED_S2')
    await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
    const standing = async () =>
      (await recordOf(jo, referral)).limits.map(({ kind, endedHow }) => `${kind} ${endedHow}`).toSorted()
    expect(await standing()).toEqual(['s12-1 together', 's6-1-a admitted'])
    await jo.sends(recordExamination, doctor(referral.id, { ...given, doctorName: 'Dr K. Late', recommendation: 's3' }))
    expect(await standing()).toEqual(['s12-1 together', 's6-1-a admitted'])
  })

  it('are not asked for where no bed was found: whoever was with the person has fourteen days of their own', async () => {
    const { jo, ewa, referral, allocationId } = await aJob(hub)
    const seenVersion = await workedTo(hub, ewa, allocationId, 'outcome-recorded', 'APPLICATION_NOT_MADE_NO_BED')
    await ewa.sends(finish, { allocationId, seenVersion, occurredAt: hub.now() })
    expect((await recordOf(jo, referral)).limits).toMatchObject([
      { kind: 's11-5', personName: 'Ewa Kowalska', startedAt: startOfDay(londonDayOf(hub.now())), endedAt: null },
    ])
  })

  it('tell whoever is second who was first, and keep what cannot be right out', async () => {
    const { service, jo } = await aDesk(hub)
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const referral = await aReferral(hub, service, jo)
    const { examinationId } = await jo.sends(recordExamination, doctor(referral.id))
    await amir.sends(
      recordExamination,
      doctor(referral.id, { examinationId, seenVersion: 1, note: 'There from 17:00' }),
    )
    expect(await jo.tries(recordExamination, doctor(referral.id, { examinationId, seenVersion: 1 }))).toMatchObject({
      status: 409,
      body: { code: 'changed-since-seen', byName: 'Amir Shah' },
    })
    await jo.sends(recordRelative, sister(referral.id))
    expect(await amir.tries(recordRelative, sister(referral.id))).toMatchObject({
      body: { code: 'changed-since-seen' },
    })
    const ahead = addMinutes(hub.now(), 5)
    expect(await jo.tries(recordExamination, doctor(referral.id, { examinedAt: ahead }))).toMatchObject({
      status: 422,
      body: { code: 'in-future', field: 'examinedAt' },
    })
    expect(
      await jo.tries(recordExamination, doctor(referral.id, { examinedAt: addMinutes(hub.now(), -90) })),
    ).toMatchObject({ body: { code: 'examination-before-asking' } })
    expect(
      await jo.tries(
        recordExamination,
        doctor(referral.id, { examinationId: randomUUID() as ExaminationId, seenVersion: 1 }),
      ),
    ).toMatchObject({ status: 404, body: { code: 'entry-not-found' } })
    const other = await aReferral(hub, service, jo)
    expect((await jo.tries(recordExamination, doctor(other.id, { examinationId, seenVersion: 2 }))).status).toBe(404)
  })

  it('happen once however often they are sent, and are closed to roles and services that may not', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const key = randomUUID()
    const first = await jo.sends(recordPaper, paper(referral.id), key)
    expect(await jo.sends(recordPaper, paper(referral.id), key)).toEqual(first)
    // It is nobody's work yet, so for an AMHP it is as good as none.
    expect((await ewa.tries(recordPaper, paper(referral.id))).status).toBe(404)
    const edt = await service.has({ name: 'Kwame Boateng', roles: ['edt'] })
    expect((await edt.tries(recordPaper, paper(referral.id))).status).toBe(403)
    expect((await edt.asks(papersOf, { referralId: referral.id })).papers).toHaveLength(1)
    const there = await aDesk(hub)
    expect((await there.jo.tries(recordPaper, paper(referral.id))).status).toBe(404)
    expect((await there.jo.gets(`/api/${papersOf.name}?referralId=${referral.id}`)).status).toBe(404)
    for (const [command, good] of [
      [recordExamination, doctor(referral.id)],
      [recordPaper, paper(referral.id)],
      [recordRelative, sister(referral.id)],
      [recordHospital, { referralId: referral.id, seenVersion: 0, hospital: 'Willow House' }],
    ] as const)
      for (const [what, body] of spoilt(good as Record<string, unknown>))
        expect([400, 428], `${command.name}, ${what}`).toContain(
          (await jo.posts(`/api/${command.name}`, body, { 'idempotency-key': randomUUID() })).status,
        )
  })
})
