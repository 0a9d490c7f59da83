import { z } from 'zod'
import type { EmployerId, PolicyId } from '../kernel/ids.ts'
import { clockTimeInput, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { dayTypes } from './dayTypes.ts'

const wholeMinutes = (most: number) => z.int('Give whole minutes').min(0).max(most).transform(minutes)
const factor = z.number().min(1).max(3).multipleOf(0.01, 'Give two decimals at most')
const onExceed = z.enum(['warn', 'block', 'escalate'])

/** Who may be asked to approve, in order. Nobody approves their own, and the second is somebody else than the first. */
export const approverRoles = ['manager', 'amhp-lead'] as const
export type ApproverRole = (typeof approverRoles)[number]

/** When TOIL runs out: so many days after it was earned, or at the end of a period. */
const expiry = z.union([
  z.strictObject({
    afterDays: z.int().min(1).max(3660),
    onExpiry: z.enum(['review', 'pay', 'lapse-with-approval']),
  }),
  z.strictObject({
    at: z.enum(['month-end', 'financial-year-end']),
    onExpiry: z.enum(['review', 'pay', 'lapse-with-approval']),
  }),
])

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
    /** A full-time week, for what is scaled to part-time hours. */
    fullTimeMinutesPerWeek: wholeMinutes(5000).nullable().default(null),
    /** True when limits, caps and the debit are smaller for part-time contracts, in proportion. */
    proRata: z.boolean().default(false),
    /** False for people paid by the session: they are paid, and earn no TOIL. */
    earnsToil: z.boolean().default(true),
    /**
     * `beforehand`: the employer wants extra hours agreed before they are worked. An assessment that overruns cannot be agreed at
     * 22:40, so such a claim is put to a manager as an emergency; it is never lost.
     */
    agreement: z.enum(['not-needed', 'beforehand']).default('not-needed'),
    /** Who approves, in order: one role, or two who are different people. */
    approverChain: z.array(z.enum(approverRoles)).min(1).max(2).default(['manager']),
    /** A threshold: a finish no later than this earns nothing, a later one earns all of it. */
    graceMinutes: wholeMinutes(240).default(minutes(0)),
    /** `block` rounds each unbroken stretch by itself, `claim` all of one claim, `day` all of a shift's claims together. */
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
    multiplier: factor.default(1),
    /** Better rates by kind of day and time on the clock. A minute that several fit counts by the best of them. */
    enhancements: z
      .array(z.strictObject({ day: z.enum(dayTypes), from: clockTimeInput, to: clockTimeInput, factor }))
      .max(20)
      .default([]),
    cap: z
      .strictObject({ minutes: wholeMinutes(60_000), onExceed })
      .nullable()
      .default(null),
    /** The most that is earned in a calendar month, or in any four weeks that hold the day. */
    periodCap: z
      .strictObject({ minutes: wholeMinutes(60_000), per: z.enum(['month', 'four-weeks']), onExceed })
      .nullable()
      .default(null),
    /** When TOIL not taken runs out, and what then. Nothing is taken away without a person's decision. */
    expiry: expiry.nullable().default(null),
    /** A claim sent later than this many days after the shift is looked at. */
    retroWindowDays: z.int().min(0).max(366).default(14),
    /** How far below nothing a balance may go: time taken before it was earned. */
    debitAllowedMinutes: wholeMinutes(60_000).default(minutes(0)),
  })
  .refine((policy) => policy.basis === 'rostered-shift' || policy.contractDayMinutes !== null, {
    path: ['contractDayMinutes'],
    message: 'Give the length of a contracted day',
  })
  .refine((policy) => !policy.proRata || (policy.fullTimeMinutesPerWeek ?? 0) > 0, {
    path: ['fullTimeMinutesPerWeek'],
    message: 'Give the length of a full-time week',
  })
export type ToilPolicy = z.output<typeof toilPolicy>
export type ExpiryRule = { readonly afterDays: number } | { readonly at: 'month-end' | 'financial-year-end' }

/** Whom of an employer's people a policy is for. One for a contract goes before one for everybody. */
export const policyGroups = ['everybody', 'dedicated', 'combined', 'sessional'] as const
export type PolicyGroup = (typeof policyGroups)[number]
export type Contract = Exclude<PolicyGroup, 'everybody'>

