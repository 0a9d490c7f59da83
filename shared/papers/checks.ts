import { clearDaysBetween, daysBeginningWith, lastDayWithin } from '../time/counting.ts'
import { addHours, type Instant } from '../time/instant.ts'
import { formatDay, formatInstant, londonDayOf, type LondonDay } from '../time/london.ts'
import type { KnownAnswer, Objection, Displacement, Recommendation, RelativeKind } from './codes.ts'

/** A doctor, as far as the law's days are concerned. */
export interface ExaminedBy {
  readonly doctorName: string
  readonly isSection12: KnownAnswer
  readonly knowsPerson: KnownAnswer
  readonly examinedAt: Instant | null
  readonly recommendation: Recommendation
  readonly signedOn: LondonDay | null
  /** Somebody has said that the application rests on it. */
  readonly restsOn?: boolean
}

/** Whether a doctor recommends anything. */
export const isGiven = ({ recommendation: one }: Pick<ExaminedBy, 'recommendation'>): boolean =>
  one !== 'none-yet' && one !== 'not-given'

export interface RelativeStanding {
  readonly kind: RelativeKind
  readonly name: string
  readonly informedAt: Instant | null
  readonly consultedAt: Instant | null
  readonly notConsultedWhy: string
  readonly objects: Objection
  readonly displacement: Displacement
}

/** Something of the law that is worth knowing before it bites. It warns and explains; it blocks nobody. */
export interface Check {
  readonly key: string
  /** `fine`: so far as it should be. `coming`: it will matter by a day. `look`: look at this before anybody relies on it. */
  readonly look: 'fine' | 'coming' | 'look'
  readonly head: string
  readonly text: string
  readonly provision: string
}

export interface CheckFacts {
  readonly examinations: readonly ExaminedBy[]
  /** AMHPs who have been with the person, and when. */
  readonly seenBy: readonly { readonly name: string; readonly at: Instant }[]
  readonly relative: RelativeStanding | null
}

/** Whole days that may lie between the two examinations (MHA 1983 s.12(1)). */
export const CLEAR_DAYS = 5
const FOURTEEN = 14

/** Which application the recommendations point to; `null` while there is none. */
export function pathOf(examinations: readonly ExaminedBy[]): 's2' | 's3' | 's4' | 's7' | null {
  const given = examinations.flatMap(({ recommendation: one }) =>
    one === 'none-yet' || one === 'not-given' ? [] : [one],
  )
  return (['s7', 's3', 's2', 's4'] as const).find((path) => given.includes(path)) ?? null
}

/**
 * What the law's days say of the doctors, the AMHP and the relative, each with the day by which it matters.
 *
 * @param now every day is London's
 * @example checksOf(facts, now).find(({ key }) => key === 'clear-days')?.text // 'The second doctor examines by Sat 7 March 2026 …'
 */
export function checksOf(facts: CheckFacts, now: Instant): readonly Check[] {
  return [...doctors(facts, now), ...days(facts, now), ...amhps(facts, now), ...relative(facts)]
}

