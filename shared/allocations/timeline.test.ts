import { describe, expect, it } from 'vitest'
import { allocationEvents } from '#shared/allocations/events.ts'
import { allocationWordsFor } from '#shared/allocations/timeline.ts'
import type { TimelineRow } from '#shared/referrals/record.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { instant } from '#shared/time/instant.ts'

const at = instant('2026-11-12T17:10:00Z')
const row = (
  type: string,
  data: TimelineRow['data'] = {},
  personName: string | null = 'Ewa Kowalska',
): TimelineRow => ({
  seq: 1,
  at,
  type,
  actorName: 'Jo Marsh',
  personName,
  data,
})

describe('what happened with an AMHP, in words', () => {
  it.each([
    ['referral-allocated', {}, 'Allocated to Ewa Kowalska'],
    ['allocation-taken-back', { afterArrival: true }, 'Taken back from Ewa Kowalska'],
    ['outcome-recorded', { outcome: 'DETAINED_S2' }, 'Outcome: Detained under section 2'],
    ['outcome-recorded', { outcome: 'toString' }, 'Outcome: recorded'],
    ['wait-started', { kind: 'bed', startedAt: '2026-11-12T16:50:00Z' }, 'Waiting for a bed'],
    [
      'wait-ended',
      { kind: 'bed', startedAt: '2026-11-12T16:50:00Z', endedAt: '2026-11-12T18:05:00Z' },
      'Waiting for a bed: over, 1h 15m',
    ],
  ])('%s %j: %s', (type, data, head) => {
    expect(allocationWordsFor(row(type, data))?.head).toBe(head)
  })

  it('says both times of a step that a phone told later', () => {
    const told = (occurredAt: string) => allocationWordsFor(row('amhp-arrived', { occurredAt }))?.by
    expect(told('2026-11-12T16:40:00Z')).toBe('happened 16:40')
    expect(told('2026-11-12T17:10:00Z')).toBe('')
    // Half a minute, but across the minute that the clock shows.
    expect(told('2026-11-12T17:09:40Z')).toBe('happened 17:09')
    expect(told('2026-11-12T17:10:00.500Z')).toBe('')
  })

  it('says why it was taken back, for whoever may read the words of an allocation', () => {
    const id = '0b5e9d0e-0000-4000-8000-000000000001' as AllocationId
    const taken = row('allocation-taken-back', { allocationId: id })
    expect(allocationWordsFor(taken, [{ id, endedWhy: 'Her relief is there' }])?.quote).toEqual([
      { text: 'Her relief is there', mark: 'same' },
    ])
    expect(allocationWordsFor(taken, [{ id, endedWhy: '' }])?.quote).toBeUndefined()
    expect(allocationWordsFor(taken)?.quote).toBeUndefined()
  })

  it.each(allocationEvents)('has words for %s, whatever its data', (type) => {
    expect(allocationWordsFor(row(type, { kind: 7, occurredAt: 'never' }, null))?.head).toMatch(/^[A-Z].{3,}/)
  })

  it('leaves other features’ events to them', () => {
    expect(allocationWordsFor(row('toil-claim-made'))).toBeNull()
    expect(allocationWordsFor(row('constructor'))).toBeNull()
  })
})
