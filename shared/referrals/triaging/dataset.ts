import {
  adherence,
  capacityViews,
  ethnicGroups,
  genders,
  languages,
  legalStatuses,
  physicalHealth,
  substanceUse,
} from './answerLists.ts'

/**
 * What a request for an AMHP may have to establish, beside the quick form: one list, by group, read by the form, the server and the
 * export. No single national form exists; this is put together from what councils ask on their pages and privacy notices, and from
 * the Code of Practice to the Mental Health Act 1983. `need` says when a fact must have been asked about: to accept the referral
 * (R), to complete triage (T), before anybody attends (A). Nothing here ever blocks a save.
 */
export type Need = 'R' | 'T' | 'A'

export interface DataField {
  readonly label: string
  readonly need: Need | null
  readonly hint?: string
  /** How it is answered: a line, a narrative, whether there is something, whether it was tried, or one of a list. */
  readonly as: 'line' | 'text' | 'presence' | 'tried' | Readonly<Record<string, string>>
  /** What may be added to a choice in words, where it is one of a list and seldom the whole answer. */
  readonly more?: string
  /** Kept on the referral itself, because the board, the search or the AMHP's telephone reads it there. */
  readonly onReferral?: true
}

const line = (label: string, need: Need | null = null, hint?: string): DataField => ({
  label,
  need,
  as: 'line',
  ...(hint && { hint }),
})
const text = (label: string, need: Need | null = null, hint?: string): DataField => ({
  label,
  need,
  as: 'text',
  ...(hint && { hint }),
})
const presence = (label: string, need: Need | null = 'T'): DataField => ({ label, need, as: 'presence' })
const tried = (label: string): DataField => ({ label, need: 'T', as: 'tried' })
const oneOf = (label: string, options: Readonly<Record<string, string>>, need: Need | null = null): DataField => ({
  label,
  need,
  as: options,
})
/** One of a list, and a line beside it: what can be counted is counted, and nothing that a caller says is lost. */
const oneOfAnd = (label: string, options: Readonly<Record<string, string>>, more: string, need: Need): DataField => ({
  label,
  need,
  as: options,
  more,
})
const kept = (field: DataField): DataField => ({ ...field, onReferral: true })

const yesNo = { yes: 'Yes', no: 'No' }

