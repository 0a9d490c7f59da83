import { describe, expect, it } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { decideUndoOwnSwap, decideUndoSwap, undoSwapWords, type OfferToUndo, type OwnSwap } from './undoSwap.ts'

const at = instant('2026-11-12T16:20:00Z')
const dan = 'dan' as PersonId
const ruth = 'ruth' as PersonId
const taken: OfferToUndo = { state: 'agreed', takerId: dan, takenBy: dan, takenAt: at, decidedAt: null }
const decided: OfferToUndo = { ...taken, takenAt: addMinutes(at, -90), decidedAt: at }

describe('undoing a swap', () => {
  it.each([
    ['that was taken and held at once', taken, dan, 'open', true],
    ['that was given by somebody who plans', { ...taken, takenBy: ruth }, null, 'open', true],
    ['that was agreed', decided, null, 'waiting', true],
    ['that was turned down', { ...decided, state: 'turned-down' }, null, 'waiting', false],
    [
      'that nobody had taken when it was turned down',
      { ...decided, state: 'turned-down', takerId: null },
      null,
      'open',
      false,
    ],
  ] as const)('%s', (_, offer, taker, state, movesShifts) => {
    expect(decideUndoSwap(offer, taker, addMinutes(at, 1))).toEqual({ ok: true, value: { state, at, movesShifts } })
    const late = decideUndoSwap(offer, taker, addMinutes(at, 2))
    expect(!late.ok && late.refusal.code).toBe('too-late-to-undo')
  })

  it('that was only asked for, until somebody decides', () => {
    const waits: OfferToUndo = { ...taken, state: 'waiting' }
    for (const minutes of [0, 1, 2, 2880])
      expect(decideUndoSwap(waits, dan, addMinutes(at, minutes))).toEqual({
        ok: true,
        value: { state: 'open', at, movesShifts: false },
      })
  })

  it.each([
    ['that somebody else took', taken, ruth],
    ['that was given to them by somebody who plans', { ...taken, takenBy: ruth }, dan],
    ['that was decided since', decided, dan],
    ['that is open', { ...taken, state: 'open', takenAt: null }, null],
    ['that is waiting, by somebody who plans', { ...taken, state: 'waiting' }, null],
    ['that lapsed', { ...decided, state: 'lapsed' }, null],
  ] as const)('not %s', (_, offer, taker) => {
    const no = decideUndoSwap(offer, taker, at)
    expect(no.ok ? null : undoSwapWords(no.refusal)).toContain('Nothing was taken or decided')
  })
})

describe('undoing one’s own swap', () => {
  const ewa = 'ewa' as PersonId
  const swap: OwnSwap = { ...decided, personId: ewa, decidedBy: ewa, returnAgreedAt: at, actedOn: null }

  it('is for both of its two: the giver is asked again, and what the taker leaves is on offer again', () => {
    expect(decideUndoOwnSwap(swap, ewa, at)).toMatchObject({ value: { state: 'waiting', at, movesShifts: true } })
    expect(decideUndoOwnSwap(swap, dan, at)).toMatchObject({ value: { state: 'open' } })
    expect(decideUndoOwnSwap(swap, ruth, at)).toMatchObject({ refusal: { code: 'nothing-to-undo' } })
  })

  it('is not of what somebody who plans agreed to, nor of what is not agreed', () => {
    const planned = decideUndoOwnSwap({ ...swap, decidedBy: ruth }, ewa, at)
    expect(planned.ok ? null : undoSwapWords(planned.refusal)).toContain('theirs to undo')
    expect(decideUndoOwnSwap({ ...swap, state: 'waiting' }, ewa, at)).toMatchObject({
      refusal: { code: 'nothing-to-undo' },
    })
  })

  it('is for ten minutes, and until the other has acted on it: then a swap back is offered', () => {
    expect(decideUndoOwnSwap(swap, ewa, addMinutes(at, 10)).ok).toBe(true)
    const late = decideUndoOwnSwap(swap, ewa, addMinutes(at, 11))
    expect(late.ok ? null : undoSwapWords(late.refusal)).toContain('more than 10 minutes ago. Offer a swap back')
    const actedOn = { byName: 'Dan Okoro', at: addMinutes(at, 2) }
    const seen = decideUndoOwnSwap({ ...swap, actedOn }, ewa, addMinutes(at, 3))
    expect(seen.ok ? null : undoSwapWords(seen.refusal)).toContain('Dan Okoro has known of it since')
  })
})
