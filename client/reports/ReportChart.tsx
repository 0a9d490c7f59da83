import { Bars } from '#client/ui/Bars.tsx'
import { Card } from '#client/ui/Card.tsx'
import { HourColumns } from '#client/ui/HourColumns.tsx'
import type { Report } from '#shared/reports/table.ts'
import { chartOf } from './reportChart.ts'

/** What a report says at a look: a sentence, a chart and the same figures as a table. Nothing where none of it can be drawn. */
export function ReportChart({ report }: { readonly report: Report }) {
  const chart = chartOf(report)
  if (chart === null) return null
  const { title, sentence } = chart
  return (
    <Card title="At a glance">
      {chart.kind === 'hours' ? (
        <HourColumns title={title} sentence={sentence} rows={chart.rows} />
      ) : (
        <Bars title={title} sentence={sentence} unit={chart.unit} bars={chart.bars} />
      )}
    </Card>
  )
}
