import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import type { PatternId, TeamId } from '#shared/kernel/ids.ts'
import { addShiftTemplate, rotaWeek } from '#shared/rota/contract.ts'
import { dutyNeeds, keepNeed } from '#shared/rota/needContract.ts'
import {
  buildFromPatterns,
  endException,
  keepPattern,
  keepPlace,
  keepSharedDuty,
  patterns,
  previewBuild,
  setException,
} from '#shared/rota/patternContract.ts'
import { previewPublish, publishRota, putInDraft, rotaDraft } from '#shared/rota/planContract.ts'
import { putLeave } from '#shared/rota/coverContract.ts'
import { aTemplate, times } from '#tests/builders/rota.ts'
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

const monday = '2026-11-16'
const on = (weekday: number, from = '08:30', to = '16:30') => ({ weekday, ...times(from, to) })
const twoWeeks = [[on(1), on(3, '12:30', '20:30')], []]
const pattern = (changes: Partial<SentTo<typeof keepPattern>> = {}): SentTo<typeof keepPattern> => ({
  patternId: null,
  seenVersion: 0,
  name: 'Two weeks',
  weeks: twoWeeks,
  retired: false,
  ...changes,
})
const place = (patternId: PatternId, person: Person, changes: Partial<SentTo<typeof keepPlace>> = {}) => ({
  placeId: null,
  seenVersion: 0,
  patternId,
  personId: person.id,
  firstDay: monday,
  lastDay: null,
  offsetWeeks: 0,
  excludedDays: [],
  ...changes,
})
const build = (weeks = 4) => ruth.sends(buildFromPatterns, { firstDay: monday, weeks })
const preview = (weeks = 4) => ruth.asks(previewBuild, { firstDay: monday, weeks: String(weeks) })
const publish = async (lastDay = '2026-12-13', why = 'Agreed with them') => {
  const days = { firstDay: monday, lastDay }
  const { seen, findings } = await ruth.asks(previewPublish, days)
  const accepted = findings.filter(({ grade }) => grade === 'accept').map(({ key }) => ({ key, why }))
  return ruth.sends(publishRota, { ...days, seen: [...seen], accepted })
}
const startsOf = async (person: Person, week = monday) =>
  (await ruth.asks(rotaWeek, { monday: week })).shifts
    .filter(({ personId }) => personId === person.id)
    .map(({ day, startsAt }) => `${day} ${startsAt.slice(11, 16)}`)

