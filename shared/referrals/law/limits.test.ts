import { describe, expect, it } from 'vitest'
import { addHours, addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDay, startOfDay } from '#shared/time/london.ts'
import { commencements } from './commencements.ts'
import { limitFamilies, limitKinds, type LimitKind } from './limitKinds.ts'
import { byPressing, limitClockOf, limitRuleFor, type LimitFacts } from './limits.ts'
import { limitMoment } from './limitWords.ts'
import { limitRules, limitRulesWith, type LimitRule } from './limitRules.ts'
import { appliesOn } from './rule.ts'

const NOW = instant('2026-11-12T12:00:00Z')
const day = londonDay
const from = (text: string): Instant => startOfDay(day(text))
/** The last day that a limit reaches: the one before its midnight. */
const lastDay = (facts: Partial<LimitFacts> & { kind: LimitKind }, rules?: readonly LimitRule[]): string => {
  const { limitAt } = limitClockOf({ startedAt: NOW, ...facts }, NOW, rules)
  return limitAt === null ? 'none' : formatInstant(addMinutes(limitAt, -1))
}

describe('the table of limits', () => {
  it('has a row in force today for each kind, with an id of its own, and leaves no gap and no overlap', () => {
    expect(new Set(limitRules.map(({ id }) => id)).size).toBe(limitRules.length)
    for (const kind of limitKinds) {
      const rows = limitRules.filter((rule) => rule.kind === kind)
      expect(appliesOn(limitRuleFor({ kind, startedAt: NOW }, NOW), day('2026-11-12'))).toBe(true)
      expect(rows.at(-1)?.effectiveTo).toBeNull()
      for (const [index, row] of rows.entries())
        if (index > 0) expect(rows[index - 1]?.effectiveTo).toBe(row.effectiveFrom)
    }
  })

  it('cites an Act for each row, and says what it counts from and how it can end', () => {
    for (const rule of limitRules) {
      expect(rule.citation).toMatch(/^https:\/\/www\.legislation\.gov\.uk\/ukpga\/\d{4}\/\d+\/section\/\d+[A-Z]?$/)
      expect(rule.trigger).not.toBe('')
      expect(rule.warnAt.toSorted((a, b) => b - a)).toEqual(rule.warnAt)
      expect(Object.keys(limitFamilies[rule.kind].endings).length).toBeGreaterThan(1)
    }
  })

  it('marks what has not been compared word for word', () => {
    const unchecked = limitRules.filter(({ verified }) => !verified).map(({ kind }) => kind)
    expect([...new Set(unchecked)].toSorted()).toEqual(
      [
        'cto',
        'guardianship',
        's13-1b',
        's135-warrant',
        's138',
        's14',
        's15',
        's18',
        's25',
        's3',
        's6-1-b',
        's8-2',
      ].toSorted(),
    )
    expect(limitClockOf({ kind: 's15', startedAt: from('2026-11-01') }, NOW).workedOut.join(' ')).toContain(
      'Not yet checked word for word',
    )
  })
})

describe('a limit of days', () => {
  it.each([
    ['s2', '2026-03-01', '28 March'],
    ['s2', '2026-02-10', '9 March'],
    ['s2', '2028-02-10', '8 March'],
    ['s6-1-a', '2026-03-01', '14 March'],
    ['s11-5', '2026-03-01', '14 March'],
    ['s12-1', '2026-03-01', '7 March'],
    ['s3', '2026-03-01', '31 August'],
    ['s3', '2026-08-31', '28 February'],
    ['s3', '2027-08-31', '29 February'],
    ['s135-warrant', '2026-11-30', '28 February'],
    ['s8-2', '2026-03-20', '2 April'],
    ['s15', '2026-10-20', '2 November'],
  ] as const)('%s from %s ends with %s', (kind, start, expected) => {
    expect(lastDay({ kind, startedAt: from(start) })).toContain(`${expected} 23:59`)
  })

  it('is not the other limit of fourteen days: each counts from something else', () => {
    const triggers = (['s11-5', 's6-1-a', 's15'] as const).map(
      (kind) => limitRuleFor({ kind, startedAt: NOW }, NOW).trigger,
    )
    expect(new Set(triggers).size).toBe(3)
  })

  it('warns, is over at midnight, and ends', () => {
    const facts = { kind: 's6-1-a', startedAt: from('2026-03-01') } as const
    const at = (now: string, endedAt: Instant | null = null) => limitClockOf({ ...facts, endedAt }, instant(now))
    expect(at('2026-03-12T23:59:59Z')).toMatchObject({ state: 'calm', isLocal: false })
    expect(at('2026-03-13T00:00:00Z').state).toBe('soon')
    expect(at('2026-03-14T23:59:59Z').state).toBe('soon')
    expect(at('2026-03-15T00:00:00Z')).toMatchObject({ state: 'over', minutesLeft: 0, fractionLeft: 0 })
    const ended = at('2026-04-01T00:00:00Z', instant('2026-03-14T12:00:00Z'))
    expect(ended).toMatchObject({ state: 'ended', minutesLeft: 720 })
    expect(ended.workedOut.join(' ')).toContain('Ended Sat 14 March 12:00, 12h before the limit.')
  })
})

