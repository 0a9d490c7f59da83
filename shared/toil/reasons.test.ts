import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '../time/instant.ts'
import { delayCodeList } from './delayCodes.ts'
import { causesFromReasons, checkReasons, isSubOf, reasonWordsOf, type ReasonGiven } from './reasons.ts'

const at = (time: string) => instant(`2026-11-12T${time}:00Z`)
const late = { start: at('16:00'), end: at('22:00') }
const job = { late, jobBeganAt: at('11:20'), shiftEnd: at('16:00') }
const reason = (code: ReasonGiven['code'], from: string | null = null, to = from, sub: string | null = null) => ({
  code,
  sub,
  startedAt: from === null ? null : at(from),
  endedAt: to === null ? null : at(to),
})
const partsOf = (reasons: readonly ReasonGiven[]) =>
  causesFromReasons(reasons, job).parts.map(({ code, minutes }) => [code, minutes])

describe('reasons as the AMHP gives them', () => {
  it('count while they ran, share while they ran side by side, and leave the rest to those without times', () => {
    expect(partsOf([reason('BED', '16:00', '18:00'), reason('AMB', '17:00', '19:00'), reason('DEP')])).toEqual([
      ['DEP', 180],
      ['BED', 90],
      ['AMB', 90],
    ])
    expect(partsOf([reason('BED', '16:00', '21:00')])).toEqual([
      ['BED', 300],
      ['PAPER', 60],
    ])
    expect(partsOf([reason('BED'), reason('POL')])).toEqual([
      ['BED', 180],
      ['POL', 180],
    ])
    expect(partsOf([])).toEqual([['PAPER', 360]])
  })

  it('count only their part of the late stretch', () => {
    expect(partsOf([reason('BED', '12:00', '16:30'), reason('OTH', '21:30', '23:50')])).toEqual([
      ['PAPER', 300],
      ['BED', 30],
      ['OTH', 30],
    ])
  })

  it('add up to the claim, whatever is given', () => {
    const given = fc.record({
      code: fc.constantFrom(...delayCodeList),
      from: fc.option(fc.integer({ min: -120, max: 420 })),
      length: fc.integer({ min: 1, max: 300 }),
    })
    fc.assert(
      fc.property(fc.array(given, { maxLength: 8 }), fc.integer({ min: 1, max: 420 }), (list, minutesLate) => {
        const stretch = { start: late.start, end: addMinutes(late.start, minutesLate) }
        const reasons = list.map(({ code, from, length }) => ({
          code,
          sub: null,
          startedAt: from === null ? null : addMinutes(late.start, from),
          endedAt: from === null ? null : addMinutes(late.start, from + length),
        }))
        const { parts, rawMinutes, primary } = causesFromReasons(reasons, { ...job, late: stretch })
        expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutesLate)
        expect(rawMinutes).toBe(minutesLate)
        expect(primary).toBe(parts[0]?.code)
        expect(causesFromReasons(reasons.toReversed(), { ...job, late: stretch })).toEqual(
          causesFromReasons(reasons, { ...job, late: stretch }),
        )
      }),
    )
  })

  it.each([
    ['a word of another cause', [reason('BED', null, null, 'LOCKSMITH')], 'reason-word-unknown'],
    ['the same twice', [reason('BED'), reason('BED')], 'reason-twice'],
    ['a start without an end', [{ ...reason('BED'), startedAt: at('16:10') }], 'reason-times-wrong'],
    ['an end before the start', [reason('BED', '18:00', '17:00')], 'reason-times-wrong'],
    ['a time outside the late stretch', [reason('BED', '12:00', '16:00')], 'reason-outside'],
    ['no main reason among them', [reason('AMB')], 'main-reason-not-given'],
  ])('are refused with %s', (_what, reasons, code) => {
    expect(checkReasons(reasons, 'BED', late)).toMatchObject({ ok: false, refusal: { code } })
  })

  it('stand in two levels, several of one cause too', () => {
    expect(
      checkReasons([reason('BED', '16:10', '17:00', 'WITHDRAWN'), reason('BED', '18:00', '19:00')], 'BED', late).ok,
    ).toBe(true)
    expect(checkReasons([], 'PAPER', late).ok).toBe(true)
    expect(isSubOf('DOC', 'AFTER_17')).toBe(true)
    expect(reasonWordsOf({ code: 'BED', sub: 'WITHDRAWN' })).toBe('Waiting for a bed: bed withdrawn')
    expect(reasonWordsOf({ code: 'WX', sub: null })).toBe('Weather or road')
  })
})
