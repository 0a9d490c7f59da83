import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { Icon } from '#client/ui/Icon.tsx'
import { earliest, latest, type Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { shiftWords } from './candidateWords.ts'
import { glued, statusOf } from './stripStatus.ts'
import { placeOn, type Axis, type StripJob, type StripLine } from './stripView.ts'

interface LineProps {
  readonly line: StripLine
  readonly axis: Axis
  readonly now: Instant
}

/** One person's line: shift, jobs, the likely finish, what of it is late, and what they are doing now in words. */
export function StripLineView({ line, axis, now }: LineProps) {
  const { tone, icon, word, more, brief } = statusOf(line, now)
  return (
    <li className="sr">
      <span className="nm">
        <b>{line.name}</b>
        <span className="sh">{shiftWords(line.shift.start, line.shift.end)}</span>
      </span>
      <span className="tk">
        {line.shifts.map(({ start, end }) => (
          <Bar key={start} className="shift" axis={axis} from={start} to={end} />
        ))}
        {line.jobs.map((job) => (
          <Job key={`${job.number} ${job.from}`} job={job} axis={axis} now={now} />
        ))}
        <Finish line={line} axis={axis} now={now} />
      </span>
      <span className={tone === '' ? 'st' : `st ${tone}`}>
        <Icon name={icon} />
        <span title={`${word}${glued(more)}`}>
          <b>{word}</b>
          {brief === undefined ? (
            glued(more)
          ) : (
            <>
              <span aria-hidden="true">{glued(brief)}</span>
              <span className="vh">{glued(more)}</span>
            </>
          )}
        </span>
      </span>
    </li>
  )
}

interface BarProps {
  readonly className: string
  readonly axis: Axis
  readonly from: Instant
  readonly to: Instant
}

const stretch = (axis: Axis, from: Instant, to: Instant): CSSProperties =>
  ({ '--a': placeOn(axis, from), '--b': placeOn(axis, to) }) as CSSProperties

/** Part of a line; nothing when it has no length inside the window. */
function Bar({ className, axis, from, to }: BarProps) {
  if (placeOn(axis, from) >= placeOn(axis, to)) return null
  return <span className={className} aria-hidden="true" style={stretch(axis, from, to)} />
}

/** Below this many hours there is no room for the reference. */
const ROOM_HOURS = 0.75

function Job({
  job: { number, from, to },
  axis,
  now,
}: {
  readonly job: StripJob
  readonly axis: Axis
  readonly now: Instant
}) {
  // What was finished is never drawn past now, though it was said to end in this very minute.
  const end = to === null ? now : earliest(to, now)
  const length = placeOn(axis, end) - placeOn(axis, from)
  if (length <= 0) return null
  return (
    <Link
      className={to === null ? 'job' : 'job end past'}
      to="/referrals/$number"
      params={{ number: String(number) }}
      style={stretch(axis, from, end)}
    >
      <span className={length < ROOM_HOURS ? 'vh' : undefined}>
        <span className="vh">R-</span>
        {number}
      </span>
    </Link>
  )
}

function Finish({ line: { finish, shift, late }, axis, now }: LineProps) {
  if (finish === null) return null
  const inside = latest(now, earliest(finish.likelyAt, shift.end))
  const outer = placeOn(axis, finish.eightInTenBy)
  return (
    <>
      <Bar className="next" axis={axis} from={now} to={inside} />
      <Bar className="over" axis={axis} from={latest(now, shift.end)} to={finish.likelyAt} />
      <Bar className="range" axis={axis} from={finish.likelyAt} to={finish.eightInTenBy} />
      {late > 0 && (
        <span className="lbl" aria-hidden="true" style={{ '--a': outer + 0.05, '--b': outer + 2 } as CSSProperties}>
          {formatMinutes(late)} late
        </span>
      )}
    </>
  )
}
