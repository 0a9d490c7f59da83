import type { CouncilId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { monthsBeginningWith } from '../time/counting.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, daysBetween, londonDay, londonDayOf, startOfDay, type LondonDay } from '../time/london.ts'
import type { Span } from '../time/span.ts'

/**
 * One approval under s.114 of the Mental Health Act 1983. `lastDay` is included: an approval ends at the end of its last day
 * (SI 2008/1206 reg 7). One that was ended early has the earlier last day.
 */
export interface Approval {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
}

/**
 * That somebody acts on behalf of a council. Being approved by a council and acting for it are two facts, so the approving
 * council has a row of its own. `lastDay` is included; `null` is until further notice.
 */
export interface ActingFor {
  readonly councilId: CouncilId
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay | null
}

/** An approval is suspended while the professional registration is (SI 2008/1206 reg 6). Its five years run on. */
export interface Suspension {
  readonly from: Instant
  readonly until: Instant | null
}

/** All that decides whether somebody may act as an AMHP. */
export interface Standing {
  readonly approvals: readonly Approval[]
  readonly actingFor: readonly ActingFor[]
  readonly suspensions: readonly Suspension[]
}

/** What the register holds of somebody: an approval, and the one that runs until it begins when it was entered ahead. */
export interface OnRegister {
  readonly approvedOn: LondonDay
  readonly approvalEndsOn: LondonDay
  readonly earlierApprovedOn: LondonDay | null
  readonly earlierApprovalEndsOn: LondonDay | null
  readonly suspendedAt: Instant | null
}

/**
 * What an entry of the register says of whether its person may act. It keeps which councils somebody acts for, not since when: that is for
 * as long as they are approved.
 *
 * @example standingOnRegister({ ...renewedAhead }, [westmarch]).approvals // both: the one that runs, and the one that follows it
 */
export function standingOnRegister(entry: OnRegister, councilIds: readonly CouncilId[]): Standing {
  const { approvedOn, approvalEndsOn, earlierApprovedOn, earlierApprovalEndsOn, suspendedAt } = entry
  const last = { firstDay: approvedOn, lastDay: approvalEndsOn }
  const runs = earlierApprovedOn !== null && earlierApprovalEndsOn !== null
  const firstDay = earlierApprovedOn ?? approvedOn
  return {
    approvals: runs ? [{ firstDay: earlierApprovedOn, lastDay: earlierApprovalEndsOn }, last] : [last],
    actingFor: councilIds.map((councilId) => ({ councilId, firstDay, lastDay: null })),
    suspensions: suspendedAt === null ? [] : [{ from: suspendedAt, until: null }],
  }
}

/** Why somebody may not act. `from` is the first day of an approval that is still to begin. */
export type MayActRefusal =
  | { readonly code: 'not-approved'; readonly from: LondonDay | null }
  | { readonly code: 'approval-ended'; readonly lastDay: LondonDay }
  | { readonly code: 'suspended'; readonly since: Instant }
  | { readonly code: 'not-acting-for'; readonly councilId: CouncilId }

const YEARS_APPROVED = 5
/** Months before the last day at which renewal is due to be talked about. */
const WARNING_MONTHS = [12, 6, 3] as const

/**
 * Whether somebody may act as an AMHP for a council at a moment: approved on that London day, not suspended, and acting on
 * behalf of that council. Asked when a rota is published, again at allocation, and again when a decision is recorded.
 * Source: Mental Health Act 1983 s.114; SI 2008/1206 regs 4 to 8.
 *
 * @example mayAct({ approvals: [{ firstDay, lastDay: londonDay('2026-11-12') }], actingFor, suspensions: [], at, councilId })
 *   // done until 23:59 on 12 November 2026, then refused: { code: 'approval-ended', lastDay: '2026-11-12' }
 */
export function mayAct(asked: Standing & { at: Instant; councilId: CouncilId }): Outcome<Approval, MayActRefusal> {
  const inForce = approvalInForce(asked, asked.at)
  if (!inForce.ok) return inForce
  const day = londonDayOf(asked.at)
  const acting = asked.actingFor.some(
    ({ councilId, firstDay, lastDay }) =>
      councilId === asked.councilId && firstDay <= day && (lastDay === null || day <= lastDay),
  )
  return acting ? inForce : refuse({ code: 'not-acting-for', councilId: asked.councilId })
}

/**
 * Whether somebody is approved at a moment and not suspended, whichever council they would act for.
 *
 * @example approvalInForce(standing, now) // refused: { code: 'suspended', since }
 */
export function approvalInForce(
  { approvals, suspensions }: Pick<Standing, 'approvals' | 'suspensions'>,
  at: Instant,
): Outcome<Approval, Exclude<MayActRefusal, { code: 'not-acting-for' }>> {
  const day = londonDayOf(at)
  const approval = approvals.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)
  if (!approval) return refuse(whyNotApproved(approvals, day))
  const suspension = suspensions.find(({ from, until }) => from <= at && (until === null || at < until))
  return suspension ? refuse({ code: 'suspended', since: suspension.from }) : done(approval)
}

