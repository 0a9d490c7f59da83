import { describe, expect, it } from 'vitest'
import { limitFamilies, type LimitKind } from '#shared/referrals/law/limitKinds.ts'
import { emptyMoment } from '#shared/referrals/typedMoment.ts'
import { instant } from '#shared/time/instant.ts'
import { blankLimit, secondIn, type TypedLimit } from './limitTyped.ts'

const now = instant('2026-11-12T16:51:00Z')
const read = (kind: LimitKind, typed: Partial<TypedLimit>) =>
  secondIn({ ...blankLimit(kind, null), ...typed }, kind, limitFamilies[kind], now)
const at = (time: string, day = '') => ({ secondMoment: { ...emptyMoment, time, day } })

describe('the second date of a limit as it is typed', () => {
  it('is nothing where the box is empty, and where the limit has none', () => {
    expect([read('s138', {}), read('s135-warrant', {}), read('s2', at('09:00'))]).toEqual(
      Array.from({ length: 3 }, () => ({ ok: true, value: null })),
    )
    expect(read('s138', at('', '2026-11-12'))).toEqual({ ok: true, value: null })
  })

  it('may lie behind or ahead', () => {
    expect(read('s138', at('09:00'))).toEqual({ ok: true, value: '2026-11-12T09:00:00.000Z' })
    expect(read('s138', at('09:00', '2026-11-13'))).toEqual({ ok: true, value: '2026-11-13T09:00:00.000Z' })
    expect(read('s135-warrant', { second: '2026-12-01' })).toEqual({ ok: true, value: '2026-12-01T00:00:00.000Z' })
  })

  it.each([
    ['s138', at('25:99')],
    ['s138', at('9')],
    ['s138', at('', '2026-11-13')],
    ['s138', at('01:30', '2026-10-25')],
    ['s135-warrant', { second: '2026-02-30' }],
    ['s18', { detention: 's4', ...at('half four') }],
  ] as const)('of %s that cannot be read is told beside its field, and never dropped: %j', (kind, typed) => {
    const second = read(kind, typed)
    expect(second.ok ? second.value : second.refusal).toMatch(/[.A-Z].* .{8,}/)
  })

  it('of an absence is a day or a moment, as the detention is counted', () => {
    const typed = { second: '2026-11-20', ...at('09:20', '2026-11-14') }
    expect(read('s18', { ...typed, detention: 's2' })).toEqual({ ok: true, value: '2026-11-20T00:00:00.000Z' })
    expect(read('s18', { ...typed, detention: 's5-2' })).toEqual({ ok: true, value: '2026-11-14T09:20:00.000Z' })
  })
})
