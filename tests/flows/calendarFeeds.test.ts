import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelShift, changeShift, myCalendar } from '#shared/rota/contract.ts'
import { endFeed, endFeedOf, feedPath, feedsOfAll, makeFeed, MOST_FEEDS, myFeeds } from '#shared/rota/feedContract.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
import { readCalendar } from '#tests/harness/calendarReader.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})

/** As a calendar asks: without any cookie. */
const fetched = (token: string | null, method = 'GET') => fetch(`${hub.address}${feedPath(token ?? '')}`, { method })
const calendar = async (token: string | null) => {
  const answer = await fetched(token)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'text/calendar; charset=utf-8',
    'no-store',
  ])
  return answer.text()
}
const feed = (person: Person, kind: 'own' | 'team' = 'own') => person.sends(makeFeed, { kind, label: 'My phone' })

describe('a calendar address', () => {
  it('gives one’s own shifts, as another reader of RFC 5545 reads them: over a night, over a change of the clocks, changed and cancelled', async () => {
    const night = await rosters(ruth, ewa.id, '2026-11-13', '22:00', '08:00')
    const spring = await rosters(ruth, ewa.id, '2027-03-27', '22:00', '08:00')
    const off = await rosters(ruth, ewa.id, '2026-12-01', '08:30', '16:30')
    await rosters(ruth, dan.id, '2026-11-13', '08:30', '16:30')
    const { token } = await feed(ewa)
    const before = readCalendar(await calendar(token))
    expect(before.name).toBe('My AMHP shifts')
    expect(before.events).toEqual([
      {
        uid: `${night}@duty-hub`,
        sequence: 0,
        start: '2026-11-13T22:00:00.000Z',
        end: '2026-11-14T08:00:00.000Z',
        summary: 'Duty AMHP',
        status: 'CONFIRMED',
      },
      {
        uid: `${off}@duty-hub`,
        sequence: 0,
        start: '2026-12-01T08:30:00.000Z',
        end: '2026-12-01T16:30:00.000Z',
        summary: 'Duty AMHP',
        status: 'CONFIRMED',
      },
      {
        uid: `${spring}@duty-hub`,
        sequence: 0,
        start: '2027-03-27T22:00:00.000Z',
        end: '2027-03-28T07:00:00.000Z',
        summary: 'Duty AMHP',
        status: 'CONFIRMED',
      },
    ])
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-13', times: times('20:00', '06:00') }),
      shiftId: night,
      seenVersion: 1,
    })
    await ruth.sends(cancelShift, { shiftId: off, seenVersion: 1, why: 'Not needed' })
    const after = readCalendar(await calendar(token))
    expect(after.events.map(({ uid, sequence, status }) => [uid, sequence, status])).toEqual([
      [`${night}@duty-hub`, 1, 'CONFIRMED'],
      [`${off}@duty-hub`, 1, 'CANCELLED'],
      [`${spring}@duty-hub`, 0, 'CONFIRMED'],
    ])
    expect(readCalendar((await ewa.asks(myCalendar, {})).text).events).toEqual(after.events)
  })

  it('of the team says how many are on and as what, and has nobody’s name and nothing of any referral', async () => {
    const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
    await rosters(ruth, dan.id, '2026-11-13', '08:30', '16:30')
    const { number } = await workGivenOn(hub, service, ewa, early, 'running')
    const text = await calendar((await feed(dan, 'team')).token)
    const { events, properties } = readCalendar(text)
    expect(events.map(({ summary }) => summary)).toEqual(['Duty AMHP', 'Duty AMHP'])
    expect(events.every(({ uid }) => /^[0-9a-f-]{36}-team@duty-hub$/.test(uid))).toBe(true)
    expect(properties).toEqual(['UID', 'DTSTAMP', 'SEQUENCE', 'DTSTART', 'DTEND', 'SUMMARY', 'STATUS', 'CLASS'])
    for (const word of ['Ewa', 'Kowalska', 'Dan', 'Okoro', 'Lindqvist', String(number), ewa.id, dan.id])
      expect(text).not.toContain(word)
  })

  it('is told once, listed with its last use, and shows nothing once its owner has ended it', async () => {
    const { feedId, token } = await feed(ewa)
    expect(token).toMatch(/^[\w-]{43}$/)
    const [kept] = await hub.owner`select token_hash from hub.calendar_feeds where id = ${feedId}`
    expect(JSON.stringify(kept)).not.toContain(token)
    expect((await ewa.asks(myFeeds, {})).feeds).toMatchObject([{ id: feedId, label: 'My phone', lastReadAt: null }])
    await calendar(token)
    expect((await ewa.asks(myFeeds, {})).feeds).toMatchObject([{ lastReadAt: hub.now() }])
    expect((await dan.tries(endFeed, { feedId })).body['code']).toBe('feed-not-found')
    await ewa.sends(endFeed, { feedId })
    expect((await fetched(token)).status).toBe(404)
    expect((await ewa.asks(myFeeds, {})).feeds).toEqual([])
    expect((await ewa.tries(endFeed, { feedId })).body['code']).toBe('feed-not-found')
  })

  it('may be seen and ended by an administrator, but not read out', async () => {
    const owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
    const { feedId, token } = await feed(ewa)
    const { feeds } = await owen.asks(feedsOfAll, {})
    expect(feeds).toMatchObject([{ id: feedId, name: 'Ewa Kowalska', kind: 'own' }])
    expect(JSON.stringify(feeds)).not.toContain(token)
    expect((await dan.tries(endFeedOf, { feedId })).status).toBe(403)
    await owen.sends(endFeedOf, { feedId })
    expect((await fetched(token)).status).toBe(404)
  })

  it('ends with its owner’s work here, and answers the same for one that never was', async () => {
    const { token } = await feed(ewa)
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id = ${ewa.id}`
    const [left, never, odd] = await Promise.all([fetched(token), fetched('x'.repeat(43)), fetched('short')])
    const texts = await Promise.all(
      [left, never, odd].map(async (answer) => (await answer.text()).replaceAll(/"[0-9a-f-]{36}"/g, '""')),
    )
    expect([left.status, never.status, odd.status]).toEqual([404, 404, 404])
    expect(new Set(texts).size).toBe(1)
    // Nor does it begin again when they come back: the link has ended.
    await hub.owner`update hub.people set left_at = null, version = version + 1 where id = ${ewa.id}`
    expect((await fetched(token)).status).toBe(404)
  })

  it('opens no other door, and is no place to write to', async () => {
    const { token } = await feed(ewa)
    const cookie = `hub=${token ?? ''}`
    expect((await fetch(`${hub.address}/api/rota.myFeeds`, { headers: { cookie } })).status).toBe(401)
    expect((await fetched(token, 'POST')).status).toBe(405)
    expect((await fetched(token, 'HEAD')).status).toBe(200)
  })

  it('is one of a few, also when many are made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: MOST_FEEDS + 3 }, () => ewa.tries(makeFeed, { kind: 'own', label: 'Phone' })),
    )
    expect(made.filter(({ status }) => status === 200)).toHaveLength(MOST_FEEDS)
    expect(made.find(({ status }) => status !== 200)?.body['message']).toBe(
      'You have 8 calendar addresses already. End one that you no longer use.',
    )
  })
})
