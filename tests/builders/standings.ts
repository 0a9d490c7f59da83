import { randomUUID } from 'node:crypto'
import {
  finish,
  homeSafe,
  openAllocation,
  startWait,
  takeBack,
  declineAllocation,
} from '#shared/allocations/contract.ts'
import type { ReferralState } from '#shared/referrals/referral.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import type { AllocationStanding } from '#tests/data/referralMoves.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import { aPower, aReferral, given, workedTo } from './allocations.ts'

/** Who is at work where referrals and allocations are put into a state. */
export interface AtWork {
  readonly hub: TestHub
  readonly service: TestService
  readonly consultant: Person
  readonly worker: Person
}

/** A referral in a state, with its worker where the state says that somebody has or had it. */
export async function referralIn({ hub, service, consultant, worker }: AtWork, state: ReferralState): Promise<string> {
  const { id } = await aReferral(hub, service, consultant, { state, request: 'assessment' })
  const ended = state === 'closed' ? hub.now() : null
  if (state === 'allocated' || state === 'closed')
    await hub.owner`
      insert into hub.allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice, accepted_at, set_off_at, arrived_at,
        outcome, outcome_at, finished_at, ended_at, ended_how, ended_by)
      values (${service.id}, ${randomUUID()}, ${id}, ${worker.id}, ${consultant.id}, ${hub.now()}, '{}', ${ended}, ${ended}, ${ended},
        ${ended && 'NOT_DETAINED_NFA'}, ${ended}, ${ended}, ${ended}, ${ended && 'finished'}, ${ended && worker.id})`
  return id
}

/** What some commands need to stand beside the referral that they act on. */
type Beside = (at: AtWork, referral: string, state: ReferralState) => Promise<Readonly<Record<string, string>>>

const anAsk: Beside = async ({ hub, service, consultant }, referral) => {
  const ask = randomUUID()
  await hub.owner`
    insert into hub.referral_asks (service_id, id, referral_id, agency, of_whom, what, asked_by, asked_at, due_at, state)
    values (${service.id}, ${ask}, ${referral}, 'police', 'Custody', 'Custody record', ${consultant.id}, ${hub.now()}, ${addHours(hub.now(), 1)}, 'open')`
  return { ask }
}

const aRunningPower: Beside = async ({ hub, service, consultant }, referral) => ({
  power: await aPower(hub, service, consultant, referral as never, {
    kind: 's136',
    startedAt: addMinutes(hub.now(), -60),
  }),
})

const aLimitOf =
  (kind: 's2' | 's3', rule: string, startedAt: string): Beside =>
  async ({ hub, service, consultant }, referral) => {
    const limit = randomUUID()
    await hub.owner`
      insert into hub.time_limits (service_id, id, referral_id, kind, started_at, origin_at, rule_id, recorded_at, recorded_by)
      values (${service.id}, ${limit}, ${referral}, ${kind}, ${startedAt}, ${startedAt}, ${rule}, ${hub.now()}, ${consultant.id})`
    return { limit }
  }

const aLink =
  (kind: 'same-person' | 'merged'): Beside =>
  async ({ hub, service, consultant }, referral, state) => {
    const link = randomUUID()
    const other = await aReferral(hub, service, consultant, { state: 'to-triage' })
    const before = kind === 'merged' ? 'to-triage' : null
    await hub.owner`
      insert into hub.referral_links (service_id, id, kind, referral_id, other_id, why, made_by, made_at, state_before)
      values (${service.id}, ${link}, ${kind}, ${referral}, ${other.id}, 'Rang twice', ${consultant.id}, ${hub.now()}, ${before})`
    if (kind === 'merged' && state === 'closed')
      await hub.owner`update hub.referrals set closed_as = 'DUPLICATE_LINKED', version = version + 1 where service_id = ${service.id} and id = ${referral}`
    return { link }
  }

/** A decision that was recorded this minute on what was still to triage. */
const aDecision: Beside = async ({ hub, service, consultant }, referral) => {
  await hub.owner`
    insert into hub.triage_decisions (service_id, referral_id, version_number, outcome, urgency, why_now, less_restrictive, duty, risk,
      decided_by, decided_at, made_version, state_before)
    select ${service.id}, r.id, 1, 'ACCEPT_MHAA', 'U2', 'Not slept', '', 's13-1', '', ${consultant.id}, ${hub.now()}, r.version, 'to-triage'
    from hub.referrals r where r.service_id = ${service.id} and r.id = ${referral}`
  return {}
}

const aTask: Beside = async ({ hub, service }, referral) => {
  const task = randomUUID()
  await hub.owner`
    insert into hub.duty_tasks (service_id, id, referral_id, kind, due_at, made_at)
    values (${service.id}, ${task}, ${referral}, 's13-4-reasons', ${addHours(hub.now(), 24)}, ${hub.now()})`
  return { task }
}

