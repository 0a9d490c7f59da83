import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { councilId, personId, shiftId, type PersonId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { clockTime, clockTimeOf, londonDay, londonDayOf, weekdayOf } from '../time/london.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { changeWords, isChange, type RotaChange, type ShiftPlan } from './changes.ts'
import { mergedNotice, noticesOf, noticeWords, tellAt } from './notices.ts'
import { usualSettings } from './operatingModels.ts'
import { checkPublish, stillStops, type PlannedForPublish, type PlannedPerson } from './publish.ts'
import { shiftSpan } from './shiftTemplate.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const who = (number: number): PersonId => personId.parse(id(number))
const plan = (
  person: number,
  day: string,
  from = '08:30',
  to = '16:30',
  role: ShiftPlan['role'] = 'duty',
): ShiftPlan => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return { personId: who(person), day: londonDay(day), startsAt: start, endsAt: end, role }
}
const change = (before: ShiftPlan | null, after: ShiftPlan | null, number = 100): RotaChange => ({
  shiftId: shiftId.parse(id(number)),
  before,
  after,
})
const names = new Map([
  [who(1), 'Hannah Cole'],
  [who(2), 'Marcus Reid'],
])
const nameOf = (personOf: PersonId): string => names.get(personOf) ?? '?'

describe('a change of the rota in words', () => {
  const thursday = plan(1, '2026-11-19', '12:30', '20:30')
  it.each([
    [null, thursday, 'Hannah Cole is put on Thu 19 November 12:30–20:30.'],
    [thursday, null, 'Hannah Cole is taken off Thu 19 November 12:30–20:30.'],
    [
      thursday,
      plan(2, '2026-11-19', '12:30', '20:30'),
      'Thu 19 November 12:30–20:30 goes from Hannah Cole to Marcus Reid.',
    ],
    [
      thursday,
      plan(2, '2026-11-20', '12:30', '20:30'),
      'Thu 19 November 12:30–20:30 goes from Hannah Cole to Marcus Reid, and becomes Fri 20 November 12:30–20:30.',
    ],
    [
      thursday,
      plan(1, '2026-11-19', '16:00', '00:00'),
      'Hannah Cole moves from Thu 19 November 12:30–20:30 to 16:00–00:00.',
    ],
    [
      thursday,
      plan(1, '2026-11-20', '12:30', '20:30'),
      'Hannah Cole moves from Thu 19 November 12:30–20:30 to Fri 20 November 12:30–20:30.',
    ],
    [
      thursday,
      plan(1, '2026-11-19', '12:30', '20:30', 'backup'),
      'Hannah Cole is Backup AMHP on Thu 19 November 12:30–20:30, no longer Duty AMHP.',
    ],
  ])('%#', (before, after, words) => {
    expect(changeWords(change(before, after), nameOf)).toBe(words)
    expect(isChange(change(before, after))).toBe(true)
  })
  it('of nothing is none', () => {
    expect([isChange(change(thursday, { ...thursday })), isChange(change(null, null))]).toEqual([false, false])
  })
})

