/** "Not known" is an answer, and never the same as no. */
export const knownAnswers = ['yes', 'no', 'unknown'] as const
export type KnownAnswer = (typeof knownAnswers)[number]
export const knownNames: Record<KnownAnswer, string> = { yes: 'Yes', no: 'No', unknown: 'Not known' }

/** What a doctor came to. Two recommendations and no application is a lawful outcome: the AMHP decides. */
export const recommendations = {
  'none-yet': 'Not yet',
  s2: 'Section 2',
  s3: 'Section 3',
  s4: 'Section 4',
  s7: 'Guardianship, section 7',
  'not-given': 'No recommendation',
} as const
export type Recommendation = keyof typeof recommendations
export const recommendationCodes = Object.keys(recommendations) as [Recommendation, ...Recommendation[]]

/** Forms for England (SI 2008/1184) and the papers that go with them. The hub says where each is; it makes none of them. */
export const paperForms = {
  A1: 'A1: section 2, by the nearest relative',
  A2: 'A2: section 2, by the AMHP',
  A3: 'A3: section 2, joint medical recommendation',
  A4: 'A4: section 2, medical recommendation',
  A5: 'A5: section 3, by the nearest relative',
  A6: 'A6: section 3, by the AMHP',
  A7: 'A7: section 3, joint medical recommendation',
  A8: 'A8: section 3, medical recommendation',
  A9: 'A9: section 4, by the nearest relative',
  A10: 'A10: section 4, by the AMHP',
  A11: 'A11: section 4, medical recommendation',
  G2: 'G2: guardianship, by the AMHP',
  H1: 'H1: report on a hospital in-patient, section 5(2)',
  H2: 'H2: nurse’s record, section 5(4)',
  H3: 'H3: record of detention in hospital',
  CTO1: 'CTO1: community treatment order',
  CTO5: 'CTO5: revocation of a community treatment order',
  WARRANT: 'Warrant under section 135',
  REPORT: 'AMHP’s outline report',
  OTHER: 'Another paper',
} as const
export type PaperForm = keyof typeof paperForms
export const paperFormCodes = Object.keys(paperForms) as [PaperForm, ...PaperForm[]]

/** Who has the statutory role beside the person. */
export const relativeKinds = ['nearest-relative', 'nominated-person'] as const
export type RelativeKind = (typeof relativeKinds)[number]
export const relativeNames: Record<RelativeKind, string> = {
  'nearest-relative': 'Nearest relative',
  'nominated-person': 'Nominated person',
}

/** Whether they object: asked or not is part of the answer. */
export const objections = { 'not-asked': 'Not asked yet', no: 'Does not object', yes: 'Objects' } as const
export type Objection = keyof typeof objections
export const objectionCodes = Object.keys(objections) as [Objection, ...Objection[]]

/** Section 29: the county court may put somebody else in the place of the nearest relative. */
export const displacements = {
  none: 'None',
  applied: 'Applied for, section 29',
  displaced: 'Displaced by the county court',
} as const
export type Displacement = keyof typeof displacements
export const displacementCodes = Object.keys(displacements) as [Displacement, ...Displacement[]]
