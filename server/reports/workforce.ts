import { refuse } from '#shared/kernel/outcome.ts'
import { recordWorkforce, workforceCounted, type WorkforceCounted } from '#shared/reports/workforceContract.ts'
import { workforceCounts } from '#shared/reports/workforceCounts.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'

export const recordCounts = handle(recordWorkforce, {
  needs: 'see reports',
  async run({ day, counts }, { sql, actor, now }) {
    if (day > londonDayOf(now)) return refuse({ code: 'day-not-come', field: 'day' })
    await sql`
      insert into workforce_counts (id, day, counts, recorded_by, recorded_at)
      values (${crypto.randomUUID()}, ${day}, ${JSON.stringify(counts)}::text::jsonb, ${actor.personId}, ${now})`
    return effect({ day }, { type: 'workforce-counted', data: { day } })
  },
})

export const counted = answer(workforceCounted, {
  needs: 'see reports',
  run: async ({ day }, context) => ({ last: await countsOn(context, day) }),
  reveals: 'nobody',
})

/** The counts of the last day on or before this one; of several for one day, those recorded last. */
export async function countsOn({ sql, actor }: Context, day: LondonDay): Promise<WorkforceCounted | null> {
  const [row] = await sql<(Omit<WorkforceCounted, 'counts'> & { counts: unknown })[]>`
    select c.day, c.counts, p.name as "byName", c.recorded_at as at
    from workforce_counts c join people p on p.service_id = c.service_id and p.id = c.recorded_by
    where c.service_id = ${actor.serviceId} and c.day <= ${day}
    order by c.day desc, c.recorded_at desc, c.id limit 1`
  return row ? { ...row, counts: workforceCounts.parse(row.counts) } : null
}
