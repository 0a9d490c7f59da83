import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { startAfterNurse } from './afterNurse.ts'
import type { RecordedPower } from './powers.ts'

// A Thursday in November: the nurse's record at 10:00, the doctor's report at 14:00, told at 15:00.
const nurseAt = instant('2026-11-12T10:00:00Z')
const reportAt = instant('2026-11-12T14:00:00Z')
const now = instant('2026-11-12T15:00:00Z')
const nurse = (differs: Partial<RecordedPower> = {}): RecordedPower => ({
  id: powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10'),
  kind: 's5-4',
  startedAt: nurseAt,
  startSource: 'Nurse in charge',
  extension: null,
  endedAt: null,
  supersededAt: null,
  ...differs,
})
const after = (powers: readonly RecordedPower[], startedAt = reportAt, at = now) => {
  const found = startAfterNurse(powers, { kind: 's5-2', startedAt }, at)
  return found && [found.startedAt, found.nurseEndsAt]
}

describe('a section 5(2) that is told after a section 5(4)', () => {
  it('counts from the nurse’s record, whose power ends with the report', () => {
    expect(after([nurse()])).toEqual([nurseAt, reportAt])
    expect(after([nurse({ endedAt: reportAt })])).toEqual([nurseAt, null])
    expect(
      after([nurse({ startedAt: addMinutes(nurseAt, -600), endedAt: addMinutes(nurseAt, -300) }), nurse()]),
    ).toEqual([nurseAt, reportAt])
  })

  it('stands by itself where none came before it, or its six hours had run out', () => {
    expect(after([])).toBeNull()
    expect(after([nurse({ supersededAt: now })])).toBeNull()
    expect(after([nurse({ startedAt: addMinutes(reportAt, -361) })])).toBeNull()
    expect(after([nurse({ startedAt: addMinutes(reportAt, -360) })])).toEqual([addMinutes(reportAt, -360), reportAt])
    expect(after([nurse({ startedAt: addMinutes(reportAt, 1) })])).toBeNull()
    expect(after([nurse()], addMinutes(now, 1))).toBeNull()
    expect(startAfterNurse([nurse()], { kind: 's4', startedAt: reportAt }, now)).toBeNull()
    expect(startAfterNurse([nurse()], { kind: 's5-2', startedAt: null }, now)).toBeNull()
  })

  it('is not known while the nurse’s time is not, unless that hold was long over', () => {
    expect(after([nurse({ startedAt: null })])).toEqual([null, reportAt])
    expect(after([nurse({ startedAt: null, endedAt: addMinutes(reportAt, -361) })])).toBeNull()
  })

  it('told with the nurse’s own time leaves the nurse no power of no length', () => {
    expect(after([nurse()], nurseAt)).toEqual([nurseAt, now])
    expect(after([nurse()], nurseAt, addMinutes(nurseAt, 500))).toEqual([nurseAt, addMinutes(nurseAt, 360)])
  })
})
