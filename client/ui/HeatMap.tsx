import { ChartFrame, type ChartWords } from './ChartFrame.tsx'

export interface HeatMapProps extends ChartWords {
  readonly columns: readonly string[]
  /** `null` is a number that is not given, because it could point to a person. */
  readonly rows: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
  /** What a figure counts, for the table's corner: "Late finishes". */
  readonly unit: string
}

/** For a number from one to four. */
const NOT_GIVEN = '<5'
const LABEL = 45
const ROW = 33
const TOP = 25
const GAP = 2
/** White on the third step has too little contrast, so ink turns light from the fourth. */
const LIGHT_INK_FROM = 4

/** Which of six steps a value falls on; nothing at all is a step of its own. @example stepOf(11, 11) // 5 */
export const stepOf = (value: number, most: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.min(5, Math.max(1, Math.ceil((value / most) * 5)))

/** How often, by day and hour. Each square carries its figure. */
export function HeatMap({ title, sentence, columns, rows, unit }: HeatMapProps) {
  const most = Math.max(0, ...rows.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const data = {
    head: [unit, ...columns],
    rows: rows.map(({ label, values }) => [label, ...values.map((value) => value ?? NOT_GIVEN)]),
  }
  return (
    <ChartFrame title={title} sentence={sentence} data={data}>
      {(width, titleId) => {
        const across = Math.max(18, (width - LABEL) / Math.max(1, columns.length))
        return (
          <svg height={TOP + rows.length * ROW} role="img" aria-labelledby={titleId}>
            <title id={titleId}>{`${title}. The same figures follow as a table.`}</title>
            {columns.map((words, column) => (
              <text key={words} className="tm" x={LABEL + (column + 0.5) * across - GAP / 2} y="14" textAnchor="middle">
                {words}
              </text>
            ))}
            {rows.map((row, index) => (
              <HeatRow key={row.label} {...row} top={TOP + index * ROW} across={across} most={most} />
            ))}
          </svg>
        )
      }}
    </ChartFrame>
  )
}

interface HeatRowProps {
  readonly label: string
  readonly values: readonly (number | null)[]
  readonly top: number
  readonly across: number
  readonly most: number
}

function HeatRow({ label, values, top, across, most }: HeatRowProps) {
  return (
    <g transform={`translate(0 ${top})`}>
      <text className="tb" x="0" y="20">
        {label}
      </text>
      {values.map((value, column) => {
        const step = value === null ? 1 : stepOf(value, most)
        const ink = step === 0 ? 'var(--ink-3)' : step >= LIGHT_INK_FROM ? 'var(--h-ink-hi)' : 'var(--h-ink-lo)'
        const left = LABEL + column * across
        return (
          <g key={left}>
            <rect x={left} y="0" width={across - GAP} height={ROW - GAP} rx="2" fill={`var(--h${step})`} />
            <text
              x={left + (across - GAP) / 2}
              y="20"
              textAnchor="middle"
              style={{ fill: ink, fontWeight: step > 2 ? 700 : 400 }}
            >
              {value === 0 ? '·' : (value ?? NOT_GIVEN)}
            </text>
          </g>
        )
      })}
    </g>
  )
}
