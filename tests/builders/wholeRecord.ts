import { randomUUID } from 'node:crypto'
import {
  acceptAllocation,
  allocateReferral,
  arrive,
  declineAllocation,
  endWait,
  finish,
  recordOutcome,
  setOff,
  startWait,
  takeBack,
} from '#shared/allocations/contract.ts'
import type { AllocationId, DraftId, ReferralId } from '#shared/kernel/ids.ts'
import {
  arrange,
  changeReferral,
  endPower,
  findReferrals,
  extendPower,
  keepDraft,
  receiveReferral,
  recordPower,
  triageReferral,
} from '#shared/referrals/contract.ts'
import { correctRecord, holdRecord, liftHold, markRecord } from '#shared/privacy/contract.ts'
import { myToil, refuseClaim, submitClaim } from '#shared/toil/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aShift } from '#tests/builders/allocations.ts'
import { theLimits } from '#tests/builders/limits.ts'
import { canary, CANARY_BORN, CANARY_NHS, CANARY_PHONE } from '#tests/builders/canary.ts'
import { aCall, aDecision } from '#tests/builders/referrals.ts'
import { aSecondCall } from '#tests/builders/secondCall.ts'
import { theDeskWork } from '#tests/builders/deskWork.ts'
import { hasPolicy } from '#tests/builders/toil.ts'
import { theHandover, thePapers } from '#tests/builders/wholePapers.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, type TestHub, type TestService } from '#tests/harness/service.ts'

export { canaries, canary, CANARY_BORN, CANARY_NHS, CANARY_PHONE } from '#tests/builders/canary.ts'

export interface Crew {
  readonly service: TestService
  readonly jo: Person
  readonly ewa: Person
  readonly ruth: Person
  readonly ada: Person
}

/** A service with a consultant, an AMHP on duty, a manager and an AMHP lead. */
export async function aCrew(hub: TestHub): Promise<Crew> {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ada = await service.has({ name: 'Ada Obi', roles: ['amhp-lead'] })
  return { service, jo, ewa, ruth, ada }
}

export interface WholeRecord {
  readonly referralId: ReferralId
  readonly number: number
}

/**
 * One person's record with something in every box there is, through the front door: the call, changes, powers, triage, arrangements,
 * somebody taken back, somebody who declined, the AMHP with waits and a late finish, a refused claim, a correction, notes, a hold
 * that was lifted, a draft of a second call. It ends closed.
 */
export async function aWholeRecord(hub: TestHub, crew: Crew): Promise<WholeRecord> {
  const { service, jo, ewa } = crew
  await hasPolicy(hub, service)
  await aShift(hub, service, ewa, { from: -2, to: 6 })
  const { referralId, number } = await theCall(hub, jo)
  let version = await thePowers(hub, jo, referralId)
  for (const changeReason of ['', canary('changeReason')]) {
    const decided = await jo.sends(triageReferral, {
      ...aDecision({ referralId, version }, hub.now()),
      whyNow: canary('whyNow'),
      lessRestrictive: canary('lessRestrictive'),
      risk: canary('risk'),
      urgency: changeReason === '' ? 'U2' : 'U1',
      changeReason,
      evenThoughPowerRuns: true,
    })
    version = decided.version
  }
  await jo.sends(arrange, { referralId, kind: 'bed', state: 'trouble', note: canary('arrangement'), seenVersion: 0 })
  await thePapers(hub, jo, referralId)
  await theHandover(crew, referralId)
  await aSecondCall(hub, crew, referralId)
  // A risk and a place that a further caller tells of change the referral; the way in is another one there.
  const changes = { wayIn: canary('wayIn') }
  version = (await jo.sends(changeReferral, { referralId, seenVersion: version + 1, changes })).version
  version = await theDeskWork(hub, crew, referralId, version)
  await theWork(hub, crew, referralId, version)
  // Eight hours have gone by: a desk that nobody touches is signed out.
  await signInAgain(crew)
  await theClaim(hub, crew)
  await theRights(hub, crew, referralId)
  await theRestriction(hub, crew, referralId)
  for (const text of [canary('rightName'), canary('lastName'), '999 000 0018', canary('firstName').toUpperCase()])
    await jo.asks(findReferrals, { text, show: 'all' })
  await hub.owner`
    insert into hub.unsent_texts (service_id, person_id, content, kept_at)
    values (${service.id}, ${jo.id}, ${JSON.stringify({ happening: canary('unsent') })}::text::jsonb, ${hub.now()})`
  const draft = { nhsNumber: CANARY_NHS, lastName: canary('draft') }
  await jo.sends(keepDraft, { draftId: randomUUID() as DraftId, content: draft })
  return { referralId, number }
}

