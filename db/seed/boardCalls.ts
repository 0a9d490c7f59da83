import type { RequestCode, SourceCode } from '#shared/referrals/referral.ts'
import type { Case } from './case.ts'
import type { ReferredPerson } from './referredPeople.ts'

/** One of today's calls. Minutes are counted back from now. */
export interface BoardCall {
  readonly ago: number
  readonly source: SourceCode
  readonly request: RequestCode
  readonly caller: string
  readonly phone: string
  readonly person: Partial<ReferredPerson> & Pick<ReferredPerson, 'lastName' | 'firstName'> & { readonly age?: number }
  /** A place of the list by its key, or an address. */
  readonly at: string
  readonly happening: string
  readonly risk?: Case['riskToStaff']
  readonly riskDetail?: string
  readonly wayIn?: string
}

const police = { source: 'POLICE_136', request: 's136', at: 'placeOfSafety' } as const

/** The twelve that are on the board, by name, and one that is being written up. */
export const openCalls = {
  barrow: {
    ago: 402,
    source: 'CRISIS_HTT',
    request: 'assessment',
    caller: 'Shift lead, crisis team',
    phone: '01632 960 231',
    person: { lastName: 'Barrow', firstName: 'Keith', gender: 'Man', age: 51 },
    at: '9 Chantry Close, Westmarch WM1 3DF',
    happening:
      'Crisis team has been twice a day since Friday. Not eating, curtains taped, says the water is poisoned. Brother has a key.',
    risk: 'none-known',
  },
  doyle: {
    ...police,
    ago: 359,
    caller: 'Sgt 118 Villiers, Westmarch Police',
    phone: '07700 900 265',
    person: {
      lastName: 'Doyle',
      firstName: 'Sean',
      gender: 'Man',
      age: 37,
      nearestRelative: 'Maeve Doyle, mother · 07700 900 341',
    },
    happening:
      'Brought in yesterday from the quay, soaked and shivering. Too unwell to be interviewed at first; the ward doctor says he can be seen now.',
    risk: 'none-known',
  },
  rahman: {
    ...police,
    ago: 281,
    caller: 'PC 2093 Orme, Westmarch Police',
    phone: '07700 900 266',
    person: { lastName: 'Rahman', firstName: 'Imran', gender: 'Man', age: 29 },
    happening:
      'Found on the footbridge at Oakridge station. Came down after an hour. Asleep since; the nurse will say when he can be seen.',
    risk: 'none-known',
  },
  sinclair: {
    ago: 230,
    source: 'INPATIENT_WARD',
    request: 's5-2',
    caller: 'Nurse in charge, Ward 2',
    phone: '01632 960 143',
    person: { lastName: 'Sinclair', firstName: 'Rowan', gender: '', age: 33 },
    at: 'ward2',
    happening:
      'Came in on Monday by agreement. Tried to leave just now with bags packed, frightened of the other patients. Doctor’s report given to the managers.',
    risk: 'none-known',
  },
  novak: {
    ago: 219,
    source: 'LIAISON_PSYCH',
    request: 'assessment',
    caller: 'Dr Lowther, liaison psychiatry',
    phone: '01632 960 141',
    person: { lastName: 'Novak', firstName: 'Petr', gender: 'Man', age: 45, interpreter: 'Czech, by telephone' },
    at: 'emergency',
    happening:
      'In the emergency department for most of a day. Medically fit. Believes staff are replaced at each shift; two doctors have seen him.',
    risk: 'yes',
    riskDetail: 'Pushed a porter earlier. Security within call.',
  },
  gill: {
    ago: 207,
    source: 'OLDER_ADULTS_MEMORY',
    request: 'assessment',
    caller: 'Nurse Prior, older adults’ team',
    phone: '01632 960 233',
    person: { lastName: 'Gill', firstName: 'Patricia', gender: 'Woman', age: 74 },
    at: '31 Beacon Road, Thornwick WM9 2EL',
    happening:
      'Husband died in June. Has stopped eating and says there is no point now. Daughter is with her for some hours.',
    risk: 'none-known',
  },
  lindqvist: {
    ...police,
    ago: 195,
    caller: 'PC 4471 Daniels, Westmarch Police',
    phone: '07700 900 264',
    person: {
      lastName: 'Lindqvist',
      firstName: 'Marta',
      gender: 'Woman',
      homeAddress: 'Flat 3, 18 Tanner Row, Kelsham WM4 1HD',
      nearestRelative: 'Anna Lindqvist, sister · 07700 900 871',
      interpreter: 'Swedish, by video',
      asksFor: 'A woman AMHP',
    },
    happening:
      'Found on Kelsham bridge yesterday, distressed, told officers she “had to get under the water before they did”. Came with officers willingly. Lives alone. Sedated, then not fit to be interviewed. Cat at home, neighbour feeding.',
    risk: 'none-known',
    riskDetail: 'Police will stay until the AMHP arrives.',
  },
  moreau: {
    ago: 185,
    source: 'CRISIS_HTT',
    request: 'assessment',
    caller: 'Nurse Adair, crisis team',
    phone: '01632 960 231',
    person: { lastName: 'Moreau', firstName: 'Celeste', gender: 'Woman', age: 63 },
    at: '4 Orchard Rise, Thornwick WM9 4BN',
    happening:
      'Well until September. Awake at night, has packed the house into boxes for a move that is not happening. Crisis team visits first, then decides.',
    risk: 'not-asked',
  },
  osei: {
    ago: 171,
    source: 'INPATIENT_WARD',
    request: 's5-2',
    caller: 'Nurse in charge, Ward 3',
    phone: '01632 960 144',
    person: { lastName: 'Osei', firstName: 'Abena', gender: 'Woman', age: 19 },
    at: 'ward3',
    happening:
      'First admission, came in with her aunt. Says the ward is a test and leaving is the answer. Held since yesterday; doctors are free later.',
    risk: 'none-known',
  },
  prentice: {
    ago: 158,
    source: 'CMHT',
    request: 'warrant-135-1',
    caller: 'Duty worker, Ashmere community team',
    phone: '01632 960 236',
    person: { lastName: 'Prentice', firstName: 'Alan', gender: 'Man', age: 58 },
    at: '12 Mill Lane, Ashmere WM12 3TQ',
    happening:
      'Nobody let in for five weeks. Warrant granted today, lasts three months. Police and locksmith booked. Dog at the address.',
    risk: 'yes',
    riskDetail: 'Large dog, usually in the yard. Police to go first.',
  },
  bassi: {
    ago: 130,
    source: 'NEAREST_RELATIVE_13_4',
    request: 's13-4',
    caller: 'Father',
    phone: '07700 900 518',
    person: { lastName: 'Bassi', firstName: 'Harpreet', gender: '', age: 26 },
    at: '77 Station Parade, Oakridge WM7 1PF',
    happening:
      'Father requires the council to consider it. In one room since Friday, speaks only in numbers. If no application is made he wants the reasons in writing.',
    risk: 'none-known',
  },
  whitlock: {
    ago: 38,
    source: 'GP',
    request: 'assessment',
    caller: 'Dr Hale, Norbeck Surgery',
    phone: '01632 960 147',
    person: { lastName: 'Whitlock', firstName: 'Jean', gender: 'Woman', age: 71 },
    at: '5 Larkfield Drive, Westmarch WM1 8GX',
    happening:
      'Found walking by the bypass, very cold, thinks husband (died 2024) is waiting at the bus station. Dr Hale wants a call back before the surgery closes.',
    risk: 'not-asked',
  },
  adeyemi: {
    ...police,
    ago: 4,
    caller: 'PC 3360 Tasker-Hill, Westmarch Police',
    phone: '07700 900 267',
    person: { lastName: 'Adeyemi', firstName: 'Kofi', gender: 'Man', age: 34 },
    happening:
      'Standing in the road by the bus station, frightened of number plates. Calm in the suite. No injuries, has not been drinking.',
    risk: 'not-asked',
  },
} as const satisfies Record<string, BoardCall>
export type OpenCall = keyof typeof openCalls

/** Somebody did these today, in their shift, if they were on by then. */
export const doneCalls = [
  {
    ago: 486,
    by: 'tom',
    acceptedAgo: 443,
    finishedAgo: 233,
    lastName: 'Yates',
    firstName: 'Darren',
    outcome: 'NOT_DETAINED_COMMUNITY_PLAN',
  },
  {
    ago: 430,
    by: 'sadia',
    acceptedAgo: 371,
    finishedAgo: 161,
    lastName: 'Kaur',
    firstName: 'Simran',
    outcome: 'DETAINED_S3',
  },
  {
    ago: 322,
    by: 'hannah',
    acceptedAgo: 257,
    finishedAgo: 53,
    lastName: 'Beckett',
    firstName: 'Orla',
    outcome: 'INFORMAL_ADMISSION',
  },
] as const

/** And these the desk answered itself, so many minutes ago. */
export const answeredAgo = [471, 388, 340, 310, 301, 290, 224, 213, 201, 144] as const