describe('telling people', () => {
  const [mine, theirs] = [plan(1, '2026-11-19'), plan(2, '2026-11-19')]

  it('each hears their half of a shift that changes hands', () => {
    const told = noticesOf([change(mine, theirs)])
    expect(told.get(who(1))?.map(noticeWords)).toEqual(['Thu 19 November 08:30–16:30 is no longer yours.'])
    expect(told.get(who(2))?.map(noticeWords)).toEqual(['New for you: Thu 19 November 08:30–16:30.'])
  })

  it.each([
    // A Friday evening waits for Monday, a Saturday too; a working day is now; what begins within a day is now at any hour.
    ['2026-11-13T18:00:00Z', '2026-11-25', '2026-11-16T09:00:00.000Z'],
    ['2026-11-14T10:00:00Z', '2026-11-25', '2026-11-16T09:00:00.000Z'],
    ['2026-11-16T07:00:00Z', '2026-11-25', '2026-11-16T09:00:00.000Z'],
    ['2026-11-16T10:15:00Z', '2026-11-25', '2026-11-16T10:15:00.000Z'],
    ['2026-11-13T22:00:00Z', '2026-11-14', '2026-11-13T22:00:00.000Z'],
    ['2026-12-24T17:30:00Z', '2027-01-20', '2026-12-29T09:00:00.000Z'],
    ['2026-10-23T17:00:00Z', '2026-11-20', '2026-10-26T09:00:00.000Z'],
  ])('at %s of a shift on %s: %s', (now, day, expected) => {
    const [own] = noticesOf([change(null, plan(1, day))]).get(who(1)) ?? []
    if (!own) throw new Error('no notice')
    expect(tellAt([own], instant(now), usualSettings)).toBe(expected)
  })

  it('is never before now, and at once or in office hours', () => {
    const minute = fc.integer({ min: 0, max: 400 * 24 * 60 })
    fc.assert(
      fc.property(minute, minute, (at, ahead) => {
        const now = addMinutes(instant('2026-01-01T00:00:00Z'), at)
        const startsAt = addMinutes(now, ahead)
        const told = tellAt(
          [
            {
              shiftId: shiftId.parse(id(1)),
              before: null,
              after: { day: londonDayOf(startsAt), startsAt, endsAt: addMinutes(startsAt, 480), role: 'duty' },
            },
          ],
          now,
          usualSettings,
        )
        const day = londonDayOf(told)
        const clock = clockTimeOf(told)
        const office = weekdayOf(day) <= 5 && !isBankHoliday(day) && clock >= '09:00' && clock < '17:00'
        expect(told >= now && (told === now ? ahead <= 1440 || office : office)).toBe(true)
      }),
    )
  })

  it('of changes that come together is once, from what they knew to how it stands', () => {
    const first = noticesOf([change(mine, plan(1, '2026-11-20'))]).get(who(1)) ?? []
    const then = noticesOf([change(plan(1, '2026-11-20'), plan(1, '2026-11-21'))]).get(who(1)) ?? []
    const back = noticesOf([change(plan(1, '2026-11-20'), mine)]).get(who(1)) ?? []
    expect(mergedNotice(first, then).map(noticeWords)).toEqual([
      'Thu 19 November 08:30–16:30 is now Sat 21 November 08:30–16:30.',
    ])
    expect(mergedNotice(first, back)).toEqual([])
  })
})

const council = councilId.parse(id(9))
const standing = {
  approvals: [{ firstDay: londonDay('2024-01-01'), lastDay: londonDay('2026-11-19') }],
  actingFor: [{ councilId: council, firstDay: londonDay('2024-01-01'), lastDay: null }],
  suspensions: [],
}
const someone = (more: Partial<PlannedPerson> = {}): PlannedPerson => ({
  homeTeam: '',
  name: 'Hannah Cole',
  roles: ['amhp'],
  standing,
  optOuts: [],
  daysAway: new Map(),
  otherWork: [],
  ...more,
})
const shown = (number: number, shift: ShiftPlan, changed = true): PlannedForPublish => ({
  ...shift,
  id: shiftId.parse(id(number)),
  breakMinutes: 30,
  finishedAt: null,
  changed,
})
const check = (
  shifts: readonly PlannedForPublish[],
  person = someone(),
  more: Partial<Parameters<typeof checkPublish>[0]> = {},
) =>
  checkPublish({
    firstDay: londonDay('2026-11-16'),
    lastDay: londonDay('2026-11-22'),
    shifts,
    people: new Map([[who(1), person]]),
    needs: [],
    settings: usualSettings,
    today: londonDay('2026-10-01'),
    leaves: [],
    ...more,
  })
const codes = (shifts: readonly PlannedForPublish[], person = someone()) =>
  check(shifts, person).map(({ key, grade }) => [key.split(' ')[0], grade])

