import { useMemo } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { OwedContext } from '#client/rota/owed.ts'
import { RotaWeek } from '#client/rota/RotaWeek.tsx'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'

const MINUTE_MS = 60_000

/** The week of the rota; beside each name what they are owed, for those who may see it: who to send home early shows where it is planned. */
export function RotaWithToil() {
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  const { can } = useSession()
  const sees = can('see reports') && can('decide TOIL')
  const balances = useAnswer(lateWorkingReport, sees ? { to: today, weeks: '1' } : null, { keep: true }).data?.balances
  const owed = useMemo(
    () =>
      balances
        ? new Map(balances.map(({ personId, balance, standing }) => [personId, { balance, over: standing === 'over' }]))
        : null,
    [balances],
  )
  return (
    <OwedContext value={owed}>
      <RotaWeek />
    </OwedContext>
  )
}
