import type { AllocationId, PersonId } from '#shared/kernel/ids.ts'
import { newestSign } from '#shared/safety/ladder.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'
import { beginWatch, endedSince, holdWatchOver, saveLookedForBy, type Watch } from './store.ts'

/** So long before and after a job is looked through for whether the rota knows when somebody works: four weeks. */
const ROTA_HOURS = 28 * 24

/**
 * The trainees who were out with an AMHP whom the hub watches over: those whom the AMHP supervises, but for whoever was away on the day on
 * which they set off. Where a trainee's shifts are on the rota, one of them must run during the job: nobody is looked for at night because
 * their AMHP works at night. A trainee who is on no rota is taken to have gone along.
 */
async function traineesOut({ sql, service }: Context, watch: Watch, at: Instant): Promise<readonly { id: PersonId }[]> {
  const [job] = await sql<{ begunAt: Instant }[]>`
    select begun_at as "begunAt" from watches where service_id = ${service} and id = ${watch.id}`
  if (!job) return []
  const { begunAt } = job
  return sql<{ id: PersonId }[]>`
    select p.id from people p
    where p.service_id = ${service} and p.supervised_by = ${watch.personId} and 'trainee' = any (p.roles)
      and p.left_at is null and p.access_stopped_at is null
      and not exists (select from days_away d where d.service_id = p.service_id and d.person_id = p.id and d.day = ${londonDayOf(begunAt)})
      and coalesce((select bool_or(s.starts_at <= ${at} and s.ends_at > ${begunAt}) from shifts s
        where s.service_id = p.service_id and s.person_id = p.id and s.cancelled_at is null
          and s.starts_at between ${addHours(begunAt, -ROTA_HOURS)} and ${addHours(begunAt, ROTA_HOURS)}), true)
    order by p.id`
}

interface WayHome {
  readonly allocationId: AllocationId | null
  /** When the job was over for them. */
  readonly at: Instant
  readonly backBy: Instant
}

/**
 * On the way home a trainee is on their own as the AMHP is: each is looked for, and each says “I’m home” for themselves. Whoever is looked
 * for already, and is not late, has until the later time; whoever said after that moment that they are home is left alone.
 */
export async function lookForTrainees(
  context: Context,
  watch: Watch,
  { allocationId, at, backBy }: WayHome,
): Promise<readonly Happened[]> {
  const said: Happened[] = []
  for (const { id: personId } of await traineesOut(context, watch, at)) {
    const own = await holdWatchOver(context, personId)
    if (own) {
      const moves = own.helpAt === null && own.rung === 'in-time' && newestSign(own.seenAt, at) && backBy > own.backBy
      if (!moves) continue
      await saveLookedForBy(context, own, backBy)
    } else {
      if (await endedSince(context, personId, at)) continue
      await beginWatch(context, { personId, allocationId, at, backBy, ownTime: false })
    }
    said.push({ type: 'watch-begun', personId, data: { backBy } })
  }
  return said
}
