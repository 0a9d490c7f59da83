import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import { reviewList, type Review as ReviewAnswer } from '#shared/privacy/contract.ts'
import { ruleWords } from '#shared/privacy/retention.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatInstant } from '#shared/time/london.ts'
import { DueLine, type Act } from './DueLine.tsx'
import { Holds } from './Holds.tsx'
import { ReleaseQuestion } from './ReleaseQuestion.tsx'

/** What falls due, by reference and date: whoever keeps records need not read them. */
export function Review() {
  const asked = useAnswer(reviewList, {})
  return <Answered of={asked}>{(review) => <Lists review={review} />}</Answered>
}

function Lists({ review }: { readonly review: ReviewAnswer }) {
  const { rule, due, more, holds, released } = review
  const [act, setAct] = useState<Act | null>(null)
  return (
    <div className="stack">
      <Notice tone={rule.verified ? 'info' : 'warn'}>
        <b>Referrals are kept {lowerFirst(ruleWords(rule))}, counted from the last contact.</b> {rule.authority}.
        {!rule.verified &&
          ' Nobody has confirmed this rule for your council yet: ask your records manager before you release anything.'}
      </Notice>
      <Card title="Due for release" aside={due.length || undefined}>
        {due.length === 0 ? (
          <EmptyState title="Nothing is due.">
            Records appear here on the day after their time of keeping is over.
          </EmptyState>
        ) : (
          <DueTable due={due} more={more} onAct={setAct} />
        )}
      </Card>
      <Holds holds={holds} />
      <Card title="Released" aside={released.length || undefined}>
        {released.length === 0 ? (
          <EmptyState title="Nothing has been released yet.">
            What was written about a person goes; the reference, dates and codes stay.
          </EmptyState>
        ) : (
          <ReleasedTable released={released} />
        )}
      </Card>
      {act && <ReleaseQuestion key={act.line.referralId} act={act} onClose={() => setAct(null)} />}
    </div>
  )
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

interface DueTableProps extends Pick<ReviewAnswer, 'due' | 'more'> {
  readonly onAct: (act: Act) => void
}

function DueTable({ due, more, onAct }: DueTableProps) {
  return (
    <>
      <Table caption="Due for release" hideCaption narrow="cards">
        <thead>
          <tr>
            <th scope="col">Reference</th>
            <th scope="col">Last contact</th>
            <th scope="col">Kept until</th>
            <th scope="col">Where it stands</th>
            <th scope="col">What next</th>
          </tr>
        </thead>
        <tbody>
          {due.map((line) => (
            <DueLine key={line.referralId} line={line} onAct={onAct} />
          ))}
        </tbody>
      </Table>
      {more && <p className="muted">These are the oldest. More come when they are done.</p>}
    </>
  )
}

function ReleasedTable({ released }: Pick<ReviewAnswer, 'released'>) {
  return (
    <Table caption="Released" hideCaption narrow="cards">
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Released</th>
          <th scope="col">Proposed by</th>
          <th scope="col">Released by</th>
        </tr>
      </thead>
      <tbody>
        {released.map((one) => (
          <tr key={one.number}>
            <th scope="row">{referralNumber(one.number)}</th>
            <td data-label="Released">{formatInstant(one.releasedAt)}</td>
            <td data-label="Proposed by">{one.proposedByName}</td>
            <td data-label="Released by">{one.releasedByName}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
