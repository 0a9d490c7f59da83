import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import {
  checkCouncil,
  checkEnd,
  checkName,
  checkStaggered,
  fieldChanges,
  isActedFor,
  isSameName,
  type CouncilLine,
} from './setUp.ts'
import { namesOf, setUpWords } from './setUpWords.ts'

const today = londonDay('2026-11-12')
const westmarch: CouncilLine = { id: 'w', name: 'Westmarch County Council', actedFor: true, lastDay: null }
const southbury: CouncilLine = { id: 's', name: 'Southbury Council', actedFor: true, lastDay: null }
const norbeck: CouncilLine = { id: 'n', name: 'Norbeck City Council', actedFor: false, lastDay: null }

describe('a council', () => {
  const until = (lastDay: string | null, open = 0, others: readonly CouncilLine[] = [westmarch, norbeck]) =>
    checkCouncil(
      { ...southbury, lastDay: lastDay === null ? null : londonDay(lastDay) },
      southbury,
      others,
      open,
      today,
    )

  it.each([
    ['today, with nothing open', '2026-11-12', 0, 'ok'],
    ['today, with a referral open', '2026-11-12', 1, 'council-on-open-work'],
    ['a later day, with referrals open', '2026-11-13', 9, 'ok'],
    ['yesterday', '2026-11-11', 0, 'last-day-past'],
    ['the latest day that is likely', '2031-11-16', 0, 'ok'],
    ['a day after that', '2031-11-17', 0, 'last-day-unlikely'],
    ['no end', null, 9, 'ok'],
  ])('ends on %s', (_when, day, open, expected) => {
    const checked = until(day, open)
    expect(checked.ok ? 'ok' : checked.refusal.code).toBe(expected)
  })

  it('goes on where no other goes on without an end', () => {
    expect(until('2026-12-31', 0, [norbeck])).toMatchObject({ refusal: { code: 'last-council', field: 'lastDay' } })
    const ending = { ...westmarch, lastDay: londonDay('2027-03-31') }
    expect(until('2026-12-31', 0, [ending])).toMatchObject({ refusal: { code: 'last-council' } })
  })

  it('is ended and never turned into a neighbour, and a neighbour has nothing to end', () => {
    const turned = checkCouncil({ ...southbury, actedFor: false }, southbury, [westmarch], 0, today)
    expect(turned).toMatchObject({ refusal: { code: 'council-acted-for', field: 'actedFor' } })
    const neighbour = checkCouncil({ ...norbeck, lastDay: today }, norbeck, [westmarch], 0, today)
    expect(neighbour).toMatchObject({ refusal: { code: 'council-not-acted-for-ends' } })
    expect(checkCouncil({ ...norbeck, actedFor: true }, norbeck, [westmarch], 0, today).ok).toBe(true)
  })

  it('may be renamed after its last day is over, which is not asked again', () => {
    const over = { ...southbury, lastDay: londonDay('2026-03-31') }
    expect(checkCouncil({ ...over, name: 'Southbury (until 2026)' }, over, [westmarch], 3, today).ok).toBe(true)
  })

  it('is acted for to the end of its last day', () => {
    const one = { actedFor: true, lastDay: today }
    expect(isActedFor(one, today)).toBe(true)
    expect(isActedFor(one, londonDay('2026-11-13'))).toBe(false)
    expect(isActedFor({ actedFor: false, lastDay: null }, today)).toBe(false)
  })
})

it('takes names that differ in capitals and spaces for one, of what has ended too', () => {
  expect(isSameName(' North  Team', 'north team')).toBe(true)
  expect(isSameName('North', 'North 2')).toBe(false)
  const list = [
    { id: 'a', name: 'North', ended: false },
    { id: 'b', name: 'South', ended: true },
  ]
  expect(checkName('NORTH', 'a', list).ok).toBe(true)
  expect(checkName('NORTH', null, list)).toMatchObject({ refusal: { code: 'name-taken', ended: false } })
  expect(checkName('south', 'a', list)).toMatchObject({ refusal: { code: 'name-taken', ended: true } })
})

it('ends nothing that is still gone by, and says by whom', () => {
  const used = { people: ['Ewa Kowalska', 'Dan Okoro', 'Priya Nair', 'Tom Ellis'], templates: ['Late'], open: 2 }
  const checked = checkEnd({ ended: false }, { ended: true }, used)
  expect(!checked.ok && setUpWords(checked.refusal)).toBe(
    '4 AMHPs have it on the register: Ewa Kowalska, Dan Okoro, Priya Nair and 1 more. Change those entries first. Shifts of Late are worked there. Change the shift template first. 2 referrals are open there. Finish them first.',
  )
  expect(checkEnd({ ended: true }, { ended: true }, used).ok).toBe(true)
  expect(checkEnd({ ended: true }, { ended: false }, used).ok).toBe(true)
  expect(namesOf(['Ewa Kowalska'])).toBe('Ewa Kowalska')
  expect(namesOf(['Ewa Kowalska', 'Dan Okoro'])).toBe('Ewa Kowalska and Dan Okoro')
})

it.each([
  [null, true],
  ['2026-09-01', true],
  ['2008-11-02', false],
  ['2062-09-01', false],
])('takes %s as the day on which staggered shifts began: %s', (day, taken) => {
  expect(checkStaggered(day === null ? null : londonDay(day), today).ok).toBe(taken)
})

it('lists what differs, and of a new line what it says', () => {
  expect(fieldChanges({ name: 'North', ended: false }, { name: 'Northern', ended: false })).toEqual([
    { field: 'name', before: 'North', after: 'Northern' },
  ])
  expect(fieldChanges(null, { name: 'North', phone: '', ended: false, lastDay: null })).toEqual([
    { field: 'name', before: null, after: 'North' },
  ])
})