const aLetter: Beside = async ({ hub, service, consultant }, referral) => {
  const letter = randomUUID()
  await hub.owner`
    insert into hub.referral_letters (service_id, id, referral_id, kind, addressee, text, kept_by, kept_at)
    values (${service.id}, ${letter}, ${referral}, 'message', 'Dr Hale', 'Received', ${consultant.id}, ${hub.now()})`
  return { letter }
}

const anOffer: Beside = async ({ hub, service, consultant }, referral) => {
  await hub.owner`
    insert into hub.referral_redirects (service_id, id, referral_id, council, spoken_to, phone, why, offered_by, offered_at, state)
    values (${service.id}, ${randomUUID()}, ${referral}, 'Norbeck City Council', 'Sam Reed', '01632 960 500', 'Lives there',
      ${consultant.id}, ${hub.now()}, 'offered')`
  return {}
}

const aHold: Beside = async ({ hub, service, consultant }, referral) => {
  await hub.owner`
    insert into hub.referral_holds (service_id, id, referral_id, until, why, held_by, held_at)
    values (${service.id}, ${randomUUID()}, ${referral}, ${addHours(hub.now(), 1)}, 'Crisis team first', ${consultant.id}, ${hub.now()})`
  return {}
}

const anotherReferral: Beside = async ({ hub, service, consultant }) => ({
  allocatedReferral: (await aReferral(hub, service, consultant, { state: 'to-triage' })).id,
})

/** For each command the thing beside the referral that its input names. */
export const beside: Readonly<Record<string, Beside>> = {
  'referrals.chase': anAsk,
  'referrals.settle': anAsk,
  'referrals.extendPower': aRunningPower,
  'referrals.endPower': aRunningPower,
  'referrals.correctPower': aRunningPower,
  'referrals.renewLimit': aLimitOf('s3', 's3-1983', '2026-06-01T23:00:00Z'),
  'referrals.endLimit': aLimitOf('s3', 's3-1983', '2026-06-01T23:00:00Z'),
  'referrals.holdLimit': aLimitOf('s2', 's2-1983', '2026-11-01T00:00:00Z'),
  'referrals.link': anotherReferral,
  'referrals.merge': anotherReferral,
  'referrals.unlink': aLink('same-person'),
  'referrals.undoMerge': aLink('merged'),
  'referrals.undoTriage': aDecision,
  'referrals.finishTask': aTask,
  'referrals.letterSent': aLetter,
  'referrals.answerRedirect': anOffer,
  'referrals.endHold': aHold,
}

/**
 * An allocation that has come so far, through the doors. With a wait for a doctor, from its acceptance on, when asked for.
 */
export async function allocationIn(
  { hub, service, consultant, worker }: AtWork,
  standing: AllocationStanding,
  withWait: boolean,
): Promise<{ readonly referral: string; readonly allocation: string; readonly wait: string }> {
  const referral = await aReferral(hub, service, consultant)
  const allocationId = await given(consultant, referral, worker)
  const made = { referral: referral.id, allocation: allocationId, wait: randomUUID() }
  const step = { allocationId, seenVersion: 1, occurredAt: hub.now() }
  if (standing === 'given') return made
  if (standing === 'declined') await worker.sends(declineAllocation, { ...step, why: 'Knows the family' })
  if (standing === 'taken-back')
    await consultant.sends(takeBack, { allocationId, seenVersion: 1, why: 'Ill', knowsInterviewed: true })
  if (standing === 'opened') await worker.sends(openAllocation, { allocationId })
  if (standing === 'opened' || standing === 'declined' || standing === 'taken-back') return made
  const isOver = standing === 'finished' || standing === 'home-safe'
  const seen = await workedTo(hub, worker, allocationId, isOver ? 'outcome-recorded' : standing)
  const waiting = withWait
    ? await worker.sends(startWait, { allocationId, kind: 'doctor', startedAt: hub.now(), note: '' })
    : { waitId: made.wait }
  if (isOver) await worker.sends(finish, { ...step, seenVersion: await versionOf(hub, allocationId, seen) })
  if (standing === 'home-safe')
    await worker.sends(homeSafe, { ...step, seenVersion: await versionOf(hub, allocationId, seen) })
  return { ...made, wait: waiting.waitId }
}

/** The version that an allocation has now. */
export async function versionOf({ owner }: TestHub, allocation: string, otherwise = 1): Promise<number> {
  const [row] = await owner<{ version: number }[]>`select version from hub.allocations where id = ${allocation}`
  return row?.version ?? otherwise
}
