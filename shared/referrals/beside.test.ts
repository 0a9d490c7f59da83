import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { addHours, addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { besideWithin, bindingPowers, goesWith, withoutEffect } from './beside.ts'
import { powerKinds, type PowerKind } from './clockRules.ts'
import { clockOf } from './clocks.ts'
import { pressingOf } from './law/boardLimit.ts'
import { runningLimit, type RecordedPower } from './powers.ts'

// A Thursday: a doctor's report at 07:00, and what is told at 12:00 of 10:00.
const reportAt = instant('2026-11-12T07:00:00Z')
const toldAt = instant('2026-11-12T10:00:00Z')
const now = instant('2026-11-12T12:00:00Z')
const id = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10')
const held = (kind: PowerKind, differs: Partial<RecordedPower> = {}): RecordedPower => ({
  id,
  kind,
  startedAt: reportAt,
  startSource: '',
  extension: null,
  endedAt: null,
  supersededAt: null,
  ...differs,
})
const asked = (of: RecordedPower, kind: PowerKind, startedAt: Instant | null = toldAt): boolean =>
  besideWithin([of], { kind, startedAt }, now) !== null

describe('a power beside one that runs', () => {
  it('is asked about unless it may follow that one in law', () => {
    const mayFollow = powerKinds.flatMap((other) =>
      // Beside a nurse's record only what falls into its six hours: 10:00 does.
      powerKinds.filter((kind) => !asked(held(other), kind)).map((kind) => `${kind} after ${other}`),
    )
    expect(mayFollow.filter((pair) => !/^(s13[56](-kept)?) after s13[56]/.test(pair)).toSorted()).toEqual(
      [
        ...powerKinds.filter((kind) => !kind.startsWith('s13')).map((kind) => `${kind} after ${kind}`),
        's5-2 after s5-4',
        ...['s136', 's136-kept', 's135', 's135-kept', 's5-4', 's5-2'].map((other) => `s4 after ${other}`),
        ...['s136', 's136-kept', 's135', 's135-kept'].map((other) => `cto-recall after ${other}`),
      ].toSorted(),
    )
    // The two starts of one detention are a question of their own.
    expect([asked(held('s136'), 's136-kept'), asked(held('s136'), 's135')]).toEqual([false, true])
  })

  it('is not asked about once the other was over, or was corrected', () => {
    expect(asked(held('s5-2', { endedAt: toldAt }), 's136')).toBe(false)
    expect(asked(held('s5-2', { endedAt: addMinutes(toldAt, 1) }), 's136')).toBe(true)
    expect(asked(held('s5-2', { supersededAt: now }), 's136')).toBe(false)
    expect(asked(held('s5-2', { startedAt: addHours(toldAt, -72) }), 's136')).toBe(false)
    expect(asked(held('s5-2', { startedAt: addMinutes(addHours(toldAt, -72), 1) }), 's136')).toBe(true)
  })

  it('that is told of a time before the other’s is asked about unless the other may follow it', () => {
    const before = addHours(reportAt, -2)
    expect(asked(held('s5-2'), 's5-4', before)).toBe(false)
    expect(asked(held('s5-2'), 's136', before)).toBe(true)
    expect(asked(held('s5-2'), 's136', addHours(reportAt, -24))).toBe(false)
    expect(asked(held('s4'), 's136', before)).toBe(false)
  })

  it('of which nobody knows which was first is asked about only where neither may follow the other', () => {
    expect(asked(held('s5-2', { startedAt: null }), 's5-4')).toBe(false)
    expect(asked(held('s5-2', { startedAt: null }), 's136')).toBe(true)
    expect(asked(held('s5-2'), 's4', null)).toBe(false)
    expect(asked(held('s5-2'), 's5-4', reportAt)).toBe(false)
  })
})

describe('the clock that binds', () => {
  const report = held('s5-2')
  const nurse = held('s5-4', { startedAt: toldAt })

  it('is the doctor’s, and not that of a nurse’s record made while it ran', () => {
    expect(withoutEffect(nurse, [report, nurse])).toBe(report)
    expect(bindingPowers([nurse, report])).toEqual([report])
    expect(pressingOf({ powers: [nurse, report], limits: [] }, now)?.limitAt).toBe(addHours(reportAt, 72))
    expect(runningLimit([nurse, report], now)).toEqual({ limitAt: addHours(reportAt, 72) })
  })

  it('is the nurse’s where it came first, where the other was over, and where nobody knows', () => {
    const first = held('s5-4', { startedAt: addHours(reportAt, -1) })
    const both = (of: RecordedPower, beside: RecordedPower) => bindingPowers([of, beside]).length
    expect(both(first, report)).toBe(2)
    expect(both(nurse, held('s5-2', { endedAt: toldAt }))).toBe(2)
    expect(both(nurse, held('s5-2', { startedAt: addHours(toldAt, -72) }))).toBe(2)
    expect(both(nurse, held('s5-2', { startedAt: null }))).toBe(2)
    expect(both(held('s5-4', { startedAt: null }), report)).toBe(2)
  })

  it('is whichever runs out first of two that both hold', () => {
    const place = held('s136', { startedAt: toldAt })
    expect(pressingOf({ powers: [place, report], limits: [] }, now)?.limitAt).toBe(clockOf(place, now).limitAt)
  })
})

describe('what ends with a power', () => {
  const emergency = held('s4', { startedAt: addHours(reportAt, -2) })
  const report = held('s5-2')
  const nurse = held('s5-4', { startedAt: toldAt })

  it('is what had no effect beside it, however many held at once', () => {
    expect(goesWith(emergency, [emergency, report, nurse], now)).toEqual([report, nurse])
    expect(goesWith(report, [emergency, report, nurse], now)).toEqual([nurse])
  })

  it('is nothing that began after the end that is told, or with it: that binds', () => {
    expect(goesWith(emergency, [emergency, report, nurse], addMinutes(reportAt, 1))).toEqual([report])
    expect(goesWith(emergency, [emergency, report, nurse], reportAt)).toEqual([])
  })

  it('is nothing that held by itself, has ended, was corrected, or whose start nobody knows', () => {
    const place = held('s136')
    const rest = [
      held('s5-2', { endedAt: now }),
      held('s5-2', { supersededAt: now }),
      held('s5-4', { startedAt: null }),
    ]
    expect(goesWith(emergency, [emergency, place, ...rest], now)).toEqual([])
  })
})
