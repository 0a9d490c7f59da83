import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { done } from '../kernel/outcome.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import type { Candidate, JobToAllocate } from './candidates.ts'
import { nothingLearned } from './course.ts'
import { notFollowedCodes, reasonOnRecord } from './notFollowed.ts'
import { previewWeights, type PastChoice } from './previewWeights.ts'
import { rankAgain } from './ranking.ts'
import { standardWeights, weightCodes, weightFacts, type Weights } from './weights.ts'

const NOW = instant('2026-11-12T16:47:00Z')
const person = (id: string, over: Partial<Candidate>): Candidate => ({
  personId: id as PersonId,
  mayAct: done(null),
  conflictOfInterest: false,
  declaredConflict: false,
  shift: { start: addMinutes(NOW, -60), end: addMinutes(NOW, 900) },
  busyUntil: null,
  nextShiftStart: null,
  travelMinutes: 20,
  toilBalance: minutes(0),
  newlyApproved: false,
  gender: 'woman',
  languages: [],
  skills: [],
  conditions: [],
  assessedBefore: false,
  gaveBack: null,
  ...over,
})
const job: JobToAllocate = {
  kind: 'community',
  doctorsAgreed: false,
  limitAt: null,
  buddyIfNew: true,
  asksFor: { gender: null, language: null },
  learned: nothingLearned,
}
const [near, owed] = [person('a', { travelMinutes: 10, toilBalance: minutes(900) }), person('b', { travelMinutes: 50 })]
const past: PastChoice = {
  at: NOW,
  number: 2431,
  chosen: owed.personId,
  inputs: { people: [near, owed], job, now: NOW },
}
const weighed = (over: Partial<Weights>): Weights => ({ ...standardWeights, ...over })

describe('weights tried on a past choice', () => {
  it('say who would have been first: travel against fair share', () => {
    const first = previewWeights([past], weighed({ travelHour: 300, fairShare: 0 }))
    const other = previewWeights([past], weighed({ travelHour: 0, fairShare: 300 }))
    expect([...first, ...other]).toHaveLength(1)
    expect([...first, ...other][0]).toMatchObject({ number: 2431, chosen: 'b' })
    expect(new Set([first[0]?.before, first[0]?.after, other[0]?.before, other[0]?.after])).toContain('a')
  })

  it('change nothing when they are those that it was made by', () => {
    expect(previewWeights([past], standardWeights)).toEqual([])
    const own = weighed({ travelHour: 300 })
    expect(previewWeights([{ ...past, inputs: { ...past.inputs, weights: own } }], own)).toEqual([])
  })

  it('say that nobody was free where nobody was', () => {
    const barred = { ...past, inputs: { ...past.inputs, people: [person('a', { conflictOfInterest: true })] } }
    expect(previewWeights([barred], weighed({ travelHour: 300 }))).toEqual([])
  })
})

it('whatever is weighed, nobody is hidden, nobody who may not act is suggested, and the lines add up to the order', () => {
  const weights = fc.record(
    Object.fromEntries(
      weightCodes.map((code) => [code, fc.integer({ min: weightFacts[code].least, max: weightFacts[code].most })]),
    ) as Record<keyof Weights, fc.Arbitrary<number>>,
  )
  const people = [
    near,
    owed,
    person('c', { busyUntil: addMinutes(NOW, 30) }),
    person('d', { conflictOfInterest: true }),
  ]
  fc.assert(
    fc.property(weights, (chosen) => {
      const ranked = rankAgain({ people, job, now: NOW, weights: chosen })
      expect(ranked.map(({ standing }) => standing)).toEqual(['suggested', 'suggested', 'set-aside', 'barred'])
      for (const { burden, weighed: lines } of ranked)
        expect(lines.reduce((sum, line) => sum + line.minutes, 0)).toBeCloseTo(burden)
      const [first, second] = ranked
      expect(first?.burden).toBeLessThanOrEqual(second?.burden ?? 0)
    }),
    { numRuns: 100 },
  )
})

it('a reason of one tap stands on the record in words, unless something was typed', () => {
  expect(notFollowedCodes).toContain('rather-not-say')
  expect(reasonOnRecord('', 'nearest')).toBe('Nearest')
  expect(reasonOnRecord(' Ewa asked for it ', 'offered')).toBe('Ewa asked for it')
  expect(reasonOnRecord('', null)).toBe('')
})