describe('before a rota is published', () => {
  it('an approval that ends before a shift must be fixed; on a shift that does not change it is worth a look', () => {
    expect(codes([shown(1, plan(1, '2026-11-19', '16:00', '00:00'))])).toEqual([])
    expect(codes([shown(1, plan(1, '2026-11-19', '16:00', '00:01'))])).toEqual([['may-not', 'must-fix']])
    expect(codes([shown(1, plan(1, '2026-11-20'), false)])).toEqual([['may-not', 'look']])
  })

  it('rest and leave may be gone against with a reason, an overlap never', () => {
    const shifts = [
      shown(1, plan(1, '2026-11-16', '16:00', '00:00')),
      shown(2, plan(1, '2026-11-17', '08:00', '16:00')),
    ]
    const findings = check(shifts, someone({ daysAway: new Map([[londonDay('2026-11-17'), 'annual-leave']]) }))
    expect(findings.map(({ key }) => key.split(' ')[0])).toEqual(['away', 'rest'])
    expect(stillStops(findings, [])).toHaveLength(2)
    expect(
      stillStops(
        findings,
        findings.map(({ key }) => ({ key, why: 'Agreed' })),
      ),
    ).toEqual([])
    expect(codes([shown(1, plan(1, '2026-11-16')), shown(2, plan(1, '2026-11-16', '16:00', '20:00'))])).toEqual([
      ['overlap', 'must-fix'],
    ])
  })

  it('a shift that is moved to another week is checked there as if that week were published', () => {
    const moved = shown(1, plan(1, '2026-11-30', '16:00', '00:00'))
    const people = someone({ daysAway: new Map([[londonDay('2026-11-30'), 'annual-leave']]) })
    expect(codes([moved, shown(2, plan(1, '2026-12-01', '08:00', '16:00'), false)], people)).toEqual([
      ['may-not', 'must-fix'],
      ['away', 'accept'],
      ['rest', 'accept'],
    ])
    expect(codes([moved, shown(2, plan(1, '2026-11-30', '20:00', '23:00'), false)])).toContainEqual([
      'overlap',
      'must-fix',
    ])
    const notice = check([moved], someone(), { today: londonDay('2026-11-28') })
    expect(notice.map(({ key }) => key)).toContain('notice')
  })

  it('a firm minimum holds where a shift leaves, past midnight and outside the days too', () => {
    const need = (startsAt: string, endsAt: string) => ({
      role: 'duty' as const,
      days: ['1', '2', '3', '4', '5', '6', '7'] as const,
      startsAt: clockTime(startsAt),
      endsAt: clockTime(endsAt),
      minimum: 1,
      councilId: null,
      homeTeam: null,
      firstDay: null,
      lastDay: null,
      firm: true,
    })
    const left = (day: string, from: string, to: string) => {
      const { startsAt, endsAt } = plan(1, day, from, to)
      return { day: londonDay(day), start: startsAt, end: endsAt }
    }
    const gradesOf = (more: Partial<Parameters<typeof checkPublish>[0]>) =>
      check([], someone(), more)
        .filter(({ key, grade }) => key.startsWith('gap') && grade === 'accept')
        .map(({ day }) => day)
    const byDay = { needs: [need('08:30', '16:30')] }
    expect(gradesOf(byDay)).toEqual([])
    expect(gradesOf({ ...byDay, leaves: [left('2026-11-17', '08:30', '16:30')] })).toEqual(['2026-11-17'])
    expect(gradesOf({ ...byDay, leaves: [left('2026-11-25', '08:30', '16:30')] })).toEqual(['2026-11-25'])
    // A night's minimum belongs to the day before the early shift that covers its end.
    const byNight = { needs: [need('22:00', '08:00')] }
    expect(gradesOf({ ...byNight, leaves: [left('2026-11-25', '04:00', '08:00')] })).toEqual([
      '2026-11-24',
      '2026-11-25',
    ])
  })

  it('a week without a day off, a long week and a shift without a break are said', () => {
    const week = ['2026-11-13', '2026-11-14', '2026-11-15', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'].map(
      (day, index) => shown(index + 1, plan(1, day)),
    )
    expect(codes(week)).toEqual([['weekly-rest', 'accept']])
    const heavy = Array.from({ length: 17 * 7 }, (_, day) => ({ ...shown(500 + day, plan(1, '2026-07-27')), day }))
    const otherWork = heavy.map(({ day }) => ({
      personId: who(1),
      start: addMinutes(instant('2026-07-27T08:00:00Z'), day * 1440),
      end: addMinutes(instant('2026-07-27T08:00:00Z'), day * 1440 + 430),
      breakMinutes: 0,
      employer: 'another' as const,
    }))
    const person = someone({ otherWork: otherWork.slice(0, 100) })
    expect(
      codes([shown(1, plan(1, '2026-11-16', '06:00', '16:00'))], person).filter(([code]) => code === 'average'),
    ).toEqual([])
    const busy = someone({
      otherWork: otherWork.slice(0, 100).map((one) => ({ ...one, end: addMinutes(one.start, 500) })),
    })
    expect(
      codes([shown(1, plan(1, '2026-11-16', '06:00', '16:00'))], busy).filter(([code]) => code === 'average'),
    ).toEqual([['average', 'accept']])
    const optedOut = { ...busy, optOuts: [{ from: londonDay('2026-01-01'), until: null }] }
    expect(
      codes([shown(1, plan(1, '2026-11-16', '06:00', '16:00'))], optedOut).filter(([code]) => code === 'average'),
    ).toEqual([])
    expect(codes([{ ...shown(1, plan(1, '2026-11-16')), breakMinutes: 0 }])).toEqual([['break', 'look']])
  })
})
