/** Who is asking. The first seven are the chips of the form, in the order in which they call; the rest are under "Other". */
export const sources = {
  POLICE_136: 'Police',
  LIAISON_PSYCH: 'Emergency department',
  INPATIENT_WARD: 'Ward',
  GP: 'GP',
  CMHT: 'Community team',
  NEAREST_RELATIVE_13_4: 'Nearest relative',
  OTHER_RELATIVE_CARER: 'Family or carer',
  CRISIS_HTT: 'Crisis team',
  CONSULTANT_PSYCHIATRIST: 'Consultant psychiatrist',
  POLICE_CUSTODY: 'Police custody',
  LIAISON_DIVERSION: 'Liaison and diversion',
  PRISON_IRC: 'Prison or removal centre',
  COURT: 'Court',
  CARE_HOME: 'Care home',
  SOCIAL_WORK_TEAM: 'Social work team',
  CHILDREN_CAMHS: 'CAMHS',
  LD_AUTISM_TEAM: 'Learning disability or autism team',
  OLDER_ADULTS_MEMORY: 'Older adults or memory team',
  AMBULANCE_111_999: 'Ambulance or 111',
  NR_REPRESENTATIVE_13_4: 'On behalf of the nearest relative',
  SELF: 'The person',
  OTHER_LA_AMHP: 'AMHP of another council',
  EDT_HANDOVER: 'Out-of-hours team',
  RC_CTO: 'Responsible clinician (CTO)',
  GUARDIANSHIP_TEAM: 'Guardianship team',
  S117_TEAM: 'Section 117 team',
  OTHER: 'Somebody else',
} as const
export type SourceCode = keyof typeof sources
export const sourceCodes = Object.keys(sources) as [SourceCode, ...SourceCode[]]

/** What is asked for. A running power brings its clock with it. */
export const requests = {
  s136: 'Section 136',
  's5-2': 'Section 5(2)',
  assessment: 'Assessment',
  'warrant-135-1': 'Warrant, s135',
  's13-4': 'Nearest relative, s13(4)',
  advice: 'Advice only',
  's5-4': 'Section 5(4)',
  s4: 'Section 4, second recommendation',
  's2-to-s3': 'Section 2 to section 3',
  'cto-recall': 'CTO recall',
  cto: 'CTO: make, extend or revoke',
  guardianship: 'Guardianship',
  s135: 'Section 135, already removed',
  unsure: 'Caller is not sure',
} as const
export type RequestCode = keyof typeof requests
export const requestCodes = Object.keys(requests) as [RequestCode, ...RequestCode[]]

/** "Not asked" is an answer, and never the same as "none known". */
export const riskAnswers = { 'none-known': 'None known', yes: 'Yes', 'not-asked': 'Not asked yet' } as const
export type RiskAnswer = keyof typeof riskAnswers
export const riskAnswerCodes = Object.keys(riskAnswers) as [RiskAnswer, ...RiskAnswer[]]

/** Local urgency classes. There is no national response time: each service sets its own targets. */
export const urgencies = {
  U0: 'A legal clock is running',
  U1: 'At once',
  U2: 'Today',
  U3: 'Soon, within 72 hours',
  U4: 'Planned, by a date',
} as const
export type Urgency = keyof typeof urgencies
export const urgencyCodes = Object.keys(urgencies) as [Urgency, ...Urgency[]]

/**
 * Where a referral stands: waiting for triage, accepted and waiting for an AMHP, with an AMHP, or closed.
 * What the AMHP is doing with it is the allocation's to say.
 */
export const referralStates = ['to-triage', 'to-allocate', 'allocated', 'closed'] as const
export type ReferralState = (typeof referralStates)[number]

/** @example referralNumber(2424) // 'R-2424' */
export const referralNumber = (number: number): string => `R-${number}`
