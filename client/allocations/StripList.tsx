import { Table } from '#client/ui/Table.tsx'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, weekdayName } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { shiftWords } from './candidateWords.ts'
import { glued, statusOf } from './stripStatus.ts'
import type { StripLine } from './stripView.ts'
import { shortMoment } from './moments.ts'

interface StripListProps {
  readonly lines: readonly StripLine[]
  /** Referrals that usually come in each hour of this weekday. */
  readonly usualDemand: readonly number[]
  readonly now: Instant
}

/** @example jobWords(job, now) // 'R-2406 09:20 to 12:50' */
const jobWords = ({ number, from, to }: StripLine['jobs'][number], now: Instant): string =>
  `${referralNumber(number)} ${to === null ? 'since ' : ''}${shortMoment(from, now)}${to === null ? '' : ` to ${shortMoment(to, now)}`}`

/** What the bars over the timeline say. @example demandWords([0, 2, 3, 1], 'Thursday') // 'Most referrals on a Thursday come in from 01:00 to 03:00.' */
export function demandWords(usualDemand: readonly number[], weekday: string): string {
  const most = Math.max(0, ...usualDemand)
  const busy = usualDemand.flatMap((count, hour) => (most > 0 && count >= most * 0.66 ? [hour] : []))
  if (busy.length === 0) return ''
  const runs = busy.reduce<(readonly [number, number])[]>((all, hour) => {
    const last = all.at(-1)
    return last && last[1] === hour ? [...all.slice(0, -1), [last[0], hour + 1]] : [...all, [hour, hour + 1]]
  }, [])
  const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`
  const when = runs.map(([from, to]) => `${clock(from)} to ${clock(to)}`).join(', and ')
  return `Most referrals on a ${weekday} come in from ${when}.`
}

/** The same as the timeline, in words: one row for each person, their shifts and jobs with times, and when most comes in. */
export function StripList({ lines, usualDemand, now }: StripListProps) {
  const about = (at: Instant | undefined): string => (at === undefined ? '–' : shortMoment(upToFive(at), now))
  return (
    <>
      <p className="strip-none small muted">{demandWords(usualDemand, weekdayName(londonDayOf(now)))}</p>
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
                <td data-label="Shift">{line.shifts.map(({ start, end }) => shiftWords(start, end)).join(', ')}</td>
                <td data-label="Now">
                  <b>{word}</b>
                  {glued(more)}
                </td>
                <td data-label="Jobs">{line.jobs.map((job) => jobWords(job, now)).join(', ') || 'None'}</td>
                <td data-label="Likely finish">{about(line.finish?.likelyAt)}</td>
                <td data-label="8 in 10 by">{about(line.finish?.eightInTenBy)}</td>
                <td data-label="After the shift">{line.late > 0 ? `${formatMinutes(line.late)} late` : '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </>
  )
}
