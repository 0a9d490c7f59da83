import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { NotAnswered } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { referralRecord } from '#shared/referrals/contract.ts'
import { RecordView, tabIn } from './record/RecordView.tsx'

/** One referral whole. Which part is shown stands in the address, the name never does. */
export function RecordPage() {
  const { number } = useParams({ from: '/referrals/$number' })
  const { tab } = useSearch({ from: '/referrals/$number' })
  const { can } = useSession()
  const readable = can('read records')
  const asked = useAnswer(referralRecord, readable && /^\d{1,7}$/.test(number) ? { number } : null)
  if (!readable) return <OnTheJob />
  const missing = !/^\d{1,7}$/.test(number) || (asked.error instanceof NotAnswered && asked.error.status === 404)
  if (missing && !asked.data) return <NoSuch number={number} />
  return (
    <Answered of={asked}>
      {(record) => (record === null ? <NoSuch number={number} /> : <RecordView record={record} tab={tabIn(tab)} />)}
    </Answered>
  )
}

/** An AMHP reads what is needed at the door on the job itself. */
function OnTheJob() {
  return (
    <div className="wrap">
      <h1 className="h1">Referral</h1>
      <EmptyState
        title="What you need is on your job"
        action={
          <Link className={buttonClass({ kind: 'p' })} to="/me">
            Go to my job
          </Link>
        }
      >
        The whole record is for the hub. Ring the hub if something is missing.
      </EmptyState>
    </div>
  )
}

function NoSuch({ number }: { readonly number: string }) {
  return (
    <div className="wrap">
      <h1 className="h1">Referral</h1>
      <EmptyState
        title={/^\d{1,7}$/.test(number) ? `There is no R-${number} in this service` : 'There is no such referral'}
        action={
          <Link className={buttonClass({ kind: 'p' })} to="/referrals" hash="find">
            Find a referral
          </Link>
        }
      >
        Check the reference. A draft has a number too, and is on the board.
      </EmptyState>
    </div>
  )
}
