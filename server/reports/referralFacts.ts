import { stageFields, type StageFact } from '#shared/reports/caseReports.ts'
import type { CaseWith, ReferralFact } from '#shared/reports/facts.ts'
import type { Context } from '#server/kernel/handle.ts'
import { edges, type Days } from './facts.ts'
import { aCode, aCodeOrNone, anInstant, anInstantOrNone, aNumberOrNone, aYes, unpack, type Readers } from './packed.ts'

const readers: Readers<ReferralFact> = {
  id: aCode,
  receivedAt: anInstant,
  source: aCode,
  request: aCode,
  urgency: aCodeOrNone,
  councilId: aCode,
  state: aCode,
  acceptedAt: anInstantOrNone,
  closedAt: anInstantOrNone,
  age: aNumberOrNone,
  gender: aCodeOrNone,
  needsInterpreter: aYes,
  person: Number,
  triagedAt: anInstantOrNone,
  triageOutcome: aCodeOrNone,
  allocatedAt: anInstantOrNone,
  arrivedAt: anInstantOrNone,
  completedAt: anInstantOrNone,
  outcome: aCodeOrNone,
  offRota: aYes,
  hasBirth: aYes,
  hasNumber: aYes,
  hasAddress: aYes,
  hasRelative: aYes,
  riskAsked: aYes,
  hasCaller: aYes,
  ethnicity: aCodeOrNone,
  hasDisability: aYes,
}

/**
 * Referrals that were received on these days, with these of their fields, as codes and moments: the database gives reports nothing else
 * of a person. A report names what it counts, and no table is read for more.
 *
 * @example referralFacts(context, days, ['id', 'closedAt', 'outcome'])
 */
export async function referralFacts<const Fields extends readonly (keyof ReferralFact)[]>(
  context: Context,
  days: Days,
  fields: Fields,
): Promise<readonly CaseWith<Fields>[]> {
  // The readers of these fields only, in the order in which they were asked for.
  const own = Object.fromEntries(fields.map((field) => [field, readers[field]])) as unknown as Readers<CaseWith<Fields>>
  return unpack(await casesOf(context, days, fields), own)
}

/** The same with each moment of the stages in milliseconds: nothing but their differences is counted. */
export const stageFacts = async (context: Context, days: Days): Promise<readonly StageFact[]> =>
  unpack<StageFact>(await casesOf(context, days, stageFields), {
    id: aCode,
    urgency: aCodeOrNone,
    closedAt: aNumberOrNone,
    receivedAt: aNumberOrNone,
    acceptedAt: aNumberOrNone,
    triagedAt: aNumberOrNone,
    allocatedAt: aNumberOrNone,
    arrivedAt: aNumberOrNone,
    completedAt: aNumberOrNone,
  })

async function casesOf({ sql }: Context, days: Days, fields: readonly (keyof ReferralFact)[]): Promise<string | null> {
  const { first, after } = edges(days)
  const [answer] = await sql<{ rows: string | null }[]>`
    select hub.report_cases(${first}, ${after}, ${[...fields]}::text[]) as rows`
  return answer?.rows ?? null
}
