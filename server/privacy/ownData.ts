import { roleNames } from '#shared/kernel/permission.ts'
import { ownData } from '#shared/privacy/contract.ts'
import {
  linesFor,
  NO_AUTOMATED_DECISIONS,
  type ExportLine,
  type ExportSection,
} from '#shared/privacy/exportDocument.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatDate, formatInstant, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { ledgerOf } from '#server/toil/readStore.ts'

const self = (context: Context) => ({ service: context.actor.serviceId, me: context.actor.personId })

async function aboutOneself(context: Context): Promise<readonly ExportLine[]> {
  const { service, me } = self(context)
  const [row] = await context.sql<
    {
      name: string
      phone: string
      profession: string | null
      approvedOn: LondonDay
      approvalEndsOn: LondonDay
      earlierApprovedOn: LondonDay | null
      earlierApprovalEndsOn: LondonDay | null
      team: string
      suspendedAt: Instant | null
      suspendedWhy: string
      languages: string[] | null
    }[]
  >`
    select p.name, p.phone, a.profession, a.approved_on as "approvedOn", a.approval_ends_on as "approvalEndsOn",
      a.earlier_approved_on as "earlierApprovedOn", a.earlier_approval_ends_on as "earlierApprovalEndsOn", a.home_team as team,
      a.suspended_at as "suspendedAt", a.suspended_why as "suspendedWhy", a.languages
    from people p left join amhps a on a.service_id = p.service_id and a.person_id = p.id
    where p.service_id = ${service} and p.id = ${me}`
  if (!row) return []
  const { fact, free } = linesFor('me', [row.name])
  const approved = row.profession === null ? null : `${formatDate(row.approvedOn)} to ${formatDate(row.approvalEndsOn)}`
  return [
    ...fact('name', 'Name', row.name),
    ...fact('phone', 'Telephone', row.phone),
    ...fact('roles', 'Roles', context.actor.roles.map((role) => roleNames[role]).join(', ')),
    ...fact('approved', 'Approved as an AMHP', approved),
    ...fact(
      'approvedUntilThen',
      'Approved until then',
      row.earlierApprovedOn &&
        row.earlierApprovalEndsOn &&
        `${formatDate(row.earlierApprovedOn)} to ${formatDate(row.earlierApprovalEndsOn)}`,
    ),
    ...fact('profession', 'Profession', row.profession?.replaceAll('-', ' ') ?? null),
    ...fact('team', 'Team', row.team),
    ...fact('languages', 'Languages', row.languages?.join(', ') ?? null),
    ...fact('suspendedAt', 'Suspended', row.suspendedAt && formatInstant(row.suspendedAt)),
    ...free('suspendedWhy', 'Why suspended', row.suspendedWhy),
  ]
}

async function rotaOf(context: Context): Promise<readonly ExportLine[]> {
  const { service, me } = self(context)
  const [shifts, away, hours] = await Promise.all([
    context.sql<{ id: string; startsAt: Instant; endsAt: Instant; role: string; cancelledAt: Instant | null }[]>`
      select id, starts_at as "startsAt", ends_at as "endsAt", role, cancelled_at as "cancelledAt" from shifts
      where service_id = ${service} and person_id = ${me} order by starts_at, id`,
    context.sql<{ day: LondonDay; kind: string }[]>`
      select day, kind from days_away where service_id = ${service} and person_id = ${me} order by day`,
    context.sql<{ startsAt: Instant; endsAt: Instant }[]>`
      select starts_at as "startsAt", ends_at as "endsAt" from leave_requests
      where service_id = ${service} and person_id = ${me} and state = 'agreed' and starts_at is not null order by starts_at`,
  ])
  const { fact } = linesFor('rota', [])
  const worked = shifts.flatMap(({ startsAt, endsAt, role, cancelledAt }, at) =>
    fact(
      `shift${at + 1}`,
      formatInstant(startsAt),
      `to ${formatInstant(endsAt)}, ${role.replaceAll('-', ' ')}${cancelledAt === null ? '' : ', cancelled'}`,
    ),
  )
  return [
    ...worked,
    ...away.flatMap(({ day, kind }) => fact(`away${day}`, formatDate(day), kind.replaceAll('-', ' '))),
    ...hours.flatMap(({ startsAt, endsAt }) =>
      fact(`hours${startsAt}`, formatInstant(startsAt), `to ${formatInstant(endsAt)}, TOIL`),
    ),
  ]
}

async function toilOf(context: Context): Promise<readonly ExportLine[]> {
  const entries = await ledgerOf(context, context.actor.personId)
  const { fact, free } = linesFor('toil', [])
  return entries.flatMap((entry, at) => [
    ...fact(
      `entry${at + 1}`,
      formatDate(entry.day),
      `${entry.kind.toLowerCase().replaceAll('_', ' ')} ${formatMinutes(entry.minutes)}, balance ${formatMinutes(entry.balance)}, recorded by ${entry.recordedByName}`,
    ),
    ...free(`entry${at + 1}.note`, 'Note', entry.note),
  ])
}

/** By reference only: whom a referral is about is that person’s data, not one’s own. */
async function workOf(context: Context): Promise<readonly ExportLine[]> {
  const { service, me } = self(context)
  const rows = await context.sql<{ number: number; allocatedAt: Instant; finishedAt: Instant | null }[]>`
    select hub.number_of(a.referral_id) as number, a.allocated_at as "allocatedAt", a.finished_at as "finishedAt"
    from allocations a where a.service_id = ${service} and a.person_id = ${me} order by a.allocated_at, a.id`
  const { fact } = linesFor('work', [])
  return rows.flatMap(({ number, allocatedAt, finishedAt }, at) =>
    fact(
      `job${at + 1}`,
      formatInstant(allocatedAt),
      [referralNumber(number), finishedAt && `finished ${formatInstant(finishedAt)}`].filter(Boolean).join(', '),
    ),
  )
}

const section = (key: string, title: string, lines: readonly ExportLine[]): readonly ExportSection[] =>
  lines.length === 0 ? [] : [{ key, title, lines }]

export const mine = answer(ownData, {
  needs: 'keep own account',
  reveals: 'nobody',
  async run(_asked, context) {
    const [[service], about, rota, toil, work] = await Promise.all([
      context.sql<{ name: string; councilName: string }[]>`
        select name, council_name as "councilName" from services where id = ${context.actor.serviceId}`,
      aboutOneself(context),
      rotaOf(context),
      toilOf(context),
      workOf(context),
    ])
    return {
      madeAt: context.now,
      madeByName: context.actor.name,
      serviceName: service?.name ?? '',
      councilName: service?.councilName ?? '',
      about: context.actor.name,
      sections: [
        ...section('me', 'You', about),
        ...section('rota', 'Rota and days away', rota),
        ...section('toil', 'TOIL ledger', toil),
        ...section('work', 'Work you were given', work),
        ...section(
          'hub',
          'How decisions are made',
          linesFor('hub', []).fact('decisions', 'Automated decisions', NO_AUTOMATED_DECISIONS),
        ),
      ],
    }
  },
})
