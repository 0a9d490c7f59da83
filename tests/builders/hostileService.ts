import { randomUUID } from 'node:crypto'
import { acceptAllocation, allocateReferral, arrive, setOff, startWait } from '#shared/allocations/contract.ts'
import { addColleague } from '#shared/identity/contract.ts'
import { keepUnsent } from '#shared/identity/unsent.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { roles, type Role } from '#shared/kernel/permission.ts'
import { holdRecord, markRecord, nameOfficer, proposeRelease, setRetentionRule } from '#shared/privacy/contract.ts'
import { arrange, changeReferral, keepDraft, receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import { addAmhp } from '#shared/register/contract.ts'
import { openWithReason, restrictRecord } from '#shared/restricted/contract.ts'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { recordTaken, submitClaim } from '#shared/toil/contract.ts'
import { ScimClient, USER } from '#tests/harness/scimClient.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, type TestHub, type TestService } from '#tests/harness/service.ts'
import { aReferral as aMadeReferral, aShift } from './allocations.ts'
import { sayingInstead } from './canary.ts'
import { allInjections } from './injections.ts'
import { aCommunityCall, aDecision } from './referrals.ts'
import { anAmhp } from './register.ts'
import { aReason, aRestriction } from './restricted.ts'
import { rosters, aTemplate } from './rota.ts'
import { hasClaim, hasOpeningBalance } from './toil.ts'
import { typesEverywhere, type TypedEverywhere, type Typing } from './typing.ts'
import { aWholeRecord, type WholeRecord } from './wholeRecord.ts'

export interface HostileService {
  readonly people: Readonly<Record<Role, Person>>
  /** A closed record with words in every box that a record has. */
  readonly whole: WholeRecord
  /** Open referrals, one for each injection: on the board by name. */
  readonly numbers: readonly number[]
  /** The one that the AMHP is out on. */
  readonly worked: number
  readonly restricted: number
  readonly draftId: DraftId
  readonly everywhere: TypedEverywhere
}

/** Boxes of `aWholeRecord` that hold a story; the others hold a line. */
const STORIES = new Set(
  'happening riskDetail homeAddress nearestRelative wayIn changeReason whyNow lessRestrictive risk reason takenBack declined outcomeReasons claim refused evidence askedBy objection hold lifted adjusted unsent'.split(
    ' ',
  ),
)

/** A service in which everybody typed nothing but injections, each through the front door, in every box there is. */
export async function aHostileService(hub: TestHub, typing: Typing): Promise<HostileService> {
  const service = await hub.service()
  const people = await somebodyOfEachRole(service)
  const { 'practice-consultant': jo, amhp: ewa, manager: ruth, 'amhp-lead': ada, admin } = people
  const say = (where: string): string => (STORIES.has(where) ? typing.story(where) : typing.line(where))
  const whole = await sayingInstead(say, () => aWholeRecord(hub, { service, jo, ewa, ruth, ada }))
  await Promise.all(Object.values(people).map((one) => one.signsIn(TEST_PASSWORD)))
  await Promise.all(Object.values(people).map((one) => one.stepsUp(TEST_PASSWORD)))
  const numbers = await theCalls(hub, jo, typing)
  await theRegister(service, ruth, typing)
  await theAccounts(hub, admin, typing)
  const worked = await theWork(hub, service, people, typing)
  const restricted = await theRestriction(hub, service, people, typing)
  await theOffice(hub, service, people, typing)
  const draftId = await whatIsNotSent(people, typing)
  const everywhere = await typesEverywhere(hub, service, people, typing)
  return { people, whole, numbers, worked, restricted, draftId, everywhere }
}

async function somebodyOfEachRole(service: TestService): Promise<Record<Role, Person>> {
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const others = roles.filter((role) => role !== 'amhp')
  const made = await Promise.all(
    others.map((role) =>
      service.has({ name: `The ${role}`, roles: [role], ...(role === 'trainee' && { supervisedBy: ewa }) }),
    ),
  )
  const entries = others.map((role, place) => [role, made[place]] as const)
  return Object.fromEntries([['amhp', ewa], ...entries]) as Record<Role, Person>
}

/** As many calls as there are injections, so that each box of a call has had each of them. */
async function theCalls(hub: TestHub, jo: Person, { line, story }: Typing): Promise<readonly number[]> {
  const numbers: number[] = []
  for (const _ of allInjections) {
    const call = aCommunityCall(hub.now(), {
      lastName: line('lastName'),
      firstName: line('firstName'),
      callerName: line('callerName'),
      // Without digits nobody could ring it, and it would be refused.
      callerPhone: `01632 960 118 ${line('callerPhone')}`,
      place: line('place'),
      happening: numbers.length === 0 ? story('happening') : line('happening'),
    })
    const saved = await jo.sends(receiveReferral, call)
    const changes = {
      gender: line('gender'),
      interpreter: line('interpreter'),
      asksFor: line('asksFor'),
      wayIn: line('wayIn'),
      homeAddress: line('homeAddress'),
      nearestRelative: line('nearestRelative'),
    }
    await jo.sends(changeReferral, { referralId: saved.referralId, seenVersion: saved.version, changes })
    numbers.push(saved.number)
  }
  return numbers
}

async function theRegister(service: TestService, ruth: Person, { line }: Typing): Promise<void> {
  for (const _ of allInjections) {
    const facts = { phone: line('amhp.phone'), homeTeam: line('homeTeam'), languages: [line('language')] }
    const { personId } = await ruth.sends(addAmhp, {
      ...anAmhp(service),
      ...facts,
      name: line('amhp.name'),
      existingPersonId: null,
    })
    await rosters(ruth, personId, '2026-11-13', '08:00', '16:00')
    await ruth.sends(addShiftTemplate, aTemplate({ name: line('template.name') }))
  }
}

async function theAccounts(hub: TestHub, admin: Person, { line }: Typing): Promise<void> {
  for (const turn of allInjections.keys()) {
    if (turn % 4 !== 0) continue
    await admin.sends(addColleague, {
      name: line('colleague.name'),
      phone: line('colleague.phone'),
      email: `${randomUUID()}@westmarch.example`,
      roles: ['manager'],
      byHand: true,
    })
  }
  const directory = await ScimClient.madeBy(hub, admin, ['read', 'write'], 30, line('token.label'))
  for (let turn = 0; turn < 5; turn += 1)
    await directory.send('POST', '/Users', {
      schemas: [USER],
      userName: `${randomUUID()}@westmarch.example`,
      displayName: line('scim.name'),
      externalId: line('scim.id'),
      active: true,
    })
}

/** One person is being assessed now, by an AMHP who wrote much on the way. */
async function theWork(
  hub: TestHub,
  service: TestService,
  { 'practice-consultant': jo, amhp: ewa }: HostileService['people'],
  { line, story }: Typing,
): Promise<number> {
  await aShift(hub, service, ewa, { from: -1, to: 7 })
  const call = aCommunityCall(hub.now(), {
    lastName: line('lastName'),
    place: line('place'),
    happening: story('happening'),
    riskToStaff: 'yes',
    riskDetail: story('riskDetail'),
  })
  const saved = await jo.sends(receiveReferral, call)
  const words = { whyNow: story('whyNow'), lessRestrictive: story('lessRestrictive'), risk: story('risk') }
  const { version } = await jo.sends(triageReferral, aDecision(saved, hub.now(), words))
  await jo.sends(arrange, {
    referralId: saved.referralId,
    kind: 'bed',
    state: 'trouble',
    note: line('arrangement'),
    seenVersion: 0,
  })
  const given = { referralId: saved.referralId, personId: ewa.id, seenVersion: version, reason: story('reason') }
  const { allocationId } = await jo.sends(allocateReferral, given)
  const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(setOff, step(2))
  await ewa.sends(arrive, step(3))
  await ewa.sends(startWait, { allocationId, kind: 'bed', startedAt: hub.now(), note: line('wait') })
  return saved.number
}

async function theRestriction(
  hub: TestHub,
  service: TestService,
  { 'practice-consultant': jo, edt }: HostileService['people'],
  { line, story }: Typing,
): Promise<number> {
  const call = aCommunityCall(hub.now(), { lastName: line('lastName'), bornOn: '1966-06-06' })
  const { referralId, number } = await jo.sends(receiveReferral, call)
  await jo.sends(restrictRecord, aRestriction(referralId, jo.id, { why: story('restricted') }))
  await edt.sends(openWithReason, { ...aReason(number), why: story('openedBecause') })
  return number
}

/** What the manager and the lead type: TOIL, officers, rules, holds, a proposal. */
async function theOffice(
  hub: TestHub,
  service: TestService,
  { 'practice-consultant': jo, amhp: ewa, manager: ruth, 'amhp-lead': ada }: HostileService['people'],
  { line, story }: Typing,
): Promise<void> {
  const [startsAt, endsAt] = [addHours(hub.now(), -40), addHours(hub.now(), -32)]
  const claim = await hasClaim(hub, service, ewa, { shift: { startsAt, endsAt }, late: 90 })
  const { id: claimId, version: seenVersion, primaryCause } = claim
  await ewa.sends(submitClaim, { claimId, seenVersion, primaryCause, note: story('claim') })
  await hasOpeningBalance(hub, service, ewa, 600)
  await ruth.sends(recordTaken, { personId: ewa.id, day: '2026-11-02', minutes: 30, note: story('taken') })
  await ada.sends(nameOfficer, {
    office: 'caldicott',
    name: line('officer.name'),
    contact: line('officer.contact'),
    seenVersion: 0,
  })
  await ada.sends(setRetentionRule, {
    recordClass: 'referral',
    effectiveFrom: londonDayOf(hub.now()),
    keepFor: 8,
    unit: 'years',
    yearsAfterDeath: null,
    untilAge: null,
    authority: story('authority'),
    verified: true,
  })
  const old = await aMadeReferral(hub, service, jo, { state: 'closed' })
  await hub.owner`
    update hub.referrals set closed_at = closed_at - interval '30 years', received_at = received_at - interval '30 years', version = version + 1
    where id = ${old.id}`
  await ada.sends(proposeRelease, { referralId: old.id, why: story('release') })
  const held = await aMadeReferral(hub, service, jo, { state: 'closed' })
  await ada.sends(holdRecord, { number: held.number, note: story('hold'), askedBy: line('coroner'), onDay: null })
  const marked = { referralId: held.id, note: story('objection'), askedBy: line('objector'), onDay: null }
  await jo.sends(markRecord, { ...marked, kind: 'objection' })
}

async function whatIsNotSent(
  { 'practice-consultant': jo, 'amhp-lead': ada }: HostileService['people'],
  { line, story }: Typing,
): Promise<DraftId> {
  const draftId = randomUUID() as DraftId
  const content = { lastName: line('draft.lastName'), happening: story('draft.happening'), place: line('draft.place') }
  await jo.sends(keepDraft, { draftId, content })
  await ada.sends(keepUnsent, { keep: { 'referrals.find': line('unsent.find') }, drop: [] })
  return draftId
}
