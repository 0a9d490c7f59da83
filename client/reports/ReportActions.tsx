import { Button } from '#client/ui/Button.tsx'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { reportSheet } from './reportSheet.ts'

/** The figures taken away: as a spreadsheet, or on paper. */
export function ReportActions({ report }: { readonly report: LateWorkingReport }) {
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([reportSheet(report)], { type: 'text/csv;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `toil-${report.firstDay}-to-${report.lastDay}.csv`
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <div className="r no-print">
      <Button icon="download" onClick={download}>
        Spreadsheet
      </Button>
      <Button icon="print" onClick={() => window.print()}>
        Print
      </Button>
    </div>
  )
}
