import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import type { Cells } from '#shared/rota/importing/sheet.ts'
import { addDays, isoWeekOf, londonDayOf, mondayOf, mondayOfIsoWeek, type LondonDay } from '#shared/time/london.ts'
import { ChooseSheet } from './ChooseSheet.tsx'
import { Differences } from './Differences.tsx'
import { EarlierImports } from './EarlierImports.tsx'
import './importing.css'

/** A sheet that was chosen, and the first day that it is about. */
export interface Chosen {
  readonly cells: Cells
  readonly firstDay: LondonDay
}

/** Brings a rota in from a spreadsheet: choose it, look at each difference, put it into the draft; all of it can be taken back. */
export function ImportPage() {
  const { week } = useSearch({ strict: false })
  const asked = week === undefined ? null : mondayOfIsoWeek(week)
  const monday = asked ?? addDays(mondayOf(londonDayOf(nowInstant())), 7)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <div className="wrap import-page">
      <div className="page-h">
        <h1 className="h1">Import a rota</h1>
        <div className="r">
          <Link to="/rota/$week" params={{ week: isoWeekOf(monday) }} className={buttonClass({ kind: 's' })}>
            Back to the rota
          </Link>
        </div>
      </div>
      <div className="stack">
        {chosen === null ? (
          <ChooseSheet monday={monday} onChosen={setChosen} />
        ) : (
          <Differences chosen={chosen} onAgain={() => setChosen(null)} />
        )}
        <EarlierImports />
      </div>
    </div>
  )
}
