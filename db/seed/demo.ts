import type { DraftId, PersonId, ReferralId, ServiceId, TeamId } from '#shared/kernel/ids.ts'
import type { OperatingModel } from '#shared/rota/operatingModels.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { startOfDay } from '#shared/time/london.ts'
import { awayOver } from './away.ts'
import { BOARD_CASES, boardCases } from './boardCases.ts'
import { boardShiftsAt } from './boardShifts.ts'
import type { Case } from './case.ts'
import { claimRow, earnedBy, standingOf, type FinishedJob } from './claims.ts'
import { diaryOf, type Diary } from './diary.ts'
import { withEarlierContact } from './earlierContact.ts'
import { happeningsOf, type Happenings } from './happenings.ts'
import { addHours } from './hours.ts'
import { addTraining } from './training.ts'
import { historyOver } from './history.ts'
import { addLedger } from './ledger.ts'
import { looksOf } from './looks.ts'
import { addWatches } from './outNow.ts'
import { periodOf, type Period } from './period.ts'
import { addPlanning } from './planning.ts'
import { addRotaPatterns } from './rotaPatterns.ts'
import { addModelSettings, addTeamNeeds, applyModel, demoName } from './models.ts'
import { placesOf, type Places } from './places.ts'
import { policiesOf } from './policies.ts'
import { drawFrom, type Draw } from './random.ts'
import { addStaff } from './register.ts'
import { addRota, type BoardShiftRows } from './rota.ts'
import { noRows, type DemoRows } from './rows.ts'
import { amhpKeys, factsOf, type StaffIds } from './staff.ts'
import { tellCase } from './tellCase.ts'
import { templatesOf } from './templates.ts'
import { writeCase, type WrittenCase } from './writeCase.ts'
import { writePapers } from './writePapers.ts'
import { writeReasons } from './writeReasons.ts'

export interface DemoAsked {
  readonly now: Instant
  readonly seed: number
  readonly weeks: number
  /** How the service is run; the county hub, when nothing is said. */
  readonly model?: OperatingModel
  /** One hash for all of the demo's accounts. */
  readonly passwordHash: string
}

/** What every part of the demo is made with. */
interface Making {
  readonly rows: DemoRows
  readonly happenings: Happenings
  readonly serviceId: ServiceId
  readonly period: Period
  readonly places: Places
  readonly ids: StaffIds
  readonly draw: (part: string) => Draw
}

/** Today's last referral has this number when there is room for all before it. */
const LAST_NUMBER = 2431

/**
 * The whole invented service, as rows: the same for the same seed and moment, on every machine. Nothing is read or written here.
 *
 * @example makeDemo({ now: instant('2026-11-12T16:47:00Z'), seed: 20261112, weeks: 26, passwordHash }).referrals.length
 */
export function makeDemo({ now, seed, weeks, passwordHash, model = 'hub' }: DemoAsked): DemoRows {
  const draw = (part: string) => drawFrom(seed, part)
  const [rows, period, serviceId] = [noRows(), periodOf(now, weeks), draw('service').id<ServiceId>()]
  const happenings = happeningsOf(serviceId, draw('commands'))
  const places = placesOf(serviceId, draw('places'))
  rows.councils.push(...places.councils)
  rows.employers.push(...places.employers)
  rows.places.push(...places.places)
  rows.toilPolicies.push(...policiesOf(serviceId, places, draw('policies')))
  const ids = addStaff(rows, happenings, { serviceId, period, places, passwordHash, draw: draw('staff') })
  const making: Making = { rows, happenings, serviceId, period, places, ids, draw }
  const board = addShifts(making)
  addModelSettings(rows, model, { ...making, draw: draw('settings') })
  addPlanning(rows, happenings, { ...making, draw: draw('planning') })
  addHours(rows, happenings, { ...making, draw: draw('hours') })
  addTraining(rows, happenings, { ...making, draw: draw('training') })
  const lastNumber = addReferrals(making, board, weeks)
  addWatches(rows, happenings, { serviceId, now, draw: draw('watches') })
  addDraft(making, lastNumber + 1)
  addLedger(rows, happenings, { ...making, draw: draw('ledger') })
  rows.events.push(...happenings.numbered())
  rows.reads.push(...looksOf({ rows, serviceId, now, ids }))
  rows.services.push({ ...serviceRow(making), name: demoName(model) })
  rows.serviceCounters.push({ serviceId, lastSeq: rows.events.length, lastReferralNumber: lastNumber + 1 })
  applyModel(rows, model, { ...making, draw: draw('model') })
  rows.homeTeams.push(...teamsOf(rows.amhps, draw('teams')))
  addTeamNeeds(rows, model, { serviceId, period, draw: draw('minimums of teams') })
  return rows
}