describe('a limit of hours', () => {
  it('passes hours through the clock changes, and gives the cautious reading', () => {
    const facts = { kind: 's4-5', startedAt: instant('2026-03-28T20:00:00Z') } as const
    expect(formatInstant(limitClockOf(facts, NOW).limitAt ?? NOW)).toBe('Sun 29 March 21:00')
    expect(limitClockOf(facts, NOW).workedOut.join(' ')).toContain('Aim to be done by 20:00.')
  })

  it('of an escape is the earlier of 24 hours and the end of the period', () => {
    const escaped = instant('2026-11-12T08:00:00Z')
    const until = (secondAt: Instant | null) =>
      limitClockOf({ kind: 's138', startedAt: escaped, secondAt }, NOW).limitAt
    expect(until(null)).toBe(addHours(escaped, 24))
    expect(until(addHours(escaped, 5))).toBe(addHours(escaped, 5))
    expect(until(addHours(escaped, 40))).toBe(addHours(escaped, 24))
  })
})

describe('a second date', () => {
  it('on the warrant itself has the last word', () => {
    const warrant = { kind: 's135-warrant', startedAt: from('2026-11-02') } as const
    expect(lastDay(warrant)).toContain('1 February 23:59')
    expect(lastDay({ ...warrant, secondAt: from('2026-12-01') })).toContain('1 December 23:59')
    const lines = limitClockOf({ ...warrant, secondAt: from('2026-12-01') }, NOW).workedOut.join(' ')
    expect(lines).toContain('The paper has the last word.')
    expect(lines).toContain('Look again from Sunday 29 November 2026: prudent, not law.')
  })

  it('of the detention counts for an absence when it is later', () => {
    const absent = { kind: 's18', startedAt: from('2026-03-01') } as const
    expect(lastDay({ ...absent, secondAt: from('2026-05-01') })).toContain('31 August 23:59')
    expect(lastDay({ ...absent, secondAt: from('2026-12-24') })).toContain('24 December 23:59')
    expect(lastDay({ ...absent, detention: 'longer', secondAt: from('2026-05-01') })).toContain('31 August 23:59')
    const unsaid = limitClockOf(absent, NOW).workedOut.join(' ')
    expect(unsaid).toContain('Under what they were detained is not recorded')
    expect(limitClockOf({ ...absent, detention: 'longer' }, NOW).workedOut.join(' ')).not.toContain('not recorded')
  })

  it('of section 2, 4 or 5 counts alone for an absence from it: after it nobody is retaken', () => {
    const absent = { kind: 's18', startedAt: from('2026-03-01') } as const
    const ofTwo = { ...absent, detention: 's2', secondAt: from('2026-03-20') } as const
    expect(lastDay(ofTwo)).toContain('20 March 23:59')
    expect(limitClockOf(ofTwo, NOW).workedOut.join(' ')).toContain('section 18(5)')
    const ofFive = { ...absent, detention: 's5-2', secondAt: instant('2026-03-02T11:20:00Z') } as const
    const { limitAt, workedOut } = limitClockOf(ofFive, NOW)
    expect(limitAt).toBe(ofFive.secondAt)
    expect(workedOut.join(' ')).toContain('The limit is Mon 2 March 11:20.')
    expect(limitMoment('s18', ofFive.secondAt)).toBe('Mon 2 March 11:20')
  })
})

describe('section 3', () => {
  const renewed = (period: number, start: string, rules?: readonly LimitRule[]) =>
    lastDay({ kind: 's3', startedAt: from(start), originAt: from('2026-03-01'), period }, rules)

  it('lasts six months, is renewed for six, then for twelve each time', () => {
    expect(renewed(1, '2026-03-01')).toContain('31 August')
    expect(renewed(2, '2026-09-01')).toContain('28 February')
    expect(renewed(3, '2027-03-01')).toContain('29 February')
    expect(renewed(4, '2028-03-01')).toContain('28 February')
  })

  it('lasts three, three, six and twelve months from the day on which the Act of 2025 begins; who was in before keeps the rule', () => {
    const rules = limitRulesWith({ ...commencements, 'section-3-periods': day('2027-10-01') })
    const first = (start: string) => lastDay({ kind: 's3', startedAt: from(start) }, rules)
    expect(first('2027-09-30')).toContain('29 March')
    expect(first('2027-10-01')).toContain('31 December')
    const later = (period: number, start: string) =>
      lastDay({ kind: 's3', startedAt: from(start), originAt: from('2027-10-01'), period }, rules)
    expect([later(2, '2028-01-01'), later(3, '2028-04-01'), later(4, '2028-10-01'), later(5, '2029-10-01')]).toEqual([
      'Fri 31 March 23:59',
      'Sat 30 September 23:59',
      'Sun 30 September 23:59',
      'Mon 30 September 23:59',
    ])
    expect(renewed(3, '2027-10-02', rules)).toContain('1 October')
    expect(
      limitRuleFor({ kind: 's3', startedAt: from('2027-10-02'), originAt: from('2026-03-01') }, NOW, rules).id,
    ).toBe('s3-1983')
  })

  it('can be taken over while it runs, if the regulations say so', () => {
    const begins = day('2027-06-01')
    const rules = limitRulesWith({ ...commencements, 'section-3-periods': begins }).map((rule) =>
      rule.id === 's3-2025' ? ({ ...rule, transition: 'takes-over-what-runs' } as const) : rule,
    )
    const idAt = (start: string) => limitRuleFor({ kind: 's3', startedAt: from(start) }, NOW, rules).id
    expect([idAt('2026-11-30'), idAt('2026-12-01'), idAt('2026-12-02'), idAt('2027-06-01')]).toEqual([
      's3-1983',
      's3-1983',
      's3-2025',
      's3-2025',
    ])
    expect(limitClockOf({ kind: 's3', startedAt: from('2026-12-02') }, NOW, rules).workedOut.at(-1)).toContain(
      'taken over',
    )
  })
})

