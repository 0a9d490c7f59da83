import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { RecordedPower } from './powers.ts'
import { decidePutRight, type PutRightTold } from './putRight.ts'

const now = instant('2026-11-12T16:43:00Z')
const startedAt = addHours(now, -20)
const [id, other] = ['0', '1'].map((last) => powerId.parse(`6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f1${last}`)) as [
  RecordedPower['id'],
  RecordedPower['id'],
]
const extension = {
  minutes: minutes(720),
  authorisedAt: addHours(startedAt, 19),
  reason: 'condition-of-person',
  authority: 'registered-medical-practitioner',
} as const
const power = (differs: Partial<RecordedPower> = {}): RecordedPower => ({
  id,
  kind: 's136',
  startedAt,
  startSource: 'PC Daniels',
  extension,
  endedAt: null,
  endedWhy: '',
  supersededAt: null,
  ...differs,
})
const put = (told: PutRightTold, of = power(), beside: readonly RecordedPower[] = []) => {
  const decided = decidePutRight([of, ...beside], of, told, now)
  return decided.ok ? decided.value : decided.refusal.code
}
const ended = { endedAt: addHours(now, -2), endedWhy: 'Went home' }

describe('an extension that is put right', () => {
  it('is another length or moment within the law, or none; the end stays', () => {
    const shorter = { ...extension, minutes: 180 }
    expect(put({ extension: shorter })).toEqual({ extension: shorter, endedAt: null, endedWhy: '' })
    expect(put({ extension: null }, power(ended))).toEqual({ extension: null, ...ended })
    expect(put({ extension: shorter }, power({ extension: null }))).toMatchObject({ extension: shorter })
  })

  it('is bound by the same rules of section 136B', () => {
    expect(put({ extension: { ...extension, minutes: 721 } })).toBe('extension-length')
    expect(put({ extension: { ...extension, authorisedAt: addHours(startedAt, 24) } })).toBe('extension-too-late')
    expect(put({ extension: { ...extension, reason: 'no-bed' } })).toBe('extension-reason')
    expect(put({ extension: null }, power({ extension: null }))).toBe('nothing-to-change')
  })
})

describe('an end that is put right', () => {
  const told = { endedAt: addHours(now, -3), why: 'Seen at two' }
  it('is another time, or none at all: it runs on; the extension stays', () => {
    expect(put({ ended: told }, power(ended))).toEqual({ extension, endedAt: told.endedAt, endedWhy: told.why })
    expect(put({ ended: null }, power(ended))).toEqual({ extension, endedAt: null, endedWhy: '' })
  })

  it('lies between the start and now, and says something new', () => {
    expect(put({ ended: { ...told, endedAt: addMinutes(startedAt, -1) } }, power(ended))).toBe(
      'ended-before-it-started',
    )
    expect(put({ ended: { ...told, endedAt: addMinutes(now, 1) } }, power(ended))).toBe('ended-in-future')
    expect(put({ ended: { endedAt: ended.endedAt, why: ended.endedWhy } }, power(ended))).toBe('nothing-to-change')
    expect(put({ ended: null })).toBe('nothing-to-change')
    expect(put({})).toBe('nothing-to-change')
  })

  it('does not let two run as one detention', () => {
    const runs = power({ id: other, kind: 's136-kept' })
    expect(put({ ended: null }, power(ended), [runs])).toBe('another-runs')
    expect(put({ ended: null }, power(ended), [{ ...runs, kind: 's5-2' }])).toMatchObject({ endedAt: null })
  })

  it('is nothing on a row that was corrected since', () => {
    expect(put({ ended: told }, power({ ...ended, supersededAt: now }))).toBe('power-not-found')
  })
})
