import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { extensionAuthorities, extensionReasons, powerKinds } from './clockRules.ts'
import type { ExtensionAuthority, ExtensionReason } from './clockRules.ts'
import { clockOf, decideExtension, type ExtensionRequest, type Power } from './clocks.ts'

const START = instant('2026-11-12T14:04:00Z')
const LIMIT = addHours(START, 24)
const NOW = addHours(START, 21)
const power = (over: Partial<Power> = {}): Power => ({ kind: 's136', startedAt: START, ...over })
const asked = (over: Partial<ExtensionRequest> = {}): ExtensionRequest => ({
  minutes: 360,
  authorisedAt: addHours(START, 20),
  reason: 'condition-of-person',
  authority: 'registered-medical-practitioner',
  ...over,
})
const codeOf = (subject: Power, request: ExtensionRequest, now = NOW): string => {
  const decided = decideExtension(subject, request, now)
  return decided.ok ? 'done' : decided.refusal.code
}

describe('an extension under section 136B', () => {
  it.each(['s136', 's136-kept', 's135', 's135-kept'] as const)('may be recorded for %s', (kind) => {
    expect(decideExtension(power({ kind }), asked(), NOW)).toEqual({ ok: true, value: asked() })
  })

  it.each(['s5-4', 's5-2', 's4', 'cto-recall'] as const)('is not known to the law for %s', (kind) => {
    expect(codeOf(power({ kind }), asked())).toBe('no-extension-in-law')
  })

  it('needs the start', () => {
    expect(codeOf(power({ startedAt: null }), asked())).toBe('start-not-recorded')
  })

  it('is for the condition of the person, and for nothing else', () => {
    for (const reason of Object.keys(extensionReasons) as ExtensionReason[]) {
      expect(codeOf(power(), asked({ reason }))).toBe(reason === 'condition-of-person' ? 'done' : 'extension-reason')
    }
    expect(decideExtension(power(), asked({ reason: 'no-bed' }), NOW)).toEqual({
      ok: false,
      refusal: { code: 'extension-reason', field: 'reason', reason: 'no-bed' },
    })
  })

  it('is for the doctor responsible for the examination to authorise', () => {
    for (const authority of Object.keys(extensionAuthorities) as ExtensionAuthority[]) {
      expect(codeOf(power(), asked({ authority }))).toBe(
        authority === 'registered-medical-practitioner' ? 'done' : 'extension-authority',
      )
    }
  })

  it.each([
    [0, 'extension-length'],
    [-60, 'extension-length'],
    [0.5, 'extension-length'],
    [Number.NaN, 'extension-length'],
    [1, 'done'],
    [720, 'done'],
    [721, 'extension-length'],
  ])('of %d minutes: %s', (length, code) => {
    expect(codeOf(power(), asked({ minutes: length }))).toBe(code)
  })

  it('is authorised after the start, and before the 24 hours end', () => {
    const late = addHours(START, 40)
    expect(codeOf(power(), asked({ authorisedAt: addMinutes(START, -1) }))).toBe('extension-before-start')
    expect(codeOf(power(), asked({ authorisedAt: START }))).toBe('done')
    expect(codeOf(power(), asked({ authorisedAt: addMinutes(LIMIT, -1) }), late)).toBe('done')
    expect(codeOf(power(), asked({ authorisedAt: LIMIT }), late)).toBe('extension-too-late')
    expect(decideExtension(power(), asked({ authorisedAt: LIMIT }), late)).toMatchObject({
      refusal: { limitAt: LIMIT },
    })
  })

  it('counts the 24 hours across a clock change as they pass', () => {
    const startedAt = instant('2026-03-28T20:00:00Z')
    const now = addHours(startedAt, 30)
    expect(codeOf(power({ startedAt }), asked({ authorisedAt: instant('2026-03-29T20:59:00+01:00') }), now)).toBe(
      'done',
    )
    expect(codeOf(power({ startedAt }), asked({ authorisedAt: instant('2026-03-29T21:00:00+01:00') }), now)).toBe(
      'extension-too-late',
    )
  })

  it('has been authorised already', () => {
    expect(codeOf(power(), asked({ authorisedAt: addMinutes(NOW, 1) }))).toBe('extension-in-future')
    expect(codeOf(power(), asked({ authorisedAt: NOW }))).toBe('done')
  })

  it('is given once', () => {
    const extension = { ...asked(), minutes: minutes(60) }
    expect(codeOf(power({ extension }), asked())).toBe('already-extended')
  })

  it('is of no use to a power that had ended, but may be recorded afterwards', () => {
    const endedAt = addHours(START, 20)
    expect(codeOf(power({ endedAt }), asked({ authorisedAt: endedAt }))).toBe('extension-after-end')
    expect(codeOf(power({ endedAt }), asked({ authorisedAt: addMinutes(endedAt, -1) }))).toBe('done')
  })

  it('moves the limit by exactly what was allowed, or not at all', () => {
    const requests = fc.record({
      minutes: fc.integer({ min: -10, max: 800 }),
      authorisedAt: fc.integer({ min: -60, max: 30 * 60 }).map((count) => addMinutes(START, count)),
      reason: fc.constantFrom(...(Object.keys(extensionReasons) as ExtensionReason[])),
      authority: fc.constantFrom(...(Object.keys(extensionAuthorities) as ExtensionAuthority[])),
    })
    fc.assert(
      fc.property(fc.constantFrom(...powerKinds), requests, fc.boolean(), (kind, request, usual) => {
        const sent = usual ? { ...request, reason: asked().reason, authority: asked().authority } : request
        const decided = decideExtension(power({ kind }), sent, addHours(START, 31))
        const before = clockOf(power({ kind }), NOW).limitAt ?? START
        const after = clockOf(power({ kind, extension: { ...sent, minutes: minutes(sent.minutes) } }), NOW).limitAt
        expect(after).toBe(decided.ok ? addMinutes(before, sent.minutes) : before)
      }),
    )
  })
})
