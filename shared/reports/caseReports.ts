import type { ReferralId } from '../kernel/ids.ts'
import { requests, sources, urgencies, urgencyCodes, type Urgency } from '../referrals/referral.ts'
import { triageLeadsTo } from '../referrals/triage.ts'
import { hourOf, weekdayAt } from '../time/london.ts'
import { ageBand, ageBands, isCompleted, weekdays, type CaseWith, type ReferralFact } from './facts.ts'
import { median, ninetieth, percentOf } from './stats.ts'
import {
  countColumns,
  countedBy,
  NOT_RECORDED,
  type CountedRow,
  type CountedTable,
  type ReportColumn,
  peopleIn,
} from './table.ts'

const received = 'referrals received in the period, by the London day of receipt, without duplicates'

export const cameFields = [
  'id',
  'person',
  'receivedAt',
  'source',
  'request',
  'urgency',
  'councilId',
  'closedAt',
  'age',
  'gender',
  'triagedAt',
  'triageOutcome',
  'arrivedAt',
  'outcome',
] as const satisfies readonly (keyof ReferralFact)[]
type Came = CaseWith<typeof cameFields>

/** Each class by the service's own name; by its code as well where two were ever given the same name. */
function urgencyLabels(names: Readonly<Record<Urgency, string>>): Readonly<Record<Urgency, string>> {
  const told = urgencyCodes.map((code) => names[code].trim().toLowerCase())
  if (new Set(told).size === told.length) return names
  // Made from a list that holds each code once.
  return Object.fromEntries(urgencyCodes.map((code) => [code, `${code}: ${names[code]}`])) as Record<Urgency, string>
}

/**
 * What came in, by everything that a committee asks for.
 *
 * @param urgencyNames what the service calls its classes of urgency today
 */
export function referralTables(
  facts: readonly Came[],
  councils: ReadonlyMap<string, string>,
  urgencyNames: Readonly<Record<Urgency, string>> = urgencies,
): readonly CountedTable[] {
  const classOf = urgencyLabels(urgencyNames)
  const by = (
    key: string,
    title: string,
    labelOf: (one: Came) => string | null,
    order: readonly string[],
  ): CountedTable => ({
    key,
    title,
    means: `Counts ${received}.`,
    about: 'people',
    columns: countColumns(received),
    ...countedBy(facts, labelOf, order),
  })
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
  return [
    funnel(facts),
    by('source', 'By who asked', ({ source }) => sources[source], Object.values(sources)),
    by('request', 'By legal status: what was asked for', ({ request }) => requests[request], Object.values(requests)),
    by(
      'urgency',
      'By urgency at triage',
      ({ urgency }) => urgency && classOf[urgency],
      urgencyCodes.map((code) => classOf[code]),
    ),
    by('age', 'By age', ({ age }) => ageBand(age), ageBands),
    by('gender', 'By gender', ({ gender }) => gender && genderWords[gender], Object.values(genderWords)),
    by('council', 'By council', ({ councilId }) => councils.get(councilId) ?? null, [...councils.values()]),
    by('weekday', 'By day of the week', ({ receivedAt }) => weekdays[weekdayAt(receivedAt) - 1] ?? null, weekdays),
    by('hour', 'By hour of the day', ({ receivedAt }) => hours[hourOf(receivedAt)] ?? null, hours),
  ]
}

export const genderWords = { woman: 'Women', man: 'Men', other: 'Another gender' } as const

export const idsOf = (facts: readonly Pick<ReferralFact, 'id'>[]): readonly ReferralId[] => facts.map(({ id }) => id)

/** Each number is of those before it; a referral is never counted in a stage that it did not reach. */
function funnel(facts: readonly Came[]): CountedTable {
  const triaged = facts.filter(({ triagedAt }) => triagedAt !== null)
  const accepted = triaged.filter(
    ({ triageOutcome }) => triageOutcome !== null && triageLeadsTo[triageOutcome] === 'to-allocate',
  )
  const attended = accepted.filter(({ arrivedAt }) => arrivedAt !== null)
  const completed = attended.filter(({ outcome }) => isCompleted(outcome))
  const row = (label: string, some: readonly Came[], before: readonly Came[]): CountedRow => ({
    label,
    cells: [some.length, percentOf(some.length, before.length)],
    people: [peopleIn(some)],
    behind: [idsOf(some)],
  })
  return {
    key: 'funnel',
    title: 'From referral to completed assessment',
    means:
      'Triaged: a first decision was made. Accepted: the latest decision asks for an AMHP. Attended: an AMHP arrived. Completed: an outcome of the completed set was recorded.',
    about: 'people',
    columns: [
      { heading: 'Number', kind: 'count', means: `Of the ${received}, those that came so far.` },
      { heading: 'Of the stage before', kind: 'percent', means: 'In whole percent of the line above.' },
    ],
    rows: [
      row('Received', facts, facts),
      row('Triaged', triaged, facts),
      row('Accepted', accepted, triaged),
      row('Attended', attended, accepted),
      row('Completed', completed, attended),
    ],
    within: [null, 0, 1, 2, 3],
    total: null,
  }
}