describe('a pattern', () => {
  it('is built for weeks with each person’s own offset, as a difference in words, and its templates are known', async () => {
    const { templateId } = await ruth.sends(addShiftTemplate, aTemplate({ startsAt: '08:30', endsAt: '16:30' }))
    const { patternId } = await ruth.sends(keepPattern, pattern())
    await ruth.sends(keepPlace, place(patternId, ewa))
    await ruth.sends(keepPlace, place(patternId, dan, { offsetWeeks: 1, excludedDays: ['3'] }))
    const shown = await preview()
    expect(shown.changes).toEqual([
      'Ewa Kowalska is put on Mon 16 November 08:30–16:30.',
      'Ewa Kowalska is put on Wed 18 November 12:30–20:30.',
      'Dan Okoro is put on Mon 23 November 08:30–16:30.',
      'Ewa Kowalska is put on Mon 30 November 08:30–16:30.',
      'Ewa Kowalska is put on Wed 2 December 12:30–20:30.',
      'Dan Okoro is put on Mon 7 December 08:30–16:30.',
    ])
    expect(await build()).toEqual({ put: 6, takenOff: 0, same: 0, left: [] })
    const { drafts } = await ruth.asks(rotaDraft, { monday })
    expect(drafts.map(({ templateId: own, layer }) => [own, layer])).toContainEqual([templateId, 'pattern'])
    await publish()
    expect(await startsOf(ewa)).toEqual(['2026-11-16 08:30', '2026-11-18 12:30'])
    expect(await startsOf(ewa, '2026-11-23')).toEqual([])
    expect(await preview()).toMatchObject({ changes: [], same: 6 })
  })

  it('is changed without touching what was set by hand, and exceptions stay', async () => {
    const { patternId } = await ruth.sends(keepPattern, pattern())
    await ruth.sends(keepPlace, place(patternId, ewa))
    const { exceptionId } = await ruth.sends(setException, {
      personId: ewa.id,
      day: '2026-11-18',
      turns: [times('10:00', '18:00')],
      why: 'Takes her son to school',
    })
    await ruth.sends(putInDraft, {
      shiftId: null,
      seenVersion: 0,
      personId: ewa.id,
      day: '2026-11-30',
      times: times('16:00', '23:00'),
    })
    const first = await build()
    expect(first.left).toEqual([
      'Ewa Kowalska, Mon 30 November 08:30–16:30: left out, somebody planned that day by hand, and that stays.',
    ])
    await publish()
    const late = [[on(1, '12:30', '20:30'), on(3, '12:30', '20:30')], []]
    await ruth.sends(keepPattern, pattern({ patternId, seenVersion: 1, weeks: late }))
    expect((await preview()).changes).toEqual(['Ewa Kowalska moves from Mon 16 November 08:30–16:30 to 12:30–20:30.'])
    await build()
    await publish()
    expect(await startsOf(ewa)).toEqual(['2026-11-16 12:30', '2026-11-18 10:00'])
    expect(await startsOf(ewa, '2026-11-30')).toEqual(['2026-11-30 16:00', '2026-12-02 12:30'])
    await ruth.sends(endException, { exceptionId })
    expect((await preview()).changes, 'the day is the pattern’s again').toEqual([
      'Ewa Kowalska moves from Wed 18 November 10:00–18:00 to 12:30–20:30.',
    ])
    expect((await ruth.tries(endException, { exceptionId })).status).toBe(404)
  })

  it('is left on a day for another, keeps leave free, and says so', async () => {
    const { patternId } = await ruth.sends(keepPattern, pattern())
    const other = await ruth.sends(keepPattern, pattern({ name: 'Fridays', weeks: [[on(5)]] }))
    await ruth.sends(keepPlace, place(patternId, ewa))
    const moved = await ruth.sends(keepPlace, place(other.patternId, ewa, { firstDay: '2026-11-30' }))
    expect(moved.ended).toBe('2026-11-29')
    const leave = { kind: 'annual-leave' as const, firstDay: '2026-12-04', lastDay: '2026-12-04', note: '' }
    await ruth.sends(putLeave, { ...leave, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    const shown = await preview()
    expect(shown.changes.map((words) => words.slice(23, 34))).toEqual(['Mon 16 Nove', 'Wed 18 Nove', 'Fri 11 Dece'])
    expect(shown.left).toEqual(['Ewa Kowalska, Fri 4 December 08:30–16:30: left out, they are away on that day.'])
    const twice = await ruth.tries(keepPlace, place(patternId, ewa, { firstDay: '2026-12-07', lastDay: '2026-12-08' }))
    // The place without an end is ended first, so nobody is ever in two patterns.
    expect(twice.status).toBe(200)
    const overlapping = place(other.patternId, ewa, { firstDay: '2026-11-20', lastDay: '2026-11-21' })
    expect((await ruth.tries(keepPlace, overlapping)).body['code']).toBe('pattern-place-taken')
  })
})

describe('duties that are shared', () => {
  const saturdays = (people: readonly Person[]): SentTo<typeof keepSharedDuty> => ({
    dutyId: null,
    seenVersion: 0,
    name: 'Saturdays',
    how: 'in-turn',
    days: ['6'],
    ...times('12:00', '20:00'),
    firstDay: monday,
    lastDay: null,
    people: people.map(({ id }) => ({ personId: id, excludedDays: [], owedAWeek: 1, everyWeeks: 1 })),
  })
  it('go round in turn, and one who owes a day a week gets it where the minimums are short', async () => {
    await ruth.sends(keepSharedDuty, saturdays([ewa, dan]))
    await ruth.sends(keepSharedDuty, {
      ...saturdays([ewa]),
      name: 'One day a week',
      how: 'owed',
      days: ['1', '2', '3', '4', '5'],
      people: [{ personId: ewa.id, excludedDays: ['1', '2', '4', '5'], owedAWeek: 1, everyWeeks: 2 }],
    })
    expect(await build()).toMatchObject({ put: 6, left: [] })
    await publish()
    const weeks = ['2026-11-16', '2026-11-23', '2026-11-30', '2026-12-07']
    const saturdaysOf = async (person: Person) =>
      (await Promise.all(weeks.map((week) => startsOf(person, week)))).flat().filter((at) => /-(21|28|05|12) /.test(at))
    expect([(await saturdaysOf(ewa)).length, (await saturdaysOf(dan)).length]).toEqual([2, 2])
    expect(await startsOf(ewa)).toContain('2026-11-18 12:00')
    expect(await startsOf(ewa, '2026-11-23')).not.toContain('2026-11-25 12:00')
    expect(await preview()).toMatchObject({ changes: [], same: 6 })
  })

  it('name people of the service, once each', async () => {
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['amhp'] })
    expect((await ruth.tries(keepSharedDuty, saturdays([ewa, elsewhere]))).body['code']).toBe('person-unknown')
    expect((await ruth.tries(keepSharedDuty, saturdays([ewa, ewa]))).body['code']).toBe('person-unknown')
    await ruth.sends(keepSharedDuty, saturdays([ewa]))
    expect((await ruth.tries(keepSharedDuty, saturdays([dan]))).body).toMatchObject({ code: 'shared-duty-name-taken' })
  })
})

