import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stripLines } from '#client/allocations/stripView.ts'
import { board, candidates, myDuty, openAllocation } from '#shared/allocations/contract.ts'
import { standardLanes } from '#shared/allocations/boardLanes.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { aDesk, anArrangement, aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import { anAcceptedReferral } from '#tests/builders/referrals.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

describe('the board', () => {
  it('is empty and calm in a new service, with the service’s own settings', async () => {
    const service = await hub.service()
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    expect(await jo.asks(board, {})).toEqual({
      asOf: hub.now(),
      lanes: standardLanes,
      triageTargetMinutes: 30,
      outOfHoursName: 'Emergency Duty Team',
      outOfHoursPhone: '01632 960 002',
      rows: [],
      closed: [],
      strip: [],
      drafts: [],
      usualDemand: Array.from({ length: 24 }, () => 0),
    })
  })

  it('shows every open referral with its clocks and arrangements, and no closed one', async () => {
    const { service, jo } = await aDesk(hub)
    const startedAt = addHours(hub.now(), -3)
    const first = await aReferral(hub, service, jo, {
      state: 'to-triage',
      urgency: null,
      power: { kind: 's136', startedAt },
    })
    const second = await aReferral(hub, service, jo, { power: { kind: 's5-2', startedAt: null } })
    await aReferral(hub, service, jo, { state: 'closed' })
    await hub.owner`update hub.powers set extension_minutes = 120, extension_authorised_at = ${hub.now()}, extension_authority = 'registered-medical-practitioner', extension_authoriser = 'Dr Hale', extension_reason = 'condition-of-person' where referral_id = ${first.id}`
    await anArrangement(hub, service, jo, first.id, { kind: 'bed', state: 'asked', note: 'Ward 3' })
    const { rows } = await jo.asks(board, {})
    expect(rows.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted())
    expect(rows.find(({ id }) => id === first.id)).toMatchObject({
      state: 'to-triage',
      urgency: null,
      allocation: null,
      likelyFinish: null,
      course: null,
      powers: [
        { kind: 's136', startedAt, extension: { minutes: 120, authorisedAt: hub.now(), authoriser: 'Dr Hale' } },
      ],
      arrangements: [{ kind: 'bed', state: 'asked', note: 'Ward 3' }],
    })
    expect(rows.find(({ id }) => id === second.id)).toMatchObject({ powers: [{ kind: 's5-2', startedAt: null }] })
  })

  it('is not sent again to a screen that has it, and is written down as read all the same', async () => {
    const { service, jo } = await aDesk(hub)
    await aReferral(hub, service, jo, { state: 'to-triage', urgency: null })
    const asksWith = (etag: string): Promise<Response> =>
      fetch(`${hub.address}/api/${board.name}`, { headers: { cookie: jo.cookie, 'if-none-match': etag } })
    const reads = async (): Promise<number> => {
      const [row] = await hub.owner<{ count: number }[]>`
        select count(*)::int as count from hub.reads where service_id = ${service.id} and query = ${board.name}`
      return row?.count ?? 0
    }
    const first = await asksWith('')
    const etag = first.headers.get('etag') ?? ''
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/"[0-9a-f]{32}"$/)])
    const before = await reads()
    const again = await asksWith(etag)
    expect([again.status, await again.text(), (await reads()) - before]).toEqual([304, '', 1])
    await aReferral(hub, service, jo, { state: 'to-triage', urgency: null })
    hub.clockMovesOn({ minutes: 1 })
    const changed = await asksWith(etag)
    expect([changed.status, ((await changed.json()) as { rows: unknown[] }).rows.length]).toEqual([200, 2])
  })

  it('shows who is on within ten hours, with what they are and were out on', async () => {
    const { service, jo, ewa, shift } = await aDesk(hub)
    const [hannah, gone, tomorrow] = await Promise.all(
      ['Hannah Cole', 'Gone Before', 'In Tomorrow'].map((name) => service.has({ name, roles: ['amhp'] })),
    )
    if (!hannah || !gone || !tomorrow) throw new Error('three people')
    await aShift(hub, service, hannah, { from: 9, to: 17, role: 'second' })
    await aShift(hub, service, gone, { from: -19, to: -11 })
    await aShift(hub, service, tomorrow, { from: 11, to: 19 })
    await aShift(hub, service, jo, { role: 'practice-consultant' })
    const cancelled = await aShift(hub, service, gone, { from: 1, to: 5 })
    await hub.owner`update hub.shifts set cancelled_at = ${hub.now()}, version = version + 1 where id = ${cancelled.id}`
    const referral = await aReferral(hub, service, jo)
    await workedTo(hub, ewa, await given(jo, referral, ewa), 'accepted')
    const { strip } = await jo.asks(board, {})
    expect(strip.map(({ name, role }) => [name, role])).toEqual([
      ['Ewa Kowalska', 'duty'],
      ['Jo Marsh', 'practice-consultant'],
      ['Hannah Cole', 'second'],
    ])
    expect(strip[0]).toMatchObject({
      base: 'County Hall',
      needsBuddy: false,
      shiftStartsAt: shift.startsAt,
      shiftEndsAt: shift.endsAt,
      jobs: [{ number: referral.number, from: hub.now(), to: null }],
    })
  })

  it('keeps the shift of whoever works past its end in sight, however long ago that was, and the choice goes by it too', async () => {
    const { service, jo } = await aDesk(hub)
    const [priya, tom] = await Promise.all(
      ['Priya Nair', 'Tom Ellis'].map((name) => service.has({ name, roles: ['amhp'] })),
    )
    if (!priya || !tom) throw new Error('two people')
    const gone = await aShift(hub, service, priya, { from: -24, to: -16 })
    const calledInAfter = await aShift(hub, service, tom, { from: -30, to: -20 })
    await aShift(hub, service, priya, { from: 1, to: 9 })
    await aShift(hub, service, tom, { from: 1, to: 9 })
    const outOn = async (person: typeof priya, shiftId: string | null, hours: number): Promise<void> => {
      const allocationId = await given(jo, await aReferral(hub, service, jo), person)
      await workedTo(hub, person, allocationId, 'accepted')
      await hub.owner`update hub.allocations set shift_id = ${shiftId}, allocated_at = ${addHours(hub.now(), hours)}, version = version + 1 where id = ${allocationId}`
    }
    await outOn(priya, gone.id, -18)
    await outOn(tom, null, -18)
    const shown = await jo.asks(board, {})
    const ends = (person: typeof priya) =>
      stripLines(shown.strip, shown.rows, hub.now()).find(({ personId }) => personId === person.id)?.shift.end
    expect([ends(priya), ends(tom)]).toEqual([gone.endsAt, calledInAfter.endsAt])
    const waiting = await aReferral(hub, service, jo)
    const list = await jo.asks(candidates, { referralId: waiting.id })
    const chosenBy = (person: typeof priya) => list?.ranked.find(({ personId }) => personId === person.id)?.shiftEndsAt
    expect([chosenBy(priya), chosenBy(tom)]).toEqual([gone.endsAt, calledInAfter.endsAt])
    const [asked] = await hub.owner<{ shiftId: string | null }[]>`
      select shift_id as "shiftId" from hub.allocations where id = ${await given(jo, waiting, priya)}`
    expect(asked?.shiftId).toBeNull()
  })

  it('says how many referrals usually come in each hour of this weekday, over twelve weeks and both clocks', async () => {
    const { service, jo } = await aDesk(hub)
    const thursdaysAt = [
      '2026-11-05T10:30:00Z',
      '2026-10-29T10:59:00Z',
      '2026-10-22T09:15:00Z',
      '2026-08-20T16:00:00Z',
      '2026-08-13T16:00:00Z',
      '2026-11-04T10:30:00Z',
    ]
    for (const at of thursdaysAt) await aReferral(hub, service, jo, { state: 'closed', receivedAt: instant(at) })
    const { usualDemand } = await jo.asks(board, {})
    expect(usualDemand.map((count, hour) => [hour, count]).filter(([, count]) => count !== 0)).toEqual([
      [10, 0.25],
      [17, 1 / 12],
    ])
  })

  it('is recorded as a read of everybody it shows, and shows nobody of another service', async () => {
    const { service, jo } = await aDesk(hub)
    const there = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    await aReferral(hub, there.service, there.jo)
    expect((await jo.asks(board, {})).rows.map(({ id }) => id)).toEqual([referral.id])
    const [read] =
      await hub.owner`select referral_ids from hub.reads where actor_id = ${jo.id} and query = 'allocations.board'`
    expect(read?.['referral_ids']).toEqual([referral.id])
  })
})