/** The teams that the register names, once each. */
const teamsOf = (amhps: DemoRows['amhps'], draw: Draw): DemoRows['homeTeams'] => {
  const names = new Map(amhps.map(({ serviceId, homeTeam }) => [homeTeam, serviceId]))
  return [...names].map(([name, serviceId]) => ({ serviceId, id: draw.id<TeamId>(), name, endedAt: null, version: 1 }))
}

const serviceRow = ({ serviceId, period }: Making) => ({
  id: serviceId,
  name: demoName('hub'),
  councilName: 'Westmarch County Council',
  hubPhone: '01632 960 100',
  outOfHoursName: 'Emergency Duty Team',
  outOfHoursPhone: '01632 960 199',
  quietWord: 'the red folder',
  triageTargetMinutes: 30,
  staggeredFrom: period.staggeredFrom,
  isDemo: true,
  createdAt: startOfDay(period.firstDay),
  version: 1,
})

function addShifts(making: Making): BoardShiftRows {
  const { rows, happenings, serviceId, period, ids, draw } = making
  const templates = templatesOf(serviceId, draw('templates'))
  rows.shiftTemplates.push(...templates.rows)
  for (const { id: templateId } of templates.rows) {
    happenings.tell(startOfDay(period.firstDay), ids.ruth, {
      type: 'shift-template-added',
      data: { templateId },
    })
  }
  addRotaPatterns(rows, { ...making, templates: templates.byKey, draw: draw('patterns') })
  const board = boardShiftsAt(period.now, templates.byKey)
  const away = awayOver(period, draw('away'))
  return addRota(rows, happenings, { ...making, templates: templates.byKey, away, board, draw: draw('rota') })
}

/** Adds history, today's board and the claims that came of them. Answers with the last number given. */
function addReferrals(making: Making, shifts: BoardShiftRows, weeks: number): number {
  const { rows, happenings, serviceId, period, places, ids, draw } = making
  const diary = diaryOf(rows.shifts, shifts, ids.jo)
  const common = { period, ids, placeIds: places.placeIds, councilId: places.councilIds.westmarch }
  const needBuddy = new Set(amhpKeys.filter((key) => factsOf(key).needsBuddy).map((key) => ids[key]))
  const lastNumber = Math.max(LAST_NUMBER, weeks * 90)
  const from = lastNumber - BOARD_CASES + 1
  const today = boardCases({ ...common, shifts, draw: draw('board'), from })
  const history = historyOver({
    ...common,
    diary,
    needBuddy,
    leanedOn: new Set([ids.priya, ids.tom]),
    draw: draw('history'),
    upTo: from,
  })
  const cases = [...withEarlierContact(history, today, ids.hannah), ...today]
  const writing = {
    serviceId,
    draw: draw('cases'),
    shiftEnds: new Map(rows.shifts.map(({ id, endsAt }) => [id, endsAt])),
  }
  const written = cases.map((one) => ({ one, ids: writeCase(rows, one, writing) }))
  const typedAt = addClaims(making, written, diary)
  for (const { one, ids: own } of written) tellCase({ happenings, ...writing }, withTypedFinish(one, own, typedAt), own)
  const onPaper = { rows, happenings, serviceId, ids, now: period.now, draw: draw('papers') }
  for (const { one, ids: own } of written) if (one.papers) writePapers(onPaper, own.referralId, one.papers)
  const owed = { ...onPaper, draw: draw('reasons') }
  for (const { one, ids: own } of written) writeReasons(owed, one, own)
  tellOfClaims(making)
  return lastNumber
}

