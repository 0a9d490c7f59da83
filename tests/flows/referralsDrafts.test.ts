import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftId } from '#shared/kernel/ids.ts'
import { discardDraft, findReferrals, keepDraft, myDrafts, receiveReferral } from '#shared/referrals/contract.ts'
import { aCall, aReferral, recordOf } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

async function aDesk(): Promise<void> {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
}

const aDraftId = () => randomUUID() as DraftId
const draftsInService = () => hub.owner`select id, number from hub.referral_drafts where service_id = ${service.id}`

describe('a draft', () => {
  it('has its number from the first keystroke, and keeps the last of what was typed', async () => {
    await aDesk()
    const [draftId, screen] = [aDraftId(), await amir.opensScreen()]
    const first = await jo.sends(keepDraft, { draftId, content: { lastName: 'W' } })
    expect(first).toEqual({ number: 1, keptAt: hub.now(), version: 1 })
    await screen.hearsOf('referrals')
    screen.close()
    hub.clockMovesOn({ minutes: 1 })
    await jo.sends(keepDraft, { draftId, content: { lastName: 'Whitlock', firstName: 'Jean' } })
    expect(await jo.asks(myDrafts, {})).toMatchObject([
      {
        id: draftId,
        number: 1,
        byName: 'Jo Marsh',
        content: { lastName: 'Whitlock', firstName: 'Jean' },
        keptAt: hub.now(),
      },
    ])
  })

  it('open on two screens is never overwritten by the older one, which hears what stands there', async () => {
    await aDesk()
    const draftId = aDraftId()
    const { version: begun } = await jo.sends(keepDraft, { draftId, content: { lastName: 'W' } })
    const newer = { draftId, content: { lastName: 'Whitlock', place: 'Ward 4' }, seenVersion: begun }
    const { version } = await jo.sends(keepDraft, newer)
    const older = { draftId, content: { lastName: 'Wh' }, seenVersion: begun }
    expect(await jo.tries(keepDraft, older)).toMatchObject({
      status: 409,
      body: { code: 'draft-kept-elsewhere', version, content: newer.content },
    })
    expect(await jo.asks(myDrafts, {})).toMatchObject([{ id: draftId, version, content: newer.content }])
    await jo.sends(keepDraft, { ...older, seenVersion: version })
    // A screen of the last release says nothing of what it saw.
    await jo.sends(keepDraft, { draftId, content: { lastName: 'Whitlock' } })
  })

  it('keeps all but what no database can hold, and whoever saves it is told', async () => {
    await aDesk()
    const draftId = aDraftId()
    await jo.sends(keepDraft, { draftId, content: { happening: 'Fell\u0000 at home \uD83D' } })
    expect(await jo.asks(myDrafts, {})).toMatchObject([{ content: { happening: 'Fell at home \uFFFD' } }])
  })

  it('is nobody else’s to read, change, save or throw away', async () => {
    await aDesk()
    const draftId = aDraftId()
    await jo.sends(keepDraft, { draftId, content: { lastName: 'Whitlock' } })
    expect(await amir.asks(myDrafts, {})).toEqual([])
    const notTheirs = { status: 404, body: { code: 'draft-not-found' } }
    expect(await amir.tries(keepDraft, { draftId, content: { lastName: 'Other' } })).toMatchObject(notTheirs)
    expect(await amir.tries(discardDraft, { draftId })).toMatchObject(notTheirs)
    expect(await amir.tries(receiveReferral, aCall(hub.now(), { draftId }))).toMatchObject(notTheirs)
    expect(await jo.asks(myDrafts, {})).toMatchObject([{ content: { lastName: 'Whitlock' } }])
  })

  it('becomes the referral of its number, once, and is gone', async () => {
    await aDesk()
    const draftId = aDraftId()
    const { number } = await jo.sends(keepDraft, { draftId, content: { lastName: 'Whitlock' } })
    await aReferral(hub, amir)
    const saved = await jo.sends(receiveReferral, aCall(hub.now(), { draftId }))
    expect(saved).toMatchObject({ number, referralId: draftId })
    expect(await draftsInService()).toEqual([])
    const { timeline } = await recordOf(jo, saved)
    expect(timeline.map(({ type }) => type)).toEqual(['draft-started', 'referral-received', 'power-recorded'])
    expect(await jo.tries(receiveReferral, aCall(hub.now(), { draftId }))).toMatchObject({ status: 404 })
  })

  it('does not come back when a keystroke arrives after the save', async () => {
    await aDesk()
    const draftId = aDraftId()
    await jo.sends(keepDraft, { draftId, content: { lastName: 'Whitlock' } })
    await jo.sends(receiveReferral, aCall(hub.now(), { draftId }))
    expect(await jo.tries(keepDraft, { draftId, content: { lastName: 'Whitlock' } })).toMatchObject({ status: 404 })
    expect(await draftsInService()).toEqual([])
  })

  it('whose first keystrokes never arrived is saved all the same', async () => {
    await aDesk()
    const draftId = aDraftId()
    expect(await jo.sends(receiveReferral, aCall(hub.now(), { draftId }))).toMatchObject({
      number: 1,
      referralId: draftId,
    })
  })

  it('and its save may race: one referral is left, and no draft', async () => {
    await aDesk()
    for (let round = 0; round < 12; round += 1) {
      const draftId = aDraftId()
      const keep = () => jo.tries(keepDraft, { draftId, content: { lastName: 'Whitlock' } })
      const save = () => jo.tries(receiveReferral, aCall(hub.now(), { draftId }))
      const all = round % 2 === 0 ? [save(), keep(), keep(), save()] : [keep(), keep(), save(), save()]
      const answers = await Promise.all(all)
      expect(answers.filter(({ status }) => status !== 200 && status !== 404)).toEqual([])
      expect(await draftsInService()).toEqual([])
      const rows = await hub.owner`select id from hub.referrals where service_id = ${service.id} and id = ${draftId}`
      expect(rows).toHaveLength(1)
    }
    const numbers = await hub.owner<
      { number: number }[]
    >`select number from hub.referrals where service_id = ${service.id}`
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(12)
  })

  it('is thrown away on request, with an event, and its number is not used again', async () => {
    await aDesk()
    const draftId = aDraftId()
    await jo.sends(keepDraft, { draftId, content: {} })
    const screen = await amir.opensScreen()
    expect(await jo.sends(discardDraft, { draftId })).toBeNull()
    await screen.hearsOf('referrals')
    screen.close()
    expect(await jo.tries(discardDraft, { draftId })).toMatchObject({ status: 404, body: { code: 'draft-not-found' } })
    expect((await aReferral(hub, jo)).number).toBe(2)
  })

  it('is for those who take referrals', async () => {
    await aDesk()
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    expect((await ewa.tries(keepDraft, { draftId: aDraftId(), content: {} })).status).toBe(403)
    expect((await ewa.gets('/api/referrals.myDrafts')).status).toBe(403)
    expect(await draftsInService()).toEqual([])
  })
})

