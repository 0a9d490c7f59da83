import './restricted.css'
import { Link } from '@tanstack/react-router'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { BarList } from '#client/ui/BarList.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { REVIEW_DAYS } from '#shared/restricted/codes.ts'
import { notices, seeNotice, type NoticeRow } from '#shared/restricted/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatInstant } from '#shared/time/london.ts'

/** What somebody who looks after records must hear at once, on whatever page they are. */
export function NoticeBar() {
  const { can } = useSession()
  const told = useAnswer(notices, can('review openings') ? {} : null)
  if (!told.data || told.data.length === 0) return null
  return (
    <BarList label="Notices" rows={told.data.map(keyed)} shown={SHOWN}>
      {(notice) => <OneNotice notice={notice} />}
    </BarList>
  )
}

/** Alarms of running clocks stand above them, and the page is under them. */
const SHOWN = 1
const keyed = (notice: NoticeRow) => ({ ...notice, noticeId: notice.id, id: `${notice.kind} ${notice.openingId}` })

function OneNotice({ notice }: { readonly notice: ReturnType<typeof keyed> }) {
  const send = useSend(seeNotice)
  const told = useAnswer(notices, {})
  const see = (): void => {
    if (notice.noticeId !== null) void send.mutateAsync({ noticeId: notice.noticeId }).then(() => told.refetch())
  }
  const number = referralNumber(notice.number)
  return (
    <Notice
      tone={notice.kind === 'unsigned' ? 'breach' : 'warn'}
      icon="eye"
      speaks="politely"
      action={
        <span className="bar-acts">
          <Link className={buttonClass({ size: 'sm' })} to="/openings">
            Look at it
          </Link>
          {notice.noticeId !== null && (
            <Button size="sm" kind="q" busy={send.isPending} onClick={see}>
              Seen<span className="vh">: {number}</span>
            </Button>
          )}
        </span>
      }
    >
      {notice.kind === 'unsigned' ? (
        <>
          <b>
            Nobody has signed for {number} in {REVIEW_DAYS} days.
          </b>{' '}
          {notice.actorName} opened it on {formatInstant(notice.at)}.
        </>
      ) : (
        <>
          <b>
            {notice.actorName} opened {number} with a reason.
          </b>{' '}
          {formatInstant(notice.at)}. You look after this record.
        </>
      )}
    </Notice>
  )
}
