import './toil.css'
import { useState, type ReactNode } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import type { AgreedTime, ClaimRow, LedgerRow, ToilAccount } from '#shared/toil/contract.ts'
import type { Reminder } from '#shared/toil/expiry.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { AgreedBeforehand } from './AgreedBeforehand.tsx'
import { BalanceThen } from './BalanceThen.tsx'
import { ClaimItem } from './ClaimItem.tsx'
import { ClaimToSend } from './ClaimToSend.tsx'
import { JobsWithoutClaim } from './JobsWithoutClaim.tsx'
import { Ledger } from './Ledger.tsx'
import { policyWords } from './policyWords.ts'
import { Reminders } from './Reminders.tsx'
import { TryADay } from './TryADay.tsx'

/** Years of claims would push the ledger out of sight. */
const FIRST_CLAIMS = 10

export interface AccountProps {
  readonly account: ToilAccount
  /** Whether its reader is whose it is: they send and answer, everybody else decides. */
  readonly mine: boolean
  /** What a manager can record, under the balance. */
  readonly form?: ReactNode
  /** The manager's buttons beside what runs out, what was agreed beforehand, and each entry. */
  readonly onExpiry?: ((reminder: Reminder) => ReactNode) | undefined
  readonly onAgreed?: ((agreed: AgreedTime) => ReactNode) | undefined
  readonly onEntry?: ((entry: LedgerRow) => ReactNode) | undefined
  /** The same beside each claim. */
  readonly onClaim?: ((claim: ClaimRow) => ReactNode) | undefined
}

/** One person's TOIL: what is owed, what is still to come, and where each minute came from. The same page for them and their manager. */
export function Account({ account, mine, form, onExpiry, onAgreed, onEntry, onClaim }: AccountProps) {
  const [all, setAll] = useState(false)
  const unsent = mine ? account.claims.filter(({ state, minutes }) => state === 'made' && minutes > 0) : []
  const claims = account.claims.filter((claim) => !unsent.includes(claim)).toReversed()
  return (
    <>
      <Balance account={account} mine={mine} />
      <Reminders account={account} action={onExpiry} />
      <AgreedBeforehand agreed={account.agreed} action={onAgreed} />
      {form}
      {unsent.map((claim) => (
        <ClaimToSend key={claim.id} claim={claim} account={account} heading="h2" />
      ))}
      <Card title="Claims" aside={claims.length}>
        <ul className="claims-l">
          {claims.slice(0, all ? claims.length : FIRST_CLAIMS).map((claim) => (
            <ClaimItem key={claim.id} claim={claim} mine={mine} action={onClaim?.(claim)} />
          ))}
        </ul>
        {!all && claims.length > FIRST_CLAIMS && (
          <Button size="sm" onClick={() => setAll(true)}>
            Show all {claims.length}
          </Button>
        )}
        {claims.length === 0 && (
          <p className="muted">
            {mine ? 'No claims with your manager.' : 'No claims.'} A late finish makes one by itself.
          </p>
        )}
        {mine && <JobsWithoutClaim />}
      </Card>
      <Card title="Every entry">
        {account.entries.length > 0 ? (
          <Ledger account={account} action={onEntry} />
        ) : (
          <p className="muted">Nothing has been added or taken yet.</p>
        )}
      </Card>
      {account.entries.length > 0 && <BalanceThen account={account} />}
      {account.policy && (
        <Card title={mine ? 'How your employer counts it' : 'How their employer counts it'}>
          <ul>
            {policyWords(account.policy).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <details className="plain">
            <summary>Try a day: what it would earn</summary>
            <TryADay policy={account.policy} balance={account.balance} />
          </details>
        </Card>
      )}
    </>
  )
}

function Balance({ account, mine }: Pick<AccountProps, 'account' | 'mine'>) {
  const { balance, limit, claims } = account
  const coming = claims.filter(({ state }) => state === 'submitted' || state === 'made')
  const minutes = coming.reduce((sum, claim) => sum + claim.minutes, 0)
  const owed = mine ? 'owed to you' : 'owed'
  return (
    <section className="card card-b toil-head" aria-label="Balance">
      <b>{formatMinutes(balance)}</b>
      <span>{balance < 0 ? 'taken before it was earned' : owed}</span>
      <p className="muted">
        {limit !== null && `The limit is ${formatMinutes(limit)}. `}
        {coming.length > 0 && `${formatMinutes(minutes)} more is claimed and not decided yet.`}
      </p>
    </section>
  )
}
