import { useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorMessage } from '#client/ui/Field.tsx'
import { saveFile, usePrinting, useTaking } from '#client/ui/takeAway.ts'
import { figuresTaken } from '#shared/audit/contract.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { makePack } from '#shared/reports/packContract.ts'
import { BOOK, bookOf } from '#client/ui/workbook.ts'
import { lateBook, reportSheet } from './reportSheet.ts'

/** The figures taken away: as a spreadsheet, on paper, or frozen on a sheet for a committee. The hub records it first. */
export function ReportActions({ report }: { readonly report: LateWorkingReport }) {
  const { take, busy } = useTaking(figuresTaken)
  const printing = usePrinting(figuresTaken, { how: 'print' })
  const [error, setError] = useState<string | null>(null)
  const make = useSend(makePack)
  const navigate = useNavigate()
  const download = (): void =>
    take({ how: 'spreadsheet' }, () =>
      saveFile(`toil-${report.firstDay}-to-${report.lastDay}.csv`, reportSheet(report), 'text/csv;charset=utf-8'),
    )
  const workbook = async (): Promise<void> => {
    const book = await bookOf(lateBook(report))
    saveFile(`toil-${report.firstDay}-to-${report.lastDay}.xlsx`, book, BOOK)
  }
  const committee = async (): Promise<void> => {
    setError(null)
    try {
      const sent = await make.mutateAsync({ from: report.firstDay, to: report.lastDay })
      if (!sent.ok) return setError(sent.refusal.message)
      await navigate({ to: '/reports/packs/$packId', params: { packId: sent.value.packId } })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not made. Try again.')
    }
  }
  return (
    <div className="r no-print">
      <Button icon="download" busy={busy} onClick={() => take({ how: 'spreadsheet' }, workbook)}>
        Spreadsheet
      </Button>
      <Button busy={busy} onClick={download}>
        CSV
      </Button>
      <Button icon="print" busy={printing.busy} onClick={printing.print}>
        Print
      </Button>
      <Button busy={make.isPending} onClick={() => void committee()}>
        Committee report
      </Button>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </div>
  )
}
