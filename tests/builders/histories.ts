import { randomUUID } from 'node:crypto'
import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'

/** A referral as it went, in as few words as a hand-worked example needs. Times are ISO without zone, in UTC. */
export interface Past {
  readonly received: string
  readonly source?: string
  readonly triaged?: string
  readonly triageOutcome?: string
  readonly urgency?: string
  readonly accepted?: string
  readonly allocated?: string
  readonly arrived?: string
  readonly outcome?: string
  readonly outcomeAt?: string
  readonly closed?: string
  readonly closedAs?: string
  readonly gender?: string
  readonly age?: number
  readonly nhsNumber?: string
  readonly address?: string
  readonly relative?: string
  readonly interpreter?: string
  /** On no shift; or `asked`: on a shift that a call-in put them on, unless they have another that day. */
  readonly calledIn?: boolean | 'asked'
  readonly waits?: readonly { readonly kind: string; readonly from: string; readonly to: string | null }[]
  /** `extended` by so many minutes; `kept` where the person was at a place of safety already. */
  readonly power?: {
    readonly start: string | null
    readonly end?: string
    readonly extended?: number
    readonly kept?: boolean
  }
}

let number = 5000
const moment = (text: string | undefined): Instant | null => (text === undefined ? null : instant(`${text}:00Z`))

/**
 * Writes referrals down as they went, with triggers at rest: a past that really happened, told at once. What is never to be seen in a
 * report, a name and words about the person, is in each of them: `CLINICAL` can be looked for.
 */
export async function hasPast(
  hub: TestHub,
  service: TestService,
  amhp: Person,
  pasts: readonly Past[],
): Promise<readonly ReferralId[]> {
  const ids: ReferralId[] = []
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    const shift = randomUUID()
    for (const past of pasts) {
      const id = randomUUID() as ReferralId
      ids.push(id)
      const received = instant(`${past.received}:00Z`)
      const state = past.closed ? 'closed' : past.allocated ? 'allocated' : past.accepted ? 'to-allocate' : 'to-triage'
      await sql`
        insert into hub.referrals (service_id, id, number, state, received_at, recorded_at, taken_by, source, caller_name, caller_phone, last_name, first_name,
          age_years, age_said_on, gender, nhs_number, request, place, happening, risk_to_staff, home_address, nearest_relative, interpreter, council_id, urgency,
          accepted_at, closed_at, closed_as)
        values (${service.id}, ${id}, ${(number += 1)}, ${state}, ${received}, ${received}, ${amhp.id}, ${past.source ?? 'GP'}, ${CLINICAL}, '', ${`Zzsurname${number}`},
          ${CLINICAL}, ${past.age ?? null}, ${londonDayOf(received)}, ${past.gender ?? ''}, ${past.nhsNumber ?? ''}, 'assessment', ${CLINICAL}, ${CLINICAL},
          'not-asked', ${past.address ?? ''}, ${past.relative ?? ''}, ${past.interpreter ?? ''}, ${service.councilId}, ${past.urgency ?? null},
          ${moment(past.accepted)}, ${moment(past.closed)}, ${past.closed ? (past.closedAs ?? past.outcome ?? 'SIGNPOSTED') : null})`
      if (past.triaged)
        await sql`insert into hub.triage_decisions (service_id, referral_id, version_number, outcome, urgency, why_now, less_restrictive, duty, risk, decided_by, decided_at)
          values (${service.id}, ${id}, 1, ${past.triageOutcome ?? 'ACCEPT_MHAA'}, ${past.urgency ?? null}, ${CLINICAL}, ${CLINICAL}, 's13-1', ${CLINICAL}, ${amhp.id}, ${moment(past.triaged)})`
      if (past.allocated) {
        const own =
          past.calledIn === 'asked' ? await cameIn(sql, service, amhp.id, past.allocated) : past.calledIn ? null : shift
        await gaveOut(sql, service, amhp.id, id, past, own)
      }
      if (past.power)
        await sql`insert into hub.powers (service_id, id, referral_id, kind, started_at, start_source, rule_id, recorded_at, recorded_by, ended_at,
            extension_minutes, extension_authorised_at, extension_authority, extension_authoriser, extension_reason)
          values (${service.id}, ${randomUUID()}, ${id}, ${past.power.kept ? 's136-kept' : 's136'}, ${moment(past.power.start ?? undefined)}, ${CLINICAL}, 's136', ${received}, ${amhp.id}, ${moment(past.power.end)},
            ${past.power.extended ?? null}, ${past.power.extended ? received : null}, ${past.power.extended ? 'responsible-doctor' : null}, ${past.power.extended ? CLINICAL : null}, ${past.power.extended ? 'condition-of-person' : null})`
    }
  })
  return ids
}

type Writing = Parameters<Parameters<TestHub['owner']['begin']>[1]>[0]

/** So far from other shifts that rest is as it was and no day is a split one. */
const A_DAY_APART = 13 * 60

/** A call-in that somebody said yes to, with its shift of an hour from when the job was given. */
async function cameIn(sql: Writing, service: TestService, personId: PersonId, from: string): Promise<string> {
  const [shift, callIn] = [randomUUID(), randomUUID()]
  const [starts, day] = [instant(`${from}:00Z`), londonDayOf(instant(`${from}:00Z`))]
  const ends = addMinutes(starts, 60)
  const rows = await sql`
    insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role, layer)
    select ${service.id}, ${shift}, ${personId}, ${day}, ${starts}, ${ends}, 'duty', 'cover'
    where not exists (select from hub.shifts s where s.person_id = ${personId} and s.cancelled_at is null and s.starts_at < ${addMinutes(ends, A_DAY_APART)} and s.ends_at > ${addMinutes(starts, -A_DAY_APART)}) returning id`
  if (rows.length === 0) return shift
  await sql`insert into hub.call_ins (service_id, id, starts_at, ends_at, role, why, opened_by, opened_at, shift_id, closed_at)
    values (${service.id}, ${callIn}, ${starts}, ${ends}, 'duty', ${CLINICAL}, ${personId}, ${starts}, ${shift}, ${starts})`
  return shift
}

async function gaveOut(
  sql: Writing,
  service: TestService,
  personId: PersonId,
  referral: ReferralId,
  past: Past,
  shift: string | null,
): Promise<void> {
  const allocation = randomUUID()
  const done = moment(past.outcomeAt)
  await sql`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, reason, opened_at, accepted_at, set_off_at, arrived_at,
      outcome, outcome_detail, outcome_reasons, outcome_at, finished_at, ended_at, ended_how, ended_by, choice)
    values (${service.id}, ${allocation}, ${referral}, ${personId}, ${shift}, ${personId}, ${moment(past.allocated)}, '', ${moment(past.allocated)}, ${moment(past.allocated)},
      ${moment(past.arrived)}, ${moment(past.arrived)}, ${past.outcome ?? null}, '', ${past.outcome ? CLINICAL : ''}, ${done}, ${done}, ${done}, ${done && 'finished'}, ${done && personId}, '{}')`
  for (const { kind, from, to } of past.waits ?? [])
    await sql`insert into hub.waits (service_id, id, allocation_id, referral_id, kind, started_at, ended_at, note)
      values (${service.id}, ${randomUUID()}, ${allocation}, ${referral}, ${kind}, ${moment(from)}, ${to === null ? null : moment(to)}, ${CLINICAL})`
}

/** A word that stands in every free text of such a past: no report may ever hold it. */
export const CLINICAL = 'hears-voices-canary'