describe('section 2', () => {
  const admitted = { kind: 's2', startedAt: from('2026-11-01') } as const
  const hold = { madeAt: from('2026-11-20'), disposedAt: null, orderMade: false }

  it('is held open while the county court decides about the relative, and for seven days after an order', () => {
    expect(limitClockOf({ ...admitted, hold }, instant('2027-01-10T00:00:00Z'))).toMatchObject({
      state: 'held',
      limitAt: null,
    })
    const decided = { ...hold, disposedAt: from('2026-12-10') }
    expect(lastDay({ ...admitted, hold: decided })).toContain('10 December 23:59')
    expect(lastDay({ ...admitted, hold: { ...decided, orderMade: true } })).toContain('16 December 23:59')
    expect(lastDay({ ...admitted, hold: { ...decided, disposedAt: from('2026-11-22') } })).toContain(
      '28 November 23:59',
    )
  })

  it('is not held open by an application that came too late, and says so', () => {
    const late = limitClockOf({ ...admitted, hold: { ...hold, madeAt: from('2026-11-29') } }, NOW)
    expect(late.limitAt).toBe(from('2026-11-29'))
    expect(late.workedOut.join(' ')).toContain('it is not counted')
  })
})

describe('where the law gives no number', () => {
  it('a target of the service is shown as its own, in working days', () => {
    const clock = limitClockOf({ kind: 's13-4', startedAt: from('2026-12-23') }, NOW)
    expect(clock).toMatchObject({ isLocal: true, state: 'calm' })
    expect(formatInstant(addMinutes(clock.limitAt ?? NOW, -1))).toBe('Mon 4 January 23:59')
    expect(clock.workedOut.join(' ')).toContain('The service’s own target, not law')
  })

  it('says when the bank holidays of the year are not known', () => {
    const lines = limitClockOf({ kind: 's13-4', startedAt: from('2031-12-23') }, NOW).workedOut.join(' ')
    expect(lines).toContain('only weekends are left out')
  })

  it('a duty without a target runs until it is done', () => {
    expect(limitClockOf({ kind: 's13-1b', startedAt: from('2026-11-01') }, NOW)).toMatchObject({
      state: 'open',
      limitAt: null,
    })
  })
})

describe('a start that nobody has recorded', () => {
  it.each(limitKinds)('of %s is shown, never "not running", and says what it counts from', (kind) => {
    const clock = limitClockOf({ kind, startedAt: null }, NOW)
    expect(clock).toMatchObject({ state: 'not-recorded', limitAt: null })
    expect(clock.workedOut[0]).toContain(limitRuleFor({ kind, startedAt: null }, NOW).trigger)
  })
})

describe('a day outside every rule', () => {
  it('is told apart: before the first row, and by an old one', () => {
    const old = limitClockOf({ kind: 's135-warrant', startedAt: from('2004-05-01') }, NOW)
    expect(old.rule.id).toBe('warrant-1986')
    expect(formatInstant(addMinutes(old.limitAt ?? NOW, -1))).toContain('31 May')
    const before = limitClockOf({ kind: 'cto', startedAt: from('2001-01-01') }, NOW)
    expect(before.workedOut.at(-1)).toContain('was not in force on the day of the start')
  })
})

it('puts what presses first', () => {
  const clocks = [
    { kind: 's13-1b', startedAt: from('2026-11-01') },
    { kind: 's2', startedAt: from('2026-11-10') },
    { kind: 's14', startedAt: null },
    { kind: 's13-4', startedAt: from('2026-10-01') },
    { kind: 's6-1-a', startedAt: from('2026-10-01') },
  ] as const
  expect(
    clocks
      .map((facts) => limitClockOf(facts, NOW))
      .toSorted(byPressing)
      .map(({ kind }) => kind),
  ).toEqual(['s6-1-a', 's13-4', 's14', 's2', 's13-1b'])
})
