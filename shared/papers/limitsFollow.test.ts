import { describe, expect, it } from 'vitest'
import { addHours, instant, type Instant } from '#shared/time/instant.ts'
import { londonDay, startOfDay } from '#shared/time/london.ts'
import type { ExaminedBy } from './checks.ts'
import {
  endAtFinish,
  EXAMINATIONS_CHANGED,
  FROM_EXAMINATIONS,
  limitsFollowing,
  stepsToFollow,
  WITH_THE_WORK,
  type StandingLimit,
} from './limitsFollow.ts'

const FIRST = instant('2026-03-27T18:40:00Z')
const day = (text: string): Instant => startOfDay(londonDay(text))
const doctor = (
  examinedAt: Instant | null,
  recommendation: ExaminedBy['recommendation'] = 's2',
  doctorName = `Dr ${String(examinedAt)}`,
): ExaminedBy => ({
  doctorName,
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
    expect(limitsFollowing([doctor(FIRST, 's2', 'Dr Rao'), doctor(FIRST, 's2', 'Dr Hale')])[0]?.ended).toEqual({
      at: FIRST,
      how: 'together',
    })
  })

  it('one recommendation for section 4 counts 24 hours from the minute; two for section 2 take its place', () => {
    const emergency = doctor(FIRST, 's4')
    expect(limitsFollowing([emergency]).map(({ kind, startedAt }) => [kind, startedAt])).toEqual([
      ['s12-1', day('2026-03-27')],
      ['s6-1-b', FIRST],
    ])
    const later = addHours(FIRST, 20)
    expect(limitsFollowing([emergency, doctor(FIRST, 's2', 'Dr Hale'), doctor(later)]).map(({ kind }) => kind)).toEqual(
      ['s12-1', 's6-1-a'],
    )
  })

  it('guardianship counts to its forwarding, not to an admission', () => {
    expect(limitsFollowing([doctor(FIRST, 's7'), doctor(addHours(FIRST, 1), 's7')]).map(({ kind }) => kind)).toEqual([
      's12-1',
      's8-2',
    ])
  })
})

describe('which two examinations count', () => {
  const at = (days: number): Instant => addHours(FIRST, days * 24)
  const admission = (examinations: readonly ExaminedBy[]) =>
    limitsFollowing(examinations).find(({ kind }) => kind === 's6-1-a')?.startedAt ?? null

  it('two by the same doctor are no pair', () => {
    const twice = [doctor(at(0), 's2', 'Dr Rao'), doctor(at(1), 's2', ' dr rao ')]
    expect(limitsFollowing(twice)).toEqual([{ kind: 's12-1', startedAt: day('2026-03-28'), ended: null }])
  })

  it('one for section 2 and one for section 3 support no application', () => {
    const apart = [doctor(at(0), 's2'), doctor(at(1), 's3')]
    expect(admission(apart)).toBeNull()
    expect(limitsFollowing(apart)).toEqual([{ kind: 's12-1', startedAt: day('2026-03-28'), ended: null }])
    expect(admission([...apart, doctor(at(2), 's3')])).toBe(day('2026-03-29'))
  })

  it('a later examination that stands beside none does not lengthen the authority', () => {
    const [a, b] = [doctor(at(0), 's2', 'Dr A'), doctor(at(2), 's2', 'Dr B')]
    expect(admission([a, b, doctor(at(11), 's2', 'Dr A')])).toBe(day('2026-03-29'))
  })

  it('one that stands beside an earlier one does not push the authority out by itself', () => {
    const [a, b] = [doctor(at(0), 's2', 'Dr A'), doctor(at(2), 's2', 'Dr B')]
    expect(admission([a, b, doctor(at(5), 's2', 'Dr C')])).toBe(day('2026-03-29'))
    expect(admission([a, b, doctor(at(3), 's3', 'Dr C'), doctor(at(4), 's3', 'Dr D')])).toBe(day('2026-03-29'))
    const recorded = { kind: 's6-1-a', startedAt: day('2026-03-29'), endedAt: null, endedWhy: '', supersededAt: null }
    const said = [{ id: 'l1', ...recorded, startSource: 'The AMHP: it rests on Dr B and Dr C' }]
    expect(
      stepsToFollow(said, limitsFollowing([a, b, doctor(at(5), 's2', 'Dr C')])).some(({ kind }) => kind === 's6-1-a'),
    ).toBe(false)
  })

  it('what somebody has said it rests on counts, whichever two came first', () => {
    const on = (one: ExaminedBy): ExaminedBy => ({ ...one, restsOn: true })
    const [a, b, c] = [doctor(at(0), 's2', 'Dr A'), doctor(at(2), 's2', 'Dr B'), doctor(at(5), 's2', 'Dr C')]
    expect(admission([a, on(b), on(c)])).toBe(day('2026-04-01'))
    expect(admission([on(a), b, on(c)])).toBe(day('2026-04-01'))
    expect(admission([on(a), on(b), c])).toBe(day('2026-03-29'))
    expect(admission([a, b, on(c)]), 'one alone: the earliest pair that holds it').toBe(day('2026-04-01'))
    const s3 = [doctor(at(3), 's3', 'Dr D'), doctor(at(4), 's3', 'Dr E')]
    expect(admission([a, b, ...s3.map(on)])).toBe(day('2026-03-31'))
  })

  it('two that cannot stand together are warned of, and the limit counts as if nobody had said so', () => {
    const [a, b, c] = [doctor(at(0), 's2', 'Dr A'), doctor(at(2), 's2', 'Dr B'), doctor(at(9), 's2', 'Dr C')]
    expect(admission([{ ...a, restsOn: true }, b, { ...c, restsOn: true }])).toBe(day('2026-03-29'))
  })

  it('of several for section 4 the one counts on which it rests', () => {
    const [first, second] = [doctor(at(0), 's4', 'Dr A'), doctor(addHours(FIRST, 5), 's4', 'Dr B')]
    const from = (all: readonly ExaminedBy[]) => limitsFollowing(all).find(({ kind }) => kind === 's6-1-b')?.startedAt
    expect(from([first, second])).toBe(second.examinedAt)
    expect(from([{ ...first, restsOn: true }, second])).toBe(FIRST)
  })

  it('two that were examined after the days of the earlier ones were over are what counts', () => {
    const first = [doctor(at(0), 's2', 'Dr A'), doctor(at(0), 's2', 'Dr B')]
    const again = (days: number) => [doctor(at(days), 's2', 'Dr A'), doctor(at(days), 's2', 'Dr B')]
    expect(admission([...first, ...again(13)])).toBe(day('2026-03-27'))
    expect(admission([...first, ...again(14)])).toBe(day('2026-04-10'))
  })
})

