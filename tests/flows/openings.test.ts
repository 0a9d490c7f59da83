import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { referralRecord } from '#shared/referrals/contract.ts'
import {
  closedRecord,
  closeOpening,
  myOpenings,
  notices,
  openingsToReview,
  openWithReason,
  restrictRecord,
  reviewOpening,
  seeNotice,
} from '#shared/restricted/contract.ts'
import { setRoles } from '#shared/roles/contract.ts'
import { aReferral, type Saved } from '#tests/builders/referrals.ts'
import { aReason, aRestriction } from '#tests/builders/restricted.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
let lead: Person
let ewa: Person
let ada: Person
let referral: Saved
let count = 0
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  lead = await service.has({ name: 'Hannah Osei', roles: ['amhp-lead'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ada = await service.has({ name: 'Ada Lund', roles: ['admin'] })
})
afterAll(() => hub.close())
beforeEach(async () => {
  const start = hub.now()
  for (const one of [jo, amir, ewa, ada]) await one.stepsUp(TEST_PASSWORD)
  referral = await aReferral(hub, jo, { lastName: `Zanzibar${(count += 1)}`, firstName: 'Orla', bornOn: '1980-05-05' })
  await jo.sends(restrictRecord, aRestriction(referral.referralId, jo.id))
  return () => hub.clockIs(start)
})

const recordFor = async (person: Person): Promise<number> =>
  (await person.gets(`/api/${referralRecord.name}?number=${referral.number}`)).status
const rowOf = async (openingId: string) => (await jo.asks(openingsToReview, {})).find(({ id }) => id === openingId)

describe('opening a record with a reason', () => {
  it('opens at once for whoever gives one, and tells its guardian’s screen in the same moment', async () => {
    const screen = await jo.opensScreen()
    expect(await recordFor(amir)).toBe(404)
    const { endsAt, openingId } = await amir.sends(openWithReason, aReason(referral.number))
    await screen.hearsOf('openings')
    expect(await recordFor(amir)).toBe(200)
    expect((await amir.asks(myOpenings, {})).openings).toEqual([{ id: openingId, number: referral.number, endsAt }])
    expect(await jo.asks(notices, {})).toMatchObject([{ openingId, kind: 'record-opened', actorName: 'Amir Shah' }])
    expect(JSON.stringify(await jo.asks(notices, {}))).not.toContain('Zanzibar')
    const [told] = await hub.owner`select sent_at, seen_at from notices where opening_id = ${openingId}`
    expect(told).toEqual({ sent_at: null, seen_at: null })
    const [notice] = await jo.asks(notices, {})
    await jo.tries(seeNotice, { noticeId: notice?.id ?? '' })
    expect(await jo.asks(notices, {})).toEqual([])
    screen.close()
  })

  it('ends after sixty minutes, and at once when it is closed', async () => {
    const { openingId } = await amir.sends(openWithReason, aReason(referral.number))
    hub.clockMovesOn({ minutes: 59 })
    await amir.signsIn(TEST_PASSWORD)
    expect(await recordFor(amir)).toBe(200)
    hub.clockMovesOn({ minutes: 1 })
    expect(await recordFor(amir)).toBe(404)
    const over = await amir.tries(closeOpening, { openingId })
    expect(over.body).toMatchObject({ code: 'already-ended' })
    await amir.stepsUp(TEST_PASSWORD)
    const second = await amir.sends(openWithReason, aReason(referral.number))
    await amir.sends(closeOpening, { openingId: second.openingId })
    expect(await recordFor(amir)).toBe(404)
  })

  it('writes on each look what let it happen', async () => {
    const { openingId } = await amir.sends(openWithReason, aReason(referral.number))
    await recordFor(amir)
    await recordFor(amir)
    await recordFor(jo)
    const reads =
      await hub.owner`select actor_id, grant_id as opening_id from reads where ${referral.referralId} = any (referral_ids) and query = 'referrals.record'`
    expect(reads.filter(({ actor_id }) => actor_id === amir.id).map(({ opening_id }) => opening_id)).toEqual([
      openingId,
      openingId,
    ])
    expect(reads.filter(({ actor_id }) => actor_id === jo.id).map(({ opening_id }) => opening_id)).toEqual([null])
    expect(await rowOf(openingId)).toMatchObject({
      looks: 2,
      actorName: 'Amir Shah',
      guardianName: 'Jo Marsh',
      wasDenied: false,
    })
  })

  it.each([
    ['a word', 'urgent'],
    ['fourteen letters', 'abcdefg hijklmn'],
    ['digits and marks', '1234567890 1234567890 !!!'],
  ])('is refused for %s, and nothing opens', async (_what, why) => {
    const answer = await amir.tries(openWithReason, { ...aReason(referral.number), why })
    expect([answer.status, answer.body['code']]).toEqual([422, 'too-few-letters'])
    expect(await recordFor(amir)).toBe(404)
  })

  it('never blocks somebody who is kept out, and says so to whoever reviews it', async () => {
    const other = await aReferral(hub, jo, { lastName: 'Denied', firstName: `Person${count}` })
    await jo.sends(
      restrictRecord,
      aRestriction(other.referralId, jo.id, { kind: 'deny', reason: 'relative', personIds: [amir.id] }),
    )
    const { openingId } = await amir.sends(openWithReason, aReason(other.number))
    expect(await rowOf(openingId)).toMatchObject({ wasDenied: true, restricted: true })
  })

  it('lets an AMHP open a colleague’s case, and a manager or an administrator nothing', async () => {
    const other = await aReferral(hub, jo, { lastName: `Open${count}` })
    const read = () => ewa.gets(`/api/${referralRecord.name}?number=${other.number}`)
    expect((await read()).status).toBe(404)
    expect(await ewa.asks(closedRecord, { number: String(other.number) })).toMatchObject({
      restricted: false,
      state: null,
    })
    await ewa.sends(openWithReason, aReason(other.number))
    expect((await read()).status).toBe(200)
    for (const one of [ada, await service.has({ name: 'Kim Vale', roles: ['manager'] })])
      expect((await one.tries(openWithReason, aReason(referral.number))).status).toBe(403)
  })

  it('answers for an unknown number, an open record and another service’s alike', async () => {
    const elsewhere = await (await hub.service()).has({ name: 'Over There', roles: ['practice-consultant'] })
    const theirs = await aReferral(hub, elsewhere)
    const answers = await Promise.all(
      [999_999, theirs.number + 500_000].map((number) => amir.tries(openWithReason, aReason(number))),
    )
    for (const { status, body } of answers) expect([status, body['code']]).toEqual([404, 'record-not-found'])
  })

  it('ends when roles change, with every session of whoever had it', async () => {
    const night = await service.has({ name: 'Night Desk', roles: ['edt'] })
    const { openingId } = await night.sends(openWithReason, aReason(referral.number))
    expect(await recordFor(night)).toBe(200)
    await ada.sends(setRoles, { personId: night.id, seenVersion: 1, roles: ['edt', 'manager'], supervisedBy: null })
    expect(await recordFor(night)).toBe(401)
    await night.signsIn(TEST_PASSWORD)
    expect(await recordFor(night)).toBe(404)
    expect((await rowOf(openingId))?.endedAt).toBe(hub.now())
  })
})

describe('the review', () => {
  it('is signed by somebody else, once', async () => {
    const { openingId } = await amir.sends(openWithReason, aReason(referral.number))
    const own = await amir.tries(reviewOpening, { openingId, result: 'right', note: '' })
    expect([own.status, own.body['code']]).toEqual([403, 'own-opening'])
    const bare = await jo.tries(reviewOpening, { openingId, result: 'follow-up', note: ' ' })
    expect([bare.status, bare.body['field']]).toEqual([422, 'note'])
    await jo.sends(reviewOpening, { openingId, result: 'right', note: '' })
    expect(await rowOf(openingId)).toMatchObject({ reviewedByName: 'Jo Marsh', reviewResult: 'right' })
    const again = await lead.tries(reviewOpening, { openingId, result: 'wrong', note: 'No need' })
    expect(again.body).toMatchObject({ code: 'already-reviewed', byName: 'Jo Marsh' })
    await expect(hub.owner`update openings set review_result = 'wrong' where id = ${openingId}`).rejects.toThrow(
      'stays signed',
    )
    await expect(hub.owner`update openings set reviewed_by = actor_id where id = ${openingId}`).rejects.toThrow()
  })

  it('goes to the AMHP lead when nobody has signed within five days, and away when somebody has', async () => {
    const { openingId } = await amir.sends(openWithReason, aReason(referral.number))
    const told = async (): Promise<readonly string[]> => (await lead.asks(notices, {})).map((one) => one.openingId)
    hub.clockMovesOn({ hours: 5 * 24, minutes: -1 })
    for (const one of [lead, jo]) await one.signsIn(TEST_PASSWORD)
    expect(await told()).not.toContain(openingId)
    hub.clockMovesOn({ minutes: 1 })
    expect(await told()).toContain(openingId)
    await jo.sends(reviewOpening, { openingId, result: 'right', note: '' })
    expect(await told()).not.toContain(openingId)
  })
})