/** A policy and from when it holds: until the next one of the same employer and group. */
export interface DatedPolicy {
  readonly id: PolicyId
  readonly employerId: EmployerId
  readonly effectiveFrom: LondonDay
  readonly appliesTo?: PolicyGroup
  readonly policy: ToilPolicy
}

/** What it takes for somebody to be within their cap. */
export type CapStanding =
  | { readonly code: 'within'; readonly left: Minutes | null }
  | { readonly code: 'over'; readonly by: Minutes; readonly onExceed: 'warn' | 'block' | 'escalate' }

/**
 * The policy of an employer that holds on a day, or `null` when none has begun. The day is the day of the shift, so a claim for
 * March sent in April is judged by March's policy. A contract's own policy goes before the one for everybody.
 *
 * @example policyInForce(policies, employerId, londonDay('2026-11-12'))?.policy.graceMinutes
 */
export function policyInForce<Dated extends DatedPolicy>(
  policies: readonly Dated[],
  employerId: EmployerId,
  day: LondonDay,
  contract?: Contract,
): Dated | null {
  const begun = policies
    .filter((one) => one.employerId === employerId && one.effectiveFrom <= day)
    .toSorted((a, b) =>
      a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : a.id < b.id ? 1 : -1,
    )
  const groupOf = ({ appliesTo }: Dated): PolicyGroup => appliesTo ?? 'everybody'
  const own = contract && begun.find((one) => groupOf(one) === contract)
  return own ?? begun.find((one) => groupOf(one) === 'everybody') ?? null
}

/** The contract of somebody, as far as a policy asks. */
export interface PolicyHolder {
  readonly employerId: EmployerId
  readonly contract: Contract
  readonly contractedMinutesPerWeek: number
}

/** A policy as it holds for one person: scaled to their hours, and without TOIL for whoever is paid by the session. */
export interface PersonPolicy {
  readonly id: PolicyId
  readonly effectiveFrom: LondonDay
  readonly policy: ToilPolicy
}

/**
 * The policy of one person on one day: their employer's, for their contract, scaled to part-time hours where it says so. Sessional
 * AMHPs are paid for every hour, so they earn no TOIL whatever their employer's policy says.
 *
 * @example policyOf(policies, { employerId, contract: 'combined', contractedMinutesPerWeek: 1110 }, day)?.policy.cap?.minutes
 */
export function policyOf(policies: readonly DatedPolicy[], holder: PolicyHolder, day: LondonDay): PersonPolicy | null {
  const found = policyInForce(policies, holder.employerId, day, holder.contract)
  if (!found) return null
  const { id, effectiveFrom } = found
  const scaled = scaledTo(found.policy, holder.contractedMinutesPerWeek)
  const policy = holder.contract === 'sessional' ? { ...scaled, earnsToil: false } : scaled
  return { id, effectiveFrom, policy }
}

/**
 * Limits in proportion to contracted hours, never above the full-time ones; in whole minutes, rounded in the person's favour.
 *
 * @example scaledTo(policy, 1110).cap // half of a full-time week of 2220 has half the cap
 */
export function scaledTo(policy: ToilPolicy, contractedMinutesPerWeek: number): ToilPolicy {
  const full = policy.fullTimeMinutesPerWeek
  if (!policy.proRata || full === null || full === 0) return policy
  const share = Math.min(1, Math.max(0, contractedMinutesPerWeek) / full)
  const part = (count: number): Minutes => minutes(Math.ceil(Number((count * share).toFixed(6))))
  return {
    ...policy,
    cap: policy.cap && { ...policy.cap, minutes: part(policy.cap.minutes) },
    periodCap: policy.periodCap && { ...policy.periodCap, minutes: part(policy.periodCap.minutes) },
    debitAllowedMinutes: part(policy.debitAllowedMinutes),
  }
}

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

/**
 * The same for what was earned in the period of a day, that day's claim with it.
 *
 * @example periodStanding(policy, minutes(930)) // { code: 'over', by: 30, … } with 15 hours a month
 */
export const periodStanding = ({ periodCap }: Pick<ToilPolicy, 'periodCap'>, earned: Minutes): CapStanding =>
  capStanding({ cap: periodCap }, earned)
