import { Table } from '#client/ui/Table.tsx'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { shiftWords } from './candidateWords.ts'
import { glued, statusOf } from './stripStatus.ts'
import type { StripLine } from './stripView.ts'
import { shortMoment } from './moments.ts'

/** The same as the timeline, in words: one row for each person. */
export function StripList({ lines, now }: { readonly lines: readonly StripLine[]; readonly now: Instant }) {
  const about = (at: Instant | undefined): string => (at === undefined ? '–' : shortMoment(upToFive(at), now))
  return (
    <Table caption="Who is on, and what they are doing" hideCaption narrow="cards" className="strip-list">
      <thead>
        <tr>
          <th scope="col">AMHP</th>
          <th scope="col">Shift</th>
          <th scope="col">Now</th>
          <th scope="col">Jobs</th>
          <th scope="col">Likely finish</th>
          <th scope="col">8 in 10 by</th>
          <th scope="col">After the shift</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { word, more } = statusOf(line, now)
          return (
            <tr key={line.personId}>
              <th scope="row">{line.name}</th>
              <td data-label="Shift">{shiftWords(line.shift.start, line.shift.end)}</td>
              <td data-label="Now">
                <b>{word}</b>
                {glued(more)}
              </td>
              <td data-label="Jobs">{line.jobs.map(({ number }) => referralNumber(number)).join(', ') || 'None'}</td>
              <td data-label="Likely finish">{about(line.finish?.likelyAt)}</td>
              <td data-label="8 in 10 by">{about(line.finish?.eightInTenBy)}</td>
              <td data-label="After the shift">{line.late > 0 ? `${formatMinutes(line.late)} late` : '–'}</td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
