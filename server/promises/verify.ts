import type { Instant } from '#shared/time/instant.ts'
import { openDatabase } from '#db/client.ts'
import { OperatorError } from '#server/kernel/operatorError.ts'
import { systemClock } from '#server/kernel/clock.ts'
import { brokenIn, EVER, missingRules, servicesOf } from './store.ts'
import { brokenWords } from './words.ts'

/**
 * Goes through everything of every service and says which promises are broken. Changes nothing. For after a restore, a crash, a hand in
 * the database, and each night.
 *
 * @param url as the owner of the tables
 * @param at the moment against which what is overdue is overdue: now, or the one that a restored copy stands at
 * @returns whether every promise is kept
 * @throws OperatorError when there is nothing to look at
 */
export async function verifyPromises(
  url: string,
  say: (line: string) => void,
  at: Instant = systemClock(),
): Promise<boolean> {
  const database = openDatabase(url, { connections: 1, name: 'duty-hub-promises' })
  try {
    const [made] = await database<{ there: boolean }[]>`
      select to_regprocedure('hub.broken_promises(timestamptz, timestamptz)') is not null as there`
    const services = made?.there ? await servicesOf(database) : []
    if (services.length === 0)
      throw new OperatorError(
        'There is no service in this database, so there is nothing to look at. Has the hub been started on it?',
      )
    const broken = [...(await missingRules(database))]
    for (const serviceId of services) {
      const found = await brokenIn(database, serviceId, { since: EVER, at })
      say(`${serviceId}: ${found.length === 0 ? 'every promise is kept' : `${found.length} broken`}`)
      broken.push(...found)
    }
    for (const one of broken) say(`BROKEN  ${brokenWords(one)}`)
    say(broken.length === 0 ? 'Nothing is broken.' : `${broken.length} broken.`)
    return broken.length === 0
  } finally {
    await database.end({ timeout: 2 })
  }
}
