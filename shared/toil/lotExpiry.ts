import type { PolicyId } from '../kernel/ids.ts'
import { londonDayOf } from '../time/london.ts'
import type { ToilEntry } from './ledger.ts'
import { policyInForce, type DatedPolicy, type ExpiryRule, type PolicyHolder } from './policy.ts'

/**
 * By which rule each entry runs out: that of the policy which was in force when it was earned, whatever has come into force since. An
 * entry says which; one without, as a balance brought forward, goes by the policy of its day, or of the day it was written when none had
 * begun. `null` where it does not run out.
 *
 * @param holder whose entries they are; `null` for somebody without a contract on the register
 * @example consumeOldestFirst(entries, lotExpiry(policies, holder), extensions)
 */
export function lotExpiry(
  policies: readonly DatedPolicy[],
  holder: Pick<PolicyHolder, 'employerId' | 'contract'> | null,
): (entry: ToilEntry & { readonly policyId?: PolicyId | null }) => ExpiryRule | null {
  const byId = new Map(policies.map(({ id, policy }) => [id, policy]))
  const on = (day: ToilEntry['day']) =>
    holder && policyInForce(policies, holder.employerId, day, holder.contract)?.policy
  return ({ policyId, day, recordedAt }) => {
    const policy = (policyId && byId.get(policyId)) || on(day) || on(londonDayOf(recordedAt))
    return policy ? policy.expiry : null
  }
}
