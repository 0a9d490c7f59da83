import { instant, type Instant } from '#shared/time/instant.ts'
import type { WallRow, WallShift, WallView } from '#shared/wall/view.ts'
import type { Database } from '#db/client.ts'
import { clocksWithoutNames, type ClocksWithoutNames } from '#server/restricted/clocks.ts'

interface Given {
  readonly serviceName: string
  readonly hubPhone: string
  readonly rows: readonly (Omit<WallRow, 'powers' | 'limits'> & ClocksWithoutNames)[]
  readonly shifts: readonly WallShift[]
}

/** Moments inside JSON arrive as text in PostgreSQL's form. */
const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

/** What a screen with this token is shown; `null` when no screen has it, or it has ended. */
export async function wallView(database: Database, tokenHash: Uint8Array, now: Instant): Promise<WallView | null> {
  const [row] = await database<{ shown: Given | null }[]>`select hub.wall_view(${tokenHash}, ${now}) as shown`
  const shown = row?.shown
  if (!shown) return null
  const rows = shown.rows.map((one): WallRow => {
    const assessBy = moment(one.assessBy)
    const times = { assessBy, receivedAt: instant(one.receivedAt), acceptedAt: moment(one.acceptedAt) }
    return { ...one, ...clocksWithoutNames(one), ...times }
  })
  const shifts = shown.shifts.map((one) => ({
    ...one,
    startsAt: instant(one.startsAt),
    endsAt: instant(one.endsAt),
  }))
  return { asOf: now, serviceName: shown.serviceName, hubPhone: shown.hubPhone, rows, shifts }
}