function whyNotApproved(
  approvals: readonly Approval[],
  day: LondonDay,
): Exclude<MayActRefusal, { code: 'not-acting-for' | 'suspended' }> {
  const ended = approvals.filter(({ lastDay }) => lastDay < day).map(({ lastDay }) => lastDay)
  const last = ended.toSorted().at(-1)
  if (last !== undefined) return { code: 'approval-ended', lastDay: last }
  const coming = approvals.map(({ firstDay }) => firstDay).toSorted()
  return { code: 'not-approved', from: coming[0] ?? null }
}

/**
 * Whether somebody may act for the whole of a stretch, for rostering: an approval that ends at midnight does not cover a night
 * shift. Answers with the first refusal that the stretch would meet.
 *
 * @example mayActThroughout({ ...standing, during: shiftSpan(night, lastDay), councilId }) // { code: 'approval-ended', … }
 */
export function mayActThroughout(
  asked: Standing & { during: Span; councilId: CouncilId },
): Outcome<Approval, MayActRefusal> {
  const { start, end } = asked.during
  const changes = [start, ...midnightsIn(asked.during), ...asked.suspensions.map(({ from }) => from)]
  const moments = changes.filter((at) => start <= at && (at < end || at === start)).toSorted()
  for (const at of moments) {
    const answer = mayAct({ ...asked, at })
    if (!answer.ok) return answer
  }
  return mayAct({ ...asked, at: start })
}

function midnightsIn({ start, end }: Span): readonly Instant[] {
  const firstDay = londonDayOf(start)
  const days = daysBetween(firstDay, londonDayOf(end))
  return Array.from({ length: days }, (_, index) => startOfDay(addDays(firstDay, index + 1)))
}

/**
 * The last day of an approval for five years that begins on a day: the day before the fifth anniversary, or the last of
 * February when the anniversary of a 29 February does not exist. Source: SI 2008/1206 reg 4.
 *
 * @example lastDayOfApproval(londonDay('2026-03-01')) // '2031-02-28'
 */
export const lastDayOfApproval = (firstDay: LondonDay): LondonDay => monthsBeginningWith(firstDay, YEARS_APPROVED * 12)

/** One reminder that an approval is running out, and the day from which it is shown. */
export interface RenewalWarning {
  readonly months: (typeof WARNING_MONTHS)[number]
  readonly on: LondonDay
}

/**
 * The days on which renewal is warned about: 12, 6 and 3 months before the last day.
 *
 * @example renewalWarnings(londonDay('2027-08-31')).map(({ on }) => on) // ['2026-08-31', '2027-02-28', '2027-05-31']
 */
export const renewalWarnings = (lastDay: LondonDay): readonly RenewalWarning[] =>
  WARNING_MONTHS.map((months) => ({ months, on: monthsBefore(lastDay, months) }))

/**
 * The warning that stands on a day, or `null` when the end is more than 12 months away or has passed.
 * `daysLeft` counts the days after today on which the approval still holds.
 *
 * @example renewalWarning(londonDay('2027-02-28'), londonDay('2026-12-01')) // { months: 3, daysLeft: 89 }
 */
export function renewalWarning(
  lastDay: LondonDay,
  today: LondonDay,
): { readonly months: RenewalWarning['months']; readonly daysLeft: number } | null {
  if (today > lastDay) return null
  const reached = renewalWarnings(lastDay).filter(({ on }) => on <= today)
  const latest = reached.at(-1)
  return latest ? { months: latest.months, daysLeft: daysBetween(today, lastDay) } : null
}

/** The same day of the month so many months before, or the last of that month when it is shorter. */
function monthsBefore(day: LondonDay, months: number): LondonDay {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))]
  const lastDate = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  const target = new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastDate)))
  return londonDay(target.toISOString().slice(0, 10))
}
