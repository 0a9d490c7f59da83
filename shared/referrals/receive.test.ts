import { describe, expect, it } from 'vitest'
import { powerKinds } from '#shared/referrals/clockRules.ts'
import {
  checkBirth,
  decideCouncil,
  decideReceive,
  powersOfRequest,
  startFault,
  type CallTold,
} from '#shared/referrals/receive.ts'
import { requestCodes } from '#shared/referrals/referral.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'

const now = instant('2026-11-12T16:43:00Z')
const call: CallTold = {
  request: 's136',
  receivedAt: addMinutes(now, -2),
  power: { kind: 's136', startedAt: addMinutes(now, -23) },
  bornOn: null,
  ageYears: 71,
}
const codeOf = (differs: Partial<CallTold>) => {
  const decided = decideReceive({ ...call, ...differs }, now)
  return decided.ok ? 'done' : decided.refusal.code
}

describe('saving a call', () => {
  it('keeps when it came in', () => {
    expect(decideReceive(call, now)).toEqual({ ok: true, value: { receivedAt: call.receivedAt } })
  })

  it.each([
    [0, 'done'],
    [2, 'done'],
    [2.1, 'received-in-future'],
    [-366 * 24 * 60, 'done'],
    [-366 * 24 * 60 - 1, 'received-too-long-ago'],
  ])('takes a call %d minutes from now: %s', (minutes, code) => {
    expect(codeOf({ receivedAt: addMinutes(now, minutes) })).toBe(code)
  })

  it('is never later than now, however fast the screen’s clock runs', () => {
    const decided = decideReceive({ ...call, receivedAt: addMinutes(now, 2) }, now)
    expect(decided).toEqual({ ok: true, value: { receivedAt: now } })
  })

  it('needs the clock that the request brings, known or not', () => {
    expect(codeOf({ power: null })).toBe('power-needed')
    expect(codeOf({ power: { kind: 's136', startedAt: null } })).toBe('done')
    expect(codeOf({ request: 'advice', power: null })).toBe('done')
  })

  it.each(requestCodes)('accepts exactly the powers of %s', (request) => {
    const fitting = powerKinds.filter((kind) => codeOf({ request, power: { kind, startedAt: null } }) === 'done')
    expect(fitting).toEqual(powerKinds.filter((kind) => powersOfRequest[request].kinds.includes(kind)))
    expect(powersOfRequest[request].needed && powersOfRequest[request].kinds.length === 0).toBe(false)
  })

  it('refuses a start still to come, or older than 30 days', () => {
    expect(codeOf({ power: { kind: 's136', startedAt: addMinutes(now, 1) } })).toBe('power-start-in-future')
    expect(startFault(now, now)).toBeNull()
    expect(startFault(addHours(now, -720), now)).toBeNull()
    expect(startFault(addMinutes(addHours(now, -720), -1), now)).toBe('too-old')
  })
})

describe('a date of birth or an age', () => {
  const today = londonDay('2026-11-12')
  it.each([
    [null, null, 'done'],
    ['2026-11-12', null, 'done'],
    ['2026-11-13', null, 'born-in-future'],
    ['1955-02-14', 71, 'born-and-aged'],
    [null, 0, 'done'],
  ])('born %s, aged %s: %s', (bornOn, ageYears, code) => {
    const checked = checkBirth({ bornOn: bornOn === null ? null : londonDay(bornOn), ageYears }, today)
    expect(checked.ok ? 'done' : checked.refusal.code).toBe(code)
  })
})

describe('on whose behalf', () => {
  const councils = [
    { id: 'norbeck', actedFor: false },
    { id: 'westmarch', actedFor: true },
    { id: 'eastmarch', actedFor: true },
  ]
  it('is the council named, or the first acted for', () => {
    expect(decideCouncil(null, councils)).toEqual({ ok: true, value: 'westmarch' })
    expect(decideCouncil('eastmarch', councils)).toEqual({ ok: true, value: 'eastmarch' })
  })
  it.each(['norbeck', 'nowhere'])('is never %s', (asked) => {
    expect(decideCouncil(asked, councils)).toMatchObject({ ok: false, refusal: { field: 'councilId' } })
    expect(decideCouncil(null, [])).toMatchObject({ ok: false })
  })
})
