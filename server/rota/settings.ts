import { refuse } from '#shared/kernel/outcome.ts'
import { operatingModels } from '#shared/rota/operatingModels.ts'
import { rotaSettings, setRotaSettings, type DayOfChange, type SettingsRow } from '#shared/rota/settingsContract.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import { settingsOf } from './telling.ts'

const MOST_CHANGES = 40

export const showSettings = answer(rotaSettings, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const { sql, actor, now } = context
    const [holds, rows, patterns] = await Promise.all([
      settingsOf(context),
      sql<SettingsRow[]>`
        select s.effective_from as "effectiveFrom", s.model, s.swap_policy as "swapPolicy", s.office_from as "officeFrom",
          s.office_until as "officeUntil", s.at_once_hours as "atOnceHours", s.notice_days as "noticeDays", s.rest_basis as "restBasis",
          s.why, p.name as "byName", s.set_at as at
        from rota_settings s join people p on p.service_id = s.service_id and p.id = s.set_by
        where s.service_id = ${actor.serviceId} order by s.effective_from desc`,
      sql<{ day: LondonDay; people: number; names: string }[]>`
        select l.first_day as day, count(*)::int as people, string_agg(distinct r.name, ', ' order by r.name) as names
        from pattern_places l join rota_patterns r on r.service_id = l.service_id and r.id = l.pattern_id
        where l.service_id = ${actor.serviceId} group by l.first_day order by l.first_day desc limit ${MOST_CHANGES}`,
    ])
    const changes: readonly DayOfChange[] = [
      ...rows.map(({ effectiveFrom, model, why }) => ({
        day: effectiveFrom,
        words: `${operatingModels[model]}${why === '' ? '' : `: ${why}`}`,
      })),
      ...patterns.map(({ day, people, names }) => ({
        day,
        words: `${people === 1 ? 'One person begins' : `${people} people begin`} a pattern: ${names}`,
      })),
    ].toSorted((a, b) => (a.day < b.day ? 1 : -1))
    return { now: holds, rows, changes, today: londonDayOf(now) }
  },
})

export const settingsSet = handle(setRotaSettings, {
  needs: 'plan the rota',
  constraints: {
    one_rota_setting_per_day: { code: 'setting-day-taken', field: 'effectiveFrom' },
    office_hours_are_clock_times: { code: 'office-hours-backwards', field: 'officeUntil' },
  },
  async run(sent, { sql, actor, now }) {
    // The past keeps the settings that it had: notices and checks of then were made by them.
    if (sent.effectiveFrom < londonDayOf(now)) return refuse({ code: 'setting-not-ahead', field: 'effectiveFrom' })
    if (sent.officeFrom >= sent.officeUntil) return refuse({ code: 'office-hours-backwards', field: 'officeUntil' })
    await sql`
      insert into rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, at_once_hours, notice_days,
        rest_basis, why, set_by, set_at)
      values (${actor.serviceId}, ${sent.effectiveFrom}, ${sent.model}, ${sent.swapPolicy}, ${sent.officeFrom}, ${sent.officeUntil},
        ${sent.atOnceHours}, ${sent.noticeDays}, ${sent.restBasis}, ${sent.why}, ${actor.personId}, ${now})`
    const { why: _why, ...data } = sent
    return effect({ effectiveFrom: sent.effectiveFrom }, { type: 'rota-settings-set', data })
  },
})
