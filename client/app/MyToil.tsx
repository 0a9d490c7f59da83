import '#client/toil/toil.css'
import { useAnswer } from '#client/kernel/api.ts'
import { ClaimItem } from '#client/toil/ClaimItem.tsx'
import { ClaimToSend } from '#client/toil/ClaimToSend.tsx'
import { Ledger } from '#client/toil/Ledger.tsx'
import { policyWords } from '#client/toil/policyWords.ts'
import { Reminders } from '#client/toil/Reminders.tsx'
import { TryADay } from '#client/toil/TryADay.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { myToil, type ToilAccount } from '#shared/toil/contract.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** One's own TOIL: what is owed, what is still to come, and where each minute came from. */
export function MyToil() {
  const toil = useAnswer(myToil, {})
  return (
    <div className="wrap">
      <div className="toil-page">
        <h1 className="h1">My TOIL</h1>
        <Answered of={toil}>{(account) => <Account account={account} />}</Answered>
      </div>
    </div>
  )
}

function Account({ account }: { readonly account: ToilAccount }) {
  const unsent = account.claims.filter(({ state }) => state === 'made')
  const claims = account.claims.filter(({ state }) => state !== 'made').toReversed()
  return (
    <>
      <Balance account={account} />
      <Reminders account={account} />
      {unsent.map((claim) => (
        <ClaimToSend key={claim.id} claim={claim} account={account} heading="h2" />
      ))}
      <Card title="Claims" aside={claims.length}>
        <ul className="claims-l">
          {claims.map((claim) => (
            <ClaimItem key={claim.id} claim={claim} />
          ))}
        </ul>
        {claims.length === 0 && (
          <p className="muted">No claims with your manager. A late finish makes one by itself.</p>
        )}
      </Card>
      <Card title="Every entry">
        {account.entries.length > 0 ? (
          <Ledger account={account} />
        ) : (
          <p className="muted">Nothing has been added or taken yet.</p>
        )}
      </Card>
      {account.policy && (
        <Card title="How your employer counts it">
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

function Balance({ account: { balance, limit, claims } }: { readonly account: ToilAccount }) {
  const coming = claims.filter(({ state }) => state === 'submitted' || state === 'made')
  const minutes = coming.reduce((sum, claim) => sum + claim.minutes, 0)
  return (
    <section className="card card-b toil-head" aria-label="Balance">
      <b>{formatMinutes(balance)}</b>
      <span>{balance < 0 ? 'taken before it was earned' : 'owed to you'}</span>
      <p className="muted">
        {limit !== null && `The limit is ${formatMinutes(limit)}. `}
        {coming.length > 0 && `${formatMinutes(minutes)} more is claimed and not decided yet.`}
      </p>
    </section>
  )
}
