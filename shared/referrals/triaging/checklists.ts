import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { RequestCode } from '../referral.ts'

export type Route = 'place-of-safety' | 'ward' | 'community' | 'nearest-relative' | 'cto'

/** Which way a request comes in. */
export const routeOf: Record<RequestCode, Route> = {
  s136: 'place-of-safety',
  s135: 'place-of-safety',
  's5-2': 'ward',
  's5-4': 'ward',
  s4: 'ward',
  's2-to-s3': 'ward',
  assessment: 'community',
  'warrant-135-1': 'community',
  guardianship: 'community',
  advice: 'community',
  unsure: 'community',
  's13-4': 'nearest-relative',
  cto: 'cto',
  'cto-recall': 'cto',
}

export interface CheckItem {
  readonly code: string
  readonly words: string
  /** Where the rule comes from; '' for what is only good practice here. */
  readonly source: string
}

export interface Checklist {
  readonly id: string
  readonly route: Route
  readonly title: string
  readonly from: LondonDay
  /** The last day on which it applies; `null` until further notice. */
  readonly until: LondonDay | null
  readonly items: readonly CheckItem[]
}

const item = (code: string, words: string, source = ''): CheckItem => ({ code, words, source })
const records = item('records', 'Records searched: care records, earlier contact, risk')
const relative = item('relative', 'Nearest relative worked out, and whether they may be told', 'MHA 1983 s.26, s.11')
const lessRestrictive = item(
  'less-restrictive',
  'Less restrictive options asked about with the crisis team',
  'MHA 1983 s.13(2); Code of Practice chapter 14',
)
const doctors = item(
  'doctors',
  'Two doctors asked, one of them approved under s.12, one with previous acquaintance if there is',
  'MHA 1983 s.12(2)',
)
const interpreter = item('interpreter', 'Interpreter or BSL asked about')
const dependants = item(
  'dependants',
  'Children, adults who rely on them, pets and the home asked about',
  'Code of Practice 14.88',
)
const from = '2024-01-01' as LondonDay

/**
 * What is looked at on each route: data with the day from which it applies, never code. A list is a prompt. It blocks nothing: an
 * urgent referral is saved, triaged and allocated with every line of it open.
 */
export const checklists: readonly Checklist[] = [
  {
    id: 'place-of-safety-1',
    route: 'place-of-safety',
    title: 'Place of safety, sections 135 and 136',
    from,
    until: null,
    items: [
      item(
        'arrival',
        'Time of arrival at the first place of safety, and who says so',
        'MHA 1983 s.136(2A), s.135(3ZA)',
      ),
      item('fit', 'Fit to be interviewed, or when they will be'),
      item('rights', 'Rights given, and searched for what they may have taken'),
      records,
      doctors,
      interpreter,
      relative,
      lessRestrictive,
      dependants,
    ],
  },
  {
    id: 'ward-1',
    route: 'ward',
    title: 'Ward',
    from,
    until: null,
    items: [
      item('report', 'Time at which the report was given to the managers, from the form', 'MHA 1983 s.5(2)'),
      item('informal', 'Whether they would stay informally, and who asked'),
      records,
      doctors,
      relative,
      lessRestrictive,
      item('advocate', 'Advocate told'),
    ],
  },
  {
    id: 'community-1',
    route: 'community',
    title: 'Community',
    from,
    until: null,
    items: [
      records,
      item('seen', 'Who saw them last, and when'),
      lessRestrictive,
      relative,
      doctors,
      item('entry', 'Way in, and whether a warrant may be needed', 'MHA 1983 s.135(1)'),
      item('police', 'Why police would be needed, if they would'),
      interpreter,
      dependants,
    ],
  },
  {
    id: 'nearest-relative-1',
    route: 'nearest-relative',
    title: 'Nearest relative requires it, section 13(4)',
    from,
    until: null,
    items: [
      item('is-relative', 'That the caller is the nearest relative, or rings for them', 'MHA 1983 s.26'),
      item('resides', 'That the person resides in the area', 'MHA 1983 s.13(4)'),
      records,
      lessRestrictive,
      item(
        'reasons',
        'That they are told: if no application is made they get the reasons in writing',
        'MHA 1983 s.13(4)',
      ),
    ],
  },
  {
    id: 'cto-1',
    route: 'cto',
    title: 'Community treatment order',
    from,
    until: null,
    items: [
      item('clinician', 'Responsible clinician, and what they ask the AMHP to agree', 'MHA 1983 s.17A, s.20A, s.17F'),
      item('recall', 'For a recall: time at which detention in hospital began', 'MHA 1983 s.17F'),
      records,
      item('conditions', 'Conditions, and the aftercare plan', 'MHA 1983 s.117'),
      relative,
    ],
  },
]

/** The list that applied on a day. @example checklistFor('s136', londonDay('2026-11-12'))?.id // 'place-of-safety-1' */
export const checklistFor = (request: RequestCode, day: LondonDay): Checklist | undefined =>
  checklists.findLast(
    ({ route, from: first, until }) => route === routeOf[request] && first <= day && (until === null || day <= until),
  )

export const tickStates = { done: 'Done', 'not-needed': 'Not needed', open: 'Open' } as const
export type TickState = keyof typeof tickStates

export interface TickRow {
  readonly listId: string
  readonly item: string
  readonly state: TickState
  readonly byName: string
  readonly at: Instant
}