describe('at the end of an assessment', () => {
  it.each([
    ['s6-1-a', 'DETAINED_S2', 'admitted'],
    ['s6-1-b', 'DETAINED_S4', 'admitted'],
    ['s6-1-a', 'NOT_DETAINED_NFA', 'not-admitted'],
    ['s12-1', 'NOT_DETAINED_COMMUNITY_PLAN', 'not-needed'],
    ['s8-2', 'GUARDIANSHIP_APPLICATION', null],
    ['s8-2', 'INFORMAL_ADMISSION', 'not-forwarded'],
    ['s6-1-a', 'APPLICATION_NOT_MADE_NO_BED', null],
    ['s12-1', 'NOT_COMPLETED', null],
  ] as const)('%s with %s: %s', (kind, outcome, how) => {
    expect(endAtFinish(kind, outcome, false)).toBe(how)
  })

  it('a cancelled visit ends nothing while the referral goes on: the doctors have examined all the same', () => {
    const cancelled = 'CANCELLED_BEFORE_ATTENDANCE'
    expect([endAtFinish('s6-1-a', cancelled, true), endAtFinish('s12-1', cancelled, true)]).toEqual([null, null])
    expect(endAtFinish('s6-1-a', cancelled, false)).toBe('not-admitted')
    expect(endAtFinish('s6-1-a', 'NOT_DETAINED_NFA', true)).toBe('not-admitted')
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
    endedWhy: '',
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

  it('begins again what the hub itself had ended, when what ended it was a mistake', () => {
    for (const endedWhy of [FROM_EXAMINATIONS, EXAMINATIONS_CHANGED, WITH_THE_WORK])
      expect(stepsToFollow([row({ endedAt: FIRST, endedWhy })], [wanted])).toEqual([
        { does: 'start', kind: 's12-1', startedAt },
      ])
  })

  it('says of one that was done before it began that it ran in error', () => {
    const done = { ...wanted, ended: { at: addHours(startedAt, -30), how: 'examined' } }
    expect(stepsToFollow([row()], [done])).toMatchObject([{ does: 'end', at: null, how: 'in-error' }])
  })
})
