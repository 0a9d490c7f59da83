/** What the law counts beside the powers that run by the hour: each has its own row in `limitRules`. */
export const limitKinds = [
  's11-5',
  's4-5',
  's12-1',
  's6-1-a',
  's6-1-b',
  's2',
  's3',
  'guardianship',
  's8-2',
  'cto',
  's18',
  's138',
  's135-warrant',
  's11-3',
  's11-4',
  's13-4',
  's14',
  's15',
  's25',
  's13-1b',
] as const
export type LimitKind = (typeof limitKinds)[number]

/** A second date that the law weighs against the first: the earlier or the later of the two counts, or it stands instead. */
export interface SecondDate {
  readonly counts: 'the-earlier' | 'the-later' | 'instead'
  readonly label: string
  readonly hint: string
}

/**
 * Under what somebody was detained who is absent without leave. Of section 2, 4 and 5 the end of that period alone counts, to the minute
 * where it is counted in hours: nobody is retaken under section 18 after it (MHA 1983 s.18(5)).
 */
export const detentions = {
  s2: { words: 'Section 2', ends: 'day' },
  s4: { words: 'Section 4', ends: 'moment' },
  's5-2': { words: 'Section 5(2), doctor’s holding power', ends: 'moment' },
  's5-4': { words: 'Section 5(4), nurse’s holding power', ends: 'moment' },
  longer: { words: 'Section 3, a hospital order, guardianship or a community treatment order', ends: 'day' },
} as const
export type Detention = keyof typeof detentions

export const detentionCodes = Object.keys(detentions) as [Detention, ...Detention[]]

/** Whether an absence is over with the detention itself. @example endsWithDetention('s2') // true */
export const endsWithDetention = (detention: Detention | null): boolean => detention !== null && detention !== 'longer'

/** How the end of a detention is given: as its last day, or to the minute. @example secondTakes('s18', 's5-4') // 'moment' */
export const secondTakes = (kind: LimitKind, detention: Detention | null): LimitFamily['takes'] =>
  detention === null ? limitFamilies[kind].takes : detentions[detention].ends

/** What is the same about a limit whatever the law's numbers are on a day. */
export interface LimitFamily {
  readonly full: string
  readonly short: string
  /** What is shown beside the limit: "Admit by", "Apply by", "Ends". */
  readonly verb: string
  /** Whether its start is asked for to the minute, or as a day: the law counts whole days from it. */
  readonly takes: 'moment' | 'day'
  /** Counts for one AMHP alone: another AMHP’s sighting starts a clock of their own. */
  readonly perApplicant: boolean
  readonly question: { readonly label: string; readonly hint: string }
  readonly second: SecondDate | null
  /** How it can come to its end. */
  readonly endings: Readonly<Record<string, string>>
}

const day = (label: string, hint: string) =>
  ({ takes: 'day', perApplicant: false, question: { label, hint }, second: null }) as const
const moment = (label: string, hint: string) =>
  ({ takes: 'moment', perApplicant: false, question: { label, hint }, second: null }) as const

const applied = {
  applied: 'The application was made',
  'somebody-else-applies': 'Another AMHP saw the person and applies',
  'not-applied': 'No application',
}
const admitted = { admitted: 'Admitted', 'not-admitted': 'Not admitted' }
const relative = {
  informed: 'They were told',
  'not-practicable': 'It was not practicable; the reasons are below',
  'nobody-there': 'There is no such person',
}
const detention = {
  discharged: 'Discharged',
  'another-section': 'Detained under another section',
  informal: 'Stayed as an informal patient',
  lapsed: 'It ran out',
}

