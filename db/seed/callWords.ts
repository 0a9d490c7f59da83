import type { RequestCode, SourceCode } from '#shared/referrals/referral.ts'

type Sort =
  | 'street'
  | 'ward'
  | 'home'
  | 'emergency'
  | 'older'
  | 'young'
  | 'custody'
  | 'warrant'
  | 'relative'
  | 'cto'
  | 'advice'

/** What callers say, by what is asked for and who asks. Made up from the everyday of such services; about nobody in particular. */
const happenings: Readonly<Record<Sort, readonly string[]>> = {
  street: [
    'Found on the river path at Kelsham after two calls from passers-by. Said the water was the only quiet place. Came with officers willingly.',
    'Standing in the road by the bus station, frightened of the cars’ number plates. No injuries. Officers stayed and talked for half an hour first.',
    'At the railway footbridge for over an hour. Came down when an officer knew the name of the family dog. Tearful, says not safe at home tonight.',
    'In the shopping arcade in night clothes, asking people to telephone the palace. Very thirsty, has not slept for days by own account.',
    'Barefoot on the ring road, convinced that home has been swapped for a copy. Calm with officers once inside.',
    'Neighbours called: on the garage roof, shouting at people who were not there. Came in when it began to rain.',
    'Left the emergency department before being seen, found at the quay. Says voices told them to keep walking.',
    'Walked into the library with a bag of medication and asked staff to take it away. Officers called for help from there.',
  ],
  ward: [
    'In-patient, agreed to come in last week. Now asking to leave, will not take medication, and the plan at home has fallen through.',
    'Tried to leave the ward twice this morning. Believes the ward is a film set. Doctor held under section 5(2), report given to the managers.',
    'On section 2, which ends next week. The treating team asks for section 3: some better, no insight, stopped medication twice before.',
    'Informal patient for eleven days, stopped eating on Sunday. Physically watched. Does not think anything is wrong.',
    'Came in after a crisis at home. Settled at first, now says food is tampered with and the windows are listening.',
  ],
  home: [
    'Not seen outside for three weeks. Post on the mat, curtains taped. Spoke through the letter box and said helpers have been replaced.',
    'Stopped medication in the summer. Up all night moving furniture, has given away the television and the cooker. Family worn out.',
    'Crisis team has visited twice a day for six days. No better, now will not open the door to them.',
    'Lost a great deal of weight. Says body has already died. Surgery visited yesterday and is worried about the kidneys.',
    'Has written to everybody in the street about the pylons. Neighbours afraid since a hammer was carried in the garden.',
    'Discharged in the spring, well until August. Now awake all night, spending, and very angry when asked about it.',
    'Supported housing: fire lit in the sink on Friday. Says it keeps the cameras warm. Staff check every hour.',
    'Saw the consultant in clinic this morning, walked out half-way. Thoughts of dying, with a plan that cannot be talked about.',
  ],
  emergency: [
    'In the emergency department since yesterday. Medically fit. Says the food is poisoned and the ceiling listens; will not stay.',
    'Came by ambulance after tablets. Now medically fit, still wishes to have died, will not agree to a bed.',
    'Brought in by a friend. Has not slept for a week, singing, giving money away. Security has walked them back twice.',
    'Self-discharged in the night and came back at once. Frightened of the lift. Two nurses with them.',
  ],
  older: [
    'Wanders at night, found at the bypass on Monday. Memory worse since the summer. Carer says cannot go on.',
    'Quite changed in a fortnight: hits out at washing, will not drink. Infection has been ruled out.',
    'Has stopped eating and says there is nothing left inside to feed. Sits in the dark. Doctor saw them yesterday.',
    'Sure that the neighbours come through the wall. Rings 999 ten times a day. Will not have the team in the house.',
  ],
  young: [
    'Sixteen, not at school since September. Hears a voice that gives orders. Parents take turns to stay awake.',
    'Seventeen, in the unit by agreement, now wants to leave and will not say where to. Family asks for help.',
  ],
  custody: [
    'Arrested last night for criminal damage at a shop. Liaison nurse saw them at 08:00: thought disordered, cannot follow an interview.',
    'In the cells since early morning. Has not stopped talking, will not eat, thinks officers are relatives. Doctor asks for an assessment before release.',
    'Charged with breach of the peace. Seen by the nurse: probably psychotic, no plan at home, sister will not have them back.',
  ],
  warrant: [
    'Nobody has been let in since the end of last month. Shouting heard through the wall at night. Community team asks for a warrant.',
    'Three visits, no answer, shapes behind the curtain. Doctor willing to attend. Locksmith to be booked.',
    'Believed to be on their own without heating. Door barricaded from inside. Previous visits ended with threats through the letter box.',
  ],
  relative: [
    'Mother requires the council to consider it under section 13(4). Says three teams have been called and nobody has come.',
    'Husband asks for an assessment in writing. Has been up with them for nights on end and hides the car keys.',
    'Father rings each week. Since Friday their child sits in the dark and speaks in numbers. Wants it considered and an answer in writing.',
  ],
  cto: [
    'Responsible clinician asks for an AMHP’s agreement to a community treatment order on discharge.',
    'Order is due to be extended. Community team supports it; the person is in two minds.',
    'Recalled yesterday after missing two depots. Doctor intends to revoke and asks for an AMHP’s agreement.',
  ],
  advice: [
    'Asks whether a section 136 can be used in somebody’s own garden.',
    'Wants to know who the nearest relative is when the parents are separated.',
    'Asks how to get an assessment for a neighbour. No name given.',
    'Ward asks what to do when a section 2 ends on a bank holiday.',
    'Asks for the form for a guardianship renewal, and who signs.',
    'Housing officer wants to know what information may be shared before a visit.',
  ],
}