describe('my duty', () => {
  it('shows one’s own shift and work, and nobody else’s', async () => {
    const { service, jo, ewa, shift } = await aDesk(hub)
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    await aShift(hub, service, dan)
    const next = await aShift(hub, service, ewa, { from: 24, to: 32 })
    const own = await aReferral(hub, service, jo)
    await given(jo, own, ewa)
    await given(jo, await aReferral(hub, service, jo), dan)
    await aReferral(hub, service, jo, { state: 'to-triage' })
    expect(await ewa.asks(myDuty, {})).toMatchObject({
      asOf: hub.now(),
      hubPhone: '01632 960 001',
      outOfHoursPhone: '01632 960 002',
      waitingForTriage: 1,
      shift: { id: shift.id, startsAt: shift.startsAt, endsAt: shift.endsAt },
      nextShift: { id: next.id },
      jobs: [
        {
          referral: { id: own.id, lastName: 'Lindqvist', happening: 'Not slept for four nights' },
          allocation: { personId: ewa.id, version: 1 },
          decision: null,
          placePhone: '',
        },
      ],
    })
    expect((await jo.gets(`/api/${myDuty.name}`)).status).toBe(403)
    const [read] = await hub.owner`select referral_ids from hub.reads where actor_id = ${ewa.id}`
    expect(read?.['referral_ids']).toEqual([own.id])
  })

  it('says who decided, when, and what they said of risk', async () => {
    const { jo, ewa } = await aDesk(hub)
    const accepted = await anAcceptedReferral(hub, jo)
    await given(jo, { id: accepted.referralId }, ewa, accepted.version)
    const [job] = (await ewa.asks(myDuty, {})).jobs
    expect(job?.decision).toMatchObject({ risk: 'None known.', byName: 'Jo Marsh', at: hub.now() })
  })

  it('puts the nearest legal limit first, and work that is over last', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const calm = await aReferral(hub, service, jo)
    const soon = await aReferral(hub, service, jo, {
      request: 's136',
      power: { kind: 's136', startedAt: addHours(hub.now(), -22) },
    })
    const unknown = await aReferral(hub, service, jo, { request: 's136', power: { kind: 's136', startedAt: null } })
    for (const referral of [calm, unknown, soon]) await given(jo, referral, ewa)
    const order = async () => (await ewa.asks(myDuty, {})).jobs.map(({ referral }) => referral.number)
    expect(await order()).toEqual([soon.number, unknown.number, calm.number])
    hub.clockMovesOn({ minutes: 5 })
    expect((await ewa.asks(myDuty, {})).asOf).toBe(addMinutes(hub.now(), 0))
  })

  it('says that it was opened, on the board', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await given(jo, referral, ewa)
    hub.clockMovesOn({ minutes: 3 })
    await ewa.sends(openAllocation, { allocationId })
    const { rows } = await jo.asks(board, {})
    expect(rows[0]?.allocation).toMatchObject({ openedAt: hub.now(), version: 2 })
  })
})