function doctors({ examinations }: CheckFacts, now: Instant): readonly Check[] {
  if (examinations.length === 0) return []
  const path = pathOf(examinations)
  const given = examinations.filter(isGiven)
  const checks: Check[] = []
  if (path !== null) {
    const needed = path === 's4' ? 1 : 2
    checks.push({
      key: 'how-many',
      look: given.length >= needed ? 'fine' : 'coming',
      head: `${given.length} of ${needed} recommendation${needed === 1 ? '' : 's'}`,
      text:
        path === 's4'
          ? 'Section 4 needs one; a second, given and received within 72 hours of admission, makes it section 2.'
          : 'Two registered medical practitioners recommend; the decision to apply is the AMHP’s own.',
      provision: path === 's4' ? 'MHA 1983 s.4(3)' : 'MHA 1983 s.2(3), s.3(3)',
    })
    checks.push({
      key: 'section-12',
      look: given.some(({ isSection12 }) => isSection12 === 'yes') ? 'fine' : 'look',
      head: given.some(({ isSection12 }) => isSection12 === 'yes')
        ? 'One is approved under section 12'
        : 'No section 12 doctor among them yet',
      text: 'At least one of the two must be approved under section 12. An approved clinician who is a doctor counts.',
      provision: 'MHA 1983 s.12(2), (2A)',
    })
    if (!given.some(({ knowsPerson }) => knowsPerson === 'yes'))
      checks.push({
        key: 'acquaintance',
        look: 'coming',
        head: 'Neither is said to know the person',
        text: 'If practicable one should have known them before. If not, the application says why.',
        provision: 'MHA 1983 s.12(2)',
      })
  }
  const today = londonDayOf(now)
  checks.push(...given.filter(({ examinedAt }) => examinedAt === null).map(notTimed))
  for (const { doctorName, examinedAt, signedOn } of examinations) {
    if (signedOn !== null && (signedOn > today || (examinedAt !== null && signedOn < londonDayOf(examinedAt))))
      checks.push({
        key: `signed-${doctorName}`,
        look: 'look',
        head: `${doctorName}: the signature’s day does not fit`,
        text: 'A recommendation is signed after the examination, and on or before the day of the application. Check both days on the paper.',
        provision: 'MHA 1983 s.12(1)',
      })
  }
  return checks
}

/** A recommendation without a time of examination: the law’s days count from nothing, and nobody would be warned of any of them. */
const notTimed = ({ doctorName }: ExaminedBy): Check => ({
  key: `not-timed-${doctorName}`,
  look: 'look',
  head: `${doctorName} recommends, and when they examined is not recorded`,
  text: 'The days of the law count from the examination, not from the signature: five clear days between two, fourteen to admission. Until the time is entered the hub counts none of them from this doctor.',
  provision: 'MHA 1983 s.12(1), s.6(1)',
})

const dayOf = ({ examinedAt }: ExaminedBy): readonly LondonDay[] =>
  examinedAt === null ? [] : [londonDayOf(examinedAt)]

function days({ examinations }: CheckFacts, now: Instant): readonly Check[] {
  const examined = examinations
    .filter(({ recommendation: one }) => one !== 'not-given')
    .flatMap(dayOf)
    .toSorted((a, b) => (a < b ? -1 : 1))
  const [first] = examined
  const last = examined.at(-1)
  if (first === undefined || last === undefined) return []
  const path = pathOf(examinations)
  return [...clearDays(examined, first, now), ...admission(path, last, examinations)]
}

/** Of three doctors or more, the two who examined closest to each other: an application needs no more than two. */
const closestPair = (examined: readonly LondonDay[]): readonly [LondonDay, LondonDay] | undefined =>
  examined
    .slice(1)
    .map((day, index) => [examined[index] ?? day, day] as const)
    .toSorted((a, b) => clearDaysBetween(...a) - clearDaysBetween(...b))[0]

function clearDays(examined: readonly LondonDay[], first: LondonDay, now: Instant): readonly Check[] {
  const provision = 'MHA 1983 s.12(1)'
  const until = lastDayWithin(first, CLEAR_DAYS)
  const pair = closestPair(examined)
  if (pair === undefined) {
    const over = londonDayOf(now) > until
    return [
      {
        key: 'clear-days',
        look: over ? 'look' : 'coming',
        head: over ? 'Too long since the first examination' : `Second examination by ${formatDay(until)}`,
        text: over
          ? `More than five clear days lie between ${formatDay(first)} and today. A second examination now cannot stand beside the first: somebody must examine again.`
          : `The first was on ${formatDay(first)}. At most five whole days may lie between the two, counted on the days of examination, not of signing. Weekends count.`,
        provision,
      },
    ]
  }
  const between = clearDaysBetween(...pair)
  const which = examined.length > 2 ? `, ${formatDay(pair[0])} and ${formatDay(pair[1])}` : ''
  return [
    {
      key: 'clear-days',
      look: between <= CLEAR_DAYS ? 'fine' : 'look',
      head: `${between} clear day${between === 1 ? '' : 's'} between the examinations${which}`,
      text:
        between <= CLEAR_DAYS
          ? 'Five are allowed. What counts are the days on which they examined.'
          : 'Five are allowed. These two cannot both support an application: somebody must examine again.',
      provision,
    },
  ]
}