/** Who rings for each kind of caller, as it is written in the box. */
const callers: Readonly<Partial<Record<SourceCode, readonly string[]>>> = {
  POLICE_136: [
    'PC 4471 Daniels, Westmarch Police',
    'PC 2093 Orme, Westmarch Police',
    'Sgt 118 Villiers, Westmarch Police',
    'PC 3360 Tasker-Hill, Westmarch Police',
  ],
  LIAISON_PSYCH: [
    'Nurse Amadi, liaison psychiatry',
    'Dr Lowther, liaison psychiatry',
    'Nurse Fenwick, emergency department',
  ],
  INPATIENT_WARD: [
    'Nurse in charge, Ward 2',
    'Nurse in charge, Ward 3',
    'Dr S. Rao, Oakridge Unit',
    'Nurse in charge, Larch House',
  ],
  GP: ['Dr Hale, Norbeck Surgery', 'Dr Osterley, Quayside practice', 'Dr Menon, Thornwick health centre'],
  CMHT: [
    'Care coordinator, Ashmere community team',
    'Duty worker, Kelsham community team',
    'Dr Imrie, Thornwick community team',
  ],
  CRISIS_HTT: ['Shift lead, crisis team', 'Nurse Adair, crisis team', 'Dr Coyle, crisis team'],
  CONSULTANT_PSYCHIATRIST: ['Dr P. Lindsell, consultant psychiatrist', 'Dr A. Varga, consultant psychiatrist'],
  POLICE_CUSTODY: ['Custody sergeant, Ashmere', 'Custody nurse, Ashmere'],
  LIAISON_DIVERSION: ['Liaison and diversion, Ashmere custody'],
  NEAREST_RELATIVE_13_4: ['Mother', 'Husband', 'Father', 'Daughter'],
  OTHER_RELATIVE_CARER: ['Brother', 'Neighbour who cares for them', 'Partner', 'Granddaughter'],
  CARE_HOME: ['Manager, The Limes', 'Senior carer, Beacon House'],
  SOCIAL_WORK_TEAM: ['Duty social worker, adults’ team', 'Social worker, hospital team'],
  OLDER_ADULTS_MEMORY: ['Nurse Prior, older adults’ team', 'Dr Wyatt, memory service'],
  RC_CTO: ['Dr P. Lindsell, responsible clinician', 'Dr S. Rao, responsible clinician'],
  CHILDREN_CAMHS: ['Dr Amory, CAMHS'],
  LD_AUTISM_TEAM: ['Community nurse, learning disability team'],
  AMBULANCE_111_999: ['Clinician, 111', 'Ambulance crew on scene'],
}

/** @example callersOf('GP')[0] // 'Dr Hale, Norbeck Surgery' */
export const callersOf = (source: SourceCode): readonly string[] => callers[source] ?? ['Caller']

const sortOfRequest: Readonly<Record<RequestCode, Sort>> = {
  s136: 'street',
  s135: 'warrant',
  'warrant-135-1': 'warrant',
  's5-2': 'ward',
  's5-4': 'ward',
  s4: 'ward',
  's2-to-s3': 'ward',
  cto: 'cto',
  'cto-recall': 'cto',
  assessment: 'home',
  's13-4': 'relative',
  guardianship: 'advice',
  advice: 'advice',
  unsure: 'advice',
}

const sortOfSource: Readonly<Partial<Record<SourceCode, Sort>>> = {
  LIAISON_PSYCH: 'emergency',
  POLICE_CUSTODY: 'custody',
  LIAISON_DIVERSION: 'custody',
  OLDER_ADULTS_MEMORY: 'older',
  CARE_HOME: 'older',
  CHILDREN_CAMHS: 'young',
}

/** @example happeningsOf('assessment', 'CARE_HOME') // what care homes ring about */
export const happeningsOf = (request: RequestCode, source: SourceCode): readonly string[] =>
  happenings[(request === 'assessment' ? sortOfSource[source] : undefined) ?? sortOfRequest[request]]

export const riskDetails: readonly string[] = [
  'Dog in the house, shut in the kitchen when asked.',
  'Threatened a worker with a kettle in the spring. Go in pairs.',
  'Has kept knives by the bed. Police asked to be near.',
  'Smokes indoors, oxygen in the flat.',
  'Does not like men in uniform. Ring first.',
]
export const waysIn: readonly string[] = [
  'Key safe by the back door; the surgery has the code.',
  'Buzzer does not work. Ring on arrival.',
  'Second gate, not the one on the map.',
  'Landlord has a key and can be there in half an hour.',
]
