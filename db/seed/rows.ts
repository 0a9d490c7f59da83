import { allocations, waits } from '../schema/allocations.ts'
import { reads } from '../schema/audit.ts'
import { examinations, papers, statutoryRelatives } from '../schema/papers.ts'
import { arrangements, powers, referralDrafts, referrals, triageDecisions } from '../schema/referrals.ts'
import { timeLimits } from '../schema/limits.ts'
import {
  actingFor,
  amhps,
  councils,
  declaredConflicts,
  employers,
  homeTeams,
  places,
  trainingDone,
} from '../schema/register.ts'
import { daysAway, shifts, shiftTemplates } from '../schema/rota.ts'
import { leaveRequests, shiftOffers } from '../schema/rotaCover.ts'
import { draftShifts } from '../schema/rotaDrafts.ts'
import { dutyNeeds, patternPlaces, rotaExceptions, rotaPatterns, rotaSettings } from '../schema/rotaPlanning.ts'
import { sharedDuties, sharedDutyPeople } from '../schema/sharedDuties.ts'
import { optOuts, otherJobs } from '../schema/workingTime.ts'
import { watches } from '../schema/safety.ts'
import { accounts, events, people, serviceCounters, services } from '../schema/service.ts'
import { toilClaims, toilEntries, toilPolicies } from '../schema/toil.ts'

/** The tables that the demo fills, in an order in which nothing refers to what is not there yet. */
export const tables = {
  services,
  serviceCounters,
  councils,
  employers,
  places,
  accounts,
  people,
  homeTeams,
  amhps,
  actingFor,
  trainingDone,
  declaredConflicts,
  shiftTemplates,
  shifts,
  daysAway,
  rotaSettings,
  dutyNeeds,
  rotaPatterns,
  patternPlaces,
  rotaExceptions,
  sharedDuties,
  sharedDutyPeople,
  draftShifts,
  shiftOffers,
  leaveRequests,
  optOuts,
  otherJobs,
  referrals,
  referralDrafts,
  powers,
  timeLimits,
  triageDecisions,
  arrangements,
  allocations,
  waits,
  watches,
  examinations,
  papers,
  statutoryRelatives,
  toilPolicies,
  toilClaims,
  toilEntries,
  events,
  reads,
} as const
export type TableName = keyof typeof tables

/** What the database itself fills in: the ledger's numbers, and an event's hash. The demo comes from no session and no address. */
type Made<Name extends TableName> =
  | 'position'
  | 'hash'
  | 'sessionId'
  | 'address'
  | 'requestId'
  // A read's number, the mark of what was searched for, and the transaction that seals wait for.
  | (Name extends 'reads' ? 'id' | 'termSalt' | 'termMark' | 'tx' : never)

/** One row, every other column of it. */
export type Row<Name extends TableName> = Omit<(typeof tables)[Name]['$inferSelect'], Made<Name>>
export type DemoRows = { readonly [Name in TableName]: Row<Name>[] }

/** @example const rows = noRows() */
export const noRows = (): DemoRows => ({
  services: [],
  serviceCounters: [],
  councils: [],
  employers: [],
  places: [],
  accounts: [],
  people: [],
  homeTeams: [],
  amhps: [],
  actingFor: [],
  trainingDone: [],
  declaredConflicts: [],
  shiftTemplates: [],
  shifts: [],
  daysAway: [],
  rotaSettings: [],
  dutyNeeds: [],
  rotaPatterns: [],
  patternPlaces: [],
  rotaExceptions: [],
  sharedDuties: [],
  sharedDutyPeople: [],
  draftShifts: [],
  shiftOffers: [],
  leaveRequests: [],
  optOuts: [],
  otherJobs: [],
  referrals: [],
  referralDrafts: [],
  powers: [],
  timeLimits: [],
  triageDecisions: [],
  arrangements: [],
  allocations: [],
  waits: [],
  watches: [],
  examinations: [],
  papers: [],
  statutoryRelatives: [],
  toilPolicies: [],
  toilClaims: [],
  toilEntries: [],
  events: [],
  reads: [],
})
