import { Button } from '#client/ui/Button.tsx'
import { saveFile, usePrinting, useTaking } from '#client/ui/takeAway.ts'
import { figuresTaken } from '#shared/audit/contract.ts'
import type { Report } from '#shared/reports/table.ts'
import { BOOK, bookOf } from '#client/ui/workbook.ts'
import { reportBook, reportCsv } from './reportFile.ts'

/** The figures taken away: it is written down that they were, before the file is made. */
export function FileActions({ report }: { readonly report: Report }) {
  const { take, busy } = useTaking(figuresTaken)
  const printing = usePrinting(figuresTaken, { how: 'print' })
  const workbook = async (): Promise<void> => {
    const book = await bookOf(reportBook(report, window.location.href))
    saveFile(`${report.key}-${report.firstDay}-to-${report.lastDay}.xlsx`, book, BOOK)
  }
  const text = (): void =>
    saveFile(
      `${report.key}-${report.firstDay}-to-${report.lastDay}.csv`,
      reportCsv(report, window.location.href),
      'text/csv;charset=utf-8',
    )
  return (
    <div className="r no-print">
      <Button icon="download" busy={busy} onClick={() => take({ how: 'spreadsheet' }, workbook)}>
        Spreadsheet
      </Button>
      <Button busy={busy} onClick={() => take({ how: 'spreadsheet' }, text)}>
        CSV
      </Button>
      <Button icon="print" busy={printing.busy} onClick={printing.print}>
        Print
      </Button>
    </div>
  )
}
