import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { NotAnswered } from '#client/kernel/wire.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { PendingState } from '#client/ui/PendingState.tsx'
import { ClosedRecord } from '#client/restricted/ClosedRecord.tsx'
import { OpenedBar } from '#client/restricted/OpenedBar.tsx'
import { closedRecord } from '#shared/restricted/contract.ts'
import { referralRecord } from '#shared/referrals/contract.ts'
import { FollowsBoard } from './record/FollowsBoard.tsx'
import { RecordView, tabIn } from './record/RecordView.tsx'

/** One referral whole. Which part is shown stands in the address, the name never does. */
export function RecordPage() {
  const { number } = useParams({ from: '/referrals/$number' })
  const { tab, follow } = useSearch({ from: '/referrals/$number' })
  const { can } = useSession()
  const readable = can('read a record')
  const asked = useAnswer(referralRecord, readable && /^\d{1,7}$/.test(number) ? { number } : null)
  const missing = !/^\d{1,7}$/.test(number) || (asked.error instanceof NotAnswered && asked.error.status === 404)
  if (!readable) return <NotForThisRole />
  // What was shown and is closed now leaves the screen: the last answer is not kept.
  if (missing) return <NotInSight number={number} onOpened={() => void asked.refetch()} />
  return (
    <Answered of={asked}>
      {(record) =>
        record === null ? (
          <NoSuch number={number} />
        ) : (
          <>
            {follow !== undefined && <FollowsBoard number={number} />}
            <OpenedBar number={record.referral.number} onEnd={asked.refetch} />
            <RecordView record={record} tab={tabIn(tab)} />
          </>
        )
      }
    </Answered>
  )
}

interface NotInSightProps {
  readonly number: string
  readonly onOpened: () => void
}

/** Not there, or closed to whoever asks: then they see what stands at its door. */
function NotInSight({ number, onOpened }: NotInSightProps) {
  const { can } = useSession()
  const named = /^\d{1,7}$/.test(number)
  const asked = useAnswer(closedRecord, named && can('open with a reason') ? { number } : null)
  if (asked.data) return <ClosedRecord closed={asked.data} onOpened={onOpened} />
  return asked.isLoading ? <PendingState /> : <NoSuch number={number} />
}

/** A record is for those who work with the person. */
function NotForThisRole() {
  return (
    <div className="wrap">
      <h1 className="h1">Referral</h1>
      <EmptyState title="Records are not part of your role">Ring the hub if you need something from one.</EmptyState>
    </div>
  )
}

/** Whoever sees only some records is not told which of the others there are. */
const notHere = (number: string, seesAll: boolean): string =>
  seesAll ? `There is no R-${number} in this service` : `R-${number} is not here, or not open to you`

function NoSuch({ number }: { readonly number: string }) {
  const { can } = useSession()
  const isNumber = /^\d{1,7}$/.test(number)
  return (
    <div className="wrap">
      <h1 className="h1">Referral</h1>
      <EmptyState
        title={isNumber ? notHere(number, can('open with a reason')) : `“${number.slice(0, 20)}” is not a reference`}
        action={
          <Link className={buttonClass({ kind: 'p' })} to="/referrals" hash="find">
            Find a referral
          </Link>
        }
      >
        {isNumber
          ? 'Check the reference. A draft has a number too, and is on the board.'
          : 'The end of the address is the number of a referral, like 2424 for R-2424.'}
      </EmptyState>
    </div>
  )
}
