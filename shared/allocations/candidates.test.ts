import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { councilId, personId } from '../kernel/ids.ts'
import { done, refuse } from '../kernel/outcome.ts'
import { addMinutes, instant, type Instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { nothingLearned } from './course.ts'
import { arriveBy, rankCandidates, type Candidate, type JobToAllocate } from './candidates.ts'
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
const liam = person(3, {
  shift: { start: at('16:00'), end: at('00:00', '2026-11-13') },
  newlyApproved: true,
  gender: 'man',
  toilBalance: minutes(360),
})
const dan = person(4, { shift: { start: at('13:00'), end: at('21:00') }, busyUntil: at('17:15'), travelMinutes: 30 })
const tom = person(5, {
  shift: { start: at('08:00'), end: at('16:00') },
  nextShiftStart: at('06:30', '2026-11-13'),
  gender: 'man',
})
const words = (people: readonly Candidate[], id: string) =>
  (rankCandidates(people, job, now).find((one) => one.personId === id)?.reasons ?? []).map(
    (reason) => `${{ for: '+', against: '−', neutral: '○' }[reason.weighs]} ${reasonWords(reason, today)}`,
  )

describe('the order of suggestions', () => {
  const everybody = [tom, dan, liam, hannah, ewa]

  it('puts those who finish inside their shift before those who may not, and the busy and off shift after all', () => {
    const ranked = rankCandidates(everybody, job, now)
    expect(ranked.map(({ personId, standing }) => [Number(personId.slice(-2)), standing])).toEqual([
      [1, 'suggested'],
      [2, 'suggested'],
      [3, 'suggested'],
      [4, 'set-aside'],
      [5, 'set-aside'],
    ])
  })

  it('says why, for and against, as the duty consultant would', () => {
    expect(words(everybody, ewa.personId)).toEqual([
      '+ There by 17:15, well before the limit',
      '+ Nearly all such jobs finish inside the shift',
      '+ A woman, as asked for',
      '+ Lowest TOIL on the rota today: 3h 10m',
      '○ Has not met the person before',
    ])
    expect(words(everybody, hannah.personId)).toEqual([
      '+ Nearest: there by 17:05',
      '+ A woman, as asked for',
      '+ Has assessed the person before',
      '− 4 in 10 chance of finishing after 20:00',
    ])
    expect(words(everybody, liam.personId)).toContain('− Newly approved: needs a buddy for this job')
    expect(words(everybody, liam.personId)).toContain('+ Longest time left on shift')
    expect(words(everybody, dan.personId)).toEqual(['− Not free until about 17:15; there at 17:50'])
    expect(words(everybody, tom.personId)).toEqual([
      '− Shift ended at 16:00',
      '− Under 11 hours’ rest before Fri 13 November 06:30',
    ])
  })

  it('forecasts from the moment somebody could start', () => {
    const [first] = rankCandidates([ewa], job, now)
    expect(first).toMatchObject({
      thereAt: at('17:14'),
      likelyAt: at('19:37'),
      eightInTenBy: at('20:52'),
      lateMinutes: 0,
    })
    const later = person(6, { shift: { start: at('22:00'), end: at('08:00', '2026-11-13') } })
    expect(rankCandidates([later], job, now)[0]).toMatchObject({ startAt: at('22:00'), standing: 'set-aside' })
  })
})

describe('who finishes inside the shift', () => {
  it('is said as the chance it is, so that it agrees with the late minutes that stand beside it', () => {
    const [free] = rankCandidates([ewa], job, now)
    const chances = [0, 5, 30, 128].map((spare) => {
      const shift = { start: at('12:00'), end: addMinutes(free?.eightInTenBy ?? now, spare) }
      return words([person(1, { shift })], ewa.personId).find((line) => /inside the shift/.test(line))
    })
    expect(chances).toEqual([
      '+ 8 in 10 such jobs finish inside the shift',
      '+ 8 in 10 such jobs finish inside the shift',
      '+ 9 in 10 such jobs finish inside the shift',
      '+ Nearly all such jobs finish inside the shift',
    ])
  })
})

describe('who had this before', () => {
  it('is set aside with when and how, however well placed, and never hidden', () => {
    const declined = person(1, { travelMinutes: 1, gaveBack: { how: 'declined', at: at('09:30') } })
    const ranked = rankCandidates([declined, hannah], job, now)
    expect(ranked.map(({ personId, standing }) => [personId, standing])).toEqual([
      [hannah.personId, 'suggested'],
      [declined.personId, 'set-aside'],
    ])
    expect(words([declined, hannah], declined.personId)).toEqual(['− Declined this at 09:30'])
  })

  it('keeps what else stands against them, and comes after whoever is only busy', () => {
    const back = person(1, { shift: null, gaveBack: { how: 'taken-back', at: at('22:10', '2026-11-11') } })
    expect(words([back], back.personId)).toEqual([
      '− It was taken back from them at Wed 11 November 22:10',
      '− Not on the rota',
    ])
    const free = person(2, { gaveBack: { how: 'declined', at: at('16:00') } })
    const soonFree = { ...dan, busyUntil: at('16:55'), travelMinutes: 9 }
    expect(rankCandidates([free, soonFree], job, now)[0]?.personId).toBe(dan.personId)
  })
})

describe('who may not act', () => {
  it.each([
    [refuse({ code: 'not-approved', from: null }), 'Not approved as an AMHP'],
    [
      refuse({ code: 'approval-ended', lastDay: londonDay('2026-11-11') }),
      'Approval as an AMHP ended on 11 November 2026',
    ],
    [refuse({ code: 'suspended', since: now }), 'Approval is suspended'],
    [refuse({ code: 'not-acting-for', councilId: councilId.parse(ewa.personId) }), 'Does not act for this council'],
  ] as const)('comes last, with the reason: %o', (mayAct, sentence) => {
    const barred = person(0, { mayAct, toilBalance: minutes(0) })
    expect(rankCandidates([barred, ewa, tom], job, now).at(-1)).toMatchObject({
      personId: barred.personId,
      standing: 'barred',
    })
    expect(words([barred, ewa], barred.personId)).toEqual([`− ${sentence}`])
  })

  it('puts somebody who is away aside, though their shift still stands, and reads choices from before that was looked at', () => {
    const ill = person(8, { away: { day: today } })
    expect(rankCandidates([ill, ewa], job, now).map(({ standing }) => standing)).toEqual(['suggested', 'set-aside'])
    expect(words([ill, ewa], ill.personId)[0]).toBe('− Away today')
    expect(rankCandidates([person(9)], job, now)[0]?.standing).toBe('suggested')
    expect(reasonWords({ weighs: 'against', code: 'away', day: londonDay('2026-11-13') }, today)).toBe(
      'Away on Fri 13 November',
    )
  })

  it('includes a conflict of interest', () => {
    expect(words([person(7, { conflictOfInterest: true })], person(7).personId)).toEqual([
      '− Conflict of interest with this person',
    ])
  })
})

describe('the limit', () => {
  it('asks for arrival in time for an ordinary interview', () => {
    expect(arriveBy('place-of-safety', at('18:32'))).toBe(at('17:32'))
  })

  it('puts somebody who would be there too late behind everybody who would not, and says so', () => {
    const far = person(8, { travelMinutes: 120, toilBalance: minutes(0), assessedBefore: true })
    const near = person(9, { travelMinutes: 60, toilBalance: minutes(0) })
    const ranked = rankCandidates([far, near, hannah], job, now)
    expect(ranked.map(({ personId }) => personId)).toEqual([hannah.personId, near.personId, far.personId])
    expect(words([far, near, hannah], far.personId)).toContain('− There by 18:55, after the limit at 18:32')
    expect(words([far, near, hannah], near.personId)).toContain(
      '− There by 17:55, with little time before the limit at 18:32',
    )
  })

  it('says nothing of a limit that is days away', () => {
    const calm = { ...job, limitAt: at('18:32', '2026-11-25') }
    const codes = rankCandidates([ewa, liam], calm, now).flatMap(({ reasons }) => reasons.map(({ code }) => code))
    expect(codes.some((code) => code.startsWith('there-'))).toBe(false)
  })
})

describe('rest and late work', () => {
  it('warns of rest under eleven hours, and only if slow when it is only then', () => {
    const early = person(10, { nextShiftStart: at('07:00', '2026-11-13') })
    expect(words([early, ewa], early.personId)).toContain(
      '− Under 11 hours’ rest before Fri 13 November 07:00 if the job is slow',
    )
    const sooner = person(10, { nextShiftStart: at('06:00', '2026-11-13') })
    expect(words([sooner, ewa], sooner.personId)).toContain('− Under 11 hours’ rest before Fri 13 November 06:00')
    expect(rankCandidates([early, ewa], job, now)[0]?.personId).toBe(ewa.personId)
  })

  it('says how late somebody is likely to be', () => {
    const ending = person(11, { shift: { start: at('10:00'), end: at('18:00') } })
    expect(words([ending], ending.personId)).toContain('− Likely to finish 1h 37m after 18:00')
    expect(rankCandidates([ending], job, now)[0]).toMatchObject({ lateMinutes: 97 })
  })

  it('counts a language that is spoken, however it is spelt', () => {
    const speaker = person(13, { languages: ['swedish'], toilBalance: minutes(600) })
    expect(words([speaker, person(12)], speaker.personId)).toContain('+ Speaks Swedish')
    expect(rankCandidates([person(12), speaker], job, now)[0]?.personId).toBe(speaker.personId)
  })
})

describe('the list as a whole', () => {
  const time = fc.integer({ min: 0, max: 23 }).map((hour) => at(`${String(hour).padStart(2, '0')}:00`))
  const anybody = fc.record({
    number: fc.integer({ min: 20, max: 40 }),
    ends: fc.option(time),
    busyUntil: fc.option(time),
    travelMinutes: fc.option(fc.nat(90)),
    toilBalance: fc.integer({ min: -600, max: 3000 }).map(minutes),
    newlyApproved: fc.boolean(),
    barred: fc.boolean(),
  })
  const crowd = fc.uniqueArray(anybody, { selector: ({ number }) => number, maxLength: 12 }).map((rows) =>
    rows.map(({ number, ends, barred, ...rest }) =>
      person(number, {
        ...rest,
        shift: ends === null ? null : { start: at('08:00', '2026-11-11'), end: ends },
        mayAct: barred ? refuse({ code: 'not-approved', from: null }) : done(null),
      }),
    ),
  )

  it('has everybody once, each with a reason, in an order that does not depend on how they came', () => {
    fc.assert(
      fc.property(crowd, (people) => {
        const ranked = rankCandidates(people, job, now)
        expect(ranked.map(({ personId }) => personId).toSorted()).toEqual(
          people.map(({ personId }) => personId).toSorted(),
        )
        expect(rankCandidates(people.toReversed(), job, now)).toEqual(ranked)
        for (const one of ranked) {
          expect(one.reasons.length).toBeGreaterThan(0)
          expect(one.likelyAt <= one.eightInTenBy).toBe(true)
          for (const reason of one.reasons) expect(reasonWords(reason, today)).toMatch(/^[A-Z0-9][^_]*$/)
        }
        const places = ranked.map(({ standing }) => ['suggested', 'set-aside', 'barred'].indexOf(standing))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })

  it('goes by id between equals', () => {
    const [first, second] = rankCandidates([person(31), person(30)], job, now)
    expect([first?.personId, second?.personId]).toEqual([person(30).personId, person(31).personId])
  })
})