export const dataGroups = {
  receipt: {
    title: 'How it came in',
    fields: {
      channel: oneOf(
        'Channel',
        { phone: 'Telephone', email: 'E-mail', person: 'In person', system: 'Partner’s system' },
        'R',
      ),
      callerRole: line('Role of the caller', 'R', 'Like “custody sergeant” or “ward manager”'),
      callerOrganisation: line('Organisation', 'R'),
      afterHours: line('How to reach them when their office is closed', 'R'),
      onBehalfOf: line(
        'On whose behalf, if not their own',
        null,
        'Section 13(4): the nearest relative may ask somebody to ring',
      ),
    },
  },
  person: {
    title: 'The person',
    fields: {
      aliases: line('Other names'),
      preferredName: line('Likes to be called'),
      pronouns: line('Pronouns'),
      gender: kept(oneOfAnd('Gender', genders, 'In their own words', 'R')),
      nhsNumber: kept(line('NHS number')),
      caseNumber: line('Number in the case system'),
      ethnicity: oneOf('Ethnic group', ethnicGroups, 'R'),
      language: oneOfAnd('First language', languages, 'Which, or what dialect', 'R'),
      interpreter: kept(line('Interpreter or BSL', 'R')),
      religion: line('Religion'),
      disability: line('Disability or sensory needs', 'A'),
      communication: line('Communication needs', 'A'),
      homeAddress: kept(text('Home address', 'R')),
      personPhone: kept(line('Their telephone')),
      ordinaryResidence: line('Council of ordinary residence', 'T'),
      willStay: oneOf('Will they stay where they are', { yes: 'Yes', no: 'No', unsure: 'Perhaps not' }, 'R'),
      asksFor: kept(line('What they ask for', 'A', 'Like “a woman AMHP”')),
    },
  },
  legal: {
    title: 'Legal position',
    fields: {
      legalStatus: oneOf('Status now', legalStatuses, 'R'),
      lastingPower: line('Lasting power of attorney or deputy', 'T'),
      advanceDecision: line('Advance decision or advance choice document', 'T'),
    },
  },
  concern: {
    title: 'The concern',
    fields: {
      whatChanged: text('What has changed, and why now', 'R'),
      mentalState: text('Mental state', 'R'),
      lastSeenBy: line('Last seen by whom, and when', 'R'),
      medication: oneOfAnd('Medication, and whether it is taken', adherence, 'Which, and since when', 'R'),
      substances: oneOfAnd('Alcohol and drugs', substanceUse, 'What, and when last', 'R'),
      physicalHealth: oneOfAnd('Physical health', physicalHealth, 'What, and who looks after it', 'R'),
      capacity: oneOfAnd('View of capacity', capacityViews, 'Whose view, when, and for what decision', 'R'),
      ownWishes: text('What the person wants', 'R'),
    },
  },
  alternatives: {
    title: 'Alternatives',
    fields: {
      altCrisisTeam: tried('Crisis team or home treatment'),
      altHomeVisit: tried('Home visit by a psychiatrist'),
      altInformal: tried('Informal admission'),
      altRespite: tried('Respite or crisis house'),
      altMedication: tried('Review of medication'),
      altCarer: tried('Support for the carer'),
      altMca: tried('Mental Capacity Act'),
    },
  },
  risk: {
    title: 'Risk',
    fields: {
      riskSelf: presence('To self'),
      riskNeglect: presence('Self-neglect'),
      riskOthers: presence('To others'),
      riskFromOthers: presence('From others'),
      safeguarding: presence('Safeguarding, adult or child'),
      absconding: presence('Leaving'),
      fire: presence('Fire'),
      weapons: presence('Weapons', 'A'),
      dogs: presence('Dogs', 'A'),
      violence: presence('Violence or forensic history', 'A'),
      conveyanceIncidents: presence('Incidents while conveyed before', 'A'),
      staffMarker: line(
        'Staff-safety marker',
        'A',
        'With its source and the day it is reviewed: it is of the person, not of the address',
      ),
    },
  },
  household: {
    title: 'Household',
    fields: {
      childrenAtHome: presence('Children at home'),
      reliedUponBy: presence('Adults who rely on them'),
      pets: presence('Pets'),
      property: line('Keeping the home safe', 'T'),
      wayIn: kept(line('Way in', 'A', 'Parking, keys, who lets you in')),
    },
  },
  relative: {
    title: 'Nearest relative or nominated person',
    fields: {
      nearestRelative: kept(text('Who it is, and how to reach them', 'T')),
      nrReasoning: text('Why it is them, section 26', 'T'),
      nrTold: oneOf(
        'Where they stand',
        { informed: 'Informed', consulted: 'Consulted', objected: 'Objects', 'not-contacted': 'Not contacted' },
        'T',
      ),
      nrNotContacted: line('Why they were not contacted', null),
      nrDisplaced: line('Displacement order', 'T'),
    },
  },
  under18: {
    title: 'Under 18',
    fields: {
      camhs: line('CAMHS professional involved'),
      school: line('School'),
      parentalResponsibility: line('Parental responsibility'),
      lookedAfter: oneOf('Looked after', yesNo),
    },
  },
  learning: {
    title: 'Learning disability or autism',
    fields: {
      treatmentReview: oneOf('Care (education) and treatment review held', yesNo),
      supportRegister: oneOf('On the dynamic support register', yesNo),
    },
  },
  professionals: {
    title: 'Doctors and others who know the person',
    fields: {
      gp: line('GP', 'A'),
      psychiatrist: line('Treating psychiatrist', 'A'),
      knowsThem: line('A doctor with previous acquaintance', 'A'),
    },
  },
  bed: {
    title: 'Bed, police, ambulance',
    fields: {
      bedType: oneOf(
        'Kind of bed',
        { acute: 'Acute', picu: 'PICU', older: 'Older adult', camhs: 'CAMHS', ld: 'Learning disability' },
        'A',
      ),
      bedSite: line('Hospital and site', null),
      bedReadyFrom: line('Ready from', null, 'Like “Friday 16:00, once cleaned”'),
      bedOutOfArea: line('Out of area, and how far', null),
      bedEscalated: line('Escalated to whom, and when', null),
      section140: line(
        'Section 140: what the integrated care board said',
        null,
        'Beds for special urgency, or for somebody under 18',
      ),
      policeReference: line('Police reference', 'A'),
      ambulanceReference: line('Ambulance reference', 'A'),
      warrant: line('Warrant, section 135', null),
      meetingPoint: line('Where to meet', 'A'),
    },
  },
  sharing: {
    title: 'Sharing information',
    fields: {
      consent: line('Consent, or the basis without it', 'T'),
      restrictions: text('Told in confidence, or not to be told to somebody', 'T'),
    },
  },
} as const satisfies Readonly<Record<string, { title: string; fields: Readonly<Record<string, DataField>> }>>

export type DataGroup = keyof typeof dataGroups
type FieldsOf<Group> = Group extends { readonly fields: infer Fields } ? keyof Fields & string : never
export type DataCode = FieldsOf<(typeof dataGroups)[DataGroup]>

/** Every field by its code. */
export const dataFields: Readonly<Record<DataCode, DataField>> = Object.assign(
  {},
  ...Object.values(dataGroups).map(({ fields }) => fields),
) as Readonly<Record<DataCode, DataField>>
export const dataCodes = Object.keys(dataFields) as [DataCode, ...DataCode[]]
