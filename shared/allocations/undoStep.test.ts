import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '../time/instant.ts'
import type { AllocationRow } from './contract.ts'
import { decideUndoStep, undoableSteps } from './undoStep.ts'

const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)
const row: Pick<
  AllocationRow,
  | 'personName'
  | 'allocatedAt'
  | 'acceptedAt'
  | 'declinedAt'
  | 'setOffAt'
  | 'arrivedAt'
  | 'outcomeAt'
  | 'finishedAt'
  | 'homeSafeAt'
  | 'endedAt'
  | 'endedHow'
  | 'endedByName'
  | 'waits'
> = {
  personName: 'Ewa Kowalska',
  allocatedAt: at('16:40'),
  acceptedAt: at('16:43'),
  declinedAt: null,
  setOffAt: null,
  arrivedAt: null,
  outcomeAt: null,
  finishedAt: null,
  homeSafeAt: null,
  endedAt: null,
  endedHow: null,
  endedByName: null,
  waits: [],
}
const out = { ...row, setOffAt: at('16:50'), arrivedAt: at('17:05') }

describe('undoing a step', () => {
  it('is for the last one taken, for a minute from when the hub had it', () => {
    expect(decideUndoStep(row, 'accepted', at('16:43'), at('16:44')).ok).toBe(true)
    expect(decideUndoStep(out, 'arrived', at('17:05'), at('17:05')).ok).toBe(true)
    // Tapped at 17:05 without signal, recorded at 18:20.
    expect(decideUndoStep(out, 'arrived', at('18:20'), at('18:21')).ok).toBe(true)
    const late = decideUndoStep(out, 'arrived', at('17:05'), addMinutes(at('17:06'), 1 / 60))
    expect(late).toMatchObject({ ok: false, refusal: { code: 'step-too-old', at: at('17:05') } })
  })

  it('is not for one before the last, nor for one that was not taken', () => {
    for (const step of undoableSteps.filter((one) => one !== 'arrived'))
      expect(decideUndoStep(out, step, at('17:05'), at('17:05'))).toMatchObject({
        refusal: { code: 'step-not-the-last' },
      })
    expect(decideUndoStep(row, 'travelling', null, at('16:43'))).toMatchObject({
      refusal: { code: 'step-not-the-last' },
    })
    const decided = { ...out, outcomeAt: at('18:00') }
    expect(decideUndoStep(decided, 'arrived', at('17:05'), at('17:05'))).toMatchObject({
      refusal: { code: 'step-not-the-last' },
    })
  })

  it('leaves no wait without the job that it is on, and no ended job alive', () => {
    const waits = [{ id: 'w' as never, kind: 'bed' as const, startedAt: at('16:43'), endedAt: null, note: '' }]
    expect(decideUndoStep({ ...row, waits }, 'accepted', at('16:43'), at('16:43'))).toMatchObject({
      refusal: { code: 'waits-since-then' },
    })
    const back = { ...out, endedAt: at('17:06'), endedHow: 'taken-back' as const, endedByName: 'Jo Marsh' }
    expect(decideUndoStep(back, 'arrived', at('17:05'), at('17:05'))).toMatchObject({
      refusal: { code: 'allocation-ended', byName: 'Jo Marsh' },
    })
  })
})
