import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waitFacts, waitKinds, type WaitKind } from '../allocations/waits.ts'
import { addMinutes, instant, type Instant } from '../time/instant.ts'
import { minutesCovered } from '../time/span.ts'
import { apportion } from './apportion.ts'
import { splitCauses, type LateJob } from './causes.ts'
import { delayCodeList, delayCodes } from './delayCodes.ts'

const at = (time: string): Instant => instant(`2026-11-12T${time}:00Z`)
const wait = (kind: WaitKind, from: string, to: string | null = null) => ({
  kind,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
})
const job = (changes: Partial<LateJob> = {}): LateJob => ({
  lateFrom: at('16:00'),
  shiftEnd: at('16:00'),
  finishedAt: at('22:10'),
  jobBeganAt: at('11:20'),
  waits: [],
  ...changes,
})
const split = (changes: Partial<LateJob>) => {
  const { parts, primary } = splitCauses(job(changes))
  return { primary, parts: parts.map(({ code, minutes }) => [code, minutes]) }
}

describe('why a job was late', () => {
  it('is split by the waits as they were timed, and the rest is writing up', () => {
    expect(split({ waits: [wait('bed', '16:20', '19:40'), wait('ambulance', '19:40', '21:40')] })).toEqual({
      primary: 'BED',
      parts: [
        ['BED', 200],
        ['AMB', 120],
        ['PAPER', 50],
      ],
    })
  })

  it('counts only what lies between the end of the shift and the finish', () => {
    expect(
      split({
        waits: [wait('bed', '14:00', '17:00'), wait('ambulance', '22:00', '23:30'), wait('doctor', '12:00', '13:00')],
      }).parts,
    ).toEqual([
      ['PAPER', 300],
      ['BED', 60],
      ['AMB', 10],
    ])
  })

  it('shares the time of waits that ran side by side', () => {
    expect(split({ waits: [wait('bed', '16:00', '20:00'), wait('ambulance', '18:00', '22:10')] }).parts).toEqual([
      ['AMB', 190],
      ['BED', 180],
    ])
  })

  it('counts waits of one kind once, and one still open up to the finish', () => {
    expect(
      split({ waits: [wait('bed', '16:00', '18:00'), wait('bed', '17:00', '19:00'), wait('bed', '20:00')] }).parts,
    ).toEqual([
      ['BED', 310],
      ['PAPER', 60],
    ])
  })

  it.each([
    ['13:59', 'PAPER'],
    ['14:00', 'REF_LATE'],
    ['17:00', 'REF_LATE'],
  ])('for a job begun at %s the rest is %s', (began, code) => {
    expect(split({ jobBeganAt: at(began) })).toEqual({ primary: code, parts: [[code, 370]] })
  })

  it('for a second late job begins where the first finished, and looks to the end of the shift for how late it began', () => {
    expect(
      split({ lateFrom: at('18:00'), jobBeganAt: at('13:00'), waits: [wait('bed', '17:00', '19:00')] }).parts,
    ).toEqual([
      ['PAPER', 190],
      ['BED', 60],
    ])
  })

  it('is nothing for a job that was not late', () => {
    expect(splitCauses(job({ finishedAt: at('16:00') }))).toEqual({ rawMinutes: 0, parts: [], primary: null })
    expect(splitCauses(job({ finishedAt: at('15:00'), waits: [wait('bed', '14:00')] })).parts).toEqual([])
  })

  it('says when each cause ran', () => {
    const { parts } = splitCauses(job({ waits: [wait('bed', '15:00', '19:40')] }))
    expect(parts.find(({ code }) => code === 'BED')?.spans).toEqual([{ start: at('16:00'), end: at('19:40') }])
    expect(parts.find(({ code }) => code === 'PAPER')?.spans).toEqual([{ start: at('19:40'), end: at('22:10') }])
  })

  it('adds up to the late minutes exactly, whole, with each cause once and inside the time it ran', () => {
    const start = instant('2026-10-24T21:00:00Z')
    const second = fc.integer({ min: -7200, max: 40_000 })
    const anyWait = fc.record({ kind: fc.constantFrom(...waitKinds), from: second, length: fc.option(fc.nat(20_000)) })
    fc.assert(
      fc.property(
        fc.array(anyWait, { maxLength: 8 }),
        fc.nat(30_000),
        fc.integer({ min: -400, max: 0 }),
        (rows, end, began) => {
          const moment = (seconds: number) => addMinutes(start, seconds / 60)
          const waits = rows.map(({ kind, from, length }) => ({
            kind,
            startedAt: moment(from),
            endedAt: length === null ? null : moment(from + length),
          }))
          const { rawMinutes, parts, primary } = splitCauses({
            lateFrom: start,
            shiftEnd: start,
            finishedAt: moment(end),
            jobBeganAt: addMinutes(start, began),
            waits,
          })
          expect(rawMinutes).toBe(Math.floor(end / 60))
          expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(rawMinutes)
          expect(new Set(parts.map(({ code }) => code)).size).toBe(parts.length)
          expect(primary).toBe(parts[0]?.code ?? null)
          for (const part of parts) {
            expect(Number.isSafeInteger(part.minutes) && part.minutes > 0).toBe(true)
            // Two more: a part takes the whole minute of which it had a share, and spans are cut off to whole minutes.
            expect(part.minutes).toBeLessThanOrEqual(minutesCovered(part.spans) + part.spans.length + 1)
          }
        },
      ),
    )
  })
})

describe('delay codes', () => {
  it('hold every wait that can be timed, under the same owner', () => {
    for (const kind of waitKinds) {
      const { code, owner, side } = waitFacts[kind]
      expect(delayCodes[code]).toMatchObject({ owner, side })
    }
    expect(delayCodeList).toHaveLength(18)
  })

  it('count beds, ambulances and doctors as a partner’s, and the rota as ours', () => {
    expect([delayCodes.BED.side, delayCodes.AMB.side, delayCodes.DOC.side]).toEqual(['partner', 'partner', 'partner'])
    expect([delayCodes.REF_LATE.side, delayCodes.PAPER.side]).toEqual(['ours', 'ours'])
  })
})

describe('apportion', () => {
  it('gives whole parts that add up, each within one of its share', () => {
    expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(apportion(10, [0, 0])).toEqual([0, 0])
    fc.assert(
      fc.property(fc.nat(100_000), fc.array(fc.nat(5000), { minLength: 1, maxLength: 20 }), (total, weights) => {
        const parts = apportion(total, weights)
        const sum = weights.reduce((all, weight) => all + weight, 0)
        expect(parts.reduce((all, part) => all + part, 0)).toBe(sum === 0 ? 0 : total)
        parts.forEach((part, index) => {
          if (sum > 0) expect(Math.abs(part - (total * (weights[index] ?? 0)) / sum)).toBeLessThan(1)
          if (weights[index] === 0) expect(part).toBe(0)
        })
      }),
    )
  })
})
