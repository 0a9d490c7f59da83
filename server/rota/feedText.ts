import { calendarOf, type CalendarShift } from '#shared/rota/calendarFile.ts'
import type { FeedKind } from '#shared/rota/feedContract.ts'
import { instant } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'

interface Given {
  readonly kind: FeedKind
  /** Moments inside JSON arrive as text in PostgreSQL's form. */
  readonly shifts: readonly (Omit<CalendarShift, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[]
}

const titles: Readonly<Record<FeedKind, string>> = { own: 'My AMHP shifts', team: 'AMHP team' }

interface FeedDeps {
  readonly database: Database
  readonly clock: Clock
}

/** Gives the calendar behind the hash of a secret; `null` when nobody has it, or it has ended. */
export const feedsOf =
  ({ database, clock }: FeedDeps) =>
  async (tokenHash: Uint8Array): Promise<string | null> => {
    const now = clock()
    const [row] = await database<{ shown: Given | null }[]>`select hub.calendar_feed(${tokenHash}, ${now}) as shown`
    const shown = row?.shown
    if (!shown) return null
    const shifts = shown.shifts.map((one) => ({ ...one, startsAt: instant(one.startsAt), endsAt: instant(one.endsAt) }))
    return calendarOf(shifts, now, { title: titles[shown.kind], of: shown.kind })
  }
