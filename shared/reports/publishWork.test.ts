import { describe, expect, it } from 'vitest'
import type { PersonId, ShiftId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { claimTables, lateTables, type ClaimFact } from './lateReports.ts'
import { personToilTables, type PersonToilFact } from './personToilReport.ts'
import { publishTables } from './publish.ts'
import { workingTimeTables } from './restReports.ts'
import { restTables, restsOf, toilTables } from './staffReports.ts'
import { withoutCases, type CountedTable } from './table.ts'

describe('what is published of work', () => {
  const at = (day: string, time: string) => instant(`2026-07-${day}T${time}:00Z`)
  let claimants = 0
  const claim = (state: ClaimFact['state'], minutes: number, who = `p${(claimants += 1)}`): ClaimFact => ({
    personId: who as PersonId,
    day: londonDay('2026-07-06'),
    state,
    minutes,
    submittedAt: null,
    decidedAt: null,
    retroWindowDays: 28,
  })
  const shown = (tables: readonly CountedTable[]) =>
    Object.fromEntries(
      publishTables(tables.map(withoutCases).filter(({ about }) => about !== 'staff')).flatMap(({ key, rows, total }) =>
        [...rows, ...(total ? [total] : [])].map(({ label, cells }) => [`${key} ${label}`, cells]),
      ),
    )

  it('hides one person over the limit with by how much, and whom they are left over from', () => {
    const person = (owed: number): PersonToilFact => ({
      name: 'A',
      team: '',
      earned: 0,
      taken: 0,
      paid: 0,
      expired: 0,
      corrected: 0,
      oldest: null,
      owed,
      limit: 600,
    })
    const people = [person(725), ...Array.from({ length: 11 }, () => person(60))]
    expect(shown(personToilTables(people))).toEqual({ 'over Over': ['hidden', 10, 'hidden'] })
    const most = [person(60), ...Array.from({ length: 11 }, () => person(725))]
    expect(shown(personToilTables(most))['over Over']).toEqual(['hidden', 10, 'hidden'])
  })

  it('hides eight late stretches without a break that are all of one person', () => {
    const [from, to] = [londonDay('2026-07-06'), londonDay('2026-08-30')]
    const nothing = { people: [], shifts: [], work: [], optOuts: [], out: [], settled: [] }
    const said = Array.from({ length: 20 }, (_, at) => ({
      personId: (at < 8 ? 'p0' : `p${at}`) as PersonId,
      breakTaken: at >= 8,
    }))
    const rows = shown(workingTimeTables({ ...nothing, from, to, now: at('01', '12:00'), said }))
    expect(rows['breaks-late Had none']).toEqual(['hidden', 'hidden'])
  })

  it('hides an employer of one, and another with it, so that the total does not give them back', () => {
    const owed = new Map([
      ['Council', { people: 14, minutes: 5000 }],
      ['Trust', { people: 6, minutes: 900 }],
      ['Agency', { people: 1, minutes: 77 }],
    ])
    const moved = [{ employerName: 'Agency', kind: 'ACCRUE', minutes: 77 }]
    const rows = shown(toilTables(moved, owed))
    for (const name of ['Agency', 'Trust']) expect(rows[`toil ${name}`], name).toEqual(Array(7).fill('hidden'))
    expect(rows['toil Council']).toEqual([15, 0, 0, 0, 0, 0, 4980])
    expect(rows['toil All']?.[6]).toBe(6000)
  })

  it('hides one refused claim, and what it could be subtracted from', () => {
    const some = [
      ...Array.from({ length: 20 }, () => claim('approved', 50)),
      ...Array.from({ length: 8 }, () => claim('made', 30)),
      ...Array.from({ length: 7 }, () => claim('submitted', 20)),
      claim('refused', 45),
    ]
    const rows = shown(claimTables(some, 60))
    expect(rows['claims Refused']).toEqual(['hidden', 'hidden', 'hidden'])
    expect(rows['claims Waiting for a decision']).toEqual(['hidden', 'hidden', 'hidden'])
    expect([rows['claims Approved'], rows['claims Not sent yet']].map((cells) => cells?.[0])).toEqual([20, 10])
    expect(rows['a-shift All AMHPs']).toEqual([20, 60, 1020, 15])
  })

  it('hides many claims and shifts of few people, as it hides few of them', () => {
    const [mine, others] = [20, 9].map((count) => Array.from({ length: count }, () => claim('approved', 50, 'one')))
    const sent = Array.from({ length: 8 }, () => claim('submitted', 20))
    const rows = shown(claimTables([...(mine ?? []), ...(others ?? []), ...sent], 60))
    expect(rows['claims Approved']).toEqual(['hidden', 'hidden', 'hidden'])
    expect(rows['claims Waiting for a decision'], 'or what is left of all would be of one').toEqual(
      Array(3).fill('hidden'),
    )
    expect(rows['a-shift All AMHPs']?.[0]).toBe('hidden')
    const days = Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(2, '0'))
    const shifts = days.map((day) => ({
      personId: 'one' as PersonId,
      day: londonDay(`2026-07-${day}`),
      startsAt: at(day, '08:00'),
      endsAt: at(day, '16:00'),
      role: 'duty' as const,
      lastFinish: null,
    }))
    const late = { late: [], finished: 20, shifts, now: instant('2026-11-12T09:00:00Z') }
    expect(shown(lateTables(late))['by-shift 09:00 to 17:00']).toEqual(Array(5).fill('hidden'))
  })

  it('hides one person without rest, and one late shift among many', () => {
    const shift = (id: string, day: string, from: string, to: string, who = 'p') => ({
      id: id as ShiftId,
      personId: who as PersonId,
      day: londonDay(`2026-07-${day}`),
      startsAt: at(day, from),
      endsAt: at(day, to),
      role: 'duty' as const,
      lastFinish: null,
    })
    const shifts = [shift('a', '06', '12:00', '22:00'), shift('b', '07', '07:00', '15:00')]
    const month = { from: londonDay('2026-07-01'), to: londonDay('2026-07-30') }
    const rests = restsOf(shifts, [], month)
    expect([
      rests.rostered.length,
      restsOf(shifts, [], { ...month, to: londonDay('2026-07-06') }).rostered.length,
    ]).toEqual([1, 0])
    expect(shown(restTables(shifts, [], 13, rests))).toEqual({
      'rest As rostered': ['hidden', 'hidden'],
      'rest As worked': ['hidden', 'hidden'],
    })
    const days = Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(2, '0'))
    const same = days.map((day) => shift(day, day, '08:00', '16:00', `p${day}`))
    const [first, ...others] = same
    if (!first) throw new Error('a shift')
    const ran = [{ ...first, lastFinish: at('01', '17:10') }, ...others]
    const late = { late: [], finished: 20, shifts: ran, now: instant('2026-11-12T09:00:00Z') }
    expect(shown(lateTables(late))['by-shift 09:00 to 17:00']).toEqual([20, 'hidden', 'hidden', 'hidden', 'hidden'])
  })
})
