import type { PersonId, RotaNoticeId } from '#shared/kernel/ids.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import { mergedNotice, noticesOf, tellAt, type NoticeChange } from '#shared/rota/notices.ts'
import { usualSettings, type RotaSettings } from '#shared/rota/operatingModels.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { keepOverLeave } from './overLeaveKept.ts'

/** How the service runs its rota on the day of a request. */
export async function settingsOf({ sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>): Promise<RotaSettings> {
  const [found] = await sql<RotaSettings[]>`
    select model, swap_policy as "swapPolicy", office_from as "officeFrom", office_until as "officeUntil",
      at_once_hours as "atOnceHours", notice_days as "noticeDays", rest_basis as "restBasis"
    from rota_settings where service_id = ${actor.serviceId} and effective_from <= ${londonDayOf(now)}
    order by effective_from desc limit 1`
  return found ?? usualSettings
}

/** Leave that people work over, as somebody agreed to, with their words. */
export interface AgreedOver {
  readonly why: string
  readonly days: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
}

/** Whoever gets a shift of a day on which they are away hears who agreed to that, and why. */
const withLeave = (own: readonly NoticeChange[], personId: PersonId, over: AgreedOver | null, byName: string) =>
  own.map((change) =>
    over?.days.some((one) => one.personId === personId && one.day === change.after?.day) === true
      ? { ...change, overLeave: { byName, why: over.why } }
      : change,
  )

/** Which of the changed shifts are over that leave. */
const overOf = (changes: readonly RotaChange[], { why, days }: AgreedOver) =>
  changes.flatMap(({ shiftId, after }) =>
    after !== null && days.some(({ personId, day }) => personId === after.personId && day === after.day)
      ? [{ shiftId, personId: after.personId, why }]
      : [],
  )

/**
 * Records for each person what became of their own shifts, and with a shift why its person has it over their leave. What they have not been told yet is added to, so that they hear of it once.
 * Whoever did it themselves, and shifts that are over, need no telling; but what still waits for them is put right, or falls away. The
 * people’s rows must be locked.
 *
 * @returns how many people are told
 */
export async function tellOfChanges(
  context: Context,
  changes: readonly RotaChange[],
  over: AgreedOver | null = null,
): Promise<number> {
  const { sql, actor, now } = context
  await keepOverLeave(context, over === null ? [] : overOf(changes, over))
  const ahead = changes.filter(({ before, after }) =>
    [before, after].some((plan) => plan !== null && plan.endsAt > now),
  )
  const notices = [...noticesOf(ahead)]
  if (notices.length === 0) return 0
  const [settings, waiting] = await Promise.all([
    settingsOf(context),
    sql<{ id: RotaNoticeId; personId: string; changes: readonly NoticeChange[] }[]>`
      select id, person_id as "personId", changes from rota_notices
      where service_id = ${actor.serviceId} and person_id = any (${notices.map(([personId]) => personId)}::uuid[])
        and tell_at > ${now} and sent_at is null and acknowledged_at is null`,
  ])
  for (const [personId, all] of notices) {
    const earlier = waiting.find((one) => one.personId === personId)
    const known = new Set(earlier?.changes.map(({ shiftId }) => shiftId))
    const own = personId === actor.personId ? all.filter(({ shiftId }) => known.has(shiftId)) : all
    if (own.length === 0) continue
    const merged = mergedNotice(earlier?.changes ?? [], withLeave(own, personId, over, actor.name))
    if (earlier) {
      await sql`
        update rota_notices set changes = ${JSON.stringify(merged)}::text::jsonb, tell_at = ${tellAt(merged, now, settings)},
          acknowledged_at = ${merged.length === 0 ? now : null}
        where service_id = ${actor.serviceId} and id = ${earlier.id}`
    } else {
      await sql`
        insert into rota_notices (id, person_id, changes, made_at, tell_at)
        values (${crypto.randomUUID()}, ${personId}, ${JSON.stringify(merged)}::text::jsonb, ${now}, ${tellAt(merged, now, settings)})`
    }
  }
  return notices.filter(([personId]) => personId !== actor.personId).length
}
