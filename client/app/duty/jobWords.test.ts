import { describe, expect, it } from 'vitest'
import type { AllocationRow, MyJob } from '#shared/allocations/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { clockReading, knowLines, stepsOf } from './jobWords.ts'

/** A job as far as what to know before the door goes. */
function jobWith(riskToStaff: MyJob['referral']['riskToStaff'], risk: string, riskDetail = ''): MyJob {
  const told = { takenByName: 'Jo Marsh', receivedAt: '2026-11-12T14:02:00.000Z' }
  const referral = { ...told, riskToStaff, riskDetail, asksFor: '', interpreter: '', nearestRelative: '' }
  const decision = { words: 'Assess', whyNow: '', risk, byName: 'Amir Shah', at: '2026-11-12T14:30:00.000Z' }
  // Only what is read of a referral is given.
  return { referral, arrangements: [], decision } as unknown as MyJob
}
const linesOf = (...said: Parameters<typeof jobWith>) => knowLines(jobWith(...said))

describe('what is known of risk before the door', () => {
  it('is one line that says who said what and when, where intake and triage both said something', () => {
    expect(linesOf('not-asked', 'None known.')).toEqual([
      {
        look: 'w',
        icon: 'triangle',
        words: 'Risk to staff, at intake: not asked (Jo Marsh, 14:02). At triage: None known (Amir Shah, 14:30).',
      },
    ])
    expect(linesOf('yes', 'Go in twos', 'Dog in the yard.')).toMatchObject([
      {
        icon: 'triangle',
        words: expect.stringContaining('yes: Dog in the yard (Jo Marsh, 14:02). At triage: Go in twos (Amir'),
      },
    ])
  })

  it('has no tick where triage adds something to “none known”', () => {
    expect(linesOf('none-known', 'Dog in the yard.')).toMatchObject([{ look: '', icon: 'note' }])
  })

  it('is what intake said where triage said nothing', () => {
    expect(linesOf('none-known', '').map(({ words }) => words)).toEqual(['No known risk to staff.'])
    expect(linesOf('not-asked', '').map(({ words }) => words)).toEqual([
      'Risk to staff has not been asked. Ring the hub before you go in.',
    ])
    expect(linesOf('yes', '', 'Dog in the yard').map(({ words }) => words)).toEqual(['Risk to staff. Dog in the yard.'])
  })
})

it('names the day of a step that was taken before midnight, and only of that', () => {
  const steps = { acceptedAt: '2026-11-12T23:20:00.000Z', setOffAt: '2026-11-13T00:05:00.000Z', arrivedAt: null }
  const row = { ...steps, outcomeAt: null, finishedAt: null } as unknown as AllocationRow
  const timesAt = (now: string) => stepsOf(row, instant(now)).map(({ time }) => time)
  expect(timesAt('2026-11-13T00:30:00.000Z')).toEqual(['Thu 23:20', '00:05', null, null])
  expect(timesAt('2026-11-12T23:30:00.000Z')[0]).toBe('23:20')
})

describe('the clock at the top of the card', () => {
  const started = instant('2026-11-12T02:00:00.000Z')
  const job = {
    allocation: { arrivedAt: null },
    referral: { assessBy: null },
    powers: [{ kind: 's136', startedAt: started, endedAt: null, extension: null }],
    limits: [],
  } as unknown as MyJob

  it('says that the limit ends, and that it ended once it is passed', () => {
    const labelAt = (now: string) => clockReading(job, instant(now))?.label
    expect(labelAt('2026-11-12T20:00:00.000Z')).toBe('Section 136 ends Fri 13 November 02:00')
    expect(labelAt('2026-11-13T02:26:00.000Z')).toBe('Section 136 ended 02:00')
  })

  it('is another limit of the law where that presses more, and never a power that has ended', () => {
    const limits = [{ kind: 's6-1-a', startedAt: instant('2026-10-30T00:00:00.000Z') }]
    const both = { ...job, limits } as unknown as MyJob
    const noon = instant('2026-11-12T12:00:00.000Z')
    expect(clockReading(both, noon)).toMatchObject({ state: 'soon', label: 'Admit by Thu 12 November, s6' })
    const ended = { ...both, powers: [{ ...job.powers[0], endedAt: noon }], limits: [] } as unknown as MyJob
    expect(clockReading(ended, noon)).toBeNull()
  })

  it('is the time to assess by until somebody is with the person: then it alarms nobody any more', () => {
    const by = instant('2026-11-12T10:00:00.000Z')
    const noon = instant('2026-11-12T12:00:00.000Z')
    const local = { ...job, powers: [], referral: { assessBy: by, acceptedAt: started } } as unknown as MyJob
    expect(clockReading(local, noon)).toMatchObject({ kind: 'local', state: 'over', limitAt: by })
    expect(clockReading(local, noon, noon)).toBeNull()
    expect(clockReading({ ...local, powers: job.powers }, noon, noon)).toMatchObject({ kind: 'legal' })
  })
})
