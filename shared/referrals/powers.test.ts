import { describe, expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { decideEnd, decideStart, movedEarlierBy, runningLimit, type RecordedPower } from '#shared/referrals/powers.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'

const now = instant('2026-11-12T16:43:00Z')
const startedAt = addHours(now, -20)
const id = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10')
const other = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f11')
const third = powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f12')
const power = (differs: Partial<RecordedPower> = {}): RecordedPower => ({
  id,
  kind: 's136',
  startedAt,
  startSource: 'PC Daniels',
  extension: null,
  endedAt: null,
  supersededAt: null,
  ...differs,
})
const told = {
  kind: 's136',
  startedAt: addMinutes(startedAt, -148),
  startSource: 'Police log',
  correctionReason: 'Log',
} as const
const extension = {
  minutes: minutes(360),
  authorisedAt: addHours(startedAt, 19),
  reason: 'condition-of-person',
  authority: 'registered-medical-practitioner',
} as const
const outcomeOf = (powers: readonly RecordedPower[], differs: Partial<Parameters<typeof decideStart>[1]> = {}) => {
  const decided = decideStart(powers, { ...told, ...differs }, now)
  return decided.ok ? decided.value : decided.refusal.code
}

describe('writing down a start', () => {
  it('is a first start when none of its kind runs', () => {
    const first = { ruleId: 's136-2017', corrects: null, extensionFrom: null, extensionDropped: false }
    expect(outcomeOf([])).toEqual(first)
    expect(outcomeOf([power({ kind: 's5-4' })])).toEqual(first)
    const over = power({ startedAt: addHours(now, -60), endedAt: addHours(now, -50) })
    expect(outcomeOf([over, power({ supersededAt: now })])).toEqual(first)
  })

  it('is a correction when one runs, with a reason', () => {
    expect(outcomeOf([power()])).toMatchObject({ corrects: { id } })
    expect(outcomeOf([power()], { correctionReason: '  ' })).toBe('correction-reason-missing')
    expect(outcomeOf([power()], { startedAt: null })).toMatchObject({ corrects: { id } })
  })

  it('fills in a start that was not recorded from its source alone', () => {
    const unknown = power({ startedAt: null, startSource: '' })
    expect(outcomeOf([unknown], { correctionReason: '' })).toMatchObject({ corrects: { id } })
    expect(outcomeOf([unknown], { correctionReason: '', startSource: ' ' })).toBe('correction-reason-missing')
  })

  it('is nothing when it says the same again', () => {
    expect(outcomeOf([power()], { startedAt, startSource: ' PC Daniels ' })).toBe('nothing-to-correct')
    expect(outcomeOf([power()], { startedAt })).toMatchObject({ corrects: { id } })
  })

  it('keeps an extension only where the law allows it still', () => {
    const extended = [power({ extension })]
    expect(outcomeOf(extended)).toMatchObject({ extensionFrom: { id }, extensionDropped: false })
    expect(outcomeOf(extended, { startedAt: addHours(startedAt, -5) })).toMatchObject({
      extensionFrom: null,
      extensionDropped: true,
    })
    expect(outcomeOf(extended, { startedAt: addMinutes(extension.authorisedAt, 1) })).toMatchObject({
      extensionFrom: null,
    })
    expect(outcomeOf(extended, { startedAt: null })).toMatchObject({ extensionFrom: null, extensionDropped: false })
  })

  it('carries an extension over a start that was not known for a while', () => {
    const extended = power({ extension, supersededAt: now })
    const unknown = power({ id: other, startedAt: null, startSource: '', correctsId: id })
    expect(outcomeOf([extended, unknown])).toMatchObject({ corrects: { id: other }, extensionFrom: { id } })
    expect(outcomeOf([extended, unknown], { startedAt: addHours(startedAt, -6) })).toMatchObject({
      extensionFrom: null,
      extensionDropped: true,
    })
    const without = power({ supersededAt: now, correctsId: other })
    const again = power({ id: third, startedAt: null, startSource: '', correctsId: id })
    expect(outcomeOf([power({ id: other, extension, supersededAt: now }), without, again])).toMatchObject({
      extensionFrom: null,
      extensionDropped: false,
    })
  })
})

describe('an extension that a wrong start left behind', () => {
  const first = power({ extension, supersededAt: now })
  const wrong = power({ id: other, startedAt: addHours(startedAt, -6), correctsId: id })

  it('counts again once the start is corrected back', () => {
    expect(outcomeOf([first, wrong], { startedAt })).toMatchObject({ extensionFrom: { id }, extensionDropped: false })
    const twice = { ...wrong, supersededAt: now }
    const again = power({ id: third, startedAt: addHours(startedAt, -7), correctsId: other })
    expect(outcomeOf([first, twice, again], { startedAt })).toMatchObject({ extensionFrom: { id } })
  })

  it('is said to be dropped as long as it does not', () => {
    expect(outcomeOf([first, wrong], { startedAt: addHours(startedAt, -7) })).toMatchObject({
      extensionFrom: null,
      extensionDropped: true,
    })
  })

  it('does not come back where it was put right as none', () => {
    const none = power({ id: other, correctsId: id, supersededAt: now })
    const moved = power({ id: third, startedAt: addHours(startedAt, -1), correctsId: other })
    const nothing = { extensionFrom: null, extensionDropped: false }
    expect(outcomeOf([first, { ...none, supersededAt: null }])).toMatchObject(nothing)
    expect(outcomeOf([first, none, moved], { startedAt })).toMatchObject(nothing)
  })
})

describe('a power that was ended', () => {
  // Emergency department 11 November 20:00, ended 12 November 14:00 as “moved to the suite”: six hours are left, to 20:00.
  const arrival = instant('2026-11-11T20:00:00Z')
  const moved = instant('2026-11-12T14:00:00Z')
  const ended = power({ startedAt: arrival, endedAt: moved })
  const anew = { startedAt: moved, startSource: 'Suite', correctionReason: ' ' } as const

  it('does not start again whatever words are typed, whichever of the two starts of section 136 is told', () => {
    const refusal = { kind: 's136', startedAt: arrival, endedAt: moved, limitAt: '2026-11-12T20:00:00.000Z' }
    for (const kind of ['s136', 's136-kept'] as const) {
      const decided = decideStart([ended], { ...told, ...anew, kind }, now)
      expect(decided).toEqual({
        ok: false,
        refusal: { code: 'same-detention', field: 'again', ...refusal },
      })
    }
    expect(outcomeOf([ended], { ...anew, correctionReason: 'Discharged at noon' })).toBe('same-detention')
    expect(outcomeOf([ended], { ...anew, again: 'released' })).toMatchObject({ corrects: null })
    expect(outcomeOf([ended], { ...anew, kind: 's135' })).toMatchObject({ corrects: null })
  })

  it('is met by an earlier start, one not known, and one just before its limit; not by one at the limit', () => {
    expect(outcomeOf([ended], { ...anew, startedAt: instant('2026-11-11T08:00:00Z') })).toBe('same-detention')
    expect(outcomeOf([ended], { ...anew, startedAt: null })).toBe('same-detention')
    const early = power({ startedAt: addHours(now, -30), endedAt: addHours(now, -20) })
    expect(outcomeOf([early], { ...anew, startedAt: addMinutes(now, -361) })).toBe('same-detention')
    expect(outcomeOf([early], { ...anew, startedAt: addMinutes(now, -360) })).toMatchObject({ corrects: null })
    const unknown = power({ startedAt: null, endedAt: moved })
    expect(outcomeOf([unknown], anew)).toBe('same-detention')
    // One that runs is met by the other kind of its family; by its own kind it is corrected.
    expect(outcomeOf([power({ endedAt: null })], { ...anew, kind: 's136-kept' })).toBe('same-detention')
  })

  it('is corrected where it stands: its end stays, and no second one runs', () => {
    const told8 = { startedAt: instant('2026-11-11T18:00:00Z'), corrects: id }
    expect(outcomeOf([ended], told8)).toMatchObject({ corrects: { id, endedAt: moved } })
    expect(outcomeOf([ended], { ...told8, correctionReason: '' })).toBe('correction-reason-missing')
    expect(outcomeOf([ended], { corrects: id, startedAt: addMinutes(moved, 1) })).toBe('power-start-after-end')
    expect(outcomeOf([ended], { corrects: other })).toBe('power-not-found')
    expect(outcomeOf([ended], { corrects: id, kind: 's5-2' })).toBe('power-not-found')
  })
})

describe('the end of a power', () => {
  it.each([
    ['now', power(), now, 'done'],
    ['at its start', power(), startedAt, 'done'],
    ['when its start is not known', power({ startedAt: null }), addHours(now, -100), 'done'],
    ['before its start', power(), addMinutes(startedAt, -1), 'ended-before-it-started'],
    ['in a minute', power(), addMinutes(now, 1), 'ended-in-future'],
    ['twice', power({ endedAt: now }), now, 'power-already-ended'],
    ['after it was corrected', power({ supersededAt: now }), now, 'power-not-found'],
  ])('%s', (_, of, endedAt, code) => {
    const decided = decideEnd(of, endedAt, now)
    expect(decided.ok ? 'done' : decided.refusal.code).toBe(code)
  })
})

describe('what the clocks say of a referral', () => {
  it('is the earliest limit of what runs', () => {
    const nurse = power({ kind: 's5-4', startedAt: addHours(now, -5) })
    expect(runningLimit([], now)).toBeNull()
    expect(runningLimit([power({ endedAt: now }), power({ supersededAt: now })], now)).toBeNull()
    expect(runningLimit([power(), nurse], now)).toEqual({ limitAt: addHours(now, 1) })
    expect(runningLimit([power({ startedAt: null })], now)).toEqual({ limitAt: null })
    expect(runningLimit([power({ startedAt: null }), power({ extension })], now)).toEqual({
      limitAt: addHours(now, 10),
    })
  })

  it('says how far a correction moved a clock', () => {
    const [later, earlier] = [instant('2026-11-11T21:00:00Z'), instant('2026-11-11T18:32:00Z')]
    expect(movedEarlierBy(later, earlier)).toBe(148)
    expect(movedEarlierBy(earlier, later)).toBe(-148)
    expect(movedEarlierBy(null, later)).toBeNull()
  })
})