/** Names, questions and endings of each limit. */
export const limitFamilies: Record<LimitKind, LimitFamily> = {
  's11-5': {
    full: 'Application within 14 days of seeing the person',
    short: 's11(5)',
    verb: 'Apply by',
    ...day('The day on which this AMHP last saw the person', 'Their own sighting, not a colleague’s'),
    perApplicant: true,
    endings: applied,
  },
  's4-5': {
    full: 'Emergency application within 24 hours of seeing the person',
    short: 's4(5)',
    verb: 'Apply by',
    ...moment('When this AMHP saw the person', 'Their own sighting, not a colleague’s'),
    perApplicant: true,
    endings: applied,
  },
  's12-1': {
    full: 'Second examination, with no more than five days between',
    short: 's12(1)',
    verb: 'Examine by',
    ...day('The day of the first examination', 'The examination, not the signature'),
    endings: {
      examined: 'The second doctor has examined',
      together: 'They examined together',
      'not-needed': 'No second examination',
    },
  },
  's6-1-a': {
    full: 'Admission within 14 days of the last medical examination',
    short: 's6',
    verb: 'Admit by',
    ...day('The day of the last medical examination', 'Before a recommendation; not the day of the application'),
    endings: admitted,
  },
  's6-1-b': {
    full: 'Admission within 24 hours, section 4',
    short: 's6, s4',
    verb: 'Admit by',
    ...moment('The examination or the application, whichever came first', 'Not when transport was asked for'),
    endings: admitted,
  },
  s2: {
    full: 'Section 2, detention for assessment',
    short: 's2',
    verb: 'Ends',
    ...day('The day of admission', 'For an in-patient, when the managers received the application'),
    endings: detention,
  },
  s3: {
    full: 'Section 3, detention for treatment',
    short: 's3',
    verb: 'Ends',
    ...day('The day of admission', 'For an in-patient, when the managers received the application'),
    endings: detention,
  },
  guardianship: {
    full: 'Guardianship',
    short: 's7',
    verb: 'Ends',
    ...day('The day on which the application was accepted', 'Not when it was signed'),
    endings: detention,
  },
  's8-2': {
    full: 'Guardianship application to be forwarded',
    short: 's8(2)',
    verb: 'Forward by',
    ...day('The day of the last medical examination', 'Before a recommendation'),
    endings: { forwarded: 'Forwarded to the council', 'not-forwarded': 'Not forwarded' },
  },
  cto: {
    full: 'Community treatment order',
    short: 'CTO',
    verb: 'Ends',
    ...day('The day on which the order was made', 'Not the day of leaving hospital'),
    endings: { discharged: 'Discharged', revoked: 'Revoked', lapsed: 'It ran out' },
  },
  s18: {
    full: 'Absent without leave',
    short: 's18',
    verb: 'Retake by',
    ...day('The first day of absence', 'The day itself counts'),
    second: {
      counts: 'the-later',
      label: 'When the detention or order itself ends',
      hint: 'Its last day. When that is later than six months, it counts',
    },
    endings: { returned: 'Returned', 'retaken-late': 'Retaken after the limit', lapsed: 'It ran out' },
  },
  s138: {
    full: 'Escaped from section 135 or 136',
    short: 's138',
    verb: 'Retake by',
    ...moment('When they escaped', 'Not when it was noticed'),
    second: {
      counts: 'the-earlier',
      label: 'When the period at the place of safety ends',
      hint: 'Empty when they never got there',
    },
    endings: { returned: 'Retaken', lapsed: 'It ran out' },
  },
  's135-warrant': {
    full: 'Warrant under section 135',
    short: 'Warrant',
    verb: 'Enter by',
    ...day('The day of issue', 'As it stands on the warrant'),
    second: {
      counts: 'instead',
      label: 'The last day, as it stands on the warrant',
      hint: 'The paper has the last word. Empty when it names none',
    },
    endings: { executed: 'Used: it lets in once', 'not-used': 'Not used', 'new-warrant': 'A new one was issued' },
  },
  's11-3': {
    full: 'Telling the relative of section 2',
    short: 's11(3)',
    verb: 'Tell by',
    ...day('The day of the application', 'Before it, or within a reasonable time after'),
    endings: relative,
  },
  's11-4': {
    full: 'Consulting the relative before section 3 or guardianship',
    short: 's11(4)',
    verb: 'Before applying',
    ...day('The day on which an application came into question', 'Consulted before it is made'),
    endings: {
      'no-objection': 'Consulted: no objection',
      objected: 'Consulted: objected',
      'not-practicable': 'Not reasonably practicable, or unreasonable delay; the reasons are below',
      'nobody-there': 'There is no such person',
    },
  },
  's13-4': {
    full: 'Written reasons for the relative who asked',
    short: 's13(4)',
    verb: 'Reasons by',
    ...day('The day on which they asked', 'In writing or not, by themselves or through somebody'),
    endings: {
      'application-made': 'An application was made',
      'reasons-sent': 'No application: written reasons were sent',
      withdrawn: 'The request was taken back',
    },
  },
  s14: {
    full: 'Social circumstances report',
    short: 's14',
    verb: 'Report by',
    ...day('The day on which the hospital gave notice', 'After an application by the relative'),
    endings: { 'report-given': 'The report was given', 'not-needed': 'None is needed' },
  },
  s15: {
    full: 'Putting papers right',
    short: 's15',
    verb: 'Put right by',
    ...day('The day of admission', 'The managers must agree'),
    endings: {
      'in-order': 'The papers are in order',
      rectified: 'Put right',
      'not-rectified': 'Not put right in time',
    },
  },
  s25: {
    full: 'Discharge by the relative: barring report',
    short: 's25',
    verb: 'Bar by',
    ...moment('When the notice was received', 'By the hospital managers'),
    endings: { barred: 'A barring report was given', discharged: 'Discharged', withdrawn: 'The notice was taken back' },
  },
  's13-1b': {
    full: 'Our duty to consider section 3 after our section 2',
    short: 's13(1B)',
    verb: 'Runs on',
    ...day('The day on which our section 2 began', 'Wherever the person is now'),
    endings: { considered: 'Considered', 'discharged-from-s2': 'Section 2 has ended' },
  },
}

/** Ends that every limit may have. */
export const commonEndings = {
  'in-error': 'It was recorded in error',
} as const

/** How a period ends that the next one follows: recorded by the renewal itself. */
export const RENEWED = 'renewed'

/** How a limit of a kind can end, with the words for it. */
export const endingsOf = (kind: LimitKind): Readonly<Record<string, string>> => ({
  ...limitFamilies[kind].endings,
  ...commonEndings,
})

/** Every code that an end can have, of whichever kind. */
export const limitEndings: readonly string[] = [...new Set(limitKinds.flatMap((kind) => Object.keys(endingsOf(kind))))]
