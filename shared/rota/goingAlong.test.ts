import { describe, expect, it } from 'vitest'
import type { CouncilId } from '../kernel/ids.ts'
import type { Standing } from '../register/approval.ts'
import { instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { checkWorkGoes, stayWords, type OpenWork } from './goingAlong.ts'

const westmarch = 'westmarch' as CouncilId
const now = instant('2026-11-12T16:43:00.000Z')
const standing: Standing = {
  approvals: [{ firstDay: londonDay('2024-11-01'), lastDay: londonDay('2029-10-31') }],
  actingFor: [{ councilId: westmarch, firstDay: londonDay('2024-11-01'), lastDay: null }],
  suspensions: [],
}
const dan = { name: 'Dan Okoro', roles: ['amhp'] as const, standing }
const job: OpenWork = { number: 2424, councilId: westmarch, councilName: 'Westmarch', keptOut: false, declared: false }

describe('work that goes along with a shift', () => {
  it('goes to somebody who may act for its council', () => {
    expect(checkWorkGoes(dan, [job], now)).toEqual({ ok: true, value: null })
  })

  it.each([
    ['not-acting-for', dan, { councilId: 'southbury' as CouncilId }],
    ['kept-out', dan, { keptOut: true }],
    ['conflict', dan, { declared: true }],
    ['trainee-alone', { ...dan, roles: ['trainee'] as const }, {}],
    ['suspended', { ...dan, standing: { ...standing, suspensions: [{ from: now, until: null }] } }, {}],
    ['not-approved', { ...dan, standing: null }, {}],
  ] as const)('stays behind when %s', (because, taker, changes) => {
    const answer = checkWorkGoes(taker, [{ ...job, ...changes }], now)
    expect(answer.ok).toBe(false)
    if (!answer.ok) expect(answer.refusal).toMatchObject({ code: 'work-cannot-go', jobs: [{ number: 2424, because }] })
  })

  it('is named with why and what to do', () => {
    expect(stayWords('Dan Okoro', [{ number: 2424, councilName: 'Southbury', because: 'not-acting-for' }])).toBe(
      'R-2424 cannot go to Dan Okoro: they may not act on behalf of Southbury. Take it back and have it allocated to somebody else first, then move the shift.',
    )
    expect(stayWords(null, [])).toMatch(/^Work on this shift cannot go to them\./)
  })
})
