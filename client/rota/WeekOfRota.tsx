import { useMemo } from 'react'
import { useTimeOf } from '#client/kernel/clock.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { RotaWeek } from '#shared/rota/contract.ts'
import { ByShift } from './ByShift.tsx'
import { coverOf } from './cover.ts'
import { CoverTable } from './CoverTable.tsx'
import { DayList } from './DayList.tsx'
import { Figures } from './Figures.tsx'
import { PrintedLine } from './PrintedLine.tsx'
import type { Open } from './opened.ts'
import { troublesOf } from './troubles.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { WeekKey } from './WeekKey.tsx'
import { worthALook } from './worthALook.ts'
import { WorthALook } from './WorthALook.tsx'

const MINUTE_MS = 60_000

interface WeekOfRotaProps {
  readonly rota: RotaWeek
  readonly by: 'person' | 'shift'
  readonly plans: boolean
  readonly open: Open
}

/** A week that has come: figures, the grid or on a phone the days, and what is worth a look. */
export function WeekOfRota({ rota, by, plans, open }: WeekOfRotaProps) {
  const cover = useMemo(() => coverOf(rota), [rota])
  const looks = useMemo(() => worthALook(rota, cover), [rota, cover])
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  const troubles = useMemo(() => troublesOf(rota), [rota])
  const onOpen = plans ? open : null
  return (
    <>
      <Figures rota={rota} cover={cover} />
      <div className="rota-grid">
        <div>
          <section className="card rota-card" aria-label="The week">
            {by === 'shift' ? (
              <ByShift rota={rota} troubles={troubles} open={onOpen} />
            ) : (
              <WeekGrid rota={rota} cover={cover} troubles={troubles} today={today} open={onOpen} />
            )}
            <DayList rota={rota} cover={cover} troubles={troubles} today={today} open={onOpen} />
            <WeekKey rota={rota} by={by} plans={plans} trouble={troubles.size > 0} />
          </section>
          <PrintedLine />
          <CoverTable cover={cover} />
        </div>
        <aside className="rail stack" aria-label="Beside the week">
          <WorthALook looks={looks} open={onOpen} />
        </aside>
      </div>
    </>
  )
}
