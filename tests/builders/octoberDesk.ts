import { randomUUID } from 'node:crypto'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import type { Golden } from './golden.ts'
import { CLINICAL } from './histories.ts'
import { chances } from './octoberPast.ts'
import { hasPolicy } from './toil.ts'

type Pick = (most: number) => number
type Sql = Parameters<Parameters<Golden['hub']['owner']['begin']>[1]>[0]
interface Referral {
  readonly id: string
  readonly receivedAt: Instant
}

/** The desk’s and the papers’ part of a past October: asked for, handed over, reasons, relatives, doctors, reports. Same for the same seed. */
export async function hasDeskPast(of: Golden, seed: number): Promise<void> {
  const { hub, service } = of
  const referrals = await hub.owner<Referral[]>`
    select id, received_at as "receivedAt" from hub.referrals where service_id = ${service.id} order by number`
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await asked(sql, of, chances(seed + 19), referrals)
    await handed(sql, of, chances(seed + 23), referrals)
    await written(sql, of, chances(seed + 29), referrals)
    await examined(sql, of, chances(seed + 31), referrals)
  })
}

async function asked(sql: Sql, { service, ewa }: Golden, pick: Pick, referrals: readonly Referral[]): Promise<void> {
  for (const { id, receivedAt } of referrals.filter(() => pick(2) === 0)) {
    const at = addMinutes(receivedAt, pick(600))
    const state = ['open', 'received', 'received', 'not-coming'][pick(4)] ?? 'open'
    const settled = state === 'open' ? null : addMinutes(at, pick(4000))
    await sql`
      insert into hub.referral_asks (service_id, id, referral_id, agency, of_whom, what, asked_by, asked_at, due_at, state, chased_at, settled_by, settled_at)
      values (${service.id}, ${randomUUID()}, ${id}, ${['police', 'ward', 'gp', 'family'][pick(4)] ?? 'gp'}, ${CLINICAL}, ${CLINICAL}, ${ewa.id}, ${at},
        ${addHours(at, 1 + pick(1500))}, ${state}, ${pick(3) === 0 ? addMinutes(at, 30) : null}, ${settled && ewa.id}, ${settled})`
  }
}

async function handed(
  sql: Sql,
  { service, ewa, maya }: Golden,
  pick: Pick,
  referrals: readonly Referral[],
): Promise<void> {
  for (let index = 0; index < 12; index += 1) {
    const id = randomUUID()
    const at = addHours(
      referrals[pick(referrals.length)]?.receivedAt ?? referrals[0]?.receivedAt ?? ('' as Instant),
      pick(30),
    )
    await sql`
      insert into hub.handovers (service_id, id, kind, state, given_by, offered_at, words, items, answered_by, answered_at)
      values (${service.id}, ${id}, ${['next-shift', 'out-of-hours', 'morning'][pick(3)] ?? 'morning'}, 'answered', ${ewa.id}, ${at}, ${CLINICAL}, 2, ${maya.id}, ${at})`
    const first = pick(referrals.length - 3)
    for (const [place, one] of referrals.slice(first, first + 1 + pick(3)).entries())
      await sql`
        insert into hub.handover_items (service_id, handover_id, referral_id, place, facts, note, answer)
        values (${service.id}, ${id}, ${one.id}, ${place}, '{}', ${CLINICAL}, ${['taken', 'taken', 'left', 'offered', 'withdrawn'][pick(5)] ?? 'taken'})`
  }
}