async function theCall(hub: TestHub, jo: Person): Promise<WholeRecord & { readonly version: number }> {
  const call = aCall(hub.now(), {
    lastName: canary('lastName'),
    firstName: canary('firstName'),
    callerName: canary('callerName'),
    callerPhone: CANARY_PHONE,
    bornOn: CANARY_BORN,
    place: canary('place'),
    happening: `Margaret Holt rang. ${canary('happening')}`,
    riskToStaff: 'yes',
    riskDetail: canary('riskDetail'),
    power: { kind: 's136', startedAt: addMinutes(hub.now(), -20), startSource: canary('startSource') },
  })
  const saved = await jo.sends(receiveReferral, call)
  const { version } = await jo.sends(changeReferral, {
    referralId: saved.referralId,
    seenVersion: saved.version,
    changes: {
      gender: canary('gender'),
      nhsNumber: CANARY_NHS,
      homeAddress: canary('homeAddress'),
      personPhone: canary('personPhone'),
      nearestRelative: canary('nearestRelative'),
      interpreter: canary('interpreter'),
      asksFor: canary('asksFor'),
      wayIn: canary('wayIn'),
    },
  })
  return { ...saved, version }
}

async function thePowers(hub: TestHub, jo: Person, referralId: ReferralId): Promise<number> {
  const now = hub.now()
  const corrected = await jo.sends(recordPower, {
    referralId,
    seenVersion: 2,
    kind: 's136',
    startedAt: addMinutes(now, -30),
    startSource: canary('startSource'),
    correctionReason: canary('correctionReason'),
  })
  const { powerId } = corrected
  const extended = await jo.sends(extendPower, {
    referralId,
    powerId,
    seenVersion: corrected.version,
    minutes: 60,
    authorisedAt: now,
    authority: 'registered-medical-practitioner',
    authoriser: canary('authoriser'),
    superintendent: canary('superintendent'),
    reason: 'condition-of-person',
  })
  const ended = await jo.sends(endPower, {
    referralId,
    powerId,
    seenVersion: extended.version,
    endedAt: now,
    why: canary('endedWhy'),
  })
  return theLimits(hub, jo, referralId, ended.version)
}

async function theWork(hub: TestHub, { jo, ewa }: Crew, referralId: ReferralId, first: number): Promise<void> {
  const give = (seenVersion: number) =>
    jo.sends(allocateReferral, { referralId, personId: ewa.id, seenVersion, reason: canary('reason') })
  const taken = await give(first)
  const { referralVersion } = await jo.sends(takeBack, {
    allocationId: taken.allocationId,
    seenVersion: 1,
    why: canary('takenBack'),
  })
  const declined = await give(referralVersion)
  const occurredAt = () => hub.now()
  await ewa.sends(declineAllocation, {
    allocationId: declined.allocationId,
    seenVersion: 1,
    occurredAt: occurredAt(),
    why: canary('declined'),
  })
  const { allocationId } = await give(declined.version + 1)
  const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: occurredAt() })
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(setOff, step(2))
  await ewa.sends(arrive, step(3))
  await theWait(hub, ewa, allocationId)
  const { version } = await ewa.sends(recordOutcome, {
    ...step(4),
    outcome: 'DETAINED_S2',
    subReason: null,
    reasons: canary('outcomeReasons'),
  })
  hub.clockMovesOn({ hours: 8 })
  await ewa.sends(finish, step(version))
}

