import { describe, expect, it } from 'vitest'
import { addHours, instant } from '#shared/time/instant.ts'
import type { ExaminedBy } from './checks.ts'
import { decideRestsOn, restsOnChecks, saidMeanwhile, type Resting } from './restsOn.ts'

const FIRST = instant('2026-03-05T18:40:00Z')
const row = (id: string, more: Partial<Resting<string>> = {}): Resting<string> => ({
  id,
  recommendation: 's2',
  struckOut: false,
  restsOn: false,
  ...more,
})

describe('on which recommendations an application may be said to rest', () => {
  const rows = [row('rao'), row('hale'), row('osei'), row('none', { recommendation: 'not-given' })]
  const code = (ids: readonly string[], all = rows) => {
    const decided = decideRestsOn(all, ids)
    return decided.ok ? 'ok' : decided.refusal.code
  }

  it('up to two that were given, or none, which takes it back', () => {
    expect([code(['rao', 'hale']), code(['rao']), code([])]).toEqual(['ok', 'ok', 'ok'])
    expect(code(['rao', 'rao', 'hale']), 'the same one twice is one').toBe('ok')
  })

  it('not more, not one that recommends nothing or was struck out, not one of another record', () => {
    expect(code(['rao', 'hale', 'osei'])).toBe('rests-on-too-many')
    expect(code(['none'])).toBe('rests-on-no-recommendation')
    expect(code(['gone'], [row('gone', { struckOut: true })])).toBe('rests-on-no-recommendation')
    expect(code(['elsewhere'])).toBe('entry-not-found')
  })

  it('finds what a colleague has said meanwhile', () => {
    const said = [row('rao', { restsOn: true }), row('hale')]
    expect(saidMeanwhile(said, ['rao'])).toBeUndefined()
    expect(saidMeanwhile(said, [])?.id).toBe('rao')
    expect(saidMeanwhile(said, ['rao', 'hale'])?.id).toBe('hale')
  })
})

describe('what is said of it', () => {
  const doctor = (doctorName: string, more: Partial<ExaminedBy> = {}): ExaminedBy => ({
    doctorName,
    isSection12: 'yes',
    knowsPerson: 'unknown',
    examinedAt: FIRST,
    recommendation: 's2',
    signedOn: null,
    ...more,
  })
  const on = (name: string, more: Partial<ExaminedBy> = {}) => doctor(name, { restsOn: true, ...more })
  const looks = (...all: readonly ExaminedBy[]) => restsOnChecks(all).map(({ look }) => look)

  it('asks only where more were given than an application needs', () => {
    expect(looks(doctor('Dr A'), doctor('Dr B'))).toEqual([])
    expect(looks(doctor('Dr A'), doctor('Dr B'), doctor('Dr C', { recommendation: 'none-yet' }))).toEqual([])
    expect(looks(doctor('Dr A'), doctor('Dr B'), doctor('Dr C'))).toEqual(['coming'])
  })

  it('names the two, and warns of what cannot carry an application', () => {
    expect(restsOnChecks([on('Dr A'), on('Dr B'), doctor('Dr C')])[0]).toMatchObject({
      look: 'fine',
      head: 'The application rests on Dr A and Dr B',
    })
    expect(looks(on('Dr A'))).toEqual(['look'])
    expect(looks(on('Dr A', { recommendation: 's4' }))).toEqual(['fine'])
    expect(looks(on('Dr A'), on('Dr B', { recommendation: 's3' }))).toEqual(['look'])
    expect(looks(on('Dr A'), on(' dr a '))).toEqual(['look'])
    expect(looks(on('Dr A', { isSection12: 'no' }), on('Dr B', { isSection12: 'unknown' }))).toEqual(['look'])
    expect(looks(on('Dr A'), on('Dr B', { examinedAt: addHours(FIRST, 6 * 24) }))).toEqual(['fine'])
    expect(looks(on('Dr A'), on('Dr B', { examinedAt: addHours(FIRST, 7 * 24) }))).toEqual(['look'])
    expect(looks(on('Dr A', { examinedAt: null }), on('Dr B')), 'its own warning says that').toEqual(['fine'])
  })
})
