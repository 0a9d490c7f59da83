import { clockTimeOf, weekdayName } from '#shared/time/london.ts'
import { VisuallyHidden } from '#client/ui/VisuallyHidden.tsx'
import { along, type Axis } from './axis.ts'
import type { CoverStep, DayCover, WeekCover } from './cover.ts'

const DAY_WIDTH = 20
const HEIGHT = 100

interface CoverCurveProps {
  readonly cover: WeekCover
  readonly axis: Axis
}

/** AMHPs on shift as steps, what the week usually needs as a line, and the difference hatched where it is short. */
export function CoverCurve({ cover, axis }: CoverCurveProps) {
  const top = topOf(cover)
  const labels = [3, 2, 1].map((quarter) => (top / 4) * quarter)
  const y = (people: number): number => HEIGHT - (people / top) * HEIGHT
  return (
    <tr className="cv">
      <th scope="row">
        {cover.short === null ? 'AMHPs on shift' : 'AMHPs on shift and usually needed'}
        {labels.map((people) => (
          <span key={people} className="ylab" style={{ top: `${5 + y(people) * 0.95}%` }} aria-hidden="true">
            {people}
          </span>
        ))}
      </th>
      <td colSpan={7}>
        <svg
          className="cov"
          viewBox={`0 0 ${DAY_WIDTH * 7} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={inWords(cover)}
        >
          <Hatch />
          {labels.map((people) => (
            <line key={people} className="cov-g" x1="0" x2={DAY_WIDTH * 7} y1={y(people)} y2={y(people)} />
          ))}
          {cover.days.map((day, index) => (
            <g key={day.day} transform={`translate(${index * DAY_WIDTH} 0)`}>
              <DayCurve day={day} axis={axis} y={y} />
            </g>
          ))}
          {[1, 2, 3, 4, 5, 6].map((index) => (
            <line key={index} className="cov-d" x1={index * DAY_WIDTH} x2={index * DAY_WIDTH} y1="0" y2={HEIGHT} />
          ))}
        </svg>
      </td>
      <td className="hrs">
        <VisuallyHidden>Hours are in the rows below</VisuallyHidden>
      </td>
    </tr>
  )
}

function Hatch() {
  return (
    <defs>
      <pattern id="rota-short" width="1.6" height="8" patternUnits="userSpaceOnUse">
        <rect width="1.6" height="8" fill="var(--late)" opacity=".55" />
        <rect width="1.6" height="4" fill="var(--late)" />
      </pattern>
    </defs>
  )
}

interface DayCurveProps {
  readonly day: DayCover
  readonly axis: Axis
  readonly y: (people: number) => number
}

function DayCurve({ day, axis, y }: DayCurveProps) {
  const x = (hour: number): number => along(axis, hour) * DAY_WIDTH
  const steps = day.steps.filter(({ from, until }) => until > axis.from && from < axis.until)
  const area = steps.map(({ from, until, count }) => `H${x(from)}V${y(count)}H${x(until)}`).join('')
  const hours = steps.filter(({ from }) => Number.isInteger(from))
  const line = hours.flatMap(({ from, usual }) => (usual === null ? [] : [`${x(from + 0.5)} ${y(usual)}`]))
  return (
    <>
      <path className="cov-a" d={`M0 ${HEIGHT}${area}V${HEIGHT}Z`} />
      {steps.filter(isDrawnShort).map(({ from, until, count, usual }) => (
        <rect
          key={from}
          x={x(from)}
          width={x(until) - x(from)}
          y={y(usual ?? count)}
          height={y(count) - y(usual ?? count)}
          fill="url(#rota-short)"
        />
      ))}
      {line.length > 0 && <polyline className="cov-n" points={line.join(' ')} />}
    </>
  )
}

const isDrawnShort = ({ short, usual, count }: CoverStep): boolean => short && usual !== null && usual > count

/** The top of the scale: a number of people that its quarters divide. */
const topOf = ({ days }: WeekCover): number =>
  Math.max(
    4,
    Math.ceil(Math.max(...days.flatMap(({ steps }) => steps.flatMap(({ count, usual }) => [count, usual ?? 0]))) / 4) *
      4,
  )

function inWords({ days, short }: WeekCover): string {
  if (short === null) return 'AMHPs on shift, half hour by half hour. The table under the week has the numbers.'
  const said = days.flatMap(({ day, gaps }) =>
    gaps.map(({ start, end }) => `${weekdayName(day)} ${clockTimeOf(start)} to ${clockTimeOf(end)}`),
  )
  const where = said.length === 0 ? 'Nowhere short.' : `Short on ${said.join(', ')}.`
  return `AMHPs on shift compared with AMHPs usually needed. ${where}`
}
