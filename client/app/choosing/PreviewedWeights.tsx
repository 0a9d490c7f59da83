import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { Table } from '#client/ui/Table.tsx'
import { previewChoosing, type ChoosingPreview } from '#shared/allocations/choosingContract.ts'
import type { Weights } from '#shared/allocations/weights.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'

const periods = [
  { value: '7', label: 'The last week' },
  { value: '28', label: 'Four weeks' },
  { value: '84', label: 'Twelve weeks' },
] as const
type Days = (typeof periods)[number]['value']

// Addresses hold text: each number travels as one.
const asText = (weights: Weights) =>
  Object.fromEntries(Object.entries(weights).map(([code, value]) => [code, String(value)])) as Record<
    keyof Weights,
    string
  >

/** With these weights, on those days, who would have been first: the same people and the same moment, weighed otherwise. */
export function PreviewedWeights({ weights }: { readonly weights: Weights }) {
  const [days, setDays] = useState<Days>('28')
  const asked = useAnswer(previewChoosing, { days, ...asText(weights) }, { keep: true })
  return (
    <Card title="On past days">
      <RadioChips label="Days" options={[...periods]} value={days} onChange={setDays} />
      <Answered of={asked}>{(answer) => <Previewed answer={answer} />}</Answered>
    </Card>
  )
}

function Previewed({ answer }: { readonly answer: ChoosingPreview }) {
  const { from, choices, changed } = answer
  const today = londonDayOf(useNow(60_000))
  if (choices === 0)
    return (
      <EmptyState title="Nothing to try it on">
        No choice of these days was kept with what it was worked out from.
      </EmptyState>
    )
  return (
    <>
      <p role="status" className="choosing-said">
        Since {formatDate(from)}, the last {choices} choice{choices === 1 ? '' : 's'} put in order again:{' '}
        <b>
          {changed.length === 0
            ? 'the first would have been the same in each.'
            : `in ${changed.length} another would have been first.`}
        </b>
      </p>
      {changed.length > 0 && (
        <Table caption="Choices in which another would have been first" hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Choice</th>
              <th scope="col">First then</th>
              <th scope="col">First with these weights</th>
              <th scope="col">Was chosen</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ at, number, before, after, chosen }) => (
              <tr key={`${number} ${at}`}>
                <th scope="row">
                  {referralNumber(number)}, {formatInstant(at, today)}
                </th>
                <td data-label="First then">{before ?? 'Nobody free'}</td>
                <td data-label="First with these weights">{after ?? 'Nobody free'}</td>
                <td data-label="Was chosen">{chosen}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