const points = [
  ['1 h', 60],
  ['3 h', 180],
  ['24 h', 1440],
  ['5 days', 7200],
  ['10 days', 14_400],
  ['35 days', 50_400],
] as const

const moments = ['receivedAt', 'acceptedAt', 'triagedAt', 'allocatedAt', 'arrivedAt', 'completedAt'] as const
type Moment = (typeof moments)[number]
export const stageFields = ['id', 'urgency', 'closedAt', ...moments] as const satisfies readonly (keyof ReferralFact)[]

/** The stages, each with its beginning and end. A stage that was not reached, or not written down, is its own number. */
const stages: readonly (readonly [label: string, from: Moment, to: Moment])[] = [
  ['Receipt to triage decision', 'receivedAt', 'triagedAt'],
  ['Acceptance to allocation', 'acceptedAt', 'allocatedAt'],
  ['Receipt to allocation', 'receivedAt', 'allocatedAt'],
  ['Acceptance to attendance', 'acceptedAt', 'arrivedAt'],
  ['Receipt to attendance', 'receivedAt', 'arrivedAt'],
  ['Acceptance to outcome', 'acceptedAt', 'completedAt'],
  ['Receipt to outcome', 'receivedAt', 'completedAt'],
]

/** A referral with its moments in milliseconds: each is read once, however many stages it begins or ends. */
export type StageFact = Pick<ReferralFact, 'id' | 'urgency'> & Readonly<Record<Moment | 'closedAt', number | null>>

export function stageTables(facts: readonly StageFact[]): readonly CountedTable[] {
  return [
    stageTable('stages', 'All referrals', facts),
    stageTable(
      'clock',
      'With a legal clock running (U0)',
      facts.filter(({ urgency }) => urgency === 'U0'),
    ),
  ]
}

function stageTable(key: string, title: string, facts: readonly StageFact[]): CountedTable {
  return {
    key,
    title,
    means:
      'Elapsed time on the clock, nights and weekends too, of referrals received in the period. The middle and what nine in ten did not exceed; a mean would hide the long ones.',
    about: 'people',
    columns: [
      { heading: 'Measured', kind: 'count', means: 'Referrals with both moments recorded, in order.' },
      { heading: 'Median', kind: 'minutes', means: 'Half took no longer than this.' },
      { heading: '9 in 10 within', kind: 'minutes', means: 'The 90th percentile, by nearest rank.' },
      ...points.map(([words]): ReportColumn => ({
        heading: `Within ${words}`,
        kind: 'percent',
        of: 'row',
        means: `Of those measured, how many took at most ${words}.`,
      })),
      {
        heading: NOT_RECORDED,
        kind: 'cases',
        means: 'Began the stage, and its end is not recorded or lies before its beginning.',
      },
    ],
    rows: stages.map(([label, from, to]) => stageRow(label, facts, from, to)),
    total: null,
  }
}

const MINUTE_MS = 60_000

function stageRow(label: string, facts: readonly StageFact[], from: Moment, to: Moment): CountedRow {
  const [ids, lengths]: [ReferralId[], number[]] = [[], []]
  let begun = 0
  for (const one of facts) {
    const [began, ended] = [one[from], one[to]]
    if (began === null) continue
    begun += 1
    if (ended === null || ended < began) continue
    ids.push(one.id)
    lengths.push(Math.floor((ended - began) / MINUTE_MS))
  }
  const shares = points.map(([, most]) => percentOf(lengths.filter((length) => length <= most).length, lengths.length))
  return {
    label,
    cells: [lengths.length, median(lengths), ninetieth(lengths), ...shares, begun - lengths.length],
    behind: [ids],
  }
}
