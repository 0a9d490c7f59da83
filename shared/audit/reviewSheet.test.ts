import { describe, expect, it } from 'vitest'
import type { CouncilId, PersonId, ReferralId } from '../kernel/ids.ts'
import { addHours, addMinutes, instant, type Instant } from '../time/instant.ts'
import { BARREN_SEARCHES_AN_HOUR, PEOPLE_AN_HOUR, reviewSheet } from './reviewSheet.ts'
import {
  suspicionCodes,
  type DayOfLooks,
  type Deed,
  type Look,
  type Reader,
  type Referred,
  type Suspicion,
} from './snooping.ts'

const NOON = instant('2026-11-12T12:00:00.000Z')
const HERE = 'council-here' as CouncilId
const person = (id: string) => id as PersonId
const referral = (id: string) => id as ReferralId

const aReader = (differs: Partial<Reader> = {}): Reader => ({
  id: person('jo'),
  name: 'Jo Marsh',
  phone: '01632 960 100',
  roles: ['practice-consultant'],
  councilIds: [],
  shifts: [{ start: addHours(NOON, -4), end: addHours(NOON, 4) }],
  ...differs,
})
const somebody = (differs: Partial<Referred> = {}): Referred => ({
  id: referral('r1'),
  lastName: 'Whitlock',
  firstName: 'Jean',
  bornOn: null,
  nhsNumber: '',
  phones: ['07700 900 318'],
  councilId: HERE,
  closedAt: null,
  ...differs,
})
const aLook = (differs: Partial<Look> = {}): Look => ({
  readerId: person('jo'),
  at: NOON,
  kind: 'view',
  people: [referral('r1')],
  grantId: null,
  ...differs,
})
const aDeed = (what: Deed['what'], at: Instant, differs: Partial<Deed> = {}): Deed => ({
  personId: person('jo'),
  referralId: referral('r1'),
  at,
  what,
  ...differs,
})
const aDay = (differs: Partial<DayOfLooks>): DayOfLooks => ({
  looks: [aLook()],
  deeds: [],
  readers: [aReader()],
  people: [somebody()],
  ...differs,
})

const many = (count: number, each: (index: number) => Partial<Look>): readonly Look[] =>
  Array.from({ length: count }, (_, index) => aLook(each(index)))
const crowd = (count: number) =>
  many(count, (index) => ({ people: [referral(`r${index}`)], at: addMinutes(NOON, index) }))
const crowdOf = (count: number) => Array.from({ length: count }, (_, index) => somebody({ id: referral(`r${index}`) }))
const searches = many(BARREN_SEARCHES_AN_HOUR, (index) => ({ kind: 'search', at: addMinutes(NOON, index) }))
const atNight = instant('2026-11-12T02:30:00.000Z')
const LONG_AGO = addHours(NOON, -24 * 200)
const busy = PEOPLE_AN_HOUR['practice-consultant']

/** Each pattern, and beside it the same on a day on which it was work. */
const cases: readonly (readonly [Suspicion, DayOfLooks, DayOfLooks])[] = [
  [
    'same-surname',
    aDay({ people: [somebody({ lastName: 'Marsh' })] }),
    aDay({ people: [somebody({ lastName: 'Marsh' })], deeds: [aDeed('received', addHours(NOON, -1))] }),
  ],
  [
    'colleague',
    aDay({
      readers: [aReader(), aReader({ id: person('tom'), name: 'Tom Ellis' })],
      people: [somebody({ firstName: 'Tom', lastName: 'Ellis' })],
    }),
    aDay({
      readers: [aReader(), aReader({ id: person('tom'), name: 'Tom Ellis' })],
      people: [somebody({ firstName: 'Tim', lastName: 'Ellis' })],
    }),
  ],
  [
    'own-contact',
    aDay({ people: [somebody({ phones: ['Sister, 01632960100'] })] }),
    aDay({ readers: [aReader({ phone: '' })], people: [somebody({ phones: [''] })] }),
  ],
  [
    'many-people',
    aDay({ looks: crowd(busy + 1), people: crowdOf(busy + 1) }),
    aDay({ looks: crowd(busy), people: crowdOf(busy) }),
  ],
  [
    'long-closed',
    aDay({ people: [somebody({ closedAt: LONG_AGO })] }),
    aDay({ people: [somebody({ closedAt: LONG_AGO }), somebody({ id: referral('r2') })] }),
  ],
  [
    'other-team',
    aDay({ readers: [aReader({ councilIds: ['council-there' as CouncilId] })] }),
    aDay({ readers: [aReader({ councilIds: [HERE] })] }),
  ],
  [
    'taken-off',
    aDay({ deeds: [aDeed('given', addHours(NOON, -5)), aDeed('taken-off', addHours(NOON, -2))] }),
    aDay({
      deeds: [
        aDeed('given', addHours(NOON, -5)),
        aDeed('taken-off', addHours(NOON, -2)),
        aDeed('given', addHours(NOON, -1)),
      ],
    }),
  ],
  ['fishing', aDay({ looks: searches }), aDay({ looks: [...searches, aLook()] })],
  [
    'opened-without-need',
    aDay({ looks: [aLook({ grantId: 'g' })] }),
    aDay({ looks: [aLook({ grantId: 'g' })], deeds: [aDeed('worked', addMinutes(NOON, 9))] }),
  ],
  [
    'out-of-hours',
    aDay({ looks: [aLook({ at: atNight })] }),
    aDay({
      looks: [aLook({ at: atNight })],
      readers: [aReader({ shifts: [{ start: addHours(atNight, -5), end: addHours(atNight, 4) }] })],
    }),
  ],
]

const asked = (day: DayOfLooks): readonly Suspicion[] => reviewSheet(day).map(({ suspicion }) => suspicion)

describe('the review sheet', () => {
  it('has a case for every pattern', () => {
    expect(cases.map(([suspicion]) => suspicion)).toEqual(suspicionCodes)
  })

  it.each(cases)('asks about %s, and not when it was work', (suspicion, snooped, worked) => {
    expect(asked(snooped)).toEqual([suspicion])
    expect(asked(worked)).toEqual([])
  })

  it('says when first, when last and how often, in one line a record', () => {
    const twice = [aLook(), aLook({ at: addMinutes(NOON, 20) })]
    expect(reviewSheet(aDay({ looks: twice, people: [somebody({ lastName: 'Marsh' })] }))).toEqual([
      {
        suspicion: 'same-surname',
        readerId: 'jo',
        referralId: 'r1',
        firstAt: NOON,
        lastAt: addMinutes(NOON, 20),
        times: 2,
      },
    ])
  })

  it('reads names as people write them', () => {
    const reader = aReader({ name: 'Siobhán O’Brien' })
    expect(asked(aDay({ readers: [reader], people: [somebody({ lastName: "O'BRIEN" })] }))).toEqual(['same-surname'])
    expect(asked(aDay({ readers: [reader], people: [somebody({ lastName: 'Brien' })] }))).toEqual([])
  })

  it('takes a weekend as out of hours on London’s clock, also in summer', () => {
    const fridayNight = instant('2026-07-17T22:59:00.000Z')
    const readers = [
      aReader({ shifts: [{ start: instant('2026-07-17T12:00:00.000Z'), end: instant('2026-07-17T20:00:00.000Z') }] }),
    ]
    expect(asked(aDay({ looks: [aLook({ at: fridayNight })], readers }))).toEqual(['out-of-hours'])
    expect(asked(aDay({ looks: [aLook({ at: instant('2026-07-17T20:59:00.000Z') })], readers }))).toEqual([])
  })
})
