import { describe, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { appliesOn, clockRules, powerKinds, powerNames, ruleInForce, type ClockRule } from './clockRules.ts'

const NOW = instant('2026-11-12T12:00:00Z')

describe('the table of clocks', () => {
  it('has a row in force today for every power, and a name', () => {
    for (const kind of powerKinds) {
      expect(appliesOn(ruleInForce(kind, NOW), londonDay('2026-11-12'))).toBe(true)
      expect(powerNames[kind].full).not.toBe('')
    }
  })

  it('gives each row an id of its own', () => {
    expect(new Set(clockRules.map(({ id }) => id)).size).toBe(clockRules.length)
  })

  it('leaves no gap and no overlap between the rows of a power', () => {
    for (const kind of powerKinds) {
      const rows = clockRules.filter((rule) => rule.kind === kind)
      expect(rows.at(-1)?.effectiveTo).toBeNull()
      for (const [index, row] of rows.entries())
        if (index > 0) expect(rows[index - 1]?.effectiveTo).toBe(row.effectiveFrom)
    }
  })

  it.each([
    ['s136', 24, 'hub', true],
    ['s136-kept', 24, 'hub', true],
    ['s135', 24, 'hub', true],
    ['s135-kept', 24, 'hub', true],
    ['s5-4', 6, 'hub', false],
    ['s5-2', 72, 'hub', true],
    ['s4', 72, 'partner', true],
    ['cto-recall', 72, 'hub', false],
  ] as const)('%s: %d hours, owned by the %s, verified %s', (kind, quantity, owner, verified) => {
    expect(ruleInForce(kind, NOW)).toMatchObject({
      mode: 'elapsed-hours',
      quantity,
      owner,
      verified,
      authority: 'statute',
      jurisdiction: 'E',
    })
  })

  it('cites the Act for every row and every extension', () => {
    for (const rule of clockRules) {
      expect(rule.citation).toMatch(/^https:\/\/www\.legislation\.gov\.uk\/ukpga\/1983\/20\/section\/\d+[A-Z]?$/)
      expect(rule.provision).toMatch(/^Mental Health Act 1983, section /)
    }
  })

  it('allows an extension only for sections 135 and 136: 12 hours, by the doctor, for the person’s condition', () => {
    const extendable = clockRules.filter(({ extension }) => extension !== null).map(({ kind }) => kind)
    expect(extendable).toEqual(['s136', 's136-kept', 's135', 's135-kept'])
    expect(ruleInForce('s136', NOW).extension).toMatchObject({
      maxMinutes: 720,
      authorities: ['registered-medical-practitioner'],
      validReasons: ['condition-of-person'],
      mustBeBefore: 'end-of-first-period',
    })
  })

  it.each([
    ['s136', 4 * 60],
    ['s135-kept', 4 * 60],
    ['s5-4', 2 * 60],
    ['s5-2', 12 * 60],
    ['s4', 12 * 60],
    ['cto-recall', 12 * 60],
  ] as const)('warns of %s first at %d minutes, and closer each time after', (kind, first) => {
    const { warnAt, quantity } = ruleInForce(kind, NOW)
    expect(warnAt[0]).toBe(first)
    expect(warnAt.toSorted((a, b) => b - a)).toEqual(warnAt)
    expect(warnAt[0]).toBeLessThan(quantity * 60)
  })
})

describe('the rule in force', () => {
  const old: ClockRule = {
    ...ruleInForce('s136', NOW),
    id: 'old',
    quantity: 72,
    effectiveFrom: londonDay('2000-01-01'),
    effectiveTo: londonDay('2026-11-10'),
  }
  const young: ClockRule = {
    ...old,
    id: 'young',
    quantity: 24,
    effectiveFrom: londonDay('2026-11-10'),
    effectiveTo: null,
  }

  it('is the one of the London day of the start, whatever came later', () => {
    const at = (text: string): string => ruleInForce('s136', instant(text), [young, old]).id
    expect(at('2026-11-09T23:59:59Z')).toBe('old')
    expect(at('2026-11-10T00:00:00Z')).toBe('young')
  })

  it('changes at London’s midnight in summer', () => {
    const summer = [
      { ...old, effectiveTo: londonDay('2026-07-01') },
      { ...young, effectiveFrom: londonDay('2026-07-01') },
    ]
    expect(ruleInForce('s136', instant('2026-06-30T22:59:00Z'), summer).id).toBe('old')
    expect(ruleInForce('s136', instant('2026-06-30T23:00:00Z'), summer).id).toBe('young')
  })

  it('still answers before the first row and after a repeal, and can be told apart', () => {
    const before = ruleInForce('s136', instant('1999-12-31T12:00:00Z'), [old])
    expect([before.id, appliesOn(before, londonDay('1999-12-31'))]).toEqual(['old', false])
    const after = ruleInForce('s136', NOW, [old])
    expect([after.id, appliesOn(after, londonDay('2026-11-12'))]).toEqual(['old', false])
    expect(appliesOn(old, addDays(londonDay('2026-11-10'), -1))).toBe(true)
    expect(appliesOn(old, londonDay('2026-11-10'))).toBe(false)
  })

  it('is a fault when the table knows nothing of the power', () => {
    expect(() => ruleInForce('s4', NOW, [old])).toThrow(RangeError)
  })
})
