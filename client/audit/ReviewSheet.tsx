import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { reviewSheetOf, type ReviewSheet as Sheet } from '#shared/audit/contract.ts'
import { suspicions } from '#shared/audit/snooping.ts'
import { findings } from '#shared/audit/words.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatDay, formatInstant } from '#shared/time/london.ts'
import { LineToSign } from './LineToSign.tsx'

/** Looks that somebody should ask about, what was found, and the days that were gone through. */
export function ReviewSheet() {
  const asked = useAnswer(reviewSheetOf, {})
  return <Answered of={asked}>{(sheet) => <SheetOf sheet={sheet} />}</Answered>
}

function SheetOf({ sheet }: { readonly sheet: Sheet }) {
  const open = sheet.lines.filter(({ signed }) => signed === null)
  return (
    <>
      <Card title="To sign" aside={<span className="muted">{open.length}</span>}>
        {open.length === 0 ? (
          <EmptyState title={sheet.days.length === 0 ? 'No sheet has been made yet' : 'Nothing waits for a signature'}>
            Each morning at six the looks of the day before are gone through. Those that somebody should ask about stand
            here.
          </EmptyState>
        ) : (
          <>
            <p className="muted">
              A line is a question, not an accusation. Ask, then sign with what you found. Once signed it stays signed.
            </p>
            <ul className="au-sheet">
              {open.map((line) => (
                <LineToSign key={line.id} line={line} lines={sheet.lines} />
              ))}
            </ul>
          </>
        )}
      </Card>
      <Signed lines={sheet.lines} />
      {sheet.days.length > 0 && <Days days={sheet.days} />}
    </>
  )
}

function Signed({ lines }: Pick<Sheet, 'lines'>) {
  const signed = lines
    .filter((line) => line.signed !== null)
    .toSorted((a, b) => ((a.signed?.at ?? '') > (b.signed?.at ?? '') ? -1 : 1))
  if (signed.length === 0) return null
  return (
    <Card title="Signed before">
      <Table caption="Signed lines" hideCaption narrow="cards" className="au-looks stacked">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">What was asked about</th>
            <th scope="col">What was found</th>
            <th scope="col">Signed</th>
          </tr>
        </thead>
        <tbody>
          {signed.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.readerName}</th>
              <td>
                {suspicions[line.suspicion]}
                <span className="au-sub">
                  {formatDay(line.day)}
                  {line.number !== null && `, ${referralNumber(line.number)}`}
                </span>
              </td>
              <td>
                {line.signed && findings[line.signed.finding]}
                <span className="au-sub">{line.signed?.reason}</span>
              </td>
              <td>
                {line.signed?.byName}
                <span className="au-sub">{line.signed && formatInstant(line.signed.at)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

function Days({ days }: Pick<Sheet, 'days'>) {
  return (
    <Card title="Days gone through">
      <Table caption="Days gone through" hideCaption narrow="cards" className="au-looks stacked">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Looks</th>
            <th scope="col">Asked about</th>
            <th scope="col">Not signed yet</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, looks, flagged, open }) => (
            <tr key={day}>
              <th scope="row">{formatDay(day)}</th>
              <td data-label="Looks">{looks.toLocaleString('en-GB')}</td>
              <td data-label="Asked about">{flagged}</td>
              <td data-label="Not signed yet">
                {flagged === 0 ? 'nothing to sign' : open === 0 ? 'all signed' : open}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
