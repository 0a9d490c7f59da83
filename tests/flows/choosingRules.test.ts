import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { standardLanes } from '#shared/allocations/boardLanes.ts'
import { boardLanes, setBoardLanes } from '#shared/allocations/boardLanesContract.ts'
import { choosing, previewChoosing, setChoosing } from '#shared/allocations/choosingContract.ts'
import {
  acceptAllocation,
  allocateReferral,
  board,
  candidates,
  finish,
  takeBack,
} from '#shared/allocations/contract.ts'
import { nextBest } from '#shared/allocations/nextBestContract.ts'
import { RANKING_RULE } from '#shared/allocations/ranking.ts'
import { standardAccept, standardWeights } from '#shared/allocations/weights.ts'
import { alarms } from '#shared/deadlines/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { reportOf } from '#shared/reports/reportContract.ts'
import { putLeave } from '#shared/rota/coverContract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { aDesk, aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let loop: AlarmLoop
let service: TestService
let jo: Person, ewa: Person, hannah: Person, ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  loop = new AlarmLoop(hub)
})
afterAll(async () => {
  await loop.close()
  await hub.close()
})
beforeEach(async () => {
  ;({ service, jo, ewa } = await aDesk(hub))
  hannah = await service.has({ name: 'Hannah Cole', roles: ['amhp'] })
  await aShift(hub, service, hannah)
  await aShift(hub, service, jo, { role: 'practice-consultant' })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

const today = () => londonDayOf(hub.now())
const rules = (over: Partial<SentTo<typeof setChoosing>> = {}): SentTo<typeof setChoosing> => ({
  effectiveFrom: today(),
  weights: standardWeights,
  accept: standardAccept,
  why: 'Roads are slow in winter',
  ...over,
})
const asText = (weights: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(weights).map(([code, value]) => [code, String(value)])) as Record<
    keyof typeof standardWeights,
    string
  >
const firstOf = async (referralId: string) =>
  (await jo.asks(candidates, { referralId })).ranked.find(({ standing }) => standing === 'suggested')

describe('how choices are weighed', () => {
  it('holds from its day, is tried on past days first, and each choice keeps the weights that it was made by', async () => {
    expect((await ruth.asks(choosing, {})).now.weights).toEqual(standardWeights)
    await hub.owner`update hub.amhps set version = version + 1, languages = ${['Polish']} where service_id = ${service.id} and person_id = ${hannah.id}`
    await hub.owner`insert into hub.toil_entries (service_id, id, person_id, day, kind, minutes, recorded_at, recorded_by, note)
      values (${service.id}, gen_random_uuid(), ${hannah.id}, ${today()}, 'OPENING_BALANCE', 1200, ${hub.now()}, ${ruth.id}, '')`
    const referral = await aReferral(hub, service, jo, { interpreter: 'Polish' })
    const before = await firstOf(referral.id)
    const weights = {
      ...standardWeights,
      speaksLanguage: before?.personId === hannah.id ? 0 : 600,
      fairShare: before?.personId === hannah.id ? 600 : 0,
    }
    await given(jo, referral, ewa)
    const preview = await ruth.asks(previewChoosing, { days: '7', ...asText(weights) })
    expect(preview).toMatchObject({
      choices: 1,
      changed: [{ number: referral.number, before: before?.name, chosen: 'Ewa Kowalska' }],
    })
    expect(preview.changed[0]?.after).not.toBe(before?.name)
    expect((await ruth.asks(previewChoosing, { days: '7', ...asText(standardWeights) })).changed).toEqual([])

    await ruth.sends(setChoosing, rules({ weights }))
    const again = await aReferral(hub, service, jo, { interpreter: 'Polish' })
    await hub.owner`update hub.allocations set version = version + 1, ended_at = ${hub.now()}, ended_how = 'undone', ended_by = ${jo.id} where service_id = ${service.id}`
    expect((await firstOf(again.id))?.name).toBe(preview.changed[0]?.after)
    const allocationId = await given(jo, again, ewa)
    const [kept] =
      await hub.owner`select choice->>'rule' as rule, choice->'inputs'->'weights' as weights from hub.allocations
      where service_id = ${service.id} and id = ${allocationId}`
    expect(kept).toEqual({ rule: RANKING_RULE, weights })
  })

  it('is never of the past, never twice of a day, never blind to the law or to rest, and for managers and leads', async () => {
    expect((await ruth.tries(setChoosing, rules({ effectiveFrom: addDays(today(), -1) }))).body['code']).toBe(
      'weights-not-ahead',
    )
    await ruth.sends(setChoosing, rules())
    expect((await ruth.tries(setChoosing, rules())).body).toMatchObject({
      code: 'weights-day-taken',
      field: 'effectiveFrom',
    })
    const blind = rules({ effectiveFrom: addDays(today(), 1), weights: { ...standardWeights, afterLimit: 0 } })
    expect((await ruth.tries(setChoosing, blind)).status).toBe(400)
    expect((await jo.tries(setChoosing, rules({ effectiveFrom: addDays(today(), 2) }))).status).toBe(403)
    expect((await ruth.asks(choosing, {})).rows).toMatchObject([
      { why: 'Roads are slow in winter', byName: 'Ruth Banerjee' },
    ])
  })
})

describe('the lanes of the board', () => {
  const lanes = (over: Partial<SentTo<typeof setBoardLanes>> = {}): SentTo<typeof setBoardLanes> => ({
    ...standardLanes,
    order: ['out', 'triage', 'allocate'],
    folded: ['allocate'],
    effectiveFrom: today(),
    why: 'We look first at who is out',
    ...over,
  })

  it('are laid out from a day on by whoever sets up the service, for every desk, and stay to be read', async () => {
    expect((await jo.asks(board, {})).lanes).toEqual(standardLanes)
    const screen = await jo.opensScreen()
    const names = { ...standardLanes.names, triage: 'New calls' }
    await ruth.sends(setBoardLanes, lanes({ names }))
    await screen.hearsOf('allocations')
    screen.close()
    const set = { names, order: ['out', 'triage', 'allocate'], folded: ['allocate'] }
    expect((await jo.asks(board, {})).lanes).toEqual(set)
    await ruth.sends(setBoardLanes, lanes({ effectiveFrom: addDays(today(), 1) }))
    expect((await jo.asks(board, {})).lanes).toEqual(set)
    const { now, rows } = await ruth.asks(boardLanes, {})
    expect([now, rows.map(({ effectiveFrom, byName }) => [effectiveFrom, byName])]).toEqual([
      set,
      [
        [addDays(today(), 1), 'Ruth Banerjee'],
        [today(), 'Ruth Banerjee'],
      ],
    ])
    expect((await ruth.tries(setBoardLanes, lanes())).body).toMatchObject({ code: 'lanes-day-taken' })
    expect((await jo.tries(setBoardLanes, lanes({ effectiveFrom: addDays(today(), 2) }))).status).toBe(403)
  })
})

describe('a suggestion that is not followed', () => {
  it('takes one tap, which may be that one would rather not say, and is counted for the service without anybody', async () => {
    const referral = await aReferral(hub, service, jo)
    const first = await firstOf(referral.id)
    const other = first?.personId === ewa.id ? hannah : ewa
    const asked = { referralId: referral.id, personId: other.id, seenVersion: 1, reason: '' }
    expect((await jo.tries(allocateReferral, asked)).body['code']).toBe('reason-needed')
    await jo.sends(allocateReferral, { ...asked, reasonCode: 'rather-not-say' })
    const second = await aReferral(hub, service, jo)
    const now = await firstOf(second.id)
    await jo.sends(allocateReferral, { ...asked, referralId: second.id, personId: now?.personId ?? ewa.id })
    const report = await ruth.asks(reportOf, { report: 'choices', from: today(), to: today(), view: 'work' })
    const cells = report.tables.flatMap(({ rows }) => rows.map(({ label, cells: [number] }) => [label, number]))
    expect(Object.fromEntries(cells)).toMatchObject({
      Choices: 2,
      'The first was taken': 1,
      'Somebody else was chosen': 1,
      'Rather not say': 1,
      Nearest: 0,
      'Not recorded': 0,
    })
    expect(JSON.stringify(report)).not.toMatch(/Jo Marsh|Ewa|Hannah/)
  })
})

describe('what waits, looked at together', () => {
  it('gives each somebody of their own, says who has just become free, and allocates nothing', async () => {
    const began = hub.now()
    const [busy, first, second] = [
      await aReferral(hub, service, jo, { urgency: 'U3' }),
      await aReferral(hub, service, jo, { urgency: 'U1' }),
      await aReferral(hub, service, jo, { urgency: 'U2' }),
    ]
    const allocationId = await given(jo, busy, ewa)
    const one = await jo.asks(nextBest, {})
    expect(one).toMatchObject({
      waiting: 2,
      pairs: [{ number: first.number, personName: 'Hannah Cole', freedAt: null }],
    })
    await workedTo(hub, ewa, allocationId, 'outcome-recorded')
    hub.clockIs(addMinutes(began, 3))
    await ewa.sends(finish, { allocationId, seenVersion: 5, occurredAt: hub.now() })
    const { pairs } = await jo.asks(nextBest, {})
    expect(pairs.map(({ number }) => number)).toEqual([first.number, second.number])
    expect(pairs.find(({ personId }) => personId === ewa.id)?.freedAt).toBe(hub.now())
    expect(new Set(pairs.map(({ personId }) => personId)).size).toBe(2)
    expect((await ruth.gets('/api/allocations.nextBest')).status).toBe(403)
    const [row] =
      await hub.owner`select count(*)::int as live from hub.allocations where service_id = ${service.id} and ended_at is null`
    expect(row).toEqual({ live: 0 })
  })

  it('say which would be late when somebody is held up, and who going where instead would mend it, and allocate nothing', async () => {
    const placeId = service.baseId
    const power = { kind: 's5-2', startedAt: addMinutes(hub.now(), -60) } as const
    const busy = await aReferral(hub, service, jo, { urgency: 'U2', placeId })
    const held = await aReferral(hub, service, jo, { power, placeId })
    const soon = await aReferral(hub, service, jo, { urgency: 'U2', placeId })
    const assessBy = addMinutes(hub.now(), 60)
    await hub.owner`update hub.referrals set assess_by = ${assessBy}, version = version + 1 where service_id = ${service.id} and id = ${soon.id}`
    const allocationId = await given(jo, busy, hannah)
    const { slips } = await jo.asks(nextBest, {})
    expect(slips).toMatchObject([
      {
        number: held.number,
        missed: null,
        still: null,
        before: { name: 'Ewa Kowalska' },
        after: { name: 'Hannah Cole' },
      },
      {
        number: soon.number,
        assessBy,
        missed: 'target',
        still: null,
        before: { name: 'Hannah Cole' },
        after: { name: 'Ewa Kowalska' },
      },
    ])
    // Ewa goes home ill: nothing is left that would mend it, and that is said.
    const today = londonDayOf(hub.now())
    const ill = { kind: 'sickness', firstDay: today, lastDay: today, note: '' } as const
    await ruth.sends(putLeave, { ...ill, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    expect((await jo.asks(nextBest, {})).slips).toMatchObject([
      { number: soon.number, missed: 'target', still: 'target', changes: false, before: null },
    ])
    const live = await hub.owner`select id from hub.allocations where service_id = ${service.id} and ended_at is null`
    expect(live).toEqual([{ id: allocationId }])
  })
})

describe('an offer that nobody answers', () => {
  const accepts = async () => (await jo.asks(alarms, {})).filter(({ kind }) => kind === 'accept')

  it('is told to the desk after the service’s minutes, by reference, and is over at once when it is accepted or taken back', async () => {
    const began = hub.now()
    await ruth.sends(setChoosing, rules({ accept: { ...standardAccept, U1: 5 } }))
    const [urgent, calm] = [
      await aReferral(hub, service, jo, { urgency: 'U1' }),
      await aReferral(hub, service, jo, { urgency: 'U2' }),
    ]
    const allocationId = await given(jo, urgent, ewa)
    const other = await given(jo, calm, hannah)
    expect(await loop.sweeps()).toBeGreaterThan(0)
    hub.clockIs(addMinutes(began, 4))
    await loop.turns()
    expect(await accepts()).toEqual([])
    hub.clockIs(addMinutes(began, 5))
    await loop.turns()
    expect(await accepts()).toMatchObject([{ number: urgent.number, point: 'target', toldName: 'Jo Marsh' }])
    await ewa.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
    expect(await accepts()).toEqual([])
    hub.clockIs(addMinutes(began, 20))
    await loop.turns()
    expect(await accepts()).toMatchObject([{ number: calm.number }])
    await jo.sends(takeBack, { allocationId: other, seenVersion: 1, why: 'No answer' })
    expect(await accepts()).toEqual([])
    expect(await loop.sweeps()).toBe(0)
  })
})
