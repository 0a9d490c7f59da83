import { describe, expect, it } from 'vitest'
import { brokenRules, checkRota, uncoveredIn } from './checkRota.ts'
import { parseCurtoisQu } from './curtoisQu.ts'
import { RotaSearch } from './fill/search.ts'
import { noLimits, type PlannedPerson, type Rota, type RotaProblem } from './problem.ts'

/** Two people, two weeks, an early and a late; written for these tests in the published format. */
const text = `# Comments and blank lines are skipped
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=2,3840,1440,4,2,2,1
B,E=14|L=0,3840,0,4,1,1,2

SECTION_DAYS_OFF
A,8
B,0,1

SECTION_SHIFT_ON_REQUESTS
A,0,E,2
SECTION_SHIFT_OFF_REQUESTS
A,2,E,3
SECTION_COVER
0,E,1,100,1
1,L,1,100,1
2,E,0,100,1
`.replaceAll('\n', '\r\n')
const problem = parseCurtoisQu('two people', text)
const [E, L] = [0, 1]
const a = (...duties: readonly (readonly [day: number, shift: number])[]): Rota =>
  duties.map(([day, shift]) => ({ person: 0, day, shift }))
/** A rota without a violation: every case below spoils it in one way. */
const good = a([0, E], [1, L], [6, E], [7, E])
const rulesOf = (rota: Rota, of: RotaProblem = problem) => brokenRules(checkRota(of, rota))

describe('the published format', () => {
  it('is read whole, with either line end', () => {
    expect(problem).toMatchObject({ days: 14, shifts: [{ id: 'E' }, { id: 'L' }], rest: { notAfter: [[], [E]] } })
    expect(problem.people[0]).toMatchObject({
      blocked: [{ day: 8, shift: null }],
      limits: { mostOfShift: [14, 2], mostMinutes: 3840, leastMinutes: 1440, mostWeekends: 1 },
      wishes: [
        { day: 0, wants: true, weight: 2 },
        { day: 2, wants: false, weight: 3 },
      ],
    })
    expect(parseCurtoisQu('two people', text.replaceAll('\r\n', '\n'))).toEqual(problem)
  })

  it.each([
    ['a missing section', text.replace('SECTION_STAFF', '#'), /line 9: .*SECTION_SHIFTS|no SECTION_STAFF/],
    ['no cover section', text.replace(/SECTION_COVER[\s\S]*/, ''), /two people: there is no SECTION_COVER/],
    [
      'a section it does not know',
      text.replace('SECTION_COVER', 'SECTION_SKILLS'),
      /line 21: SECTION_SKILLS is not a section/,
    ],
    ['a section twice', `${text}SECTION_DAYS_OFF\r\nA,1`, /line 25: SECTION_DAYS_OFF is there twice/],
    ['what stands before any section', `14\r\n${text}`, /line 1: "14" stands before any section/],
    [
      'a number that is none',
      text.replace('A,0,E,2', 'A,x,E,2'),
      /line 18: SECTION_SHIFT_ON_REQUESTS has "x" for a day/,
    ],
    [
      'a number that is missing',
      text.replace('0,E,1,100,1', '0,E,1,100'),
      /line 22: SECTION_COVER has nothing for the cost/,
    ],
    [
      'a day beyond the last',
      text.replace('1,L,1,100,1', '14,L,1,100,1'),
      /line 23: SECTION_COVER has 14 for a day, which is 0 to 13/,
    ],
    ['no days', text.replace('14', '0'), /line 3: SECTION_HORIZON has 0 for the number of days/],
    ['a shift that is not there', text.replace('1,L,1', '1,N,1'), /line 23: SECTION_COVER names a shift "N"/],
    ['a person who is not there', text.replace('A,8', 'C,8'), /line 14: SECTION_DAYS_OFF names "C"/],
    ['a person twice', text.replace('B,E=14', 'A,E=14'), /line 11: A is in SECTION_STAFF twice/],
    ['a limit that is none', text.replace('E=14|L=2', 'E=14|L'), /line 10: SECTION_STAFF has "L" where a shift/],
    ['nobody', text.replace(/^[AB],.*\r\n/gm, ''), /SECTION_STAFF names nobody/],
    ['an empty file', '', /there is no SECTION_HORIZON/],
  ])('refuses %s, saying where and why', (_what, spoilt, words) => {
    expect(() => parseCurtoisQu('two people', spoilt)).toThrow(words)
    expect(() => parseCurtoisQu('two people', spoilt)).toThrow(SyntaxError)
  })

  it('reads ids with spaces, no requests, no cover, and a mark of byte order', () => {
    const odd = `\uFEFF${text}`
      .replaceAll(/^A,/gm, 'Ann Lee , ')
      .replace(/SECTION_SHIFT_ON[\s\S]*(?=SECTION_COVER)/, '')
      .replace(/(SECTION_COVER)[\s\S]*/, '$1')
    const read = parseCurtoisQu('odd', odd)
    expect(read.people.map(({ id }) => id)).toEqual(['Ann Lee', 'B'])
    expect(read.people[0]).toMatchObject({ blocked: [{ day: 8 }], wishes: [] })
    expect(read.cover).toEqual([])
    expect(checkRota(read, []).cost).toBe(0)
    const search = new RotaSearch(read, { seed: 1, moves: 20_000 })
    search.run(20_000)
    expect(checkRota(read, search.rota()).violations).toEqual([])
  })
})