function admission(
  path: ReturnType<typeof pathOf>,
  last: LondonDay,
  examinations: readonly ExaminedBy[],
): readonly Check[] {
  if (path === 's4') {
    const at = examinations
      .flatMap(({ examinedAt }) => examinedAt ?? [])
      .toSorted()
      .at(-1)
    return at === undefined
      ? []
      : [
          {
            key: 'admission',
            look: 'coming',
            head: `Admission by ${formatInstant(addHours(at, 24))}`,
            text: 'Under section 4 the person is admitted within 24 hours of the examination or of the application, whichever was earlier. After that it authorises nothing.',
            provision: 'MHA 1983 s.6(1)(b)',
          },
        ]
  }
  if (path === null || path === 's7') return []
  return [
    {
      key: 'admission',
      look: 'coming',
      head: `Admission by ${formatDay(daysBeginningWith(last, FOURTEEN))}`,
      text: `Authority to take and convey lasts 14 days beginning with the last examination, ${formatDay(last)}. If no bed is found by then, somebody must examine again.`,
      provision: 'MHA 1983 s.6(1)(a)',
    },
  ]
}

function amhps({ seenBy }: CheckFacts, now: Instant): readonly Check[] {
  const today = londonDayOf(now)
  const inOrder = seenBy.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const latest = new Map(inOrder.map(({ name, at }) => [name, at]))
  return [...latest].map(([name, at]) => {
    const until = daysBeginningWith(londonDayOf(at), FOURTEEN)
    const over = today > until
    return {
      key: `seen-${name}`,
      look: over ? ('look' as const) : ('coming' as const),
      head: over ? `${name} must see the person again before applying` : `${name} may apply until ${formatDay(until)}`,
      text: `${name} was with the person on ${formatDay(londonDayOf(at))}. Whoever applies has personally seen them within 14 days ending with the application; nobody can apply on what another AMHP saw.`,
      provision: 'MHA 1983 s.11(5)',
    }
  })
}

function relative({ relative: one, examinations }: CheckFacts): readonly Check[] {
  const path = pathOf(examinations)
  if (one === null || one.name.trim() === '')
    return path === null
      ? []
      : [
          {
            key: 'relative',
            look: 'look',
            head: 'Nobody is recorded as nearest relative',
            text: 'Work out who it is in the order of section 26, and write down how. It need not be who the GP has as next of kin.',
            provision: 'MHA 1983 s.26',
          },
        ]
  if (path === 's3' || path === 's7') return [consulted(one)]
  if (path !== 's2') return []
  return [
    {
      key: 'relative',
      look: one.informedAt === null && one.notConsultedWhy === '' ? 'coming' : 'fine',
      head:
        one.informedAt === null
          ? `${one.name} has not been told yet`
          : `${one.name} was told ${formatInstant(one.informedAt)}`,
      text: 'For section 2 they are told before the application or within a reasonable time after it, unless that is not practicable: then the reasons are recorded.',
      provision: 'MHA 1983 s.11(3)',
    },
  ]
}

function consulted(one: RelativeStanding): Check {
  const provision = 'MHA 1983 s.11(4)'
  if (one.objects === 'yes' && one.displacement !== 'displaced')
    return {
      key: 'relative',
      look: 'look',
      head: `${one.name} objects`,
      text: 'An application for section 3 or guardianship cannot be made while the objection stands. An unlawful detention may follow if it is. Only the county court can displace them (section 29).',
      provision,
    }
  const done = one.consultedAt !== null || one.notConsultedWhy !== ''
  return {
    key: 'relative',
    look: done ? 'fine' : 'look',
    head: done ? `${one.name}: consulted, or why not is recorded` : `${one.name} has not been consulted`,
    text: 'Before an application for section 3 or guardianship they are consulted, unless that is not reasonably practicable or would delay it unreasonably. Look at the time that is really left before you say so.',
    provision,
  }
}