describe('finding a referral', () => {
  const found = async (text: string, show: 'open' | 'closed' | 'all' = 'all') => {
    const answer = await jo.posts('/api/referrals.find', { text, show })
    expect(answer.status).toBe(200)
    return (answer.body as unknown as { number: number }[]).map(({ number }) => number)
  }

  it('by reference, name, NHS number or telephone', async () => {
    await aDesk()
    await aReferral(hub, jo, { lastName: 'O’Brien-Łuczak', firstName: 'Siobhán', callerPhone: '07700 900 111' })
    await aReferral(hub, jo, { lastName: 'Strauß', firstName: 'Jürgen', callerPhone: '+44 7700 900222' })
    await aReferral(hub, jo, { lastName: 'Nguyễn', firstName: '100%_real', callerPhone: '01632 960 118' })
    await jo.posts(
      '/api/referrals.change',
      { referralId: await idOf(2), seenVersion: 1, changes: { nhsNumber: '9990000018' } },
      { 'idempotency-key': randomUUID() },
    )
    expect(await found('R-2')).toEqual([2])
    expect(await found('r3')).toEqual([3])
    expect(await found('obrien')).toEqual([1])
    expect(await found("O'BRIEN siobhan")).toEqual([1])
    expect(await found('luczak')).toEqual([1])
    expect(await found('strauss jur')).toEqual([2])
    expect(await found('NGUYEN')).toEqual([3])
    expect(await found('999 000 0018')).toEqual([2])
    expect(await found('07700 900 222')).toEqual([2])
    expect(await found('+44 (0)7700 900111')).toEqual([1])
    expect(await found('7700900')).toEqual([2, 1])
    expect(await found('100%')).toEqual([3])
    expect(await found('%')).toEqual([3])
    expect(await found('_')).toEqual([3])
    expect(await found('\\')).toEqual([])
    expect(await found('whitlock jean mary')).toEqual([])
    expect(await found('')).toEqual([3, 2, 1])
    expect(await found('  ')).toEqual([3, 2, 1])
    expect(await found('', 'closed')).toEqual([])
  })

  const idOf = async (number: number) => (await recordOf(jo, { number })).referral.id

  it('keeps who was shown, shows nobody of another service, and fifty at most', async () => {
    await aDesk()
    for (let count = 0; count < 52; count += 1) await aReferral(hub, jo, { lastName: `Whitlock ${count}` })
    expect(await found('whitlock')).toHaveLength(50)
    const [read] = await hub.owner<{ referral_ids: string[] }[]>`
      select referral_ids from hub.reads where query = 'referrals.find' and service_id = ${service.id}`
    expect(read?.referral_ids).toHaveLength(50)
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    expect(await elsewhere.asks(findReferrals, { text: 'whitlock' })).toEqual([])
  })

  it('is for those who read records', async () => {
    await aDesk()
    const maya = await service.has({ name: 'Maya Lowe', roles: ['manager', 'amhp'] })
    expect((await maya.posts('/api/referrals.find', { text: 'whitlock' })).status).toBe(403)
  })

  it.each(['\u0000', 'a\u0000b', '\ud800'])('says what is wrong with %j, as every box does', async (text) => {
    await aDesk()
    const answer = await jo.posts('/api/referrals.find', { text })
    expect([answer.status, answer.body['field']]).toEqual([400, 'text'])
    expect(String(answer.body['message'])).toMatch(/hidden control characters/)
  })

  it.each(["'; drop table hub.referrals; --", '🙂', 'ﷺ', '((((', '.*', 'x'.repeat(200), '9'.repeat(200)])(
    'answers %j without a fault',
    async (text) => {
      await aDesk()
      await aReferral(hub, jo)
      expect(await found(text)).toEqual([])
    },
  )
})
