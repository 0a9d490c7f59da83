import { z } from 'zod'
import type { EmployerId, PolicyId } from '../kernel/ids.ts'
import type { LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'

const wholeMinutes = (most: number) => z.int('Give whole minutes').min(0).max(most).transform(minutes)

/**
 * An employer's TOIL policy, as data: no two councils' are alike, and NHS-employed AMHPs on the same rota follow their own
 * employer's. Every parameter is in whole minutes or days. The policy that judged a claim is kept with it.
 */
export const toilPolicy = z
  .strictObject({
    /** What "extra" is measured against: the rostered end of the shift, or a contracted length of day. */
    basis: z.enum(['rostered-shift', 'contract-day']).default('rostered-shift'),
    contractDayMinutes: wholeMinutes(24 * 60)
      .nullable()
      .default(null),
    /** False for people paid by the session: they are paid, and earn no TOIL. */
    earnsToil: z.boolean().default(true),
    /** A threshold: a finish no later than this earns nothing, a later one earns all of it. */
    graceMinutes: wholeMinutes(240).default(minutes(0)),
    /** `claim` and `block` round each late stretch by itself; `day` rounds all of a shift's together. */
    rounding: z
      .strictObject({
        unit: z.int().min(1).max(120),
        mode: z.enum(['down', 'nearest', 'up', 'none']),
        scope: z.enum(['block', 'day', 'claim']),
      })
      .default({ unit: 1, mode: 'none', scope: 'claim' }),
    /** After rounding, less than this is not claimed. */
    minClaimMinutes: wholeMinutes(240).default(minutes(0)),
    /** A break in a long late stretch: taken off past `afterMinutes`, and when `onlyIfTaken` only if there was one. */
    breakRule: z
      .strictObject({ afterMinutes: wholeMinutes(24 * 60), deductMinutes: wholeMinutes(240), onlyIfTaken: z.boolean() })
      .nullable()
      .default(null),
    /** TOIL for each minute worked. Plain time is 1; two decimals at most. */
    multiplier: z.number().min(1).max(3).multipleOf(0.01, 'Give two decimals at most').default(1),
    cap: z
      .strictObject({ minutes: wholeMinutes(60_000), onExceed: z.enum(['warn', 'block', 'escalate']) })
      .nullable()
      .default(null),
    /** When TOIL not taken runs out, and what then. Nothing is taken away without a person's decision. */
    expiry: z
      .strictObject({ afterDays: z.int().min(1).max(3660), onExpiry: z.enum(['review', 'pay', 'lapse-with-approval']) })
      .nullable()
      .default(null),
    /** A claim sent later than this many days after the shift is looked at. */
    retroWindowDays: z.int().min(0).max(366).default(14),
    /** How far below nothing a balance may go: time taken before it was earned. */
    debitAllowedMinutes: wholeMinutes(60_000).default(minutes(0)),
  })
  .refine((policy) => policy.basis === 'rostered-shift' || policy.contractDayMinutes !== null, {
    path: ['contractDayMinutes'],
    message: 'Give the length of a contracted day',
  })
export type ToilPolicy = z.output<typeof toilPolicy>

/** A policy and from when it holds: until the next one of the same employer. */
export interface DatedPolicy {
  readonly id: PolicyId
  readonly employerId: EmployerId
  readonly effectiveFrom: LondonDay
  readonly policy: ToilPolicy
}

/** What it takes for somebody to be within their cap. */
export type CapStanding =
  | { readonly code: 'within'; readonly left: Minutes | null }
  | { readonly code: 'over'; readonly by: Minutes; readonly onExceed: 'warn' | 'block' | 'escalate' }

/**
 * The policy of an employer that holds on a day, or `null` when none has begun. The day is the day of the shift, so a claim for
 * March sent in April is judged by March's policy.
 *
 * @example policyInForce(policies, employerId, londonDay('2026-11-12'))?.policy.graceMinutes
 */
export const policyInForce = <Dated extends DatedPolicy>(
  policies: readonly Dated[],
  employerId: EmployerId,
  day: LondonDay,
): Dated | null =>
  policies
    .filter((one) => one.employerId === employerId && one.effectiveFrom <= day)
    .toSorted((a, b) =>
      a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : a.id < b.id ? 1 : -1,
    )[0] ?? null

/**
 * Where a balance stands against the cap of a policy. `left` is `null` when there is no cap.
 *
 * @example capStanding(policy, minutes(2470)) // { code: 'over', by: 250, onExceed: 'warn' } with a cap of 37 hours
 */
export function capStanding({ cap }: Pick<ToilPolicy, 'cap'>, balance: Minutes): CapStanding {
  if (cap === null) return { code: 'within', left: null }
  const left = minutes(cap.minutes - balance)
  return left >= 0 ? { code: 'within', left } : { code: 'over', by: minutes(-left), onExceed: cap.onExceed }
}
