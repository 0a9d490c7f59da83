import { useAnswer } from '#client/kernel/api.ts'
import { telOf } from '#client/kernel/council.ts'
import { Card } from '#client/ui/Card.tsx'
import { SummaryList, type SummaryRow } from '#client/ui/SummaryList.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { whereabouts } from '#client/allocations/whereabouts.ts'
import { allocationsOf, type AllocationRow } from '#shared/allocations/contract.ts'
import { outcomeWords } from '#shared/allocations/outcomes.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const none: readonly AllocationRow[] = []

/** Everybody who has had a referral, the latest first; nothing until somebody has. */
export const useAllocationsOf = (referralId: ReferralId): readonly AllocationRow[] =>
  (useAnswer(allocationsOf, { referralId }).data ?? none).toReversed()

/** The one who has it now, or who finished it. */
export const heldBy = (rows: readonly AllocationRow[]): AllocationRow | null =>
  rows.find(({ endedAt }) => endedAt === null) ?? rows.find(({ endedHow }) => endedHow === 'finished') ?? null

/** From whom it came back to be allocated: the last who had accepted it. */
export const cameBackFrom = (rows: readonly AllocationRow[]): AllocationRow | null =>
  rows.find(({ acceptedAt, endedAt }) => acceptedAt !== null && endedAt !== null) ?? null

/** Who has it and how far they are; below, who had it before and why no longer. */
export function WhoHasIt({ rows, now }: { readonly rows: readonly AllocationRow[]; readonly now: Instant }) {
  if (rows.length === 0) return null
  return (
    <Card title="With an AMHP">
      <SummaryList rows={rows.map((row) => lineOf(row, now))} />
    </Card>
  )
}

function lineOf(row: AllocationRow, now: Instant): SummaryRow {
  const { word, since, icon, ring } = whereabouts(row, now)
  const today = londonDayOf(now)
  const live = row.endedAt === null
  return {
    key: row.personName,
    value: (
      <>
        <Tag tone={ring ? 'warn' : 'info'} icon={icon}>
          {word}
        </Tag>{' '}
        {since}
        <br />
        <span className="small muted">
          Allocated {formatInstant(row.allocatedAt, today)} by {row.allocatedByName}
          {row.reason && `: ${row.reason}`}
          {row.endedWhy && ` · ${row.endedWhy}`}
          {row.outcome !== null && ` · ${outcomeWords(row.outcome)}`}
        </span>
      </>
    ),
    action: live && (
      <a className="nowrap" href={telOf(row.personPhone)}>
        {ring ? `Ring, ${row.personPhone}` : row.personPhone}
        <span className="vh">, {row.personName}</span>
      </a>
    ),
  }
}
