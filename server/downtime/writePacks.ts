import { packPage } from '#shared/downtime/pack.ts'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import type { KeptFile } from '#server/kernel/keptFolder.ts'
import { onConnection, contextOn } from '#server/kernel/transaction.ts'
import { packFacts } from './store.ts'

/**
 * The copy of each service, for a folder that does not depend on the hub. Nobody asks for it, so it shows what everybody may see who
 * reads records: restricted people are there with their clock and whom to ring. Each copy leaves an event, as an export does.
 */
export async function downtimeFiles(database: Database, now: Instant): Promise<readonly KeptFile[]> {
  const services = await database<{ serviceId: ServiceId }[]>`select "serviceId" from hub.stream_positions()`
  const files: KeptFile[] = []
  for (const { serviceId } of services) files.push(await fileOf(database, serviceId, now))
  return files
}

const fileOf = (database: Database, serviceId: ServiceId, now: Instant): Promise<KeptFile> =>
  onConnection(database, async (sql) => {
    await sql`begin isolation level repeatable read`
    try {
      await sql`select hub.begin_pack(${serviceId}, ${now})`
      const nobody = {
        sessionId: '',
        accountId: '' as never,
        personId: '' as PersonId,
        serviceId,
        name: '',
        roles: [],
        openedBy: 'password' as const,
        steppedUpAt: null,
        restingRoles: [],
        endsAt: now,
      }
      const facts = await packFacts(contextOn(sql, nobody, now), null)
      const text = packPage(facts)
      await sql`select hub.note_pack(${facts.open.map(({ row }) => row.id)}::uuid[])`
      await sql`commit`
      return { name: `duty-hub-downtime-${serviceId}.html`, text }
    } catch (error) {
      await sql`rollback`.catch(() => undefined)
      throw error
    }
  })
