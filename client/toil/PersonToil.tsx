import './toil.css'
import { useState } from 'react'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ReportLinks } from '#client/ui/ReportLinks.tsx'
import type { PersonId } from '#shared/kernel/ids.ts'
import { toilOf, type AgreedTime, type LedgerRow, type ToilAccount } from '#shared/toil/contract.ts'
import type { Reminder } from '#shared/toil/expiry.ts'
import { formatDayShort, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { Account } from './Account.tsx'
import { CorrectFinish } from './CorrectFinish.tsx'
import { DecideExpiry } from './DecideExpiry.tsx'
import { EntryForm } from './EntryForm.tsx'
import { SendFor } from './SendFor.tsx'
import { canTakeBack, TakeBack } from './TakeBack.tsx'
import { canWithdraw, WithdrawAgreement } from './WithdrawAgreement.tsx'

const route = getRouteApi('/reports/toil/people/$personId')

/** One colleague's TOIL for a manager: the AMHP's own page, with what a manager may record, take back and decide. */
export function PersonToil() {
  const { personId } = route.useParams()
  // The address says whose; the hub refuses what is nobody's.
  const account = useAnswer(toilOf, { personId: personId as PersonId })
  return (
    <div className="wrap">
      <div className="toil-page">
        <div>
          <h1 className="h1">{account.data ? `${account.data.name}: TOIL` : 'TOIL'}</h1>
          <ReportLinks />
        </div>
        <Answered of={account}>{(answer) => answer && <Managed account={answer} />}</Answered>
      </div>
    </div>
  )
}

function Managed({ account }: { readonly account: ToilAccount }) {
  const { person } = useSession()
  const [back, setBack] = useState<LedgerRow | null>(null)
  const [deciding, setDeciding] = useState<Reminder | null>(null)
  const [withdrawing, setWithdrawing] = useState<AgreedTime | null>(null)
  const today = londonDayOf(nowInstant())
  if (person.id === account.personId) {
    const own = <p className="muted">Somebody else records, takes back and decides about your own TOIL.</p>
    return <Account account={account} mine={false} form={own} />
  }
  return (
    <>
      <Account
        account={account}
        mine={false}
        form={
          <Card title="Record">
            <EntryForm account={account} />
          </Card>
        }
        onExpiry={(reminder) => (
          <Button size="sm" onClick={() => setDeciding(reminder)}>
            Decide…<span className="vh"> about {formatMinutes(reminder.left)}</span>
          </Button>
        )}
        onAgreed={(agreed) =>
          canWithdraw(agreed, today) && (
            <Button size="sm" onClick={() => setWithdrawing(agreed)}>
              Withdraw…<span className="vh"> what was agreed for {formatDayShort(agreed.day)}</span>
            </Button>
          )
        }
        onClaim={(claim) =>
          claim.state === 'made' ? (
            <SendFor claim={claim} name={account.name} />
          ) : (
            <CorrectFinish
              claim={claim}
              mine={false}
              canCorrect={claim.state === 'approved' || claim.state === 'refused'}
            />
          )
        }
        onEntry={(entry) =>
          canTakeBack(entry) && (
            <Button size="sm" onClick={() => setBack(entry)}>
              Take back…
              <span className="vh">
                {' '}
                {formatMinutes(entry.minutes)} of {formatDayShort(entry.day)}
              </span>
            </Button>
          )
        }
      />
      {back && <TakeBack key={back.id} entry={back} onClose={() => setBack(null)} />}
      {withdrawing && (
        <WithdrawAgreement
          key={withdrawing.id}
          agreed={withdrawing}
          name={account.name}
          onClose={() => setWithdrawing(null)}
        />
      )}
      {deciding && (
        <DecideExpiry
          key={deciding.entryId}
          reminder={deciding}
          name={account.name}
          onClose={() => setDeciding(null)}
        />
      )}
    </>
  )
}
