import { Button } from '#client/ui/Button.tsx'
import { saveFile, usePrinting, useTaking } from '#client/ui/takeAway.ts'
import { figuresTaken } from '#shared/audit/contract.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { reportSheet } from './reportSheet.ts'

/** The figures taken away: as a spreadsheet, or on paper. The hub records it first. */
export function ReportActions({ report }: { readonly report: LateWorkingReport }) {
  const { take, busy } = useTaking(figuresTaken)
  const printing = usePrinting(figuresTaken, { how: 'print' })
  const download = (): void =>
    take({ how: 'spreadsheet' }, () =>
      saveFile(`toil-${report.firstDay}-to-${report.lastDay}.csv`, reportSheet(report), 'text/csv;charset=utf-8'),
    )
  return (
    <div className="r no-print">
      <Button icon="download" busy={busy} onClick={download}>
        Spreadsheet
      </Button>
      <Button icon="print" busy={printing.busy} onClick={printing.print}>
        Print
      </Button>
    </div>
  )
}
