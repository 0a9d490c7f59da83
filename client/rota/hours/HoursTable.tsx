import { Card } from '#client/ui/Card.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { HoursRow, WorkingTime } from '#shared/rota/workingTimeContract.ts'
import { formatDate } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** Everybody’s average week over the last 17, as worked, all employers together. Who is over comes first. */
export function HoursTable({ answer }: { readonly answer: WorkingTime }) {
  const rows = answer.hours.toSorted((a, b) => b.average - a.average)
  return (
    <Card title="Hours a week over 17 weeks">
      <p className="muted">
        To {formatDate(answer.today)}, as worked where that is known, for all employers. Leave and sickness are made up
        for by the days after them. The limit is 48 hours.
      </p>
      <Table caption="Hours a week over 17 weeks" hideCaption narrow="cards" className="labelled">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col" className="n">
              A week
            </th>
            <th scope="col" className="n">
              Of it elsewhere
            </th>
            <th scope="col">Nights</th>
            <th scope="col">48 hours</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.personId}>
              <th scope="row">{row.name}</th>
              <td data-label="A week" className="n">
                {formatMinutes(row.average)}
              </td>
              <td data-label="Of it elsewhere" className="n">
                {row.elsewhere === 0 ? '–' : formatMinutes(row.elsewhere)}
              </td>
              <td data-label="Nights">{nightWords(row)}</td>
              <td data-label="48 hours">
                <Limit row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

/** What is said of somebody’s nights. @example nightWords(row) // 'Night worker, 7h 40m a day; 3 long nights' */
export function nightWords({ night }: Pick<HoursRow, 'night'>): string {
  if (!night.isNightWorker) return '–'
  const long =
    night.longNights === 0 ? '' : `; ${night.longNights === 1 ? 'one night' : `${night.longNights} nights`} over 8h`
  return `Night worker, ${formatMinutes(night.average)} a day${night.over ? ', over the limit of 8h' : ''}${long}`
}

/** Whether the 48 hours are kept, are exceeded, or do not bind because of an opt-out. */
export function Limit({ row }: { readonly row: Pick<HoursRow, 'over' | 'optedOut'> }) {
  if (row.over && !row.optedOut) {
    return (
      <Tag tone="breach-soft" icon="octagon">
        Over, no opt-out
      </Tag>
    )
  }
  if (row.over) return <Tag tone="warn">Over, opted out</Tag>
  return <>{row.optedOut ? 'Within; opted out' : 'Within'}</>
}
