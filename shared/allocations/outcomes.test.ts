import { describe, expect, it } from 'vitest'
import { instant, type Instant } from '../time/instant.ts'
import {
  checkOutcome,
  decideOutcome,
  notCompletedReasonCodes,
  outcomeCode,
  outcomeCodes,
  outcomes,
} from './outcomes.ts'
import type { Progress, Step } from './steps.ts'

const at = (time: string): Instant => instant(`2026-11-12T${time}:00Z`)
const after = (...taken: readonly (readonly [Step, string])[]): Progress => ({
  offeredAt: at('16:47'),
  taken: taken.map(([step, time]) => ({ step, occurredAt: at(time), byName: 'Ewa Kowalska' })),
})
const accepted = after(['accepted', '16:49'])
const arrived = after(['accepted', '16:49'], ['travelling', '16:55'], ['arrived', '17:14'])
const now = at('19:30')
const decide = (progress: Progress, outcome: (typeof outcomeCodes)[number]) =>
  decideOutcome(progress, { outcome, subReason: null }, at('19:20'), now)

describe('outcomes', () => {
  it('are a closed list with no default', () => {
    expect(outcomeCodes).toHaveLength(16)
    expect(outcomeCode.safeParse(undefined).success).toBe(false)
    expect(outcomeCode.safeParse('DETAINED').success).toBe(false)
  })

  it('count as detained only under sections 2, 3 and 4', () => {
    expect(outcomeCodes.filter((code) => outcomes[code].detained)).toEqual([
      'DETAINED_S2',
      'DETAINED_S3',
      'DETAINED_S4',
    ])
  })

  it('count as not completed with no bed, when given up, and when cancelled', () => {
    const notCompleted = outcomeCodes.filter((code) => !outcomes[code].completed)
    expect(notCompleted).toEqual(['APPLICATION_NOT_MADE_NO_BED', 'NOT_COMPLETED', 'CANCELLED_BEFORE_ATTENDANCE'])
  })

  it('ask for a reason with NOT_COMPLETED and with no other', () => {
    for (const outcome of outcomeCodes) {
      expect(checkOutcome({ outcome, subReason: null }).ok).toBe(outcome !== 'NOT_COMPLETED')
      expect(checkOutcome({ outcome, subReason: 'NO_ACCESS' }).ok).toBe(outcome === 'NOT_COMPLETED')
    }
    expect(notCompletedReasonCodes).toContain('SHIFT_END')
    expect(checkOutcome({ outcome: 'NOT_COMPLETED', subReason: null })).toMatchObject({
      refusal: { code: 'outcome-needs-reason', field: 'subReason' },
    })
  })
})

describe('decideOutcome', () => {
  it('follows arrival', () => {
    expect(decide(arrived, 'INFORMAL_ADMISSION')).toMatchObject({
      value: { step: 'outcome-recorded', outcome: 'INFORMAL_ADMISSION', occurredAt: at('19:20'), recordedAt: now },
    })
    expect(decide(accepted, 'INFORMAL_ADMISSION')).toMatchObject({
      refusal: { code: 'step-out-of-order', first: 'travelling' },
    })
  })

  it('takes a cancellation before arrival, and only then', () => {
    expect(decide(accepted, 'CANCELLED_BEFORE_ATTENDANCE').ok).toBe(true)
    expect(decide(after(['accepted', '16:49'], ['travelling', '16:55']), 'CANCELLED_BEFORE_ATTENDANCE').ok).toBe(true)
    expect(decide(arrived, 'CANCELLED_BEFORE_ATTENDANCE')).toMatchObject({
      refusal: { code: 'outcome-after-arrival', arrivedAt: at('17:14') },
    })
    expect(decide(after(), 'CANCELLED_BEFORE_ATTENDANCE')).toMatchObject({
      refusal: { code: 'step-out-of-order', first: 'accepted' },
    })
  })

  it('is recorded once', () => {
    const decided = after(
      ['accepted', '16:49'],
      ['travelling', '16:55'],
      ['arrived', '17:14'],
      ['outcome-recorded', '19:00'],
    )
    for (const outcome of ['DETAINED_S2', 'CANCELLED_BEFORE_ATTENDANCE'] as const) {
      expect(decide(decided, outcome)).toMatchObject({ refusal: { code: 'step-already-done', at: at('19:00') } })
    }
  })
})
