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
} as const satisfies Partial<Record<DoorName, Sample>>
