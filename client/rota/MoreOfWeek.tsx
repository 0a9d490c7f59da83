import { useNavigate } from '@tanstack/react-router'
import { ask } from '#client/kernel/api.ts'
import { Menu, type MenuAction } from '#client/ui/Menu.tsx'
import { saveFile } from '#client/ui/takeAway.ts'
import { toast } from '#client/ui/toast.ts'
import { BOOK, bookOf, sheetOf } from '#client/ui/workbook.ts'
import { rotaWeek, type RotaWeek } from '#shared/rota/contract.ts'
import { addDays, isoWeekOf, type LondonDay } from '#shared/time/london.ts'
import { rotaCsv, rotaLines } from './rotaSheet.ts'

interface MoreOfWeekProps {
  readonly monday: LondonDay
  readonly plans: boolean
}

const asked = (monday: LondonDay, weeks: number): Promise<readonly RotaWeek[]> =>
  Promise.all(Array.from({ length: weeks }, (_, index) => ask(rotaWeek, { monday: addDays(monday, 7 * index) })))

/** What goes out of the rota as a file, what comes in as one, and the list of call-ins. */
export function MoreOfWeek({ monday, plans }: MoreOfWeekProps) {
  const navigate = useNavigate()
  const take = (weeks: number, as: 'xlsx' | 'csv') => (): void =>
    void (async () => {
      try {
        const all = await asked(monday, weeks)
        const [firstDay, lastDay] = [monday, addDays(monday, 7 * weeks - 1)]
        if (as === 'csv') saveFile(`rota-${firstDay}-to-${lastDay}.csv`, rotaCsv(all), 'text/csv;charset=utf-8')
        else {
          const book = await bookOf([sheetOf(`Rota from ${monday}`, rotaLines(all), 0)])
          saveFile(`rota-${firstDay}-to-${lastDay}.xlsx`, book, BOOK)
        }
      } catch (fault) {
        toast({ words: fault instanceof Error ? fault.message : String(fault), icon: 'triangle' })
      }
    })()
  const out: readonly MenuAction[] = [
    { id: 'week-xlsx', label: 'This week as a spreadsheet', icon: 'download', run: take(1, 'xlsx') },
    { id: 'week-csv', label: 'This week as CSV', icon: 'download', run: take(1, 'csv') },
    { id: 'four-xlsx', label: 'Four weeks as a spreadsheet', icon: 'download', run: take(4, 'xlsx') },
    { id: 'four-csv', label: 'Four weeks as CSV', icon: 'download', run: take(4, 'csv') },
  ]
  const planning: readonly MenuAction[] = [
    {
      id: 'import',
      label: 'Import a spreadsheet',
      icon: 'up',
      run: () => void navigate({ to: '/rota/import', search: { week: isoWeekOf(monday) } }),
    },
    { id: 'call-ins', label: 'Call-ins', icon: 'phone', run: () => void navigate({ to: '/rota/call-ins' }) },
  ]
  return <Menu actions={plans ? [...planning, ...out] : out}>Files and call-ins</Menu>
}
