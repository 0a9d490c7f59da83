import { useMemo } from 'react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { addDays, isoWeekOf, type LondonDay } from '#shared/time/london.ts'

/** What can be open over a week. It stands in the address, so that a second screen can be given a link. */
export interface Opened {
  readonly shift?: string
  /** A day, or `yes` for any. */
  readonly add?: string
  readonly who?: string
  readonly templates?: string
  readonly publish?: string
  readonly by?: string
  /** The team whose people are shown; left out as it was, empty for everybody. */
  readonly team?: string
}

export interface Open {
  (what: Opened): void
  readonly weekBefore: () => void
  readonly weekAfter: () => void
}

/** Opens something over a week, and goes to the weeks beside it. */
export function useOpen(monday: LondonDay): Open {
  const navigate = useNavigate()
  const { by, team } = useSearch({ strict: false })
  // The same function while the week and the view are, so that rows which were handed it are not drawn again.
  return useMemo(() => {
    const go = (week: LondonDay, what: Opened): void => {
      const kept = {
        ...(by === undefined || what.by !== undefined ? {} : { by }),
        ...(team === undefined ? {} : { team }),
      }
      const { team: shown, ...search } = { ...kept, ...what }
      const of = shown === undefined || shown === '' ? {} : { team: shown }
      void navigate({ to: '/rota/$week', params: { week: isoWeekOf(week) }, search: { ...search, ...of } })
    }
    return Object.assign((what: Opened) => go(monday, what), {
      weekBefore: () => go(addDays(monday, -7), {}),
      weekAfter: () => go(addDays(monday, 7), {}),
    })
  }, [navigate, monday, by, team])
}
