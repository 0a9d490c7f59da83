import { boardWithoutNames as boardQuery, type NamelessRow } from '#shared/allocations/boardWithoutNames.ts'
import { clocksWithoutNames, type ClocksWithoutNames } from '#server/restricted/clocks.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { bandsNow } from '#server/referrals/urgencyStore.ts'
import { loadDesk, loadStrip } from './boardStore.ts'

/** Made by a function of the database that knows no name, so it shows nobody and is nobody's read. */
export const boardWithoutNames = answer(boardQuery, {
  needs: 'see the board without names',
  shared: { ms: 5000, among: 'everybody' },
  reveals: 'nobody',
  async run(_asked, context) {
    const [{ triageTargetMinutes, usualDemand }, rows, strip, { words: urgencyWords }] = await Promise.all([
      loadDesk(context),
      loadRows(context),
      loadStrip(context),
      bandsNow(context),
    ])
    return { asOf: context.now, triageTargetMinutes, usualDemand, urgencyWords, rows, strip }
  },
})

async function loadRows({ sql }: Context): Promise<readonly NamelessRow[]> {
  const rows = await sql<(Omit<NamelessRow, 'powers' | 'limits'> & ClocksWithoutNames)[]>`
    select * from hub.rows_without_names()`
  return rows.map((row) => ({ ...row, ...clocksWithoutNames(row) }))
}