describe('a minimum', () => {
  const two: SentTo<typeof keepNeed> = {
    needId: null,
    seenVersion: 0,
    days: ['1'],
    ...times('08:30', '16:30'),
    minimum: 2,
    councilId: null,
    firm: true,
    retired: false,
  }
  const days = { firstDay: monday, lastDay: '2026-11-22' }
  const gaps = async () => (await ruth.asks(previewPublish, days)).findings.filter(({ key }) => key.startsWith('gap'))
  it('that is firm needs a reason at publication, and counts only who may act', async () => {
    const { needId } = await ruth.sends(keepNeed, two)
    const { patternId } = await ruth.sends(keepPattern, pattern({ weeks: [[on(1)]] }))
    await ruth.sends(keepPlace, place(patternId, ewa))
    await build(1)
    expect(await gaps()).toMatchObject([
      {
        grade: 'accept',
        title: 'Mon 16 November is short: Duty AMHP',
        text: 'One fewer than the 2 needed, 08:30–16:30.',
      },
    ])
    const { seen } = await ruth.asks(previewPublish, days)
    expect((await ruth.tries(publishRota, { ...days, seen: [...seen], accepted: [] })).body['code']).toBe(
      'publish-stopped',
    )
    await ruth.sends(keepNeed, { ...two, needId, seenVersion: 1, firm: false })
    expect(await gaps()).toMatchObject([{ grade: 'look' }])
    const { councils } = await ruth.asks(dutyNeeds, {})
    const council = councils[0]
    if (!council) throw new Error('the service acts for no council')
    await ruth.sends(keepNeed, { ...two, needId, seenVersion: 2, minimum: 1, councilId: council.id })
    expect(await gaps()).toEqual([])
    await hub.owner`delete from hub.acting_for where service_id = ${service.id} and person_id = ${ewa.id} and council_id = ${council.id}`
    expect((await gaps())[0]?.text).toBe(
      'One fewer than the 1 needed who act for the council that it is for, 08:30–16:30.',
    )
    const stale = await ruth.tries(keepNeed, { ...two, needId, seenVersion: 1 })
    expect(stale.body).toMatchObject({ code: 'changed-since-seen', byName: 'Ruth Banerjee', version: 3 })
  })

  it('of a team counts its people alone, from its first day on', async () => {
    await hub.owner`update hub.amhps set home_team = 'Kelsham', version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    await hub.owner`update hub.amhps set home_team = 'Ashmere', version = version + 1 where service_id = ${service.id} and person_id = ${dan.id}`
    const { teams } = await ruth.asks(dutyNeeds, {})
    const [ashmere, kelsham] = ['Ashmere', 'Kelsham'].map((name) => teams.find((one) => one.name === name)?.id ?? null)
    const need = { ...two, minimum: 1, teamId: ashmere ?? null }
    const { needId } = await ruth.sends(keepNeed, need)
    const { patternId } = await ruth.sends(keepPattern, pattern({ weeks: [[on(1)]] }))
    await ruth.sends(keepPlace, place(patternId, ewa))
    await build(1)
    expect(await gaps()).toMatchObject([{ grade: 'accept', title: 'Mon 16 November is short: Duty AMHP of Ashmere' }])
    expect((await ruth.asks(rotaWeek, { monday })).minimums).toMatchObject([{ homeTeam: 'Ashmere', minimum: 1 }])
    await ruth.sends(keepNeed, { ...need, needId, teamId: kelsham ?? null, seenVersion: 1 })
    expect(await gaps()).toEqual([])
    await ruth.sends(keepNeed, { ...need, needId, firstDay: '2026-11-17', seenVersion: 2 })
    expect(await gaps()).toEqual([])
    const codeOf = async (more: Partial<SentTo<typeof keepNeed>>) =>
      (await ruth.tries(keepNeed, { ...need, needId, seenVersion: 3, ...more })).body['code']
    expect(await codeOf({ firstDay: '2026-11-17', lastDay: '2026-11-16' })).toBe('days-the-wrong-way-round')
    expect(await codeOf({ teamId: ewa.id as unknown as TeamId })).toBe('team-unknown')
  })
})

describe('the rules of patterns', () => {
  it('are for those who plan, of this service, about the days ahead, and changed by one at a time', async () => {
    const { patternId } = await ruth.sends(keepPattern, pattern())
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
    const change = pattern({ patternId, seenVersion: 1 })
    expect((await ewa.tries(keepPattern, change)).status).toBe(403)
    expect((await elsewhere.tries(keepPattern, change)).status).toBe(404)
    expect((await elsewhere.tries(keepPlace, place(patternId, elsewhere))).status).toBe(404)
    expect((await ruth.tries(keepPlace, place(patternId, elsewhere))).body['code']).toBe('person-unknown')
    expect((await ruth.tries(keepPattern, pattern())).body['code']).toBe('pattern-name-taken')
    expect((await ruth.tries(keepPattern, { ...change, weeks: [[on(1, '08:00', '08:00')]] })).body['code']).toBe(
      'shift-too-long',
    )
    expect((await ruth.tries(keepPattern, { ...change, weeks: [] })).status).toBe(400)
    await ruth.sends(keepPattern, change)
    expect((await ruth.tries(keepPattern, change)).body).toMatchObject({
      code: 'changed-since-seen',
      byName: 'Ruth Banerjee',
    })
    const past = { personId: ewa.id, day: '2026-11-02', turns: [], why: 'Off' }
    expect((await ruth.tries(setException, past)).body['code']).toBe('day-is-past')
    expect((await ruth.tries(buildFromPatterns, { firstDay: '2026-11-02', weeks: 1 })).body['code']).toBe('day-is-past')
    const backwards = place(patternId, ewa, { lastDay: '2026-11-01' })
    expect((await ruth.tries(keepPlace, backwards)).body['code']).toBe('days-the-wrong-way-round')
  })

  it('come back as they were kept, and a command sent twice happens once', async () => {
    const key = '7b0f3f0e-53ba-4a54-9a39-6c8b9be5c001'
    const once = await ruth.sends(keepPattern, pattern(), key)
    expect(await ruth.sends(keepPattern, pattern(), key)).toEqual(once)
    await ruth.sends(keepPlace, place(once.patternId, ewa, { excludedDays: ['bank-holiday'] }))
    const screen = await ewa.opensScreen()
    await ruth.sends(setException, { personId: ewa.id, day: '2026-11-18', turns: [], why: 'A course' })
    expect((await screen.hearsOf('rota')).touches).toEqual(['rota'])
    screen.close()
    const kept = await ruth.asks(patterns, {})
    expect(kept.patterns).toMatchObject([{ name: 'Two weeks', weeks: twoWeeks, version: 1 }])
    expect(kept.places).toMatchObject([{ personId: ewa.id, offsetWeeks: 0, excludedDays: ['bank-holiday'] }])
    expect(kept.exceptions).toMatchObject([{ day: '2026-11-18', turns: [], why: 'A course', byName: 'Ruth Banerjee' }])
    expect(kept.people.map(({ name }) => name)).toEqual(['Dan Okoro', 'Ewa Kowalska'])
  })
})
