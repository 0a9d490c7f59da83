import { beganWords, type WhatBegan } from '../rota/operatingModels.ts'
import type { Instant } from '../time/instant.ts'
import { formatDate, formatInstant, type LondonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { meansOf, type BeforeAfter, type SideFigure } from './beforeAfter.ts'
import { publishedCauses } from './causesPublished.ts'
import type { CausesShare, HeatMap, LateShare } from './lateWorking.ts'
import { roundPublished } from './publish.ts'
import { cellOf, isSmall as small, protect, SMALLEST_PUBLISHED } from './suppress.ts'

/** What the sheet is made of: figures of the service, and of nobody in it. */
export interface PackFigures {
  readonly councilName: string
  readonly serviceName: string
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly late: LateShare
  readonly causes: CausesShare
  readonly heat: HeatMap
  readonly amhps: number
  readonly peopleOver: number
  readonly staggered: (BeforeAfter & { readonly from: LondonDay; readonly what: WhatBegan }) | null
}

type Published = NonNullable<PackContent['change']>['staggered']

/** A frozen sheet: everything that stands on it, in the words in which it stood. */
export interface PackContent {
  readonly councilName: string
  readonly serviceName: string
  readonly title: string
  readonly intro: string
  readonly facts: readonly { readonly figure: string; readonly words: string }[]
  readonly why: { readonly sentence: string; readonly causes: CausesShare }
  readonly when: {
    readonly sentence: string
    readonly hours: readonly number[]
    readonly days: readonly { readonly weekday: number; readonly counts: readonly (number | null)[] }[]
  }
  readonly change: {
    readonly sentence: string
    /** Left out by sheets of before it was kept, all of them of staggered shifts. */
    readonly what?: WhatBegan
    readonly staggered: BeforeAfter & { readonly from: LondonDay }
  } | null
  readonly asks: readonly string[]
  readonly method: readonly string[]
}

const inHours = (minutes: number): string => (Math.abs(minutes) < 60 ? `${minutes}m` : `${Math.round(minutes / 60)}h`)
const fewer = `fewer than ${SMALLEST_PUBLISHED}`
const fewest = `Under ${SMALLEST_PUBLISHED}`
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/**
 * The committee's sheet, in plain sentences that are made of the figures beside them. Nobody is named, and no count of one to four
 * people or finishes is given.
 *
 * @param asks what the committee is asked to do, in the service's own words; the usual ones when there are none
 * @example packOf(figures, []).intro // 'AMHPs decide whether to apply … This report covers 17 August 2026 to 8 November 2026.'
 */
export function packOf(figures: PackFigures, asks: readonly string[]): PackContent {
  const { councilName, serviceName, firstDay, lastDay, late, heat } = figures
  const { tellsSides, ...causes } = publishedCauses(figures.causes)
  const staggered = figures.staggered && publishedChange(figures.staggered)
  return {
    councilName,
    serviceName,
    title: 'Late working by Approved Mental Health Professionals',
    intro: `AMHPs decide whether to apply for someone to be detained under the Mental Health Act. The work often runs past the end of a shift. This report covers ${formatDate(firstDay)} to ${formatDate(lastDay)}.`,
    facts: factsOf({ ...figures, causes, staggered }),
    why: { sentence: whySentence(causes, late, tellsSides), causes },
    when: {
      sentence: whenSentence(heat),
      hours: heat.hours,
      days: withoutFew(heat),
    },
    change: staggered &&
      figures.staggered && {
        sentence: changeSentence(staggered, figures.staggered.what),
        what: figures.staggered.what,
        staggered,
      },
    asks: asks.length > 0 ? asks : usualAsks(causes, late),
    method: [
      'Figures come from times recorded by AMHPs at the scene, not from memory.',
      `Numbers from 1 to ${SMALLEST_PUBLISHED - 1} are not given, because they could point to a person. Counts of jobs, of shifts and of AMHPs owed time are rounded to the nearest 5, hours of late working to the whole hour. Shares, averages and how many AMHPs there are stand as they are.`,
      'Late is any finish after the rostered end of a shift. Waits side by side share their time, and a minute counts once.',
    ],
  }
}

/**
 * The heat map without small counts, nor the one that could be found from all late finishes and the others: their share is on the sheet,
 * and of how many, so that their number is known.
 */
function withoutFew({ days: rows, n }: HeatMap): PackContent['when']['days'] {
  const cells = rows.map(({ weekday, counts }) => ({ weekday, cells: counts.map((count) => cellOf(count)) }))
  protect([{ parts: cells.flatMap((row) => row.cells), whole: cellOf(n, true) }])
  return cells.map((row) => ({
    weekday: row.weekday,
    counts: row.cells.map(({ count, hidden }) => (hidden ? null : roundPublished(count))),
  }))
}

/**
 * The comparison without months in which very few earned TOIL, nor means from which those could be found: the means are of the months that
 * are given. Sums are to the hour, counts to the nearest five.
 */
function publishedChange({ periods, from, before, after }: NonNullable<PackFigures['staggered']>) {
  const isGiven = ({ earners }: { readonly earners: number }) => earners >= SMALLEST_PUBLISHED
  const given = periods.filter(isGiven)
  const side = (name: 'before' | 'after', { earners, late }: SideFigure): SideFigure => {
    const means = meansOf(given.filter((one) => one.side === name))
    const few = small(late.late) || small(late.n - late.late)
    const shown = few
      ? { late: 0, n: 0, percent: null }
      : { ...late, late: roundPublished(late.late), n: roundPublished(late.n) }
    const counts = { shifts: roundPublished(means.shifts), fewestEarners: roundPublished(means.fewestEarners) }
    return { ...means, ...counts, earners: small(earners) ? 0 : roundPublished(earners), late: shown }
  }
  return {
    from,
    periods: periods.map((one) => ({
      ...one,
      amhps: isGiven(one) ? roundPublished(one.amhps) : 0,
      earners: isGiven(one) ? roundPublished(one.earners) : 0,
      shifts: roundPublished(one.shifts),
      minutes: isGiven(one) ? minutes(60 * Math.round(one.minutes / 60)) : minutes(0),
      perAmhp: isGiven(one) ? one.perAmhp : null,
      perShift: isGiven(one) ? one.perShift : null,
    })),
    before: side('before', before),
    after: side('after', after),
  }
}

function factsOf({
  late,
  causes,
  amhps,
  peopleOver,
  staggered,
}: Omit<PackFigures, 'staggered'> & { readonly staggered: Published | null }): PackContent['facts'] {
  const before = staggered?.before.late
  const was =
    before && before.percent !== null && !small(before.late) && !small(before.n)
      ? ` It was ${before.percent}% of ${roundPublished(before.n)} before`
      : ''
  const over =
    peopleOver > 0 && small(amhps - peopleOver)
      ? '–'
      : small(peopleOver)
        ? `${fewer.slice(0, 1).toUpperCase()}${fewer.slice(1)}`
        : String(roundPublished(peopleOver))
  return [
    {
      figure: small(late.n) ? fewest : String(roundPublished(late.n)),
      words: 'jobs that an AMHP finished on a shift',
    },
    {
      figure: late.percent === null || small(late.n - late.late) ? '–' : small(late.late) ? fewest : `${late.percent}%`,
      words: `finished after the end of the shift.${was}`,
    },
    {
      figure: small(late.late) ? '–' : inHours(causes.lateMinutes),
      words: 'of late working, paid or given back as time off',
    },
    { figure: over, words: `of ${amhps} AMHPs owed more than their limit` },
  ]
}

function whySentence({ sides }: CausesShare, { late }: LateShare, tellsSides: boolean): string {
  if (late === 0) return 'No job finished late.'
  if (small(late)) return 'Too few jobs finished late to say why.'
  if (!tellsSides) return 'Too few jobs waited on some of them to say whose the late hours were.'
  const neither = sides.neither.percent > 0 ? ` ${sides.neither.percent} are nobody’s.` : ''
  return `${sides.partner.percent} of every 100 late hours waited on a partner. ${sides.ours.percent} are the council’s to change.${neither}`
}

/** The counts as they stand on the sheet, rounded: what cannot be told apart there does not stand out. */
function standsOut({ peak, days: rows }: HeatMap): boolean {
  if (peak === null || small(peak.count)) return false
  const most = roundPublished(peak.count)
  return rows.flatMap(({ counts }) => counts).filter((count) => roundPublished(count) >= most).length === 1
}

function whenSentence(heat: HeatMap): string {
  const { peak, n } = heat
  if (peak === null || small(n)) return 'Too few jobs finished late to say when.'
  if (!standsOut(heat)) return 'No one hour stands out. Late finishes in each hour.'
  return `More finished late on ${days[peak.weekday - 1]} between ${peak.hour}:00 and ${(peak.hour + 1) % 24}:00 than in any other hour. Late finishes in each hour.`
}

function changeSentence({ from, before, after }: Published, what: WhatBegan): string {
  if (before.meanPerShift === null || after.meanPerShift === null)
    return `The way of working changed on ${formatDate(from)}. There are no whole months on both sides yet in which enough AMHPs earned TOIL.`
  const way =
    after.meanPerShift < before.meanPerShift ? 'fell' : after.meanPerShift > before.meanPerShift ? 'rose' : 'stayed'
  const figures =
    way === 'stayed'
      ? `stayed at ${before.meanPerShift} minutes`
      : `${way} from ${before.meanPerShift} minutes to ${after.meanPerShift}`
  return `Since ${formatDate(from)} ${beganWords[what].since}. TOIL earned in a duty shift ${figures} (${before.shifts} shifts before, ${after.shifts} since). Other things changed too, so not all of it is due to ${what === 'hub' ? 'shifts' : 'that'}.`
}

/** What a committee is usually asked: named for the largest cause that a partner could shorten. */
function usualAsks({ rows }: CausesShare, late: LateShare): readonly string[] {
  const largest = rows.find(({ side, code }) => side === 'partner' && code !== 'FEW_JOBS')
  return [
    late.n === 0 ? 'note that no late working was recorded' : 'note these figures',
    ...(largest
      ? [`ask the ${ownerWords(largest.owner)} how the largest cause, ${lower(largest.words)}, can be made shorter`]
      : []),
  ]
}

/** @example ownerWords('Ambulance service') // 'ambulance service', and 'NHS trust' as it is */
const ownerWords = (owner: string): string => (/^[A-Z]{2}/.test(owner) ? owner : lower(owner))
const lower = (words: string): string => `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`

/**
 * Whether two sheets have the same figures, whatever words another release of the hub puts them in.
 *
 * @example hasSameFigures(frozen, madeAgain) // false: a job was corrected since
 */
export const hasSameFigures = (one: PackContent, other: PackContent): boolean =>
  inOneOrder(figuresIn(one)) === inOneOrder(figuresIn(other))

/** What is kept comes back with its keys in another order. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

const figuresIn = ({ facts, why, when, change }: PackContent) => ({
  facts: facts.map(({ figure }) => figure),
  causes: why.causes,
  hours: when.hours,
  days: when.days,
  staggered: change?.staggered ?? null,
})

/** When and by what it was made, for the foot of the sheet. @example madeWords(at) // 'Made by Duty Hub on Thu 12 November 16:47.' */
export const madeWords = (at: Instant): string => `Made by Duty Hub on ${formatInstant(at)}.`