describe('the checker', () => {
  it('passes a good rota, and says what it costs by name', () => {
    expect(rulesOf(good)).toEqual([])
    const { soft, cost } = checkRota(problem, [...a([0, E], [1, L], [2, L]), { person: 1, day: 2, shift: E }])
    expect(soft).toEqual([{ rule: 'over-cover', count: 1, cost: 1 }])
    expect(cost).toBe(1)
    expect(checkRota(problem, []).soft).toEqual([
      { rule: 'uncovered', count: 2, cost: 200 },
      { rule: 'wish', count: 1, cost: 2 },
    ])
    expect(uncoveredIn(checkRota(problem, []))).toBe(2)
  })

  const nine: readonly (readonly [name: string, rota: Rota, rules: readonly string[]])[] = [
    ['two shifts on a day', a([0, E], [0, L], [1, L], [3, E], [4, E]), ['two-at-once']],
    ['a day off worked', a([0, E], [1, E], [7, E], [8, E]), ['closed']],
    ['an early after a late', a([0, L], [1, E], [3, E], [4, E]), ['rest', 'days-off-too-short']],
    ['a third late', a([0, L], [1, L], [2, L]), ['too-many-of-shift']],
    ['nine shifts', a(...[0, 1, 2, 3, 6, 7, 10, 11, 12].map((day) => [day, E] as const)), ['too-many-hours']],
    ['two shifts only', a([0, E], [1, E]), ['too-few-hours']],
    ['five days in a row', a(...[0, 1, 2, 3, 4].map((day) => [day, E] as const)), ['run-too-long']],
    ['a day by itself', a([0, E], [1, E], [4, E]), ['run-too-short']],
    ['one day off', a([0, E], [1, E], [3, E], [4, E]), ['days-off-too-short']],
    ['both weekends', a([5, E], [6, E], [11, E], [12, E]), ['too-many-weekends']],
  ]
  it.each(nine)('names %s', (_name, rota, rules) => {
    expect(rulesOf(rota)).toEqual(expect.arrayContaining([...rules]))
  })

  it('names a shift somebody never works as too many of it', () => {
    expect(rulesOf([...good, { person: 1, day: 3, shift: L }])).toContain('too-many-of-shift')
  })

  it('lets a run and days off that touch the edge go on beyond it', () => {
    expect(rulesOf(a([0, E], [3, E], [4, E], [13, E]))).toEqual([])
  })

  it('does not look at a duty that cannot be', () => {
    expect(() => checkRota(problem, [{ person: 2, day: 0, shift: E }])).toThrow(RangeError)
    expect(() => checkRota(problem, [{ person: 0, day: 14, shift: E }])).toThrow(RangeError)
  })
})

