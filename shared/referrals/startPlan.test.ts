import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { NURSE_ENDED, NURSE_RAN_OUT } from './afterNurse.ts'
import type { RecordedPower } from './powers.ts'
import { planStart, whatStartMeans } from './startPlan.ts'

const now = instant('2026-11-12T12:00:00Z')
const reportAt = instant('2026-11-12T07:00:00Z')
const id = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10')
const nurseId = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f11')
const held = (differs: Partial<RecordedPower> = {}): RecordedPower => ({
  id,
  kind: 's5-2',
  startedAt: reportAt,
  startSource: 'Ward',
  extension: null,
  endedAt: null,
  endedWhy: '',
  supersededAt: null,
  ...differs,
})
const told = { kind: 's5-4', startSource: 'Nurse', correctionReason: '' } as const
const planned = (powers: readonly RecordedPower[], differs: Partial<Parameters<typeof planStart>[1]>) => {
  const plan = planStart(powers, { ...told, startedAt: null, ...differs }, now)
  return plan.ok ? plan.value : plan.refusal
}

describe('a nurse’s power that its own six hours ended', () => {
  const midnight = instant('2026-11-12T00:00:00Z')
  const ranOut = held({
    id: nurseId,
    kind: 's5-4',
    startedAt: midnight,
    endedAt: addHours(midnight, 6),
    endedWhy: NURSE_RAN_OUT,
  })
  const corrects = { corrects: nurseId, correctionReason: 'Read from the notes' }

  it('says so, and leaves the report by itself', () => {
    expect(planned([held()], { startedAt: midnight })).toMatchObject({
      ended: { endedAt: addHours(midnight, 6), endedWhy: NURSE_RAN_OUT },
      endsNow: true,
      moved: { startedAt: reportAt },
    })
  })

  it('is corrected to a later start, and then counts for the report', () => {
    const later = addMinutes(reportAt, -30)
    expect(planned([held(), ranOut], { ...corrects, startedAt: later })).toMatchObject({
      ended: { endedAt: reportAt, endedWhy: NURSE_ENDED },
      endsNow: true,
      moved: { startedAt: later },
    })
  })

  it('runs on from a start whose hours are not over, where no report is', () => {
    const later = addHours(now, -1)
    expect(planned([ranOut], { ...corrects, startedAt: later })).toMatchObject({ ended: null, endsNow: false })
    const early = addHours(now, -7)
    expect(planned([ranOut], { ...corrects, startedAt: early })).toMatchObject({
      ended: { endedAt: addHours(early, 6), endedWhy: NURSE_RAN_OUT },
    })
  })

  it('keeps an end that somebody recorded', () => {
    const byHand = { ...ranOut, endedWhy: 'Seen by the doctor' }
    expect(planned([byHand], { ...corrects, startedAt: addHours(midnight, 7) })).toMatchObject({
      code: 'power-start-after-end',
    })
  })

  it('is over before a report that is told later, and does not hide its clock', () => {
    const open = held({ id: nurseId, kind: 's5-4', startedAt: midnight })
    expect(planned([open], { kind: 's5-2', startedAt: reportAt })).toMatchObject({
      startedAt: reportAt,
      nurse: { id: nurseId, endedAt: addHours(midnight, 6), endedWhy: NURSE_RAN_OUT },
    })
  })
})

describe('a start beside what holds the person already', () => {
  it('needs a reason, and is recorded with one', () => {
    const beside = { kind: 's136', startedAt: addHours(reportAt, 2) } as const
    expect(planned([held()], beside)).toMatchObject({ code: 'power-beside', kind: 's5-2', told: 's136' })
    expect(planned([held()], { ...beside, correctionReason: 'Went away from the ward' })).toMatchObject({
      corrects: null,
    })
  })
})

describe('what a start means while it is typed', () => {
  const means = (powers: readonly RecordedPower[], kind: 's136' | 's5-4' | 's5-2', startedAt = addHours(reportAt, 2)) =>
    whatStartMeans(powers, { kind, startedAt }, null, now)

  it('asks at once where it corrects one that runs, with the extension that goes on', () => {
    const authorisedAt = addHours(reportAt, 4)
    const extension = {
      minutes: minutes(360),
      authorisedAt,
      reason: 'condition-of-person',
      authority: 'registered-medical-practitioner',
    } as const
    const running = held({ kind: 's136', extension })
    const said = means([running], 's136')
    expect(said).toMatchObject({ corrects: { id }, counted: { extension } })
    expect(said.asks).toContain('Section 136 runs on this referral already: from Thu 12 November 07:00')
    expect(means([running], 's136', addHours(authorisedAt, 1)).counted.extension).toBeNull()
  })

  it('asks where it stands beside another, and says which the board shows', () => {
    expect(means([held()], 's5-4').asks).toContain('While it runs the board goes on showing s5(2).')
    expect(means([held()], 's136').asks).toContain('brought back under section 18')
    expect(means([held({ endedAt: reportAt })], 's136').asks).toBeNull()
  })

  it('says what it moves', () => {
    const before = addHours(reportAt, -1)
    const said = means([held()], 's5-4', before)
    expect([said.asks, said.moved?.startedAt]).toEqual([null, before])
  })
})
