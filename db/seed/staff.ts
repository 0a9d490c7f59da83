import type { PersonId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { BaseKey, EmployerKey } from './places.ts'
import type { Row } from './rows.ts'

/** What the register says of an AMHP. Days are counted from today, so that the demo never grows old. */
export interface AmhpFacts {
  readonly profession: Row<'amhps'>['profession']
  readonly employer: EmployerKey
  readonly contract: Row<'amhps'>['contract']
  readonly weekMinutes: number
  readonly team: string
  readonly base: BaseKey
  readonly gender: Row<'amhps'>['gender']
  readonly languages: readonly string[]
  readonly skills?: Row<'amhps'>['skills']
  /** The approval ends so many days from today; earlier than today when it has ended. */
  readonly endsInDays: number
  readonly needsBuddy?: true
  /** Acts for the neighbouring council too. */
  readonly alsoNeighbour?: true
  /** What they are owed in the demo, in minutes; `null` for whoever is paid by the session. */
  readonly owed: number | null
}

export interface Colleague {
  readonly name: string
  readonly roles: readonly Role[]
  readonly phone: string
  readonly amhp?: AmhpFacts
  /** The AMHP beside whom a trainee works. */
  readonly beside?: AmhpKey
}

const council = {
  profession: 'social-worker',
  employer: 'council',
  contract: 'dedicated',
  weekMinutes: 2220,
  team: 'AMHP hub',
} as const
const woman = 'woman' as const
const man = 'man' as const
const outOfHours: readonly Role[] = ['amhp', 'practice-consultant']
const hall = 'countyHall' as const
const centre = 'kelshamCentre' as const
const night = { contract: 'sessional', weekMinutes: 1440, team: 'Emergency Duty Team', base: hall, owed: null } as const
const amhp = (name: string, phone: string, facts: AmhpFacts, roles: readonly Role[] = ['amhp']): Colleague => ({
  name,
  roles,
  phone,
  amhp: facts,
})

const facts = {
  priya: {
    ...council,
    base: hall,
    gender: woman,
    languages: ['Malayalam', 'Hindi'],
    skills: ['perinatal'],
    endsInDays: 980,
    owed: 2470,
  },
  tom: { ...council, base: hall, gender: man, languages: [], endsInDays: 1310, owed: 1320 },
  grace: {
    ...council,
    base: centre,
    gender: woman,
    languages: ['Zulu'],
    skills: ['older-people'],
    endsInDays: 640,
    owed: 1620,
  },
  sadia: {
    ...council,
    base: hall,
    gender: woman,
    languages: ['Bengali', 'Sylheti'],
    skills: ['children'],
    endsInDays: 1490,
    owed: 1080,
  },
  hannah: { ...council, base: centre, gender: woman, languages: [], endsInDays: 410, alsoNeighbour: true, owed: 900 },
  marcus: {
    ...council,
    profession: 'occupational-therapist',
    base: 'ashmereOffice',
    gender: man,
    languages: [],
    endsInDays: 68,
    owed: 720,
  },
  dan: {
    ...council,
    profession: 'nurse',
    employer: 'trust',
    contract: 'combined',
    weekMinutes: 2250,
    team: 'Ashmere community mental health team',
    base: 'ashmereOffice',
    gender: man,
    languages: ['Igbo'],
    endsInDays: 1130,
    owed: 540,
  },
  ewa: { ...council, weekMinutes: 1920, base: hall, gender: woman, languages: ['Polish'], endsInDays: 1240, owed: 190 },
  liam: {
    ...council,
    weekMinutes: 1920,
    base: hall,
    gender: man,
    languages: [],
    endsInDays: 1755,
    needsBuddy: true,
    owed: 360,
  },
  ines: {
    ...council,
    profession: 'nurse',
    employer: 'trust',
    contract: 'combined',
    weekMinutes: 1920,
    team: 'Older adults’ team, Thornwick',
    base: centre,
    gender: woman,
    languages: ['Portuguese', 'Spanish'],
    endsInDays: 830,
    owed: 660,
  },
  colin: { ...council, weekMinutes: 1480, base: hall, gender: man, languages: [], endsInDays: -40, owed: 0 },
  kwame: {
    ...council,
    team: 'Emergency Duty Team',
    base: hall,
    gender: man,
    languages: ['Twi'],
    endsInDays: 1020,
    owed: 450,
  },
  rosalind: { ...council, ...night, employer: 'self', gender: woman, languages: ['Welsh'], endsInDays: 560 },
  yusuf: { ...council, ...night, employer: 'agency', gender: man, languages: ['Urdu', 'Punjabi'], endsInDays: 720 },
} as const satisfies Record<string, AmhpFacts>

/** Everybody who works in the demo service. All of them, and their telephones, are invented. */
export const staff = {
  jo: { name: 'Jo Marsh', roles: ['practice-consultant'], phone: '01632 960 101' },
  amir: { name: 'Amir Shah', roles: ['practice-consultant'], phone: '01632 960 102' },
  nadia: { name: 'Nadia Aziz', roles: ['practice-consultant'], phone: '01632 960 103' },
  ruth: { name: 'Ruth Banerjee', roles: ['manager'], phone: '01632 960 104' },
  gareth: { name: 'Gareth Pugh', roles: ['manager'], phone: '01632 960 105' },
  owen: { name: 'Owen Tasker', roles: ['admin'], phone: '01632 960 106' },
  priya: amhp('Priya Nair', '07700 900 111', facts.priya),
  tom: amhp('Tom Ellis', '07700 900 112', facts.tom),
  grace: amhp('Grace Mbeki', '07700 900 113', facts.grace),
  sadia: amhp('Sadia Begum', '07700 900 114', facts.sadia),
  hannah: amhp('Hannah Cole', '07700 900 115', facts.hannah),
  marcus: amhp('Marcus Reid', '07700 900 116', facts.marcus),
  dan: amhp('Dan Okoro', '07700 900 117', facts.dan),
  ewa: amhp('Ewa Kowalska', '07700 900 118', facts.ewa),
  liam: amhp('Liam Farrell', '07700 900 119', facts.liam),
  ines: amhp('Ines Duarte', '07700 900 120', facts.ines),
  colin: amhp('Colin Ashby', '07700 900 121', facts.colin),
  kwame: amhp('Kwame Boateng', '07700 900 122', facts.kwame, outOfHours),
  rosalind: amhp('Rosalind Teague', '07700 900 123', facts.rosalind, outOfHours),
  yusuf: amhp('Yusuf Karim', '07700 900 124', facts.yusuf, outOfHours),
  miriam: { name: 'Miriam Stone', roles: ['amhp-lead'], phone: '01632 960 107' },
  tam: { name: 'Tam Birch', roles: ['trainee'], phone: '07700 900 125', beside: 'priya' },
  noor: { name: 'Noor Hassan', roles: ['edt'], phone: '01632 960 108' },
  felix: { name: 'Felix Auer', roles: ['auditor'], phone: '01632 960 109' },
} as const satisfies Record<string, Colleague>
export type StaffKey = keyof typeof staff
export type AmhpKey = keyof typeof facts
export type StaffIds = Readonly<Record<StaffKey, PersonId>>

export const amhpKeys = Object.keys(facts) as readonly AmhpKey[]
export const staffKeys = Object.keys(staff) as readonly StaffKey[]
/** The same under their general type. */
export const factsOf = (key: AmhpKey): AmhpFacts => facts[key]
export const colleagueOf = (key: StaffKey): Colleague => staff[key]

/** @example emailOf('Jo Marsh') // 'jo.marsh@westmarch.example' */
export const emailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@westmarch.example`