type Written = { readonly one: Case; readonly ids: WrittenCase }
type TypedAt = ReadonlyMap<string, Instant>

/** Makes the claims. Answers with when each finish was typed. */
function addClaims({ rows, serviceId, period, ids, draw }: Making, written: readonly Written[], diary: Diary): TypedAt {
  const keys = new Map<PersonId, (typeof amhpKeys)[number]>(amhpKeys.map((key) => [ids[key], key]))
  const earned = earnedBy(finishedJobs(written, rows, diary), keys, rows)
  const parts = { serviceId, now: period.now, ids, draw: draw('claims') }
  const standing = standingOf(earned, parts)
  rows.toilClaims.push(...earned.toReversed().map((one) => claimRow(one, standing.get(one) ?? 'made', parts)))
  return new Map(rows.toilClaims.map(({ allocationId, madeAt }) => [allocationId, madeAt]))
}

/** A claim is made as the job finishes, so it is told after the finish. */
function tellOfClaims({ rows, happenings }: Making): void {
  for (const claim of rows.toilClaims) {
    const { id: claimId, minutes, personId, referralId, primaryCause, state } = claim
    const about = { referralId, personId }
    happenings.tell(claim.madeAt, personId, { ...about, type: 'toil-claim-made', data: { claimId, minutes } })
    if (claim.submittedAt) {
      const data = { claimId, minutes, primaryCause }
      happenings.tell(claim.submittedAt, personId, { ...about, type: 'toil-claim-submitted', data })
    }
    if (!claim.decidedAt || !claim.decidedBy) continue
    const type = state === 'refused' ? 'toil-claim-refused' : 'toil-claim-approved'
    happenings.tell(claim.decidedAt, claim.decidedBy, { ...about, type, data: { claimId, minutes } })
  }
}

function finishedJobs(written: readonly Written[], rows: DemoRows, diary: Diary): readonly FinishedJob[] {
  const shifts = new Map(rows.shifts.map((shift) => [shift.id, shift]))
  return written.flatMap(({ one, ids }) =>
    one.allocations.flatMap((given, index): readonly FinishedJob[] => {
      const shift = given.shiftId && shifts.get(given.shiftId)
      const [own, finishedAt] = [ids.allocations[index], given.steps.finishedAt]
      if (!shift || !own || !finishedAt) return []
      const next = diary.nextShift(shift)?.startsAt ?? null
      const nextShiftStartsAt = next !== null && next < finishedAt ? next : null
      return [{ allocationId: own.id, referralId: ids.referralId, given, finishedAt, shift, nextShiftStartsAt }]
    }),
  )
}

function withTypedFinish(one: Case, { allocations }: WrittenCase, typedAt: TypedAt): Case {
  const typed = one.allocations.map((given, index) => {
    const finishTypedAt = typedAt.get(allocations[index]?.id ?? '')
    return finishTypedAt ? { ...given, finishTypedAt } : given
  })
  return { ...one, allocations: typed }
}

/** A colleague is on the telephone: what is typed so far. */
function addDraft({ rows, happenings, serviceId, period, ids, draw }: Making, number: number): void {
  const id = draw('draft').id<DraftId>()
  const startedAt = addMinutes(period.now, -3)
  const content = {
    source: 'OTHER_RELATIVE_CARER',
    callerName: 'Brother',
    callerPhone: '07700 900 644',
    lastName: 'Ockley',
    firstName: 'Rosa',
    happening: 'Rings from his car. Sister has not answered since yesterday, lights are on.',
  }
  rows.referralDrafts.push({
    serviceId,
    id,
    number,
    personId: ids.amir,
    startedAt,
    keptAt: addMinutes(period.now, -1),
    content,
    version: 4,
  })
  // A draft becomes the referral of the same id.
  const referralId = id as string as ReferralId
  happenings.tell(startedAt, ids.amir, { type: 'draft-started', referralId, data: { number } })
}
