import type { PolicyId, ServiceId } from '#shared/kernel/ids.ts'
import { londonDay } from '#shared/time/london.ts'
import { toilPolicy } from '#shared/toil/policy.ts'
import type { EmployerKey, Places } from './places.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'

interface Given {
  readonly employer: EmployerKey
  readonly from: string
  /** Only what differs from the usual policy; the rest is filled in when it is read. */
  readonly policy: Readonly<Record<string, unknown>>
}

const LIMIT = 37 * 60

/** The council wrote its policy anew; the trust rounds as NHS trusts do; sessions are paid and earn no TOIL. */
const given: readonly Given[] = [
  {
    employer: 'council',
    from: '2019-04-01',
    policy: {
      graceMinutes: 15,
      rounding: { unit: 15, mode: 'down', scope: 'claim' },
      cap: { minutes: LIMIT, onExceed: 'warn' },
      retroWindowDays: 7,
    },
  },
  {
    employer: 'council',
    from: '2026-04-01',
    policy: {
      graceMinutes: 15,
      minClaimMinutes: 15,
      breakRule: { afterMinutes: 360, deductMinutes: 20, onlyIfTaken: true },
      cap: { minutes: LIMIT, onExceed: 'warn' },
      expiry: { afterDays: 366, onExpiry: 'review' },
      retroWindowDays: 14,
    },
  },
  {
    employer: 'trust',
    from: '2019-04-01',
    policy: {
      graceMinutes: 14,
      rounding: { unit: 15, mode: 'down', scope: 'claim' },
      minClaimMinutes: 15,
      cap: { minutes: 22 * 60 + 30, onExceed: 'escalate' },
      retroWindowDays: 28,
    },
  },
  { employer: 'agency', from: '2019-04-01', policy: { earnsToil: false } },
  { employer: 'self', from: '2019-04-01', policy: { earnsToil: false } },
]

/** Each employer's policies, with the day from which each holds. */
export const policiesOf = (serviceId: ServiceId, { employerIds }: Places, draw: Draw): Row<'toilPolicies'>[] =>
  given.map(({ employer, from, policy }) => ({
    serviceId,
    id: draw.id<PolicyId>(),
    employerId: employerIds[employer],
    replacesId: null,
    effectiveFrom: londonDay(from),
    appliesTo: 'everybody' as const,
    policy: toilPolicy.parse(policy),
  }))
