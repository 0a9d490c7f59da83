import { describe, expect, it } from 'vitest'
import { addHours, instant, type Instant } from '#shared/time/instant.ts'
import { londonDay, startOfDay } from '#shared/time/london.ts'
import type { ExaminedBy } from './checks.ts'
import { FROM_EXAMINATIONS, limitsFollowing, stepsToFollow, type StandingLimit } from './limitsFollow.ts'

const FIRST = instant('2026-03-27T18:40:00Z')
const day = (text: string): Instant => startOfDay(londonDay(text))
const doctor = (examinedAt: Instant | null, recommendation: ExaminedBy['recommendation'] = 's2'): ExaminedBy => ({
  doctorName: 'Dr S. Rao',
  isSection12: 'yes',
  knowsPerson: 'unknown',
  examinedAt,
  recommendation,
  signedOn: null,
})

describe('limits that count from examinations', () => {
  it('none runs before anybody has examined, or from somebody who recommends nothing', () => {
    expect(limitsFollowing([doctor(null, 'none-yet'), doctor(FIRST, 'not-given')])).toEqual([])
  })

  it('the first examination sets the second running, from its day and across the clock change', () => {
    expect(limitsFollowing([doctor(FIRST, 'none-yet')])).toEqual([
      { kind: 's12-1', startedAt: day('2026-03-27'), ended: null },
    ])
  })

  it('a second within five clear days ends that, and admission counts from the last', () => {
    const second = addHours(FIRST, 6 * 24)
    expect(limitsFollowing([doctor(second), doctor(FIRST)])).toEqual([
      { kind: 's12-1', startedAt: day('2026-03-27'), ended: { at: second, how: 'examined' } },
      { kind: 's6-1-a', startedAt: day('2026-04-02'), ended: null },
    ])
  })

  it('a second with six clear days between cannot stand beside the first: it counts from the later one', () => {
    const second = addHours(FIRST, 7 * 24)
    expect(limitsFollowing([doctor(FIRST), doctor(second)])[0]).toEqual({
      kind: 's12-1',
      startedAt: day('2026-04-03'),
      ended: null,
    })
  })

  it('examined together is said as that', () => {
    expect(limitsFollowing([doctor(FIRST), doctor(FIRST)])[0]?.ended).toEqual({ at: FIRST, how: 'together' })
  })

  it('one recommendation for section 4 counts 24 hours from the minute; two for section 2 take its place', () => {
    const emergency = doctor(FIRST, 's4')
    expect(limitsFollowing([emergency]).map(({ kind, startedAt }) => [kind, startedAt])).toEqual([
      ['s12-1', day('2026-03-27')],
      ['s6-1-b', FIRST],
    ])
    const later = addHours(FIRST, 20)
    expect(limitsFollowing([emergency, doctor(FIRST), doctor(later)]).map(({ kind }) => kind)).toEqual([
      's12-1',
      's6-1-a',
    ])
  })

  it('guardianship counts to its forwarding, not to an admission', () => {
    expect(limitsFollowing([doctor(FIRST, 's7'), doctor(addHours(FIRST, 1), 's7')]).map(({ kind }) => kind)).toEqual([
      's12-1',
      's8-2',
    ])
  })
})

describe('what is done about them', () => {
  const startedAt = day('2026-03-27')
  const wanted = { kind: 's12-1', startedAt, ended: null } as const
  const row = (over: Partial<StandingLimit<string>> = {}): StandingLimit<string> => ({
    id: 'l1',
    kind: 's12-1',
    startedAt,
    startSource: FROM_EXAMINATIONS,
    endedAt: null,
    supersededAt: null,
    ...over,
  })

  it('starts what does not stand, moves what has moved, ends what was done, and is then at rest', () => {
    expect(stepsToFollow([], [wanted])).toEqual([{ does: 'start', kind: 's12-1', startedAt }])
    expect(stepsToFollow([row()], [wanted])).toEqual([])
    const moved = { ...wanted, startedAt: day('2026-03-28') }
    expect(stepsToFollow([row()], [moved])).toMatchObject([
      { does: 'correct', limit: 'l1', startedAt: moved.startedAt },
    ])
    const done = { ...wanted, ended: { at: FIRST, how: 'examined' } }
    expect(stepsToFollow([row()], [done])).toMatchObject([{ does: 'end', limit: 'l1', how: 'examined', at: FIRST }])
    expect(stepsToFollow([row()], [])).toMatchObject([{ does: 'end', how: 'in-error', at: null }])
  })

  it('leaves alone what a person recorded, and does not begin again what a person ended', () => {
    expect(stepsToFollow([row({ startSource: 'Dr Rao by telephone' })], [])).toEqual([])
    expect(stepsToFollow([row({ endedAt: FIRST })], [wanted])).toEqual([])
    expect(stepsToFollow([row({ supersededAt: FIRST })], [wanted])).toHaveLength(1)
  })
})