const person: PlannedPerson = {
  id: 'a',
  name: 'A',
  skills: ['lead'],
  blocked: [],
  locked: [],
  limits: noLimits(1),
  wishes: [],
  owed: null,
  share: null,
  before: [],
}
/** One shift a day, 14:00 to 22:00 and so on, over two weeks; on the night after day 6 the clocks go forward. */
const clocks = (change: Partial<PlannedPerson>, starts = 8 * 60 + 30): RotaProblem => ({
  name: 'a night that is an hour short',
  days: 14,
  shifts: [{ id: 'x', name: 'x', minutes: 790 }],
  people: [{ ...person, ...change }],
  cover: [],
  skills: [{ name: 'Lead', skill: 'lead', day: 1, shifts: [0], need: 1, weight: 60 }],
  rest: {
    by: 'minutes',
    least: 660,
    moments: Array.from({ length: 14 }, (_, day) => {
      const start = 1440 * day + starts - (day > 6 ? 60 : 0)
      return [{ start, end: start + 780 }]
    }),
  },
  fairness: { unsocial: Array.from({ length: 14 }, (_, day) => [day === 0]), above: 4, farAbove: 12, below: 4 },
})
const on = (...days: readonly number[]): Rota => days.map((day) => ({ person: 0, day, shift: 0 }))

describe('rules of a service', () => {
  it('rest is between real moments: the night the clocks go forward is an hour short', () => {
    expect(checkRota(clocks({}), on(3, 4)).violations).toEqual([])
    expect(checkRota(clocks({}), on(6, 7)).violations).toEqual([{ rule: 'rest', person: 0, day: 7, by: 60 }])
  })

  it('the last fortnight counts: rest, days in a row, and days off', () => {
    const worked = { before: [-3, -2, -1].map((day) => ({ day, endsAt: 1440 * day + 1380 })) }
    expect(rulesOf(on(0), clocks(worked))).toEqual(['rest'])
    const limits = { ...noLimits(1), longestRun: 4, fewestDaysOff: 2 }
    const early = { before: [-3, -2, -1].map((day) => ({ day, endsAt: 1440 * day + 600 })), limits }
    expect(rulesOf(on(0), clocks(early))).toEqual([])
    expect(rulesOf(on(0, 1), clocks(early))).toEqual(['run-too-long'])
    expect(rulesOf(on(1), clocks(early))).toEqual(['days-off-too-short'])
  })

  it('what was decided stays, and weeks have their own limits', () => {
    const locked = [
      { day: 2, shift: 0 },
      { day: 3, shift: null },
    ]
    expect(rulesOf(on(2), clocks({ locked }))).toEqual([])
    expect(rulesOf(on(3), clocks({ locked }))).toEqual(['locked'])
    const owed = { perWeek: [1, 2], weight: 30, neverMore: true }
    expect(rulesOf(on(0, 2), clocks({ owed }))).toEqual(['more-than-owed'])
    expect(rulesOf(on(0, 2), clocks({ limits: { ...noLimits(1), mostPerWeek: 1 } }))).toEqual(['too-many-in-a-week'])
    expect(checkRota(clocks({ owed }), on(1)).soft).toEqual([{ rule: 'owed', count: 2, cost: 60 }])
  })

  it('skills and fair shares have their costs', () => {
    expect(checkRota(clocks({ share: 0 }), on(0, 1)).soft).toEqual([{ rule: 'fair-share', count: 1, cost: 4 }])
    expect(checkRota(clocks({ share: 3 }), []).soft).toEqual([
      { rule: 'skill', count: 1, cost: 60 },
      { rule: 'fair-share', count: 1, cost: 8 },
    ])
  })
})
