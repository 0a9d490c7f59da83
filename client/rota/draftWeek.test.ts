import { describe, expect, it } from 'vitest'
import { personId, shiftId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import type { DraftRow } from '#shared/rota/planContract.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { clockTime, londonDay } from '#shared/time/london.ts'
import { coveringShifts } from './cover.ts'
import { published, withDraft } from './draftWeek.ts'
import { troublesOf } from './troubles.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const [ewa, dan] = [personId.parse(id(1)), personId.parse(id(2))]
const on = (number: number, who: typeof ewa, day: string, from = '08:30', to = '16:30') => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return {
    number,
    personId: who,
    day: londonDay(day),
    startsAt: start,
    endsAt: end,
    role: 'duty',
    layer: 'exception',
    templateId: null,
    version: 1,
  } as const
}
const shift = ({ number, ...rest }: ReturnType<typeof on>): ShiftRow => ({
  ...rest,
  id: shiftId.parse(id(number)),
  placeName: null,
  restShortMinutes: 0,
  mayNotAct: null,
  away: false,
})
const drafted = ({ number, ...rest }: ReturnType<typeof on>, changes: Partial<DraftRow> = {}): DraftRow => ({
  ...rest,
  shiftId: shiftId.parse(id(number)),
  takenOff: false,
  isNew: false,
  mayNotAct: null,
  onRota: 1,
  madeBy: ewa,
  madeByName: 'Ruth Banerjee',
  madeHow: 'hand',
  madeAt: rest.startsAt,
  ...changes,
})
const person = (who: typeof ewa, name: string) => ({
  personId: who,
  name,
  roles: ['amhp' as const],
  onRegister: true,
  contractedMinutesPerWeek: 2220,
  homeTeam: '',
  rosteredMinutes: 480,
})
const rota: RotaWeek = {
  monday: londonDay('2026-11-16'),
  people: [person(ewa, 'Ewa'), person(dan, 'Dan')],
  shifts: [shift(on(11, ewa, '2026-11-16')), shift(on(12, dan, '2026-11-17'))],
  around: [],
  work: [],
  daysAway: [],
  hoursAway: [],
  templates: [],
  minimums: [],
  usualDemand: [],
  usualWork: { weeks: 0, referrals: 0, jobs: 0, minutesPerJob: null },
}

describe('a week with the draft laid over it', () => {
  it('says of whoever is drafted and may not act that they may not, and does not count them as cover', () => {
    const { rota: week } = withDraft(rota, {
      inAll: 1,
      drafts: [drafted(on(13, dan, '2026-11-18'), { isNew: true, onRota: 0, mayNotAct: 'not-approved' })],
    })
    expect(troublesOf(week).get(shiftId.parse(id(13)))).toBe('May not act: not approved on that day.')
    expect(coveringShifts(week.shifts).map(({ day }) => day)).toEqual(['2026-11-16', '2026-11-17'])
  })

  it('shows a moved shift where it will be, and counts its hours there', () => {
    const week = withDraft(rota, {
      inAll: 1,
      drafts: [drafted(on(11, dan, '2026-11-18', '08:30', '12:30'), { version: 3 })],
    })
    expect(week.rota.shifts.map(({ personId: who, day }) => [who, day])).toEqual([
      [dan, '2026-11-17'],
      [dan, '2026-11-18'],
    ])
    expect(week.origins.get(shiftId.parse(id(11)))).toBe('Moved by hand, Ruth Banerjee, Wed 18 November 08:30.')
    expect(week.rota.people.map(({ rosteredMinutes }) => rosteredMinutes)).toEqual([0, 720])
    expect([...week.drafted, week.versions.get(shiftId.parse(id(11)))]).toEqual([id(11), 3])
  })

  it('leaves out what is taken off and what goes to another week, and keeps both to be shown', () => {
    const week = withDraft(rota, {
      inAll: 2,
      drafts: [drafted(on(11, ewa, '2026-11-16'), { takenOff: true }), drafted(on(12, dan, '2026-11-25'))],
    })
    expect(week.rota.shifts).toEqual([])
    expect(week.takenOff.map((one) => one.id)).toEqual([id(11)])
    expect(published(rota)).toMatchObject({ rota, inAll: 0 })
  })
})
