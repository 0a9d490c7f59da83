import { expect } from 'vitest'
import { reportOf } from '#shared/reports/reportContract.ts'
import type { Report, ReportCell, ReportKey } from '#shared/reports/table.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import { hasPast, type Past } from './histories.ts'

export interface Golden {
  readonly hub: TestHub
  readonly service: TestService
  readonly ruth: Person
  readonly maya: Person
  readonly ewa: Person
}

/** A small service with a past that was worked out by hand. */
export async function golden(hub: TestHub, pasts: readonly Past[]): Promise<Golden> {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const maya = await service.has({ name: 'Maya Lindqvist', roles: ['amhp-lead'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await hasPast(hub, service, ewa, pasts)
  return { hub, service, ruth, maya, ewa }
}

export const month = { from: '2026-10-01', to: '2026-10-31' }
export const ask = ({ ruth }: Golden, report: ReportKey, parts: object = {}): Promise<Report> =>
  ruth.asks(reportOf, { report, ...month, view: 'work', ...parts })

export function cell(report: Report, table: string, label: string, heading: string): ReportCell | undefined {
  const found = report.tables.find(({ key }) => key === table)
  const row = [...(found?.rows ?? []), ...(found?.total ? [found.total] : [])].find((one) => one.label === label)
  return row?.cells[found?.columns.findIndex((column) => column.heading === heading) ?? -1]
}

/** The same figure from the tables of the database, by a statement that shares nothing with the report. */
async function counted({ hub, service }: Golden, query: string): Promise<number | null> {
  const [row] = await hub.owner.unsafe<{ n: string | null }[]>(query, [service.id])
  return row?.n === null || row?.n === undefined ? null : Number(row.n)
}
export const inOctober = `r.service_id = $1 and (r.received_at at time zone 'Europe/London')::date between '2026-10-01' and '2026-10-31' and r.closed_as is distinct from 'DUPLICATE_LINKED'`

/** By hand, by the report and by SQL: all three. */
export async function agrees(
  of: Golden,
  shown: ReportCell | undefined,
  byHand: number | null,
  query: string,
): Promise<void> {
  expect(shown).toBe(byHand)
  expect(await counted(of, query)).toBe(byHand)
}
