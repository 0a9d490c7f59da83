import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import {
  NURSE_ENDED,
  NURSE_RAN_OUT,
  countsFromNurse,
  ranOutBefore,
  reportMovedBy,
  startAfterNurse,
} from './afterNurse.ts'
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
  return found && [found.startedAt, found.nurseEnds?.endedAt ?? null]
}

describe('a section 5(2) that is told after a section 5(4)', () => {
  it('counts from the nurse’s record, whose power ends with the report', () => {
    expect(after([nurse()])).toEqual([nurseAt, reportAt])
    expect(after([nurse({ endedAt: reportAt })])).toEqual([nurseAt, null])
    expect(
      after([nurse({ startedAt: addMinutes(nurseAt, -600), endedAt: addMinutes(nurseAt, -300) }), nurse()]),
    ).toEqual([nurseAt, reportAt])
  })

  it('leaves a nurse’s power of unknown start running where it is told of an older time', () => {
    const unknown = nurse({ startedAt: null, recordedAt: now })
    expect(after([unknown], addMinutes(now, -361))).toBeNull()
    expect(after([unknown], addMinutes(now, -360))).toEqual([null, addMinutes(now, -360)])
    const ended = nurse({ startedAt: null, endedAt: reportAt })
    expect(after([ended], addMinutes(reportAt, -361))).toBeNull()
    expect(after([ended], addMinutes(reportAt, -360))).toEqual([null, null])
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

describe('a section 5(4) that is told, or corrected, after a section 5(2)', () => {
  const report = (startedAt: RecordedPower['startedAt']): RecordedPower => ({ ...nurse(), kind: 's5-2', startedAt })
  const moved = (
    of: RecordedPower,
    told: RecordedPower['startedAt'],
    known: Parameters<typeof reportMovedBy>[2] = null,
  ) => {
    const found = reportMovedBy([of], { kind: 's5-4', startedAt: told }, known)
    return found && [found.startedAt, found.nurseEnds.endedAt]
  }
  const ended = { endedAt: reportAt }

  it('moves the start of its 72 hours to the nurse’s record, whichever was told first', () => {
    expect(moved(report(reportAt), nurseAt)).toEqual([nurseAt, reportAt])
    expect(moved(report(nurseAt), addMinutes(nurseAt, -120), ended)).toEqual([addMinutes(nurseAt, -120), reportAt])
    expect(moved(report(null), nurseAt, ended)).toEqual([nurseAt, reportAt])
  })

  it('leaves a report by itself that came before it, or once its six hours were over', () => {
    expect(moved(report(reportAt), addMinutes(reportAt, 1))).toBeNull()
    const early = addMinutes(reportAt, -361)
    expect(moved(report(reportAt), early)).toEqual([reportAt, addMinutes(early, 360)])
    expect(moved(report(nurseAt), early, ended)).toEqual([reportAt, addMinutes(early, 360)])
  })

  it('takes for the time of the report the later of what the two rows say', () => {
    const byHand = { endedAt: addMinutes(nurseAt, 60) }
    expect(moved(report(reportAt), nurseAt, byHand)).toEqual([nurseAt, reportAt])
    const nextWeek = addMinutes(reportAt, 7 * 24 * 60)
    expect(moved(report(nextWeek), addMinutes(nurseAt, 30), ended)?.[0]).toBe(nextWeek)
  })

  it('says by what the nurse’s power ended: the report, or its own six hours', () => {
    const told = (startedAt: RecordedPower['startedAt']) => ({ kind: 's5-4', startedAt }) as const
    expect(reportMovedBy([report(reportAt)], told(nurseAt), null)?.nurseEnds.endedWhy).toBe(NURSE_ENDED)
    const early = addMinutes(reportAt, -361)
    expect(reportMovedBy([report(reportAt)], told(early), null)?.nurseEnds.endedWhy).toBe(NURSE_RAN_OUT)
    // What its own hours ended says nothing of when the report was given.
    const ranOut = { endedAt: addMinutes(early, 360), endedWhy: NURSE_RAN_OUT }
    expect(moved(report(reportAt), addMinutes(reportAt, -30), ranOut)).toEqual([addMinutes(reportAt, -30), reportAt])
  })

  it('moves nothing while its time is not known, or where no section 5(2) runs', () => {
    expect(moved(report(reportAt), null)).toBeNull()
    expect(moved(report(null), nurseAt)).toBeNull()
    expect(moved({ ...report(reportAt), endedAt: now }, nurseAt)).toBeNull()
  })
})

describe('a nurse’s power whose six hours were over before the report', () => {
  const told = { kind: 's5-2', startedAt: reportAt } as const
  it('ended by itself', () => {
    const early = addMinutes(reportAt, -420)
    expect(ranOutBefore([nurse({ startedAt: early })], told)).toMatchObject({
      endedAt: addMinutes(early, 360),
      endedWhy: NURSE_RAN_OUT,
    })
    expect(ranOutBefore([nurse({ startedAt: early, endedAt: reportAt })], told)).toBeNull()
    expect(ranOutBefore([nurse()], told)).toBeNull()
    expect(ranOutBefore([nurse({ startedAt: null })], told)).toBeNull()
  })
})

describe('what the 72 hours count from', () => {
  const report = { ...nurse(), kind: 's5-2' } as const
  it('is the nurse’s record where the report ended the nurse’s power', () => {
    expect(countsFromNurse(report, [nurse({ endedAt: reportAt, endedWhy: NURSE_ENDED })])).toBe(true)
    expect(countsFromNurse(report, [nurse({ endedAt: reportAt, endedWhy: NURSE_RAN_OUT })])).toBe(false)
    expect(countsFromNurse({ ...report, startedAt: reportAt }, [nurse({ endedWhy: NURSE_ENDED })])).toBe(false)
    expect(countsFromNurse(nurse(), [nurse({ endedWhy: NURSE_ENDED })])).toBe(false)
  })
})
