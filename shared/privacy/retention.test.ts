import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, londonDay, type LondonDay } from '../time/london.ts'
import { recordClasses, type RecordClass } from './dataKinds.ts'
import {
  isDue,
  keepUntil,
  ruleInForce,
  ruleWords,
  yearsLater,
  type KeptFacts,
  type RetentionRule,
} from './retention.ts'
import { shippedRules } from './shippedRules.ts'

const day = londonDay
const rule = (differs: Partial<RetentionRule> = {}): RetentionRule => ({
  recordClass: 'referral',
  effectiveFrom: day('2020-01-01'),
  keepFor: 20,
  unit: 'years',
  yearsAfterDeath: 10,
  untilAge: 25,
  authority: 'a code',
  verified: false,
  ...differs,
})
const facts = (differs: Partial<KeptFacts> = {}): KeptFacts => ({
  lastContactOn: day('2006-11-12'),
  bornOn: null,
  diedOn: null,
  ...differs,
})

describe('how long a record is kept', () => {
  it.each<[string, Partial<KeptFacts>, Partial<RetentionRule>, string | null]>([
    ['twenty years from the last contact', {}, {}, '2026-11-12'],
    ['six years', {}, { keepFor: 6 }, '2012-11-12'],
    ['days', {}, { keepFor: 28, unit: 'days' }, '2006-12-10'],
    ['no end while it is used', {}, { keepFor: null }, null],
    ['no end while a referral is open', { lastContactOn: null }, {}, null],
    ['ten years after a death that is sooner', { diedOn: day('2010-03-01') }, {}, '2020-03-01'],
    ['the ordinary time when a death ends later', { diedOn: day('2020-03-01') }, {}, '2026-11-12'],
    ['a death that changes nothing', { diedOn: day('2010-03-01') }, { yearsAfterDeath: null }, '2026-11-12'],
    ['leap day to leap day', { lastContactOn: day('2024-02-29') }, {}, '2044-02-29'],
    ['leap day to a year without one', { lastContactOn: day('2024-02-29') }, { keepFor: 6 }, '2030-03-01'],
    [
      'death on a leap day',
      { lastContactOn: day('2024-02-20'), diedOn: day('2024-02-29') },
      { yearsAfterDeath: 1 },
      '2025-03-01',
    ],
    ['a child of ten: the ordinary time is longer', { bornOn: day('1996-11-01') }, {}, '2026-11-12'],
    ['a child of ten under six years: until 25', { bornOn: day('1996-11-01') }, { keepFor: 6 }, '2021-11-01'],
    ['seventeen at the end: until 26', { bornOn: day('1989-01-05') }, { keepFor: 6 }, '2015-01-05'],
    ['eighteen on the day is no child', { bornOn: day('1988-11-12') }, { keepFor: 6 }, '2012-11-12'],
    ['seventeen until tomorrow is one', { bornOn: day('1988-11-13') }, { keepFor: 6 }, '2014-11-13'],
    ['born on a leap day, until 25', { bornOn: day('1996-02-29') }, { keepFor: 6 }, '2021-03-01'],
    ['a child who died', { bornOn: day('1996-11-01'), diedOn: day('2007-01-01') }, { keepFor: 6 }, '2012-11-12'],
  ])('%s', (_what, differs, changed, until) => {
    expect(keepUntil(facts(differs), rule(changed))).toBe(until)
  })

  it('is due on the day after, and not on the last day', () => {
    expect(isDue(facts(), rule(), day('2026-11-12'))).toBe(false)
    expect(isDue(facts(), rule(), day('2026-11-13'))).toBe(true)
  })

  it('never falls due before its years are over, on any day of fifty years', () => {
    const days = fc.integer({ min: 0, max: 18_262 }).map((count) => addDays(day('1990-01-01'), count))
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (lastContactOn, years) => {
        const until = keepUntil(facts({ lastContactOn }), rule({ keepFor: years }))
        const [from, to] = [Number(lastContactOn.slice(0, 4)), Number((until ?? '').slice(0, 4))]
        expect(to - from).toBe(years)
        expect(until?.slice(5) ?? '').toBe(until === yearsLater(lastContactOn, years) ? until.slice(5) : '')
        expect((until ?? '').slice(5) >= lastContactOn.slice(5)).toBe(true)
      }),
      { seed: 20_261_112, numRuns: 2000 },
    )
  })
})

describe('rules by date', () => {
  const changing = [
    rule({ effectiveFrom: day('2020-01-01'), keepFor: 8 }),
    rule({ effectiveFrom: day('2026-04-01'), keepFor: 20 }),
  ]

  it.each<[LondonDay, number]>([
    [day('2020-01-01'), 8],
    [day('2026-03-31'), 8],
    [day('2026-04-01'), 20],
  ])('on %s keeps for %i years', (on, years) => {
    expect(ruleInForce(changing, 'referral', on).keepFor).toBe(years)
  })

  it('says so when a class has none', () => {
    expect(() => ruleInForce(changing, 'rota', day('2026-04-01'))).toThrow(/rota/)
  })

  it('ships one for each class, none of them confirmed by us', () => {
    for (const recordClass of Object.keys(recordClasses) as RecordClass[])
      expect(ruleInForce(shippedRules, recordClass, day('2026-11-12'))).toMatchObject({ recordClass, verified: false })
  })

  it('reads as a sentence', () => {
    expect(ruleWords(rule())).toBe(
      '20 years, or 10 years after a death if that is sooner; a child’s at least until they are 25',
    )
    expect(ruleWords(rule({ keepFor: 1, yearsAfterDeath: null, untilAge: null }))).toBe('1 year')
    expect(ruleWords(rule({ keepFor: null }))).toBe('As long as it is used')
  })
})