async function written(sql: Sql, { service, ewa }: Golden, pick: Pick, referrals: readonly Referral[]): Promise<void> {
  for (const { id, receivedAt } of referrals) {
    const later = (most: number): Instant => addMinutes(receivedAt, pick(most))
    if (pick(6) === 0) {
      const [kind, done] = [pick(4) === 0 ? 's13-1b-follow-on' : 's13-4-reasons', pick(3) === 0 ? null : later(30_000)]
      await sql`
        insert into hub.duty_tasks (service_id, id, referral_id, kind, made_at, due_at, done_by, done_at, done_note)
        values (${service.id}, ${randomUUID()}, ${id}, ${kind}, ${receivedAt}, ${later(60_000)}, ${done && ewa.id}, ${done}, ${CLINICAL})`
    }
    if (pick(3) > 0)
      await sql`
        insert into hub.statutory_relatives (service_id, referral_id, kind, name, relation, phone, basis, informed_at, consulted_at, not_consulted_why, objects, displacement, set_by, set_at)
        values (${service.id}, ${id}, 'nearest-relative', ${CLINICAL}, '', '', '', ${pick(2) === 0 ? null : later(900)}, ${pick(2) === 0 ? null : later(900)},
          ${pick(2) === 0 ? '' : CLINICAL}, ${['not-asked', 'no', 'yes'][pick(3)] ?? 'no'}, ${['none', 'none', 'applied', 'displaced'][pick(4)] ?? 'none'}, ${ewa.id}, ${receivedAt})`
    if (pick(2) === 0)
      await sql`
        insert into hub.papers (service_id, id, referral_id, form, held_by, received_at, note, struck_out, set_by, set_at)
        values (${service.id}, ${randomUUID()}, ${id}, ${pick(5) === 0 ? 'A2' : 'REPORT'}, '', ${pick(4) === 0 ? null : later(9000)}, ${CLINICAL}, ${pick(7) === 0}, ${ewa.id}, ${receivedAt})`
  }
}

async function examined(sql: Sql, { service, ewa }: Golden, pick: Pick, referrals: readonly Referral[]): Promise<void> {
  const known = (): string => ['yes', 'no', 'unknown'][pick(3)] ?? 'no'
  for (const { id, receivedAt } of referrals)
    for (let count = pick(4); count > 0; count -= 1) {
      const at = addMinutes(receivedAt, pick(300))
      await sql`
        insert into hub.examinations (service_id, id, referral_id, doctor_name, phone, is_section_12, knows_person, asked_at, examined_at, recommendation, note, struck_out, set_by, set_at)
        values (${service.id}, ${randomUUID()}, ${id}, ${CLINICAL}, '', ${known()}, ${known()}, ${pick(4) === 0 ? null : at}, ${pick(4) === 0 ? null : addMinutes(at, pick(14_000))},
          's2', ${CLINICAL}, ${pick(8) === 0}, ${ewa.id}, ${receivedAt})`
    }
}

/** Claims in every state, some sent late, under a policy with a limit and a time to send them in. They have no job of their own. */
export async function hasClaimsPast({ hub, service, ewa, ruth }: Golden, seed: number): Promise<void> {
  const pick = chances(seed + 37)
  const policy = await hasPolicy(hub, service, { retroWindowDays: 10, cap: { minutes: 300, onExceed: 'warn' } })
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (let index = 0; index < 40; index += 1) {
      const day = addDays(londonDay('2026-09-20'), pick(45))
      const state = ['made', 'submitted', 'queried', 'agreed', 'approved', 'approved', 'refused'][pick(7)] ?? 'made'
      const at = `${addDays(day, pick(25))}T12:00:00Z`
      const decided = state === 'approved' || state === 'refused'
      await sql`
        insert into hub.toil_claims (service_id, id, person_id, allocation_id, referral_id, shift_id, day, shift_ended_at, finished_at, raw_minutes, minutes,
          policy_id, worked_out, causes, primary_cause, note, state, made_at, submitted_at, decided_by, decided_at, decision_reason, first_approved_by, first_approved_at)
        values (${service.id}, ${randomUUID()}, ${ewa.id}, ${randomUUID()}, ${randomUUID()}, ${randomUUID()}, ${day}, ${at}, ${at}, 60, ${5 + pick(100)},
          ${policy}, '[]', '[]', 'BED', ${CLINICAL}, ${state}, ${at}, ${state === 'made' ? null : at}, ${decided ? ruth.id : null}, ${decided ? at : null}, 'As agreed',
          ${state === 'agreed' ? ruth.id : null}, ${state === 'agreed' ? at : null})`
    }
  })
}
