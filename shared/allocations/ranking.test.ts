import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { done, refuse } from '../kernel/outcome.ts'
import { conditionCodes, conditionsBearing } from '../register/conditions.ts'
import { addMinutes, instant, startOfMinute } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import type { Candidate, JobToAllocate, Ranked } from './candidates.ts'
import { nothingLearned } from './course.ts'
import { inputsToKeep, rankAgain, type KeptInputs, type RankingInputs } from './ranking.ts'
import { afterWords } from './weighing.ts'
import { standardWeights } from './weights.ts'

const NOW = startOfMinute(instant('2026-11-12T16:47:00Z'))
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as PersonId
const moment = fc.option(fc.integer({ min: -300, max: 900 }).map((after) => addMinutes(NOW, after)))

const person: fc.Arbitrary<Omit<Candidate, 'personId'>> = fc.record({
  mayAct: fc.oneof(
    { weight: 5, arbitrary: fc.constant(done(null)) },
    { weight: 1, arbitrary: fc.constant(refuse({ code: 'suspended' as const, since: NOW })) },
  ),
  conflictOfInterest: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  declaredConflict: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  away: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constant({ day: londonDay('2026-11-12') })),
  shift: fc.option(
    fc
      .record({ from: fc.integer({ min: -500, max: 120 }), length: fc.integer({ min: 60, max: 720 }) })
      .map(({ from, length }) => ({ start: addMinutes(NOW, from), end: addMinutes(NOW, from + length) })),
    { freq: 6 },
  ),
  busyUntil: fc.option(
    fc.integer({ min: 1, max: 300 }).map((after) => addMinutes(NOW, after)),
    { freq: 2 },
  ),
  nextShiftStart: moment.map((at) => at && addMinutes(at, 900)),
  travelMinutes: fc.option(fc.nat(90)),
  toilBalance: fc.integer({ min: -300, max: 3000 }).map(minutes),
  newlyApproved: fc.boolean(),
  gender: fc.constantFrom('woman', 'man'),
  languages: fc.subarray(['Polish', 'Urdu']),
  skills: fc.subarray(['children', 'deaf', 'forensic']),
  conditions: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.subarray([...conditionCodes])),
  assessedBefore: fc.boolean(),
  gaveBack: fc.constant(null),
})
const people = fc
  .array(person, { minLength: 1, maxLength: 12 })
  .map((all) => all.map((one, index): Candidate => ({ ...one, personId: id(index + 1) })))
const job: fc.Arbitrary<JobToAllocate> = fc.record({
  kind: fc.constantFrom('place-of-safety', 'ward', 'community', 'cto'),
  doctorsAgreed: fc.boolean(),
  limitAt: moment,
  buddyIfNew: fc.boolean(),
  asksFor: fc.record({
    gender: fc.option(fc.constantFrom('woman', 'man')),
    language: fc.option(fc.constantFrom('Polish', 'Urdu')),
    skills: fc.subarray(['children', 'deaf', 'learning-disability']),
  }),
  under18: fc.constantFrom(true, false, null),
  learned: fc.constant(nothingLearned),
})
const inputs: fc.Arbitrary<RankingInputs> = fc.record({ people, job, now: fc.constant(NOW) })
const idsOf = (ranked: readonly Ranked[]) => ranked.map(({ personId }) => personId)