async function theWait(hub: TestHub, ewa: Person, allocationId: AllocationId): Promise<void> {
  const { waitId } = await ewa.sends(startWait, {
    allocationId,
    kind: 'bed',
    startedAt: hub.now(),
    note: canary('wait'),
  })
  await ewa.sends(endWait, { allocationId, waitId, endedAt: hub.now() })
}

async function theClaim(hub: TestHub, { service, ewa, ruth }: Crew): Promise<void> {
  const { claims } = await ewa.asks(myToil, {})
  const [claim] = claims
  if (!claim) throw new Error('a late finish made no claim')
  const sent = await ewa.sends(submitClaim, {
    claimId: claim.id,
    seenVersion: claim.version,
    primaryCause: claim.primaryCause,
    note: canary('claim'),
  })
  await ruth.sends(refuseClaim, { claimId: claim.id, seenVersion: sent.version, why: canary('refused') })
  await hub.owner`
    insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by, claim_id, note)
    values (${service.id}, ${randomUUID()}, ${ewa.id}, 'ADJUST', 5, ${claim.day}, ${hub.now()}, ${ruth.id}, ${claim.id}, ${canary('adjusted')})`
}

async function theRights(hub: TestHub, { jo, ada }: Crew, referralId: ReferralId): Promise<void> {
  const [row] = await hub.owner<
    { version: number; number: number }[]
  >`select version, number from hub.referrals where id = ${referralId}`
  await jo.sends(correctRecord, {
    referralId,
    seenVersion: row?.version ?? 0,
    about: 'lastName',
    was: '',
    is: canary('rightName'),
    askedBy: canary('askedBy'),
    evidence: canary('evidence'),
  })
  await jo.sends(markRecord, {
    referralId,
    kind: 'objection',
    note: canary('objection'),
    askedBy: canary('objector'),
    onDay: null,
  })
  const { markId } = await ada.sends(holdRecord, {
    number: row?.number ?? 0,
    note: canary('hold'),
    askedBy: canary('coroner'),
    onDay: null,
  })
  await ada.sends(liftHold, { markId, why: canary('lifted') })
}

/** It was restricted once, and opened with a reason. */
async function theRestriction(hub: TestHub, { service, jo, ada }: Crew, referralId: ReferralId): Promise<void> {
  const [restriction, now] = [randomUUID(), hub.now()]
  await hub.owner`
    insert into hub.restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at, lifted_by, lifted_at, lifted_why)
    values (${service.id}, ${restriction}, 'allow', 'relative', ${canary('restricted')}, ${ada.id}, ${ada.id}, ${now}, ${ada.id}, ${now}, ${canary('unrestricted')})`
  await hub.owner`update hub.referrals set restriction_id = ${restriction}, version = version + 1 where id = ${referralId}`
  await hub.owner`
    insert into hub.openings (service_id, id, actor_id, referral_id, restriction_id, reason, why, was_denied, opened_at, ends_at, ended_at,
      reviewed_by, reviewed_at, review_result, review_note)
    values (${service.id}, ${randomUUID()}, ${jo.id}, ${referralId}, ${restriction}, 'other', ${canary('openedBecause')}, false, ${now},
      ${addMinutes(now, 60)}, ${now}, ${ada.id}, ${now}, 'right', ${canary('reviewed')})`
}

const signInAgain = ({ jo, ewa, ruth, ada }: Crew): Promise<unknown> =>
  Promise.all([jo, ewa, ruth, ada].map((one) => one.signsIn(TEST_PASSWORD)))

/** Long after: the clock has moved on by so many years and two days, and everybody has signed in again. */
export async function yearsPass(hub: TestHub, years: number, crew: Crew): Promise<void> {
  hub.clockIs(addHours(hub.now(), Math.ceil(years * 365.25 * 24) + 48))
  await signInAgain(crew)
}
