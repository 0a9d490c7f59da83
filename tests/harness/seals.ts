import type postgres from 'postgres'
import { vi } from 'vitest'

/**
 * Waits until a seal may reach every read that there is. Transactions of all databases of a server are counted together, and other tests
 * are at work on this one: what one of them has begun holds a seal back, as it must.
 *
 * @param owner the superuser's connection
 */
export const sealable = (owner: postgres.Sql): Promise<unknown> =>
  vi.waitUntil(
    async () => {
      const [row] = await owner<{ all: boolean }[]>`
        select coalesce((select tx from hub.reads order by tx desc limit 1), '0'::xid8) < pg_snapshot_xmin(pg_current_snapshot()) as all`
      return row?.all
    },
    { timeout: 30_000 },
  )