describe('the order of who could take it', () => {
  it('leaves nobody out, and is the same for the same inputs in any order, kept and read again', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const ranked = rankAgain(given)
        expect(idsOf(ranked).toSorted()).toEqual(given.people.map(({ personId }) => personId).toSorted())
        for (const kept of [given, inputsToKeep(given)])
          expect(rankAgain(JSON.parse(JSON.stringify(kept)) as KeptInputs)).toEqual(ranked)
        expect(idsOf(rankAgain({ ...given, people: given.people.toReversed() }))).toEqual(idsOf(ranked))
      }),
    )
  })

  it('is what its reasons add up to; equals go by whose way is known, then by id', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const ranked = rankAgain(given)
        for (const { burden, weighed } of ranked)
          expect(weighed.reduce((sum, line) => sum + line.minutes, 0)).toBe(burden)
        for (const [index, one] of ranked.entries()) {
          const next = ranked[index + 1]
          if (!next || next.standing !== one.standing) continue
          const [known, nextKnown] = [one.thereAt !== null, next.thereAt !== null]
          const tie = known === nextKnown ? one.personId < next.personId : known
          expect(one.burden < next.burden || (one.burden === next.burden && tie)).toBe(true)
        }
      }),
    )
  })

  it('never has somebody above another who is better in one thing and worse in none', () => {
    const worse: fc.Arbitrary<(one: Candidate) => Candidate> = fc.constantFrom(
      (one) => ({ ...one, shift: one.shift && { ...one.shift, end: addMinutes(one.shift.end, -30) } }),
      (one) => ({ ...one, travelMinutes: one.travelMinutes === null ? null : one.travelMinutes + 15 }),
      (one) => ({ ...one, travelMinutes: null }),
      (one) => ({ ...one, toilBalance: minutes(one.toilBalance + 60) }),
      (one) => ({ ...one, assessedBefore: false }),
      (one) => ({ ...one, newlyApproved: true }),
      (one) => ({ ...one, skills: [] }),
      (one) => ({ ...one, conditions: [...conditionCodes] }),
      (one) => ({ ...one, nextShiftStart: one.nextShiftStart && addMinutes(one.nextShiftStart, -60) }),
    )
    fc.assert(
      fc.property(inputs, worse, (given, less) => {
        const [first] = given.people
        if (!first?.shift || !first.mayAct.ok || first.conflictOfInterest) return
        // The dominated one has the lower id, so that a tie would put it above.
        const better = { ...first, personId: id(999) }
        const dominated = { ...less(better), personId: id(0) }
        const ranked = rankAgain({ ...given, people: [...given.people, better, dominated] })
        const [above, below] = [better, dominated].map((one) =>
          ranked.find(({ personId }) => personId === one.personId),
        )
        if (!above || !below) throw new Error('nobody is left out')
        const same =
          above.burden === below.burden &&
          above.standing === below.standing &&
          (above.thereAt === null) === (below.thereAt === null)
        expect(same || ranked.indexOf(above) < ranked.indexOf(below)).toBe(true)
      }),
    )
  })

  it('suggests nobody against a condition of their approval, and says each that bears', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        for (const { personId, standing, reasons } of rankAgain(given)) {
          const { conditions } = given.people.find((one) => one.personId === personId) ?? { conditions: [] }
          const bearing = conditionsBearing(conditions, given.job.under18 ?? null)
          const said = reasons.flatMap((one) => (one.code === 'approval-condition' ? one.conditions : []))
          expect(said).toEqual(standing === 'barred' ? [] : bearing)
          if (bearing.length > 0) expect(standing).not.toBe('suggested')
        }
      }),
    )
  })

  it('does not change when somebody who may not act is taken out of it', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const ranked = rankAgain(given)
        const barred = new Set(ranked.filter(({ standing }) => standing === 'barred').map(({ personId }) => personId))
        const without = rankAgain({ ...given, people: given.people.filter(({ personId }) => !barred.has(personId)) })
        expect(without).toEqual(ranked.filter(({ standing }) => standing !== 'barred'))
      }),
    )
  })
})

it('gives the order of a choice from before experience was weighed as it was, by whatever weights it kept', () => {
  fc.assert(
    fc.property(inputs, fc.boolean(), (given, hadWeights) => {
      const { skills: _skills, ...asksFor } = given.job.asksFor
      const { hasExperience: _weight, ...older } = standardWeights
      const kept = { ...given, job: { ...given.job, asksFor }, ...(hadWeights && { weights: older }) }
      const ranked = rankAgain(JSON.parse(JSON.stringify(kept)) as KeptInputs)
      expect(ranked).toEqual(rankAgain({ ...given, job: { ...given.job, asksFor: { ...asksFor, skills: [] } } }))
      for (const { burden } of ranked) expect(Number.isFinite(burden)).toBe(true)
    }),
  )
})

it('says what a choice changes in one line', () => {
  const toil = { now: minutes(190), next: minutes(215) }
  const rest = { planned: minutes(780), next: minutes(700) }
  expect(afterWords({ lateMinutes: minutes(25), rest, toil, freeLeft: 2 })).toBe(
    '25m late on average · rest 13h, then 11h 40m · TOIL 3h 10m, then 3h 35m · 2 others suggested',
  )
  const even = { now: minutes(190), next: minutes(190) }
  expect(afterWords({ lateMinutes: minutes(0), rest: null, toil: even, freeLeft: 0 })).toBe(
    'Not late on average · TOIL 3h 10m · nobody else suggested',
  )
})
