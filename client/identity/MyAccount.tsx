import { useOwnAccount, type OwnAccount } from '#client/kernel/account.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { formatInstant } from '#shared/time/london.ts'
import { OwnFactors } from './OwnFactors.tsx'
import { OwnPassword } from './OwnPassword.tsx'
import './identity.css'

/** One's own account: password, second factor, recovery codes, and what happened at its door. */
export function MyAccount() {
  const asked = useOwnAccount()
  return (
    <div className="wrap my-account">
      <div className="page-h">
        <h1 className="h1">My account</h1>
      </div>
      <Answered of={asked} pending={<p className="muted">Loading your account.</p>}>
        {(account) => <Shown account={account} onChanged={() => void asked.refetch()} />}
      </Answered>
    </div>
  )
}

function Shown({ account, onChanged }: { readonly account: OwnAccount; readonly onChanged: () => void }) {
  return (
    <div className="account-cards">
      <OwnPassword account={account} onChanged={onChanged} />
      <OwnFactors account={account} onChanged={onChanged} />
      <Card title="Lately at your account">
        {account.happened.length === 0 ? (
          <p className="muted">Nothing out of the ordinary: no new device, no changed password or second factor.</p>
        ) : (
          <ul className="happened">
            {account.happened.map(({ what, words, at, device }) => (
              <li key={`${what} ${at}`}>
                {words}
                <span className="muted">
                  {formatInstant(at)}
                  {device === '' ? '' : `, ${device}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  )
}
