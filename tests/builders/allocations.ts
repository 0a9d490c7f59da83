import { randomUUID } from 'node:crypto'
import {
  acceptAllocation,
  allocateReferral,
  allocationsOf,
  arrive,
  recordOutcome,
  setOff,
} from '#shared/allocations/contract.ts'
import type { AllocationId, PlaceId, PowerId, ReferralId, ShiftId } from '#shared/kernel/ids.ts'
import type { OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { ArrangementKind, ArrangementState } from '#shared/referrals/contract.ts'
import type { ReferralState, RequestCode, SourceCode, Urgency } from '#shared/referrals/referral.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'

let lastNumber = 2400

export interface MadeReferral {
  readonly id: ReferralId
  readonly number: number
  /** The version with which it was made. */
  readonly version: 1
}

export interface ReferralOptions {
  readonly state?: ReferralState
  readonly request?: RequestCode
  readonly source?: SourceCode
  readonly urgency?: Urgency | null
  readonly receivedAt?: Instant
  readonly lastName?: string
  readonly firstName?: string
  readonly place?: string
  readonly placeId?: PlaceId
  readonly asksFor?: string
  readonly interpreter?: string
  readonly nhsNumber?: string
  /** A power that runs over the person, from a start or from a start that nobody knows. */
  readonly power?: { readonly kind: PowerKind; readonly startedAt: Instant | null }
  readonly forOtherCouncil?: boolean
}

/** A referral as the desk leaves it: triaged and waiting for an AMHP, unless said otherwise. */
export async function aReferral(
  hub: TestHub,
  service: TestService,
  takenBy: Person,
  options: ReferralOptions = {},
): Promise<MadeReferral> {
  const { owner } = hub
  const id = randomUUID() as ReferralId
  const number = ++lastNumber
  const state = options.state ?? 'to-allocate'
  const receivedAt = options.receivedAt ?? addMinutes(hub.now(), -40)
  const closed = state === 'closed' ? hub.now() : null
  await owner`
    insert into hub.referrals (service_id, id, number, state, received_at, recorded_at, taken_by, source, caller_name, caller_phone,
      last_name, first_name, age_years, age_said_on, request, place, place_id, happening, risk_to_staff, asks_for, interpreter,
      nhs_number, council_id, urgency, accepted_at, closed_at, closed_as)
    values (${service.id}, ${id}, ${number}, ${state}, ${receivedAt}, ${receivedAt}, ${takenBy.id}, ${options.source ?? 'GP'},
      'Dr Hale', '01632 960 144', ${options.lastName ?? 'Lindqvist'}, ${options.firstName ?? 'Marta'}, 42, ${londonDayOf(receivedAt)},
      ${options.request ?? 'assessment'}, ${options.place ?? '12 Mill Lane, Ashmere'}, ${options.placeId ?? null},
      'Not slept for four nights', 'none-known', ${options.asksFor ?? ''}, ${options.interpreter ?? ''}, ${options.nhsNumber ?? ''},
      ${options.forOtherCouncil ? service.otherCouncilId : service.councilId},
      ${options.urgency === undefined ? 'U2' : options.urgency}, ${state === 'to-triage' ? null : receivedAt}, ${closed},
      ${closed === null ? null : 'SIGNPOSTED'})`
  if (options.power) await aPower(hub, service, takenBy, id, options.power)
  return { id, number, version: 1 }
}

export async function aPower(
  { owner, now }: TestHub,
  service: TestService,
  by: Person,
  referralId: ReferralId,
  { kind, startedAt }: { readonly kind: PowerKind; readonly startedAt: Instant | null },
): Promise<PowerId> {
  const id = randomUUID() as PowerId
  await owner`
    insert into hub.powers (service_id, id, referral_id, kind, started_at, start_source, rule_id, recorded_at, recorded_by)
    values (${service.id}, ${id}, ${referralId}, ${kind}, ${startedAt}, 'Police log', ${`${kind}@test`}, ${now()}, ${by.id})`
  return id
}

export async function anArrangement(
  { owner, now }: TestHub,
  service: TestService,
  by: Person,
  referralId: ReferralId,
  {
    kind,
    state,
    note = '',
  }: { readonly kind: ArrangementKind; readonly state: ArrangementState; readonly note?: string },
): Promise<void> {
  await owner`
    insert into hub.arrangements (service_id, referral_id, kind, state, note, since, set_by)
    values (${service.id}, ${referralId}, ${kind}, ${state}, ${note}, ${now()}, ${by.id})`
}

/** A shift from so many hours before now to so many after: on it now, unless said otherwise. */
export async function aShift(
  { owner, now }: TestHub,
  service: TestService,
  person: Person,
  {
    from = -2,
    to = 6,
    role = 'duty',
  }: { readonly from?: number; readonly to?: number; readonly role?: ShiftRole } = {},
): Promise<{ readonly id: ShiftId; readonly startsAt: Instant; readonly endsAt: Instant }> {
  const id = randomUUID() as ShiftId
  const [startsAt, endsAt] = [addHours(now(), from), addHours(now(), to)]
  await owner`
    insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
    values (${service.id}, ${id}, ${person.id}, ${londonDayOf(startsAt)}, ${startsAt}, ${endsAt}, ${role})`
  return { id, startsAt, endsAt }
}

/** A desk with one consultant and one AMHP who is on until 22:43. */
export async function aDesk(hub: TestHub) {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const shift = await aShift(hub, service, ewa)
  return { service, jo, ewa, shift }
}

/** Allocates a referral; a reason is given in case somebody else is suggested first. */
export async function given(
  consultant: Person,
  referral: { readonly id: ReferralId },
  amhp: Person,
  seenVersion = 1,
): Promise<AllocationId> {
  const asked = { referralId: referral.id, personId: amhp.id, seenVersion, reason: 'Knows the person' }
  return (await consultant.sends(allocateReferral, asked)).allocationId
}

/** A desk, a job that Ewa has just been given, and a way to look at it as it is now. */
export async function aJob(hub: TestHub) {
  const desk = await aDesk(hub)
  const referral = await aReferral(hub, desk.service, desk.jo)
  const allocationId = await given(desk.jo, referral, desk.ewa)
  const row = async () => {
    const [one] = await desk.jo.asks(allocationsOf, { referralId: referral.id })
    if (!one) throw new Error('no allocation')
    return one
  }
  return { ...desk, referral, allocationId, row }
}

/** Takes a job as far as a step, each step at the hub's present time. Answers the version that it has then. */
export async function workedTo(
  hub: TestHub,
  amhp: Person,
  allocationId: AllocationId,
  step: 'accepted' | 'travelling' | 'arrived' | 'outcome-recorded',
  outcome: OutcomeCode = 'DETAINED_S2',
): Promise<number> {
  const order = ['accepted', 'travelling', 'arrived', 'outcome-recorded'] as const
  let seenVersion = 1
  for (const next of order.slice(0, order.indexOf(step) + 1)) {
    const asked = { allocationId, seenVersion, occurredAt: hub.now() }
    const subReason = outcome === 'NOT_COMPLETED' ? ('NO_ACCESS' as const) : null
    const done =
      next === 'accepted'
        ? await amhp.sends(acceptAllocation, asked)
        : next === 'travelling'
          ? await amhp.sends(setOff, asked)
          : next === 'arrived'
            ? await amhp.sends(arrive, asked)
            : await amhp.sends(recordOutcome, { ...asked, outcome, subReason, reasons: 'Seen with Dr Hale' })
    seenVersion = done.version
  }
  return seenVersion
}

/** Bodies that no command takes, made from a good one: at least ten, each with what is wrong with it. */
export function spoilt(
  good: Record<string, unknown>,
  mayBeMissing: readonly string[] = [],
): readonly (readonly [string, unknown])[] {
  const fields = Object.keys(good)
  const without = (field: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== field))
  return [
    ['nothing', {}],
    ['a list', [good]],
    ['a number', 42],
    ['null', null],
    ['a field that is not known', { ...good, everybody: true }],
    ['a prototype for a field', { ...good, constructor: { name: 'x' } }],
    ...fields.filter((field) => !mayBeMissing.includes(field)).map((field) => [`no ${field}`, without(field)] as const),
    ...fields.map((field) => [`a thing for ${field}`, { ...good, [field]: { of: 'another kind' } }] as const),
    ...fields.map((field) => [`a list for ${field}`, { ...good, [field]: ['a', 'b'] }] as const),
    ...fields.map((field) => [`a broken character in ${field}`, { ...good, [field]: 'ab\u0000\ud800' }] as const),
  ]
}

/** How much a service has on record: what a refusal must leave as it was. */
export async function onRecord({ owner }: TestHub, service: TestService): Promise<string> {
  const [row] = await owner<{ print: string }[]>`
    select md5(
      coalesce((select string_agg(e::text, '|' order by e.seq) from hub.events e where e.service_id = ${service.id}), '')
      || coalesce((select string_agg(a::text, '|' order by a.id) from hub.allocations a where a.service_id = ${service.id}), '')
      || coalesce((select string_agg(w::text, '|' order by w.id) from hub.waits w where w.service_id = ${service.id}), '')
      || coalesce((select string_agg(r::text, '|' order by r.id) from hub.referrals r where r.service_id = ${service.id}), '')
      || coalesce((select string_agg(p::text, '|' order by p.id) from hub.powers p where p.service_id = ${service.id}), '')) as print`
  return row?.print ?? ''
}
