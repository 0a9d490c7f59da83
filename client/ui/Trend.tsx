import { ChartFrame, type ChartWords } from './ChartFrame.tsx'
import { niceSteps, trendScale, type TrendScale } from './trendScale.ts'

export interface TrendPoint {
  /** On the axis: "S", or "Sep". */
  readonly tick: string
  /** In the table: "September 2025". */
  readonly label: string
  readonly value: number
}

export interface TrendMark {
  /** Between which points it falls: 5.5 is halfway from the sixth to the seventh. */
  readonly at: number
  readonly words: string
  readonly detail?: string | undefined
}

export interface TrendProps extends ChartWords {
  readonly points: readonly TrendPoint[]
  /** How a value is written: `(hours) => `${hours}h``. */
  readonly write: (value: number) => string
  /** The day something changed, drawn as a line through the chart. */
  readonly mark?: TrendMark | undefined
  /** Levels drawn dashed over some of the points: "10.2h a month each, before". */
  readonly levels?:
    | readonly { readonly from: number; readonly to: number; readonly value: number; readonly words: string }[]
    | undefined
  readonly unit: string
  /** How tall, in pixels. */
  readonly height?: number | undefined
}

const HEIGHT = 270

/** A value over time, with the date on which something changed. */
export function Trend({ title, sentence, points, write, mark, levels = [], unit, height = HEIGHT }: TrendProps) {
  const data = { head: ['When', unit], rows: points.map(({ label, value }) => [label, write(value)]) }
  return (
    <ChartFrame title={title} sentence={sentence} data={data}>
      {(width, titleId) => {
        const scale = trendScale(
          points.map(({ value }) => value),
          width,
          height,
        )
        return (
          <svg height={height} role="img" aria-labelledby={titleId}>
            <title id={titleId}>{`${title}. The same figures follow as a table.`}</title>
            <Grid scale={scale} write={write} />
            {mark && <Mark mark={mark} scale={scale} />}
            <Line points={points} scale={scale} height={height} />
            {levels.map((level) => (
              <Level key={level.words} {...level} figure={write(level.value)} scale={scale} />
            ))}
          </svg>
        )
      }}
    </ChartFrame>
  )
}

function Grid({ scale, write }: { readonly scale: TrendScale; readonly write: (value: number) => string }) {
  return niceSteps(scale.top).map((value) => (
    <g key={value}>
      <line x1={scale.left} x2={scale.right} y1={scale.y(value)} y2={scale.y(value)} stroke="var(--grid)" />
      <text className="tm" x={scale.left - 8} y={scale.y(value) + 4} textAnchor="end">
        {write(value)}
      </text>
    </g>
  ))
}

function Mark({ mark, scale }: { readonly mark: TrendMark; readonly scale: TrendScale }) {
  const x = scale.x(mark.at)
  const above = scale.y(scale.top)
  const height = scale.y(0) - above
  const leftwards = !scale.roomy && x > (scale.left + scale.right) / 2
  const words = { x: leftwards ? x - 7 : x + 7, textAnchor: leftwards ? 'end' : 'start' } as const
  return (
    <g>
      <rect
        x={x}
        y={above}
        width={Math.max(0, scale.right - x)}
        height={height}
        fill="var(--brand-soft)"
        opacity="0.55"
      />
      <line x1={x} x2={x} y1={above - 6} y2={scale.y(0)} stroke="var(--ink)" strokeWidth="1.5" />
      <text className="tb" {...words} y={above + 10}>
        {mark.words}
      </text>
      <text className="tm" {...words} y={above + 27}>
        {mark.detail}
      </text>
    </g>
  )
}

interface LevelProps {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly words: string
  readonly figure: string
  readonly scale: TrendScale
}

/** Words stand beside the end of the line where there is room, over its beginning otherwise, and only the figure on a phone. */
function Level({ from, to, value, words, figure, scale }: LevelProps) {
  const y = scale.y(value)
  const atEnd = scale.x(to) >= scale.right - 1
  const beside = scale.roomy && atEnd
  const place = beside
    ? ({ x: scale.right + 12, y: y - 2 } as const)
    : atEnd
      ? ({ x: scale.right, y: y + 28, textAnchor: 'end' } as const)
      : ({ x: scale.x(from), y: Math.max(14, y - 26) } as const)
  return (
    <g>
      <line
        x1={scale.x(from)}
        x2={scale.x(to)}
        y1={y}
        y2={y}
        stroke="var(--c2)"
        strokeWidth="2"
        strokeDasharray="6 4"
      />
      <text className="over" {...place}>
        <tspan className="tb">{figure}</tspan>
        {!beside && scale.roomy && (
          <tspan className="tm" dx="5">
            {words}
          </tspan>
        )}
      </text>
      {beside && (
        <text className="tm" x={scale.right + 12} y={y + 15}>
          {words}
        </text>
      )}
    </g>
  )
}

function Line({
  points,
  scale,
  height,
}: {
  readonly points: readonly TrendPoint[]
  readonly scale: TrendScale
  readonly height: number
}) {
  const places = points.map(({ label, tick, value }, index) => ({ label, tick, x: scale.x(index), y: scale.y(value) }))
  return (
    <g>
      <polyline
        points={places.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="var(--c1)"
        strokeWidth="2.5"
        strokeLinejoin="round"
      />
      {places.map(({ label, tick, x, y }) => (
        <g key={label}>
          <circle cx={x} cy={y} r="4" fill="var(--surface)" stroke="var(--c1)" strokeWidth="2.5" />
          <text className="tm" x={x} y={height - 10} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
    </g>
  )
}
