import { describe, expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import type { Recommendation } from './codes.ts'
import { gapsBriefly, recordGaps, recordGapsDue, type Recorded } from './recordGaps.ts'

const given = (recommendation: Recommendation, isTimed = true) => ({ recommendation, isTimed })
const there = { state: 'agreed', isNamed: true } as const
const codes = (outcome: string | null, examinations: Recorded['examinations'], bed: Recorded['bed'] = there) =>
  recordGaps(outcome, { examinations, bed }).map(({ code }) => code)

describe('what the record of a detention lacks', () => {
  it.each([
    ['DETAINED_S2', [], ['recommendation']],
    ['DETAINED_S2', [given('s2')], ['recommendation']],
    ['DETAINED_S2', [given('s2'), given('none-yet')], ['recommendation']],
    ['DETAINED_S2', [given('s2'), given('not-given')], ['recommendation']],
    ['DETAINED_S2', [given('s2'), given('s3')], ['recommendation']],
    ['DETAINED_S2', [given('s2'), given('s2')], []],
    ['DETAINED_S2', [given('s2'), given('s2', false)], ['examined-at']],
    ['DETAINED_S3', [given('s3'), given('s3'), given('not-given')], []],
    ['DETAINED_S3', [given('s2'), given('s2')], ['recommendation']],
    ['DETAINED_S4', [], ['recommendation']],
    ['DETAINED_S4', [given('s4')], []],
  ] as const)('after %s with %j: %j', (outcome, examinations, lacks) => {
    expect(codes(outcome, examinations)).toEqual(lacks)
  })

  it('is nothing after any other outcome, and while there is none', () => {
    for (const outcome of ['INFORMAL_ADMISSION', 'NOT_DETAINED_NFA', 'APPLICATION_NOT_MADE_NO_BED', 'toString', null])
      expect(codes(outcome, [], null), String(outcome)).toEqual([])
  })

  it('is the hospital until it is named, but for somebody who needs no bed', () => {
    const of = (bed: Recorded['bed']) => codes('DETAINED_S4', [given('s4')], bed)
    expect(of(null)).toEqual(['hospital'])
    expect(of({ state: 'asked', isNamed: true })).toEqual(['hospital'])
    expect(of({ state: 'agreed', isNamed: false })).toEqual(['hospital'])
    expect(of({ state: 'not-needed', isNamed: false })).toEqual([])
  })

  it('is said in one line', () => {
    const brief = (outcome: string, recorded: Recorded) => gapsBriefly(recordGaps(outcome, recorded))
    expect(brief('DETAINED_S2', { examinations: [], bed: null })).toBe(
      'both doctors’ recommendations and the hospital and bed',
    )
    expect(brief('DETAINED_S2', { examinations: [given('s2', false)], bed: there })).toBe(
      'the second doctor’s recommendation and when a doctor examined',
    )
    expect(brief('DETAINED_S2', { examinations: [given('s2'), given('s2')], bed: there })).toBe('')
    const [gap] = recordGaps('DETAINED_S3', { examinations: [given('s2')], bed: there })
    expect(gap?.words).toContain('recommends another section')
  })
})

it('is asked after the next morning at ten in London, and never sooner than two hours after the finish', () => {
  const due = (at: string) => recordGapsDue(instant(at))
  expect(due('2026-11-12T23:50:00Z')).toBe('2026-11-13T10:00:00.000Z')
  expect(due('2026-11-13T02:00:00Z')).toBe('2026-11-13T10:00:00.000Z')
  expect(due('2026-11-13T08:00:00Z')).toBe('2026-11-13T10:00:00.000Z')
  expect(due('2026-11-13T08:01:00Z')).toBe('2026-11-14T10:00:00.000Z')
  expect(due('2026-07-01T20:00:00Z'), 'in summer').toBe('2026-07-02T09:00:00.000Z')
})
