import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerHandover,
  handoverLines,
  handoverNow,
  handoverPrinted,
  handoverSheet,
  offerHandover,
  withdrawHandover,
} from '#shared/handover/contract.ts'
import { itemLines } from '#shared/handover/itemLines.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { downtimePack } from '#shared/downtime/contract.ts'
import { recordLimit } from '#shared/referrals/law/contract.ts'
import { askFor, holdReferral, settleAsk } from '#shared/referrals/triaging/contract.ts'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { changeReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { addDays, formatDayShort, londonDayOf, startOfDay } from '#shared/time/london.ts'
import { aDesk, aReferral, given, spoilt, workedTo, type MadeReferral } from '#tests/builders/allocations.ts'
import { aLimit } from '#tests/builders/limits.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

async function aNight() {
  const desk = await aDesk(hub)
  const kwame = await desk.service.has({ name: 'Kwame Boateng', roles: ['edt'] })
  const amir = await desk.service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const clock = { kind: 's136' as const, startedAt: addHours(hub.now(), -20) }
  const marta = await aReferral(hub, desk.service, desk.jo, { power: clock, request: 's136' })
  const sean = await aReferral(hub, desk.service, desk.jo, { lastName: 'Doyle', firstName: 'Sean' })
  return { ...desk, kwame, amir, marta, sean }
}

const offered = (
  giver: Person,
  referrals: readonly MadeReferral[],
  kind: 'out-of-hours' | 'next-shift' | 'morning' = 'out-of-hours',
) =>
  giver.sends(offerHandover, {
    kind,
    words: 'Bed manager rings at 19:00',
    items: referrals.map(({ id }) => ({
      referralId: id,
      note: `Ring about ${id.slice(0, 4)}`,
      nextBy: addMinutes(hub.now(), 45),
    })),
  })

const taking = (taken: readonly ReferralId[], left: readonly ReferralId[] = []) => ({
  taken: [...taken],
  left: left.map((referralId) => ({ referralId, why: 'Can wait until the morning' })),
  words: 'I ring the ward first',
})

describe('a handover', () => {
  it('is offered from what is open, taken by name item by item, and kept as it was', async () => {
    const { jo, ewa, kwame, marta, sean } = await aNight()
    await workedTo(hub, ewa, await given(jo, marta, ewa), 'arrived')
    const screen = await kwame.opensScreen()
    const { handoverId } = await offered(jo, [marta, sean])
    await screen.hearsOf('handover')
    screen.close()
    const { open } = await kwame.asks(handoverNow, {})
    expect(open.map(({ offeredBy, heldBy }) => [offeredBy, heldBy])).toEqual([
      ['Jo Marsh', null],
      ['Jo Marsh', null],
    ])
    const before = await kwame.asks(handoverSheet, { handoverId })
    expect(before).toMatchObject({
      state: 'offered',
      givenByName: 'Jo Marsh',
      items: 2,
      hidden: 0,
      words: 'Bed manager rings at 19:00',
    })
    expect(before.sheet[0]).toMatchObject({
      referralId: marta.id,
      answer: 'offered',
      facts: {
        row: { lastName: 'Lindqvist', powers: [{ kind: 's136' }] },
        seenBy: [{ name: 'Ewa Kowalska', at: hub.now() }],
      },
    })

    await jo.sends(changeReferral, { referralId: sean.id, seenVersion: 1, changes: { place: 'Somewhere else' } })
    hub.clockMovesOn({ minutes: 10 })
    expect(await kwame.sends(answerHandover, { handoverId, ...taking([marta.id], [sean.id]) })).toEqual({
      taken: 1,
      left: 1,
    })
    const after = await jo.asks(handoverSheet, { handoverId })
    expect(after).toMatchObject({
      state: 'answered',
      answeredByName: 'Kwame Boateng',
      answerWords: 'I ring the ward first',
      taken: 1,
    })
    expect(after.sheet.map(({ answer, leftWhy }) => [answer, leftWhy])).toEqual([
      ['taken', ''],
      ['left', 'Can wait until the morning'],
    ])
    expect(after.sheet[1]?.facts).toEqual(before.sheet[1]?.facts)
    const { timeline } = await recordOf(jo, marta)
    expect(timeline.at(-1)).toMatchObject({
      type: 'referral-handed-over',
      actorName: 'Kwame Boateng',
      personName: 'Jo Marsh',
    })
    const now = await jo.asks(handoverNow, {})
    expect(now.open.find(({ row }) => row.id === marta.id)).toMatchObject({ heldBy: { isMe: false } })
    expect(now.open.find(({ row }) => row.id === sean.id)).toMatchObject({ heldBy: null, offeredBy: null })
    // In the morning the same way back.
    hub.clockMovesOn({ hours: 1 })
    const back = await offered(kwame, [marta], 'morning')
    await jo.sends(answerHandover, { handoverId: back.handoverId, ...taking([marta.id]) })
    expect((await jo.asks(handoverLines, {})).lines.map(({ kind, taken }) => [kind, taken])).toEqual([
      ['morning', 1],
      ['out-of-hours', 1],
    ])
  })

  it('stays with the giver until then, who can take it back, and nobody takes over from themselves', async () => {
    const { service, jo, ewa, kwame, amir, sean } = await aNight()
    const lead = await service.has({ name: 'Ada Obi', roles: ['amhp-lead'] })
    const { handoverId } = await offered(jo, [sean])
    const answer = { handoverId, ...taking([sean.id]) }
    expect(await jo.tries(answerHandover, answer)).toMatchObject({ status: 403, body: { code: 'own-handover' } })
    expect(await amir.tries(answerHandover, answer)).toMatchObject({
      status: 409,
      body: { code: 'handover-for-others' },
    })
    expect((await ewa.tries(answerHandover, answer)).status).toBe(403)
    expect((await amir.tries(withdrawHandover, { handoverId, why: '' })).status).toBe(404)
    expect(
      await amir.tries(offerHandover, {
        kind: 'next-shift',
        words: '',
        items: [{ referralId: sean.id, note: '', nextBy: null }],
      }),
    ).toMatchObject({
      status: 409,
      body: { code: 'already-offered', byName: 'Jo Marsh' },
    })
    await jo.sends(withdrawHandover, { handoverId, why: 'Staying on' })
    expect(await kwame.tries(answerHandover, answer)).toMatchObject({ body: { code: 'handover-withdrawn' } })
    expect((await jo.asks(handoverSheet, { handoverId })).sheet[0]?.answer).toBe('withdrawn')
    const again = await offered(amir, [sean])
    await lead.sends(answerHandover, { ...answer, handoverId: again.handoverId })
    expect(await jo.tries(withdrawHandover, { handoverId: again.handoverId, why: '' })).toMatchObject({ status: 404 })
    expect(await amir.tries(withdrawHandover, { handoverId: again.handoverId, why: '' })).toMatchObject({
      body: { code: 'handover-answered', byName: 'Ada Obi' },
    })
  })

  it('is taken by one of two who press at once; the other is told by whom', async () => {
    const { service, jo, kwame, marta, sean } = await aNight()
    const lead = await service.has({ name: 'Ada Obi', roles: ['amhp-lead'] })
    const { handoverId } = await offered(jo, [marta, sean])
    const [first, second] = await Promise.all([
      kwame.tries(answerHandover, { handoverId, ...taking([marta.id, sean.id]) }),
      lead.tries(answerHandover, { handoverId, ...taking([marta.id, sean.id]) }),
    ])
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    const refused = first.status === 409 ? first : second
    expect(refused.body['code']).toBe('handover-answered')
    const events =
      await hub.owner`select type from hub.events where service_id = ${service.id} and type = 'referral-handed-over'`
    expect(events).toHaveLength(2)
  })

  it('happens once however often it is sent, and refuses in words what cannot be', async () => {
    const { service, jo, kwame, sean } = await aNight()
    const key = randomUUID()
    const asked = {
      kind: 'out-of-hours' as const,
      words: 'Quiet',
      items: [{ referralId: sean.id, note: '', nextBy: null }],
    }
    const first = await jo.sends(offerHandover, asked, key)
    expect(await jo.sends(offerHandover, asked, key)).toEqual(first)
    const code = async (input: Partial<typeof asked> & Record<string, unknown>) =>
      (await jo.tries(offerHandover, { ...asked, ...input })).body['code']
    expect(await code({ words: ' ', items: [] })).toBe('nothing-to-hand-over')
    const closed = await aReferral(hub, service, jo, { state: 'closed' })
    const there = await aNight()
    for (const referralId of [closed.id, there.sean.id, randomUUID() as ReferralId])
      expect(await code({ items: [{ referralId, note: '', nextBy: null }] })).toBe('referral-not-found')
    const fresh = await aReferral(hub, service, jo)
    const item = { referralId: fresh.id, note: '', nextBy: null }
    expect(await code({ items: [item, item] })).toBe('named-twice')
    expect(
      await jo.tries(offerHandover, { ...asked, items: [{ ...item, nextBy: addMinutes(hub.now(), -1) }] }),
    ).toMatchObject({
      status: 422,
      body: { code: 'next-step-in-past', number: fresh.number },
    })
    expect(await kwame.tries(answerHandover, { handoverId: first.handoverId, ...taking([fresh.id]) })).toMatchObject({
      status: 422,
      body: { code: 'item-not-in-it' },
    })
    expect((await there.jo.tries(handoverPrinted, { handoverId: first.handoverId })).status).toBe(404)
    expect((await there.jo.gets(`/api/${handoverSheet.name}?handoverId=${first.handoverId}`)).status).toBe(404)
    for (const [what, body] of [...spoilt(asked), ...spoilt({ ...asked, items: [{}] })])
      expect([
        what,
        (await jo.posts(`/api/${offerHandover.name}`, body, { 'idempotency-key': randomUUID() })).status,
      ]).toEqual([what, 400])
    await jo.sends(handoverPrinted, { handoverId: first.handoverId })
  })

  it('hides a restricted record from whoever may not open it, and leaves it with the giver', async () => {
    const { jo, kwame, marta, sean } = await aNight()
    await jo.sends(restrictRecord, {
      referralId: sean.id,
      kind: 'deny',
      reason: 'relative',
      why: 'They are cousins',
      guardianId: jo.id,
      personIds: [kwame.id],
    })
    const { handoverId } = await offered(jo, [marta, sean])
    const sheet = await kwame.asks(handoverSheet, { handoverId })
    expect([sheet.items, sheet.hidden, sheet.sheet.length]).toEqual([2, 1, 1])
    expect(JSON.stringify(sheet)).not.toContain('Doyle')
    expect((await kwame.tries(answerHandover, { handoverId, ...taking([sean.id]) })).body['code']).toBe(
      'item-not-in-it',
    )
    await kwame.sends(answerHandover, { handoverId, ...taking([marta.id]) })
    const after = await jo.asks(handoverSheet, { handoverId })
    expect(after.sheet.map(({ answer }) => answer)).toEqual(['taken', 'left'])
    const [read] = await hub.owner<{ referral_ids: string[] }[]>`
      select referral_ids from hub.reads where actor_id = ${kwame.id} and query = 'handover.sheet' order by at limit 1`
    expect(read?.referral_ids).toEqual([marta.id])
  })

  it('cannot be rewritten, not even by the database’s own login', async () => {
    const { jo, kwame, marta } = await aNight()
    const { handoverId } = await offered(jo, [marta])
    await expect(
      hub.owner`update hub.handover_items set note = 'Nothing' where handover_id = ${handoverId}`,
    ).rejects.toThrow(/stays as it was/)
    await kwame.sends(answerHandover, { handoverId, ...taking([marta.id]) })
    await expect(hub.owner`update hub.handovers set answered_by = given_by where id = ${handoverId}`).rejects.toThrow(
      /answered once/,
    )
    await expect(hub.owner`delete from hub.handover_items where handover_id = ${handoverId}`).rejects.toThrow(
      /stays as it was/,
    )
  })
})

describe('what is handed over, and the copy for an outage', () => {
  it('hold every limit that runs, until when it is put by, and what an agency owes', async () => {
    const { jo, sean } = await aNight()
    const today = londonDayOf(hub.now())
    await jo.sends(recordLimit, aLimit(sean.id, startOfDay(today), { kind: 's6-1-a' }))
    const dueAt = addMinutes(hub.now(), 30)
    const asked = { agency: 'police', ofWhom: 'Sgt Bell', what: 'Custody record', dueAt } as const
    const { askId } = await jo.sends(askFor, { referralId: sean.id, ...asked })
    await jo.sends(askFor, { referralId: sean.id, ...asked, what: 'Risk assessment' })
    await jo.sends(settleAsk, { askId, came: true, answer: 'Kept in the case system' })
    await jo.sends(holdReferral, { referralId: sean.id, until: addHours(hub.now(), 2), why: 'Custody record first' })
    hub.clockMovesOn({ hours: 1 })
    const { handoverId } = await jo.sends(offerHandover, {
      kind: 'out-of-hours',
      words: '',
      items: [{ referralId: sean.id, note: '', nextBy: null }],
    })
    const facts = (await jo.asks(handoverSheet, { handoverId })).sheet[0]?.facts
    if (!facts) throw new Error('one referral was handed over')
    expect(facts.asks).toEqual([{ ...asked, what: 'Risk assessment' }])
    const said = itemLines(facts, hub.now()).map(({ name, text }) => `${name}: ${text}`)
    const admit = `admit by the end of ${formatDayShort(addDays(today, 13))}`
    const lines = [
      new RegExp(`^Limit: Admission within 14 days .*: ${admit}, 13 days left at \\d\\d:\\d\\d$`),
      /^Held until: .*, by Jo Marsh$/,
      /^Overdue: Police, Sgt Bell: Risk assessment, was due /,
    ]
    for (const line of lines) expect(said).toContainEqual(expect.stringMatching(line))
    expect(said.join(' ')).toMatch(/Call back: \d.* What is happening: ./)
    expect((await jo.asks(downtimePack, {})).html).toContain(admit)
    // A sheet of an earlier release holds neither limits nor holds nor what was asked, and is read all the same.
    await hub.owner.begin(async (sql) => {
      await sql`set local session_replication_role = 'replica'`
      await sql`
        update hub.handover_items set facts = (facts - 'asks') #- '{row,limits}' #- '{row,hold}' where handover_id = ${handoverId}`
    })
    const [old] = (await jo.asks(handoverSheet, { handoverId })).sheet
    expect(old?.facts).toMatchObject({ asks: [], row: { limits: [], hold: null } })
  })
})
