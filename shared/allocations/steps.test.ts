import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant, type Instant } from '../time/instant.ts'
import { decideStep, endOf, isLive, nextStep, stateOf, steps, timeOf, type Progress, type Step } from './steps.ts'

const at = (time: string): Instant => instant(`2026-11-12T${time}:00Z`)
const offeredAt = at('16:47')
const after = (...taken: readonly (readonly [Step, string])[]): Progress => ({
  offeredAt,
  taken: taken.map(([step, time]) => ({ step, occurredAt: at(time), byName: 'Ewa Kowalska' })),
})
const now = at('22:30')
const arrived = after(['accepted', '16:49'], ['travelling', '16:55'], ['arrived', '17:14'])

describe('the steps of an allocation', () => {
  it('go from offer to home, one after the other', () => {
    const order: Step[] = []
    let next = nextStep('offered')
    while (next !== null) {
      order.push(next)
      next = nextStep(next)
    }
    expect(order).toEqual(['accepted', 'travelling', 'arrived', 'outcome-recorded', 'finished', 'home-safe'])
    expect([nextStep('declined'), nextStep('taken-back'), nextStep('home-safe')]).toEqual([null, null, null])
  })

  it('say where the allocation stands, and when each was taken', () => {
    expect(stateOf(after())).toBe('offered')
    expect(stateOf(arrived)).toBe('arrived')
    expect(timeOf(arrived, 'travelling')).toBe(at('16:55'))
    expect(timeOf(arrived, 'finished')).toBeNull()
    expect(steps.filter((step) => isLive(step))).toEqual(['accepted', 'travelling', 'arrived', 'outcome-recorded'])
  })
})

describe('decideStep', () => {
  it('records the next step with when it happened and when it was said', () => {
    expect(decideStep(after(['accepted', '16:49']), 'travelling', at('16:55'), now)).toEqual({
      ok: true,
      value: { step: 'travelling', occurredAt: at('16:55'), recordedAt: now },
    })
  })

  it('says what comes first when a step is out of order', () => {
    expect(decideStep(after(), 'arrived', now, now)).toMatchObject({
      refusal: { code: 'step-out-of-order', step: 'arrived', first: 'accepted' },
    })
    expect(decideStep(after(['accepted', '16:49']), 'arrived', now, now)).toMatchObject({
      refusal: { first: 'travelling' },
    })
    expect(decideStep(arrived, 'finished', now, now)).toMatchObject({ refusal: { first: 'outcome-recorded' } })
    expect(decideStep(arrived, 'home-safe', now, now)).toMatchObject({ refusal: { first: 'outcome-recorded' } })
  })

  it('finishes on an outcome alone: no reason for the late finish is asked for', () => {
    const decided: Progress = {
      ...arrived,
      taken: [...arrived.taken, { step: 'outcome-recorded', occurredAt: at('19:00'), byName: 'Ewa Kowalska' }],
    }
    expect(decideStep(decided, 'finished', at('22:10'), now).ok).toBe(true)
  })

  it('allows a fast phone two minutes, recorded as now, and no more', () => {
    expect(decideStep(after(), 'accepted', addMinutes(now, 2), now)).toMatchObject({ value: { occurredAt: now } })
    expect(decideStep(after(), 'accepted', addMinutes(now, 2.01), now)).toMatchObject({
      refusal: { code: 'step-in-future', field: 'occurredAt', now },
    })
  })

  it('refuses a time before the step before, and names it', () => {
    expect(decideStep(arrived, 'outcome-recorded', at('17:13'), now)).toMatchObject({
      refusal: { code: 'step-before-previous', previous: 'arrived', previousAt: at('17:14') },
    })
    expect(decideStep(after(), 'accepted', at('16:46'), now)).toMatchObject({
      refusal: { code: 'step-before-previous', previous: 'offered', previousAt: offeredAt },
    })
    expect(decideStep(arrived, 'outcome-recorded', at('17:14'), now).ok).toBe(true)
  })

  it('says when a step was done already', () => {
    expect(decideStep(arrived, 'accepted', now, now)).toMatchObject({
      refusal: { code: 'step-already-done', step: 'accepted', at: at('16:49') },
    })
  })

  it('takes a decline only as the answer to an offer', () => {
    expect(decideStep(after(), 'declined', at('16:50'), now).ok).toBe(true)
    expect(decideStep(arrived, 'declined', now, now)).toMatchObject({
      refusal: { code: 'already-accepted', at: at('16:49') },
    })
    expect(decideStep(after(['declined', '16:50']), 'accepted', now, now)).toMatchObject({
      refusal: { code: 'allocation-ended', how: 'declined', at: at('16:50'), byName: 'Ewa Kowalska' },
    })
  })

  it('tells an AMHP who was out of signal that the job was taken back, by whom and when', () => {
    const takenBack: Progress = {
      ...arrived,
      taken: [...arrived.taken, { step: 'taken-back', occurredAt: at('20:50'), byName: 'Jo Marsh' }],
    }
    expect(decideStep(takenBack, 'outcome-recorded', at('20:40'), now)).toEqual({
      ok: false,
      refusal: { code: 'allocation-ended', how: 'taken-back', at: at('20:50'), byName: 'Jo Marsh' },
    })
    expect(endOf(takenBack)?.how).toBe('taken-back')
  })

  it('can be taken back at any point until it is finished', () => {
    expect(decideStep(after(), 'taken-back', now, now).ok).toBe(true)
    expect(decideStep(arrived, 'taken-back', now, now).ok).toBe(true)
    const finished = {
      ...arrived,
      taken: [...arrived.taken, { step: 'finished' as const, occurredAt: at('22:10'), byName: 'Ewa Kowalska' }],
    }
    expect(decideStep(finished, 'taken-back', now, now)).toMatchObject({
      refusal: { code: 'allocation-ended', how: 'finished', at: at('22:10') },
    })
  })

  it('whatever is tapped and whenever, what was recorded is in order, once each, and never ahead of the server', () => {
    const tap = fc.record({ step: fc.constantFrom(...steps), back: fc.integer({ min: -5, max: 90 }), wait: fc.nat(30) })
    fc.assert(
      fc.property(fc.array(tap, { maxLength: 30 }), (taps) => {
        let progress: Progress = { offeredAt, taken: [] }
        let clock = offeredAt
        for (const { step, back, wait } of taps) {
          clock = addMinutes(clock, wait)
          const decision = decideStep(progress, step, addMinutes(clock, -back), clock)
          if (!decision.ok) continue
          const { occurredAt } = decision.value
          expect(occurredAt <= clock).toBe(true)
          expect(occurredAt >= (progress.taken.at(-1)?.occurredAt ?? offeredAt)).toBe(true)
          expect(progress.taken.map((one) => one.step)).not.toContain(step)
          progress = { ...progress, taken: [...progress.taken, { step, occurredAt, byName: 'Ewa Kowalska' }] }
        }
        const ends = progress.taken.filter(({ step }) => ['declined', 'taken-back', 'finished'].includes(step))
        expect(ends.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
