import type { LimitId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { expectedLimits } from '#shared/referrals/law/expected.ts'
import { limitRuleFor } from '#shared/referrals/law/limits.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import type { Case } from './case.ts'
import type { Happenings } from './happenings.ts'
import type { Draw } from './random.ts'
import type { DemoRows } from './rows.ts'
import { dutyOfRequest, type WrittenCase } from './writeCase.ts'

interface Writing {
  readonly rows: DemoRows
  readonly happenings: Happenings
  readonly serviceId: ServiceId
  readonly now: Instant
  readonly draw: Draw
}

const APPLICATIONS: readonly string[] = ['DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'GUARDIANSHIP_APPLICATION']
/** Half a day to three days of writing, inside the service's own five working days. */
const WRITING_MINUTES = [12 * 60, 3 * 24 * 60] as const

/**
 * What a nearest relative was owed (section 13(4)): an application, or written reasons. A desk that works sends them; the latest may
 * still be under way.
 */
export function writeReasons(writing: Writing, one: Case, { referralId }: WrittenCase): void {
  const { rows, happenings, serviceId, now, draw } = writing
  const { closed, request, decisions } = one
  const owed = expectedLimits({
    ...one,
    closedAs: closed?.as ?? null,
    decisions: decisions.map(({ outcome }) => ({ outcome, duty: dutyOfRequest(request) })),
  }).find(({ kind }) => kind === 's13-4')
  if (!owed || closed === null) return
  const applied = APPLICATIONS.includes(closed.as)
  const endedAt = applied ? closed.at : addMinutes(closed.at, draw.whole(...WRITING_MINUTES))
  if (endedAt > now) return
  const by: PersonId = decisions.at(-1)?.by ?? one.takenBy
  const id = draw.id<LimitId>()
  const { kind, startedAt } = owed
  const ruleId = limitRuleFor({ kind, startedAt }, closed.at).id
  const how = applied ? 'application-made' : 'reasons-sent'
  rows.timeLimits.push({
    serviceId,
    id,
    referralId,
    kind,
    period: 1,
    startedAt,
    originAt: startedAt,
    secondAt: null,
    detention: null,
    startSource: 'The referral itself',
    personId: null,
    ruleId,
    recordedAt: closed.at,
    recordedBy: by,
    holdMadeAt: null,
    holdDisposedAt: null,
    holdOrderMade: false,
    holdSource: '',
    endedAt,
    endedHow: how,
    endedWhy: '',
    supersededAt: null,
    correctionReason: '',
    correctsId: null,
  })
  const referral = rows.referrals.find((row) => row.id === referralId)
  if (referral) referral.version += 2
  happenings.tell(closed.at, by, { type: 'limit-recorded', referralId, data: { limitId: id, kind, startedAt, ruleId } })
  happenings.tell(endedAt, by, { type: 'limit-ended', referralId, data: { limitId: id, kind, endedAt, how } })
}
