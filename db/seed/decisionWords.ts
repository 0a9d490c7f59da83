import type { NotCompletedReason, OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { TriageOutcome } from '#shared/referrals/triage.ts'
import type { DelayCode } from '#shared/toil/delayCodes.ts'

/** Reasons as practice consultants write them: why now, and what else there is. */
export interface TriageReasons {
  readonly whyNow: readonly string[]
  readonly lessRestrictive: readonly string[]
}

const accepted: TriageReasons = {
  whyNow: [
    'Getting worse by the day in spite of twice-daily visits. Risk of serious harm through not eating or drinking.',
    'A power is running and an assessment is asked for. Nothing known that would make it unnecessary.',
    'Plan at home has failed: will not see the crisis team, family cannot keep them safe tonight.',
    'Clear change in two weeks, no insight, risk to others when challenged. Seen by a doctor yesterday.',
    'Thoughts of dying with a plan and means. Does not agree to come into hospital.',
    'Long decline that has come to a head: no heating, no food, door closed to everybody.',
    'Known to relapse quickly when medication stops. Same signs as before the last two admissions.',
    'Doctor has seen them and would recommend. Informal admission offered and refused.',
  ],
  lessRestrictive: [
    'Crisis team tried for six days. Respite house has no place. Informal admission to be offered again at interview.',
    'Informal admission offered by the ward and refused. Change of medication refused. To be looked at again at interview.',
    'Daughter can stay until the weekend, not longer. Crisis team will visit before the AMHP arrives.',
    'Home treatment not possible: nobody is let in. Community plan ready if the assessment finds it safe.',
    'Medication review on Monday did not help. Crisis house declined because of the risk of fire.',
    'To be explored with the person. Sister offers a room for some nights.',
  ],
}

const refused: Readonly<Partial<Record<TriageOutcome, TriageReasons>>> = {
  CONSIDERED_NO_MHAA: {
    whyNow: [
      'Considered under section 13(1). Crisis team has not yet been tried and can go today; the person agrees to see them.',
      'Agrees to informal admission and a bed is kept. No ground to interview in a suitable manner for an application.',
      'Distress after a bereavement, supported by family, eating and sleeping. No nature or degree that would call for hospital.',
      'Likely infection. To be treated first; the ward will ring again if confusion stays when it has cleared.',
    ],
    lessRestrictive: [
      'Crisis team from today, surgery to review on Friday.',
      'Informal admission agreed. Care coordinator informed.',
      'Family, bereavement service and surgery.',
    ],
  },
  SIGNPOSTED: {
    whyNow: [
      'Asks for a social care assessment. Passed to the adults’ team with consent.',
      'Wants help with drinking. Given the number of the recovery service and rung through.',
    ],
    lessRestrictive: ['Adults’ team will ring within two days.', 'Recovery service open access tomorrow.'],
  },
  INFO_ADVICE_ONLY: {
    whyNow: [
      'Advice given on the Act. Nothing asked of an AMHP.',
      'Explained what an assessment is, how long it takes and when to ring again.',
      'Told who the nearest relative is likely to be, and why.',
    ],
    lessRestrictive: ['None needed.'],
  },
  REDIRECT_OTHER_LSSA: {
    whyNow: [
      'The person is in Norbeck City’s area and will stay there. Their duty desk has taken it, name and time kept.',
    ],
    lessRestrictive: ['For Norbeck to consider.'],
  },
  DUPLICATE_LINKED: {
    whyNow: ['Same person, same day, another caller. Added to the first referral.'],
    lessRestrictive: ['See the first referral.'],
  },
  WITHDRAWN_BY_REFERRER: {
    whyNow: [
      'Doctor examined and found no mental disorder; the person went home with family.',
      'Ward rang back: agrees to stay, request withdrawn.',
    ],
    lessRestrictive: ['Stays informally, with the team’s support.'],
  },
}

export const reasonsFor = (outcome: TriageOutcome): TriageReasons => refused[outcome] ?? accepted

export const risks: readonly string[] = [
  'None known to staff.',
  'Two to go in. Police not needed.',
  'Unpredictable when crowded. One voice at a time.',
  'Risk to self. Ward keeps them in sight.',
  'Not known: ring the referrer from the car.',
  'Has hit out once, in August. Leave room to the door.',
]

export const outcomeReasons: Readonly<Partial<Record<OutcomeCode, readonly string[]>>> = {
  DETAINED_S2: [
    'First episode, needs a time in hospital to be understood. Would not stay informally.',
    'Two recommendations. Nature and degree met; home treatment had failed and informal admission was refused.',
  ],
  DETAINED_S3: [
    'Known illness, treatment agreed by the team, stopped twice before. Nearest relative consulted, did not object.',
    'Continues to need treatment in hospital that cannot be given otherwise.',
  ],
  INFORMAL_ADMISSION: ['Agreed to come in after a long talk, and could say why.'],
  NOT_DETAINED_COMMUNITY_PLAN: [
    'Could talk about what helps. Crisis team twice a day from tonight, sister stays, surgery informed.',
    'One doctor would recommend, I do not apply: a plan at home is safe enough and wanted.',
  ],
  NOT_DETAINED_NFA: ['No mental disorder of a nature or degree found by either doctor.'],
  APPLICATION_NOT_MADE_NO_BED: [
    'Two recommendations, no bed named anywhere by midnight. Handed over with a safety plan.',
  ],
  NOT_COMPLETED: ['Could not be completed today. To be arranged again.'],
  CANCELLED_BEFORE_ATTENDANCE: ['Stood down on the way: agreed to come in.'],
  REMAINS_ON_CURRENT_SECTION: ['Section 2 has ten days to run and is still needed.'],
}

/** Why an assessment was not completed, each as often as its weight says. */
export const notCompletedMix: readonly (readonly [NotCompletedReason, number])[] = [
  ['NO_ACCESS', 3],
  ['PERSON_ABSENT', 3],
  ['MEDICALLY_UNFIT', 2],
  ['INTOXICATED', 2],
  ['DOCTOR_DID_NOT_ATTEND', 2],
  ['NO_SECOND_RECOMMENDATION', 1],
  ['RISK_POLICE_UNAVAILABLE', 1],
]

export const declinedWhy: readonly string[] = [
  'I live two doors away.',
  'I was their care coordinator until June.',
  'Still writing up the last one, an hour at least.',
  'Migraine, I should not drive.',
]
/** What an AMHP adds to a claim, by its main cause; mostly nothing. */
export const claimNotes: Readonly<Partial<Record<DelayCode, readonly string[]>>> = {
  BED: ['', '', 'Bed was offered, then withdrawn.', 'Trust rang round until ten.'],
  AMB: ['', '', 'Second crew needed for the stairs.', 'First crew was sent to another call.'],
  DOC: ['', '', 'Doctor came straight from clinic.'],
  PAPER: ['', '', '', 'Papers handed over at the ward.'],
}
export const refusedWhy: readonly string[] = [
  'The rota was changed that week: the shift ended an hour later. Please look at the record and talk to me.',
  'Agreed with you as a late start the next day instead.',
  'Handover was done at 16:10 by the record. Talk to me if that is wrong.',
]
