import { ChartFrame, type ChartWords } from './ChartFrame.tsx'

export interface HourColumnsProps extends ChartWords {
  /** One drawing under the other, each with its own measure: 24 numbers, `null` where one is not given. */
  readonly rows: readonly { readonly words: string; readonly values: readonly (number | null)[] }[]
}

const [HEAD, HEIGHT, FOOT] = [28, 84, 10]
const PANEL = HEAD + HEIGHT + FOOT
const TICKS = 20
const GAP = 2
const NOT_GIVEN = 'not given'

const clock = (hour: number): string => String(hour).padStart(2, '0')

/** Measures by hour of the day over one axis, so that the eye goes from one to the other; the highest column carries its figure. */
export function HourColumns({ title, sentence, rows }: HourColumnsProps) {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const data = {
    head: ['Hour', ...rows.map(({ words }) => words)],
    rows: hours.map((hour) => [
      `${clock(hour)}:00`,
      ...rows.map(({ values }) => (values[hour] ?? NOT_GIVEN).toLocaleString('en-GB')),
    ]),
  }
  return (
    <ChartFrame title={title} sentence={sentence} data={data}>
      {(width, titleId) => (
        <svg height={rows.length * PANEL + TICKS} role="img" aria-labelledby={titleId}>
          <title id={titleId}>{`${title}. The same figures follow as a table.`}</title>
          {rows.map((row, index) => (
            <Panel key={row.words} {...row} top={index * PANEL} across={width / 24} colour={index === 0 ? 2 : 1} />
          ))}
          {hours
            .filter((hour) => hour % 3 === 0)
            .map((hour) => (
              <text key={hour} className="tm" x={(hour * width) / 24} y={rows.length * PANEL + 12}>
                {clock(hour)}
              </text>
            ))}
        </svg>
      )}
    </ChartFrame>
  )
}

interface PanelProps {
  readonly words: string
  readonly values: readonly (number | null)[]
  readonly top: number
  /** How wide an hour is, in pixels. */
  readonly across: number
  readonly colour: 1 | 2
}

function Panel({ words, values, top, across, colour }: PanelProps) {
  const most = Math.max(0, ...values.map((value) => value ?? 0))
  const peak = values.indexOf(most)
  const base = HEAD + HEIGHT
  return (
    <g transform={`translate(0 ${top})`}>
      <text className="tb" x="0" y="12">
        {words}
      </text>
      <line x1="0" x2={across * 24} y1={base} y2={base} stroke="var(--grid)" />
      {values.map((value, hour) => {
        const height = most > 0 ? ((value ?? 0) / most) * (HEIGHT - 16) : 0
        return (
          <rect
            key={clock(hour)}
            x={hour * across}
            y={base - height}
            width={Math.max(1, across - GAP)}
            height={height}
            fill={`var(--c${colour})`}
          />
        )
      })}
      {most > 0 && (
        <text x={(peak + 0.5) * across - GAP / 2} y={HEAD + 11} textAnchor="middle">
          {most.toLocaleString('en-GB')}
        </text>
      )}
    </g>
  )
}
