import { useMemo } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { shiftOffersNow } from '#shared/rota/coverContract.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { AwayCard } from './AwayCard.tsx'
import { ByShift } from './ByShift.tsx'
import { coverOf } from './cover.ts'
import { CoverTable } from './CoverTable.tsx'
import { DayList } from './DayList.tsx'
import { DraftCard } from './DraftCard.tsx'
import type { PlannedWeek } from './draftWeek.ts'
import { Figures } from './Figures.tsx'
import { GridPlanningContext } from './gridPlanning.ts'
import { LeaveCard } from './LeaveCard.tsx'
import { placeLetters } from './placeLetters.ts'
import { PrintedLine } from './PrintedLine.tsx'
import type { Open } from './opened.ts'
import { PublishedCard } from './PublishedCard.tsx'
import { SwapsCard } from './SwapsCard.tsx'
import { ofTeam } from './teams.ts'
import { troublesOf } from './troubles.ts'
import { usePlanning } from './usePlanning.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { WeekKey } from './WeekKey.tsx'
import { worthALook } from './worthALook.ts'
import { WorthALook } from './WorthALook.tsx'

const MINUTE_MS = 60_000

interface WeekOfRotaProps {
  readonly week: PlannedWeek
  readonly by: 'person' | 'shift'
  readonly plans: boolean
  /** The team whose people are shown; left out, everybody. */
  readonly team: string | undefined
  readonly open: Open
}

/** A week that has come: figures, the grid or on a phone the days, and what is worth a look. */
export function WeekOfRota({ week, by, plans, team, open }: WeekOfRotaProps) {
  const { rota, drafted } = week
  const planning = usePlanning(week)
  const asked = useAnswer(shiftOffersNow, {})
  const cover = useMemo(() => coverOf(rota), [rota])
  const now = useNow(MINUTE_MS)
  const looks = useMemo(() => worthALook(rota, cover, now), [rota, cover, now])
  const today = londonDayOf(now)
  const shown = useMemo(() => ofTeam(rota, team), [rota, team])
  const troubles = useMemo(() => troublesOf(rota), [rota])
  const onOpen = plans ? open : null
  const offered = useMemo(
    () =>
      new Set(
        (asked.data?.offers ?? [])
          .filter(({ state }) => state === 'open' || state === 'waiting')
          .map(({ shiftId }) => shiftId),
      ),
    [asked.data],
  )
  const places = useMemo(() => placeLetters(shown.shifts), [shown.shifts])
  const grid = useMemo(
    () => ({ drafted, offered, places, move: plans ? planning.move : null }),
    [drafted, offered, places, plans, planning.move],
  )
  return (
    <GridPlanningContext value={grid}>
      <Figures rota={rota} cover={cover} looks={looks} />
      <div className="rota-grid">
        <div>
          <section className="card rota-card" aria-label="The week">
            {by === 'shift' ? (
              <ByShift rota={shown} troubles={troubles} open={onOpen} />
            ) : (
              <WeekGrid rota={shown} cover={cover} troubles={troubles} today={today} open={onOpen} />
            )}
            <DayList rota={shown} cover={cover} troubles={troubles} today={today} open={onOpen} />
            <WeekKey rota={shown} by={by} plans={plans} trouble={troubles.size > 0} drafted={drafted.size > 0} />
          </section>
          <PrintedLine />
          <CoverTable cover={cover} />
        </div>
        <aside className="rail stack" aria-label="Beside the week">
          {plans && <DraftCard week={week} planning={planning} open={open} />}
          <WorthALook looks={looks} open={onOpen} />
          {plans && <SwapsCard />}
          {plans && <LeaveCard />}
          {plans && <AwayCard rota={rota} />}
          {plans && <PublishedCard monday={rota.monday} isEmpty={rota.shifts.length === drafted.size} />}
        </aside>
      </div>
    </GridPlanningContext>
  )
}
