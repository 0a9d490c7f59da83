import { describe, expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import { commencements } from '../referrals/law/commencements.ts'
import { statutoryPerson } from '../referrals/law/terms.ts'
import { londonDay } from '../time/london.ts'
import { checksOf, pathOf, type CheckFacts, type ExaminedBy, type RelativeStanding } from './checks.ts'

const on = (day: string, clock = '12:00') => instant(`${day}T${clock}:00Z`)
const doctor = (day: string | null, more: Partial<ExaminedBy> = {}): ExaminedBy => ({
  doctorName: 'Dr Rao',
  isSection12: 'yes',
  knowsPerson: 'no',
  examinedAt: day === null ? null : on(day),
  recommendation: 's2',
  signedOn: null,
  ...more,
})
const sister: RelativeStanding = {
  kind: 'nearest-relative',
  name: 'Anna Lindqvist',
  informedAt: null,
  consultedAt: null,
  notConsultedWhy: '',
  objects: 'not-asked',
  displacement: 'none',
}
const facts = (examinations: readonly ExaminedBy[], more: Partial<CheckFacts> = {}): CheckFacts => ({
  examinations,
  seenBy: [],
  relative: sister,
  ...more,
})
const check = (given: CheckFacts, key: string, now = on('2026-03-03')) =>
  checksOf(given, now).find((one) => one.key === key)

describe('five clear days between the examinations, s.12(1)', () => {
  it('says by when the second must examine: from the 1st until the 7th, weekends too', () => {
    const first = facts([doctor('2026-03-01'), doctor(null)])
    expect(check(first, 'clear-days')).toMatchObject({
      look: 'coming',
      head: 'Second examination by Saturday 7 March 2026',
    })
    expect(check(first, 'clear-days', on('2026-03-07'))?.look).toBe('coming')
    expect(check(first, 'clear-days', on('2026-03-08'))?.look).toBe('look')
  })

  it('counts days of examination, in either order, and not those of signing', () => {
    const pair = (a: string, b: string) =>
      check(facts([doctor(a, { signedOn: londonDay('2026-03-20') }), doctor(b)]), 'clear-days')
    expect(pair('2026-03-01', '2026-03-07')).toMatchObject({
      look: 'fine',
      head: '5 clear days between the examinations',
    })
    expect(pair('2026-03-07', '2026-03-01')?.look).toBe('fine')
    expect(pair('2026-03-01', '2026-03-08')).toMatchObject({
      look: 'look',
      head: '6 clear days between the examinations',
    })
    expect(pair('2026-03-01', '2026-03-01')?.head).toBe('0 clear days between the examinations')
  })

  it('takes of three doctors the two who fit: one who examined too long ago does not spoil the others', () => {
    const three = facts([doctor('2026-03-01'), doctor('2026-03-10'), doctor('2026-03-08')])
    expect(check(three, 'clear-days', on('2026-03-11'))).toMatchObject({
      look: 'fine',
      head: '1 clear day between the examinations, Sunday 8 March 2026 and Tuesday 10 March 2026',
    })
    const apart = facts([doctor('2026-03-01'), doctor('2026-03-09'), doctor('2026-03-20')])
    expect(check(apart, 'clear-days', on('2026-03-21'))?.look).toBe('look')
  })

  it('counts London’s days: just after midnight in summer is the next day', () => {
    const late = { ...doctor('2026-07-01'), examinedAt: instant('2026-07-07T23:30:00Z') }
    expect(check(facts([doctor('2026-07-01'), late]), 'clear-days', on('2026-07-08'))?.head).toMatch(/^6 clear days/)
  })
})

describe('fourteen days, three times', () => {
  it('runs to admission from the last examination, s.6(1)(a)', () => {
    const both = facts([doctor('2026-03-01'), doctor('2026-03-03')])
    expect(check(both, 'admission')?.head).toBe('Admission by Monday 16 March 2026')
    expect(check(facts([doctor('2026-03-01', { recommendation: 's4' })]), 'admission')?.head).toBe(
      'Admission by Mon 2 March 12:00',
    )
    expect(check(facts([doctor('2026-03-01', { recommendation: 'none-yet' })]), 'admission')).toBeUndefined()
  })

  it('runs for each AMHP by themselves from the day they saw the person, s.11(5)', () => {
    const seenBy = [
      { name: 'Ewa Kowalska', at: on('2026-03-01') },
      { name: 'Dan Okoro', at: on('2026-02-10') },
      // An earlier sighting that was written down later changes nothing.
      { name: 'Ewa Kowalska', at: on('2026-02-20') },
    ]
    const given = facts([], { seenBy })
    expect(check(given, 'seen-Ewa Kowalska', on('2026-03-14'))).toMatchObject({
      look: 'coming',
      head: 'Ewa Kowalska may apply until Saturday 14 March 2026',
    })
    expect(check(given, 'seen-Ewa Kowalska', on('2026-03-15'))?.look).toBe('look')
    expect(check(given, 'seen-Dan Okoro')?.head).toMatch(/Dan Okoro may apply until|must see/)
  })
})

describe('doctors', () => {
  it('are two, one under section 12, one who knows the person if practicable; section 4 needs one', () => {
    const one = facts([doctor('2026-03-01', { isSection12: 'unknown' })])
    expect(check(one, 'how-many')).toMatchObject({ look: 'coming', head: '1 of 2 recommendations' })
    expect(check(one, 'section-12')?.look).toBe('look')
    expect(check(one, 'acquaintance')?.look).toBe('coming')
    const two = facts([doctor('2026-03-01'), doctor('2026-03-02', { isSection12: 'no', knowsPerson: 'yes' })])
    expect(['how-many', 'section-12'].map((key) => check(two, key)?.look)).toEqual(['fine', 'fine'])
    expect(check(two, 'acquaintance')).toBeUndefined()
    expect(check(facts([doctor('2026-03-01', { recommendation: 's4' })]), 'how-many')?.head).toBe(
      '1 of 1 recommendation',
    )
  })

  it('who recommend nothing point to no application, and are warned of nothing', () => {
    expect(pathOf([doctor('2026-03-01', { recommendation: 'not-given' })])).toBeNull()
    expect(checksOf(facts([doctor('2026-03-01', { recommendation: 'not-given' })]), on('2026-03-03'))).toEqual([])
  })

  it('whose signature is before the examination or still to come are looked at again', () => {
    const before = doctor('2026-03-02', { signedOn: londonDay('2026-03-01') })
    const ahead = doctor('2026-03-02', { signedOn: londonDay('2026-03-09') })
    expect(check(facts([before]), 'signed-Dr Rao')?.look).toBe('look')
    expect(check(facts([ahead]), 'signed-Dr Rao')?.look).toBe('look')
    expect(check(facts([doctor('2026-03-02', { signedOn: londonDay('2026-03-02') })]), 'signed-Dr Rao')).toBeUndefined()
  })
})

describe('the nearest relative', () => {
  const s3 = [doctor('2026-03-01', { recommendation: 's3' })]

  it('is worked out, told for section 2, and consulted for section 3', () => {
    expect(check(facts([doctor('2026-03-01')], { relative: null }), 'relative')?.look).toBe('look')
    expect(check(facts([doctor('2026-03-01')]), 'relative')?.look).toBe('coming')
    const told = { ...sister, informedAt: on('2026-03-02') }
    expect(check(facts([doctor('2026-03-01')], { relative: told }), 'relative')?.look).toBe('fine')
    expect(check(facts(s3), 'relative')?.head).toBe('Anna Lindqvist has not been consulted')
    expect(
      check(facts(s3, { relative: { ...sister, notConsultedWhy: 'Abroad, no telephone' } }), 'relative')?.look,
    ).toBe('fine')
  })

  it('who objects stands in the way of section 3 until the court displaces them', () => {
    const objects = { ...sister, consultedAt: on('2026-03-02'), objects: 'yes' as const }
    expect(check(facts(s3, { relative: objects }), 'relative')?.head).toBe('Anna Lindqvist objects')
    expect(check(facts(s3, { relative: { ...objects, displacement: 'displaced' } }), 'relative')?.look).toBe('fine')
    expect(check(facts([doctor('2026-03-01')], { relative: objects }), 'relative')?.head).not.toMatch(/objects/)
  })

  it('gives way to the nominated person on the day that is appointed, and not before', () => {
    const kindOn = (day: string, dates = commencements) => statutoryPerson(londonDay(day), dates).kind
    expect(kindOn('2026-11-12')).toBe('nearest-relative')
    expect(kindOn('2040-01-01')).toBe('nearest-relative')
    const appointed = { ...commencements, 'nominated-person': londonDay('2031-04-01') }
    expect(kindOn('2031-03-31', appointed)).toBe('nearest-relative')
    expect(kindOn('2031-04-01', appointed)).toBe('nominated-person')
  })
})

describe('a recommendation without a time of examination', () => {
  it('is warned of: no day of the law counts from it', () => {
    const given = facts([doctor(null), doctor('2026-03-01', { doctorName: 'Dr Hale' })])
    expect(check(given, 'not-timed-Dr Rao')).toMatchObject({ look: 'look', provision: 'MHA 1983 s.12(1), s.6(1)' })
    expect(check(given, 'not-timed-Dr Hale')).toBeUndefined()
  })

  it('is not warned of while they have recommended nothing', () => {
    for (const recommendation of ['none-yet', 'not-given'] as const)
      expect(check(facts([doctor(null, { recommendation })]), 'not-timed-Dr Rao')).toBeUndefined()
  })
})
