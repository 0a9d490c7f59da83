import { ChartFrame, type ChartWords } from './ChartFrame.tsx'

export interface Bar {
  readonly label: string
  /** Quieter, after the label: who owns the cause. */
  readonly owner?: string | undefined
  readonly value: number
  /** The value in words: "46h". */
  readonly figure: string
  /** Quieter, after the figure: "31%". */
  readonly share?: string | undefined
  /** Whose it is to change: one of the five chart colours. */
  readonly colour?: 1 | 2 | 3 | 4 | 5 | undefined
}

export interface BarsProps extends ChartWords {
  readonly bars: readonly Bar[]
  /** What the values are, for the table: "Hours". */
  readonly unit: string
  /** Closer together, for a sheet of paper. */
  readonly close?: boolean | undefined
}

const STEP = 50
const CLOSE_STEP = 43
/** Pixels of a letter of a figure and of a share, and of the gaps beside them: wide enough for every digit. */
const [FIGURE, SHARE, GAPS] = [9, 8, 20]
const LEAST_ROOM = 92

/** Room at the end of the longest bar for what is written there. @example roomFor([{ figure: '76%', share: '294 of 376' }]) // 127 */
export const roomFor = (bars: readonly Pick<Bar, 'figure' | 'share'>[]): number =>
  Math.max(LEAST_ROOM, ...bars.map(({ figure, share = '' }) => GAPS + FIGURE * figure.length + SHARE * share.length))

/** Bars across, each with its words above it and its figure at the end. */
export function Bars({ title, sentence, bars, unit, close = false }: BarsProps) {
  const step = close ? CLOSE_STEP : STEP
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const room = roomFor(bars)
  const data = { head: ['What', unit, 'Share'], rows: bars.map((bar) => [nameOf(bar), bar.figure, bar.share ?? '']) }
  return (
    <ChartFrame title={title} sentence={sentence} data={data}>
      {(width, titleId) => (
        <svg height={bars.length * step} role="img" aria-labelledby={titleId}>
          <title id={titleId}>{`${title}. The same figures follow as a table.`}</title>
          {bars.map((bar, index) => (
            <BarRow
              key={nameOf(bar)}
              bar={bar}
              top={index * step}
              length={(bar.value / most) * Math.max(40, width - room)}
            />
          ))}
        </svg>
      )}
    </ChartFrame>
  )
}

const nameOf = ({ label, owner }: Bar): string => (owner ? `${label} (${owner})` : label)

function BarRow({ bar, top, length }: { readonly bar: Bar; readonly top: number; readonly length: number }) {
  return (
    <g transform={`translate(0 ${top})`}>
      <text x="0" y="14">
        <tspan className="tb">{bar.label}</tspan>
        <tspan className="tm" dx="8">
          {bar.owner}
        </tspan>
      </text>
      <rect x="0" y="21" width={Math.max(1, length)} height="17" rx="2" fill={`var(--c${bar.colour ?? 1})`} />
      <text x={length + 8} y="35">
        <tspan className="tb">{bar.figure}</tspan>
        <tspan className="tm" dx="6">
          {bar.share}
        </tspan>
      </text>
    </g>
  )
}
