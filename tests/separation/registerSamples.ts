import type { DoorName } from '#shared/kernel/matrix.ts'
import type { Sample } from './samples.ts'
import type { Things } from './things.ts'

const anAmhp = (of: Things) => ({
  name: 'Ola Grant',
  phone: '07700 900 117',
  profession: 'social-worker',
  approvingCouncilId: of.council,
  approvedOn: '2024-03-01',
  approvalEndsOn: '2029-02-28',
  actingForCouncilIds: [of.council],
  employerId: of.employer,
  contract: 'dedicated',
  contractedMinutesPerWeek: 2220,
  homeTeam: 'AMHP team',
  baseId: of.place,
  needsBuddy: false,
  gender: 'woman',
  languages: ['Polish'],
  skills: ['older-people'],
  conditions: { codes: ['other'], words: 'Community work only' },
})
const nothing: Sample = () => ({})
const training = { seenVersion: 1, day: '2026-10-05', minutes: 180, what: 'Case law', struck: false }
const conflict = (of: Things) => ({
  conflictId: of.conflict,
  seenVersion: 1,
  about: 'Works there',
  placeId: of.place,
  over: false,
})

let names = 0
/** A different name each time: there is only one of each. */
const named = (what: string): string => `${what} ${(names += 1)}`

/** Samples for the register: approvals, training and declared conflicts of interest. */
export const registerSamples = {
  'register.amhps': nothing,
  'register.addAmhp': (of) => ({ ...anAmhp(of), existingPersonId: null }),
  'register.changeAmhp': (of) => ({ personId: of.person, seenVersion: 1, ...anAmhp(of) }),
  'register.suspendAmhp': (of) => ({
    personId: of.person,
    seenVersion: 1,
    suspended: true,
    why: 'Registration lapsed',
  }),
  'register.training': nothing,
  'register.mine': nothing,
  'register.besideApproval': (of) => ({ personId: of.person }),
  'register.keepTraining': (of) => ({ personId: of.person, trainingId: of.training, ...training, agreed: false }),
  'register.keepOwnTraining': (of) => ({ trainingId: of.training, ...training }),
  'register.keepConflict': (of) => ({ personId: of.person, ...conflict(of) }),
  'register.keepOwnConflict': conflict,
  'register.setUp': nothing,
  'register.setDetails': () => ({
    seenVersion: 1,
    name: 'Westmarch AMHP service',
    councilName: 'Westmarch County Council',
    hubPhone: '01632 960 001',
    outOfHoursName: 'Emergency Duty Team',
    outOfHoursPhone: '01632 960 002',
    quietWord: 'the red folder',
    triageTargetMinutes: 30,
    staggeredFrom: '2026-09-01',
  }),
  'register.keepCouncil': (of) => ({
    councilId: of.council,
    seenVersion: 1,
    name: named('Southbury Council'),
    actedFor: true,
    lastDay: null,
  }),
  'register.keepEmployer': (of) => ({
    employerId: of.employer,
    seenVersion: 1,
    name: named('Southbury Trust'),
    kind: 'nhs',
    ended: false,
  }),
  'register.keepTeam': (of) => ({ teamId: of.team, seenVersion: 1, name: named('North team'), ended: false }),
  'register.keepPlace': (of) => ({
    placeId: of.place,
    seenVersion: 1,
    name: named('Norbeck Ward'),
    kind: 'base',
    town: 'Norbeck',
    address: '2 Fuller’s Yard, Norbeck WM2 5ST',
    phone: '01632 960 147',
    wayIn: '',
    ended: false,
  }),
} as const satisfies Partial<Record<DoorName, Sample>>
