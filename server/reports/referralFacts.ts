import type { ReferralFact } from '#shared/reports/facts.ts'
import { instantOfDatabase, type Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { edges, type Days } from './facts.ts'

/** Between two fields and between two rows: no code holds either, and what a person could have typed is rid of both. */
const [FIELD, ROW] = ['\u001f', '\u001e']

/**
 * Referrals that were received on these days, as codes and moments: the database gives reports nothing else of a person. They come as one
 * text, in the order of the fields below, because five years of a large service are half a million values: the driver would take longer
 * over them than the database and the counting together.
 */
export async function referralFacts({ sql }: Context, days: Days): Promise<readonly ReferralFact[]> {
  const { first, after } = edges(days)
  const [answer] = await sql<{ rows: string | null }[]>`
    select string_agg(concat_ws(${FIELD}, r.id, r."receivedAt", r.source, r.request, coalesce(r.urgency, ''), r."councilId", r.state,
      coalesce(r."acceptedAt"::text, ''), coalesce(r."closedAt"::text, ''), coalesce(r.age::text, ''), coalesce(r.gender, ''), r."needsInterpreter", r.person,
      coalesce(r."triagedAt"::text, ''), coalesce(r."triageOutcome", ''), coalesce(r."allocatedAt"::text, ''), coalesce(r."arrivedAt"::text, ''),
      coalesce(r."completedAt"::text, ''), coalesce(r.outcome, ''), r."offRota", r."hasBirth", r."hasNumber", r."hasAddress", r."hasRelative", r."riskAsked",
      r."hasCaller", translate(coalesce(r.ethnicity, ''), ${FIELD + ROW}, ''), r."hasDisability"), ${ROW} order by r."receivedAt", r.id) as rows
    from hub.report_referrals(${first}, ${after}) r`
  return answer?.rows ? answer.rows.split(ROW).map(readFact) : []
}

const at = (text: string | undefined): Instant | null => (text ? instantOfDatabase(text) : null)
const yes = (text: string | undefined): boolean => text === 't'
// The database holds each of these to its list, or the list holds what it says.
const code = <Code>(text: string | undefined): Code | null => (text ? (text as unknown as Code) : null)

function readFact(row: string): ReferralFact {
  const f = row.split(FIELD)
  return {
    id: f[0] as ReferralFact['id'],
    receivedAt: instantOfDatabase(f[1] ?? ''),
    source: f[2] as ReferralFact['source'],
    request: f[3] as ReferralFact['request'],
    urgency: code(f[4]),
    councilId: f[5] as ReferralFact['councilId'],
    state: f[6] ?? '',
    acceptedAt: at(f[7]),
    closedAt: at(f[8]),
    age: f[9] ? Number(f[9]) : null,
    gender: code(f[10]),
    needsInterpreter: yes(f[11]),
    person: Number(f[12]),
    triagedAt: at(f[13]),
    triageOutcome: code(f[14]),
    allocatedAt: at(f[15]),
    arrivedAt: at(f[16]),
    completedAt: at(f[17]),
    outcome: code(f[18]),
    offRota: yes(f[19]),
    hasBirth: yes(f[20]),
    hasNumber: yes(f[21]),
    hasAddress: yes(f[22]),
    hasRelative: yes(f[23]),
    riskAsked: yes(f[24]),
    hasCaller: yes(f[25]),
    ethnicity: code(f[26]),
    hasDisability: yes(f[27]),
  }
}
