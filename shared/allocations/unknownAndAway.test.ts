import { expect, it } from 'vitest'
import { personId } from '../kernel/ids.ts'
import { done } from '../kernel/outcome.ts'
import { instant, type Instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { nothingLearned } from './course.ts'
import { rankCandidates, type Candidate, type JobToAllocate } from './candidates.ts'
import { reasonWords } from './reasons.ts'

const at = (time: string, day = '2026-11-12'): Instant => instant(`${day}T${time}:00Z`)
const now = at('16:47')
const today = londonDay('2026-11-12')
const person = (number: number, changes: Partial<Candidate> = {}): Candidate => ({
  personId: personId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`),
  mayAct: done(null),
  conflictOfInterest: false,
  declaredConflict: false,
  shift: { start: at('15:00'), end: at('23:00') },
  busyUntil: null,
  nextShiftStart: null,
  travelMinutes: 22,
  toilBalance: minutes(600),
  newlyApproved: false,
  gender: 'woman',
  languages: [],
  skills: [],
  conditions: [],
  assessedBefore: false,
  gaveBack: null,
  ...changes,
})
const job: JobToAllocate = {
  kind: 'place-of-safety',
  doctorsAgreed: true,
  limitAt: at('18:32'),
  buddyIfNew: true,
  learned: nothingLearned,
  asksFor: { gender: 'woman', language: 'Swedish' },
}
const ewa = person(1, { toilBalance: minutes(190) })
const hannah = person(2, {
  shift: { start: at('12:00'), end: at('20:00') },
  travelMinutes: 9,
  toilBalance: minutes(900),
  assessedBefore: true,
})
const words = (people: readonly Candidate[], id: string) =>
  (rankCandidates(people, job, now).find((one) => one.personId === id)?.reasons ?? []).map(
    (reason) => `${{ for: '+', against: '−', neutral: '○' }[reason.weighs]} ${reasonWords(reason, today)}`,
  )

it('counts a way that is not known as long as the longest, and says so', () => {
  const somewhere = person(12, { travelMinutes: null })
  const unknown = (counted: string) => `○ How far they have to go is not known: counted as ${counted}`
  expect(words([somewhere], somewhere.personId)).toContain(unknown('25m'))
  expect(words([somewhere, person(13, { travelMinutes: 48 })], somewhere.personId)).toContain(unknown('48m'))
  expect(rankCandidates([somewhere], job, now)[0]?.thereAt).toBeNull()
  expect(reasonWords({ weighs: 'neutral', code: 'place-not-known' })).toBe('Nobody has said where they are')
  // In time for the limit, as far as is known: an unknown way is not thought to be.
  const far = person(13, { travelMinutes: 90 })
  expect(rankCandidates([somewhere, far], job, now).map(({ personId }) => personId)).toEqual([
    far.personId,
    somewhere.personId,
  ])
})

it('compares balances of those who are there: somebody on leave is nobody’s measure', () => {
  const away = person(8, { toilBalance: minutes(0), away: { day: today } })
  const codesOf = (people: readonly Candidate[]) =>
    rankCandidates(people, job, now)
      .filter(({ standing }) => standing === 'suggested')
      .map(({ personId, reasons, burden }) => [personId, burden, reasons.map(({ code }) => code)])
  expect(words([ewa, hannah, away], ewa.personId)).toContain('+ Lowest TOIL on the rota today: 3h 10m')
  expect(codesOf([ewa, hannah, away])).toEqual(codesOf([ewa, hannah]))
})
