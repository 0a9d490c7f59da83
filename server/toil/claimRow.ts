import { claimFromRecord } from '#shared/toil/claimFromRecord.ts'
import { earnedInPeriod } from '#shared/toil/approvalTerms.ts'
import { lookWords, matchesTheRecord, type Look } from '#shared/toil/claims.ts'
import type { ClaimRow } from '#shared/toil/contract.ts'
import type { ToilPolicy } from '#shared/toil/policy.ts'
import type { Instant } from '#shared/time/instant.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { ClaimAndRecord } from './readStore.ts'

/** That a claim no longer says what the record says: all that is worth saying before it is sent. */
const DIFFERS: readonly Look['code'][] = ['shift-differs', 'finish-differs', 'minutes-differ']

/**
 * A claim as the screens show it: with whether it still matches the record, and why a person should look when it does not.
 *
 * @param balance what the person is owed without this claim
 */
export function claimRow(held: ClaimAndRecord, policy: ToilPolicy, balance: Minutes, now: Instant): ClaimRow {
  const {
    recordedFinish,
    shiftStartsAt,
    shiftEndsAt,
    breakMinutes,
    pauses,
    relieved,
    waits,
    earlier,
    jobBeganAt,
    keptPolicy,
    around,
    arrival,
    ...rest
  } = held
  const row = { ...rest, asksAgreement: (keptPolicy ?? policy).agreement === 'beforehand' }
  if (row.state === 'approved' || row.state === 'refused') {
    // A decision stands; an account of years shows hundreds of them, so their sums are not made again.
    return { ...row, matchesRecord: row.shiftEndedAt === shiftEndsAt && row.finishedAt === recordedFinish, look: [] }
  }
  const judging = keptPolicy ?? policy
  const shift = row.offRota ? null : { start: shiftStartsAt, end: shiftEndsAt, breakMinutes }
  const startedAt = shiftStartsAt
  const job = {
    shift,
    startedAt,
    pauses,
    jobBeganAt,
    waits,
    earlier,
    breakTaken: row.breakTaken,
    policy: judging,
    finishedAt: recordedFinish,
  }
  const { matches, look } = matchesTheRecord(
    { ...row, minutes: minutes(row.minutes), submittedAt: row.submittedAt ?? now },
    {
      shiftEndsAt,
      finishedAt: recordedFinish,
      finishRecordedAt: row.madeAt,
      relieved,
      corrected: row.acts.some(({ act }) => act === 'finish-corrected'),
      minutes: claimFromRecord(job)?.minutes ?? minutes(0),
      balance,
      policy: judging,
      earnedInPeriod: minutes(earnedInPeriod(judging, row.day, around)),
      agreedMinutes: row.agreedMinutes === null ? null : minutes(row.agreedMinutes),
      arrival,
    },
  )
  if (row.state === 'queried') return { ...row, matchesRecord: false, look: ['Asked about: waits for the AMHP'] }
  if (row.state === 'submitted' || row.state === 'agreed') {
    const second = row.state === 'agreed' ? [`Approved first by ${row.firstApprovedByName ?? 'a manager'}`] : []
    return { ...row, matchesRecord: matches && second.length === 0, look: [...second, ...look.map(lookWords)] }
  }
  const differs = look.filter(({ code }) => DIFFERS.includes(code))
  return { ...row, matchesRecord: differs.length === 0, look: differs.map(lookWords) }
}

/**
 * Claims that wait for a decision. Each is judged with the earlier ones of the same person approved, as approving them together
 * would do.
 */
export function rowsToDecide(
  held: readonly ClaimAndRecord[],
  policyOf: (claim: ClaimAndRecord) => ToilPolicy,
  balanceOf: (claim: ClaimAndRecord) => Minutes,
  now: Instant,
): readonly ClaimRow[] {
  const waiting = new Map<ClaimAndRecord['personId'], number>()
  return held.map((claim) => {
    const before = waiting.get(claim.personId) ?? 0
    waiting.set(claim.personId, before + claim.minutes)
    return claimRow(claim, policyOf(claim), minutes(balanceOf(claim) + before), now)
  })
}
