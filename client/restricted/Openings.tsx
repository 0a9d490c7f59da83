import './restricted.css'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { openingReasons, reviewResults } from '#shared/restricted/codes.ts'
import { openingsToReview, type OpeningRow } from '#shared/restricted/contract.ts'
import { escalatesAt } from '#shared/restricted/opening.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatInstant } from '#shared/time/london.ts'
import { ReviewForm } from './ReviewForm.tsx'

/** Records that somebody opened with a reason: a second person reads why, and signs. */
export function Openings() {
  const asked = useAnswer(openingsToReview, {})
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Opened with a reason</h1>
      </div>
      <Answered of={asked}>{(rows) => <Lists rows={rows} />}</Answered>
    </div>
  )
}

function Lists({ rows }: { readonly rows: readonly OpeningRow[] }) {
  const waiting = rows.filter(({ reviewedAt }) => reviewedAt === null)
  const signed = rows.filter(({ reviewedAt }) => reviewedAt !== null)
  return (
    <div className="stack">
      <Card title="To sign" aside={<span className="muted">{waiting.length}</span>}>
        {waiting.length === 0 ? (
          <EmptyState title="Nothing waits for a signature">
            When somebody opens a record that is closed to them, it stands here for a second person.
          </EmptyState>
        ) : (
          <ul className="openings">
            {waiting.map((row) => (
              <ToSign key={row.id} row={row} />
            ))}
          </ul>
        )}
      </Card>
      {signed.length > 0 && (
        <Card title="Signed in the last 30 days">
          <ul className="openings">
            {signed.map((row) => (
              <li key={row.id}>
                <h3 className="h3">
                  {referralNumber(row.number)}, {row.actorName}
                </h3>
                <Facts row={row} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

function ToSign({ row }: { readonly row: OpeningRow }) {
  const { person } = useSession()
  return (
    <li>
      <h3 className="h3">
        {row.actorName} opened {referralNumber(row.number)}
      </h3>
      <div className="tags">
        {row.restricted ? <Tag tone="info">Restricted</Tag> : <Tag tone="plain">A colleague’s case</Tag>}
        {row.wasDenied && (
          <Tag tone="breach-soft" icon="triangle">
            On the list of those kept out
          </Tag>
        )}
      </div>
      <Facts row={row} />
      {row.actorId === person.id ? (
        <p className="muted">Somebody else signs for what you opened.</p>
      ) : (
        <ReviewForm row={row} />
      )}
    </li>
  )
}

function Facts({ row }: { readonly row: OpeningRow }) {
  const until = row.endedAt ?? row.endsAt
  return (
    <SummaryList
      rows={[
        { key: 'Why', value: `${openingReasons[row.reason]}: ${row.why}` },
        { key: 'When', value: `${formatInstant(row.openedAt)} to ${formatInstant(until)}` },
        { key: 'Looks', value: row.looks === 1 ? 'Once' : `${row.looks} times` },
        { key: 'Looked after by', value: row.guardianName ?? 'Nobody in particular: the record is not restricted' },
        row.reviewResult === null
          ? { key: 'To be signed by', value: formatInstant(escalatesAt(row.openedAt)) }
          : {
              key: 'Signed',
              value: `${row.reviewedByName ?? ''}${row.reviewedAt === null ? '' : `, ${formatInstant(row.reviewedAt)}`}: ${reviewResults[row.reviewResult]}${row.reviewNote === '' ? '' : `. ${row.reviewNote}`}`,
            },
      ]}
    />
  )
}
