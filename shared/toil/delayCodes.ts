import { z } from 'zod'
import { waitFacts } from '../allocations/waits.ts'

/**
 * What a cause of late working is called, who could shorten it, and whether that is a partner, the service itself or nobody.
 * The words never blame: a code says what the time went on.
 */
export interface DelayFacts {
  readonly words: string
  readonly owner: string
  readonly side: 'partner' | 'ours' | 'neither'
  readonly subCodes: Readonly<Record<string, string>>
}

const ownerOf = ({ words, owner, side }: DelayFacts | (typeof waitFacts)['bed']) => ({ words, owner, side })
const ourRota = { owner: 'Our rota', side: 'ours' } as const
const ourService = { owner: 'Our service', side: 'ours' } as const

/**
 * The closed list of causes of delay and late working. Beds, ambulances and police are the three that councils name most (survey
 * of 101 of 152 authorities, 2013). A job that begins in the last hours of a shift is the rota's to change, wherever the
 * referral came from.
 */
export const delayCodes = {
  DOC: {
    ...ownerOf(waitFacts.doctor),
    subCodes: {
      NO_S12: 'No section 12 doctor free',
      PREVIOUS_ACQUAINTANCE: 'Waiting for a doctor who knows the person',
      AFTER_17: 'Doctor free only after 17:00',
      LATE: 'Doctor late',
      DID_NOT_ATTEND: 'Doctor did not attend',
      RECS_INCOMPLETE: 'Recommendation incomplete',
      DISAGREEMENT: 'Doctors did not agree',
    },
  },
  BED: {
    ...ownerOf(waitFacts.bed),
    subCodes: {
      NONE: 'None anywhere',
      WRONG_TYPE: 'Wrong kind of bed',
      OUT_OF_AREA_REFUSED: 'Out of area, refused',
      READY_LATER: 'Ready later',
      WITHDRAWN: 'Bed withdrawn',
      ADMISSION_CUT_OFF: 'Hospital takes nobody that late',
    },
  },
  AMB: {
    ...ownerOf(waitFacts.ambulance),
    subCodes: {
      NONE: 'None to be had',
      OVER_TARGET: 'Longer than agreed',
      WRONG_CREW: 'Other crew or secure transport needed',
      LONG_JOURNEY: 'Long journey',
      STOOD_DOWN: 'Stood down',
    },
  },
  POL: {
    ...ownerOf(waitFacts.police),
    subCodes: {
      NOT_AVAILABLE: 'Not available',
      RCRP_DECLINED: 'Declined under Right Care, Right Person',
      LATE: 'Late',
      WITHDREW: 'Withdrew',
    },
  },
  CRT: {
    words: 'Waiting for a court or warrant',
    owner: 'Court',
    side: 'partner',
    subCodes: {
      NO_SLOT: 'No slot',
      REFUSED: 'Refused',
      OUT_OF_HOURS: 'Out-of-hours magistrate',
      FEE: 'Fee or payment',
      LAPSED: 'Warrant lapsed',
    },
  },
  ENT: {
    words: 'Getting in',
    owner: 'Nobody named',
    side: 'neither',
    subCodes: { NO_ACCESS: 'No way in', LOCKSMITH: 'Locksmith', DOG: 'Dog' },
  },
  INT: {
    ...ownerOf(waitFacts.interpreter),
    subCodes: { UNAVAILABLE: 'None free', WRONG_DIALECT: 'Wrong language or dialect', LATE: 'Late' },
  },
  NR: {
    words: 'Nearest relative or nominated person',
    owner: 'The law',
    side: 'neither',
    subCodes: {
      IDENTIFYING: 'Working out who it is',
      CONTACTING: 'Reaching them',
      OBJECTED: 'Objected',
      DISPLACEMENT: 'Displacement',
      NP_APPOINTMENT: 'Nominated person to be appointed',
    },
  },
  PAT: {
    words: 'The person’s condition or whereabouts',
    owner: 'The person',
    side: 'neither',
    subCodes: {
      ABSENT: 'Not there, or moved',
      MEDICALLY_UNFIT: 'Medically unfit',
      INTOXICATED: 'Intoxicated',
      NEEDS_REST: 'Asleep or needs rest',
      REFUSED_INTERVIEW: 'Refused interview',
    },
  },
  SUS: {
    words: 'Place of safety or emergency department',
    owner: 'NHS trust',
    side: 'partner',
    subCodes: { FULL: 'Suite full or closed', ED_WAIT: 'Emergency department wait', CLEARANCE: 'Medical clearance' },
  },
  INF: {
    words: 'Information missing',
    owner: 'Whoever referred',
    side: 'partner',
    subCodes: {
      INCOMPLETE: 'Referral incomplete',
      UNREACHABLE: 'Referrer could not be reached',
      RECORDS: 'No access to records',
    },
  },
  AMHP: {
    words: 'Waiting for an AMHP',
    ...ourRota,
    subCodes: {
      NONE_FREE: 'None free',
      HANDOVER: 'Handover',
      TRAVEL: 'Travel',
      GAP: 'Gap in the rota',
      REST: 'Rest rule',
      SICKNESS: 'Sickness',
    },
  },
  REF_LATE: { words: 'Job began in last 2 hours of shift', ...ourRota, subCodes: {} },
  PAPER: { words: 'Writing up', ...ourRota, subCodes: {} },
  DEP: {
    words: 'Children, dependants, pets or property',
    ...ourService,
    subCodes: { CHILDREN: 'Children', DEPENDANTS: 'Dependent adults', PETS: 'Pets', PROPERTY: 'Property' },
  },
  SAFE: { words: 'Waiting for a second person, for safety', ...ourService, subCodes: {} },
  WX: { words: 'Weather or road', owner: 'Nobody named', side: 'neither', subCodes: {} },
  OTH: { ...ownerOf(waitFacts.other), words: 'Something else', subCodes: {} },
} as const satisfies Record<string, DelayFacts>

export type DelayCode = keyof typeof delayCodes
export const delayCodeList = Object.keys(delayCodes) as [DelayCode, ...DelayCode[]]
export const delayCodeInput = z.enum(delayCodeList, 'Choose a cause from the list')

/** The facts of a code under their general type. @example delayFacts('BED').side // 'partner' */
export const delayFacts = (code: DelayCode): DelayFacts => delayCodes[code]
