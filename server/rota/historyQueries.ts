import { shiftHistory, type ShiftHistory } from '#shared/rota/historyContract.ts'
import { actorMay } from '#server/kernel/actor.ts'
import { answer } from '#server/kernel/handle.ts'

/** What each state was made by is the command that was carried out at the same moment and names the shift, or published the rota. */
export const showShiftHistory = answer(shiftHistory, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run({ shiftId }, { sql, actor }) {
    const [states, offers] = await Promise.all([
      sql<ShiftHistory['states'][number][]>`
        select h.version, h.at, p.name, h.day, h.starts_at as "startsAt", h.ends_at as "endsAt", h.role, h.cancelled,
          (select b.name from events e join people b on b.service_id = e.service_id and b.id = e.actor_id
            where e.service_id = h.service_id and e.at = h.at
              and (e.type = 'rota-published' or strpos(e.data::text, h.shift_id::text) > 0 or exists (
                select from shift_offers o where o.service_id = h.service_id and o.shift_id = h.shift_id and o.id::text = e.data ->> 'offerId')) order by e.seq limit 1) as "byName",
          case when ${actorMay(actor, 'plan the rota')} or w.person_id = ${actor.personId} then coalesce(w.why, '') else '' end as "overLeaveWhy"
        from shift_history h join people p on p.service_id = h.service_id and p.id = h.person_id
        left join shifts_over_leave w on w.service_id = h.service_id and w.shift_id = h.shift_id and w.version = h.version
        where h.service_id = ${actor.serviceId} and h.shift_id = ${shiftId} order by h.version`,
      sql<ShiftHistory['offers'][number][]>`
        select o.kind, o.state, p.name, f.name as "offeredByName", o.offered_at as "offeredAt", t.name as "takerName", o.taken_at as "takenAt",
          d.name as "decidedByName", o.decided_at as "decidedAt"
        from shift_offers o
        join people p on p.service_id = o.service_id and p.id = o.person_id
        join people f on f.service_id = o.service_id and f.id = o.offered_by
        left join people t on t.service_id = o.service_id and t.id = o.taker_id
        left join people d on d.service_id = o.service_id and d.id = o.decided_by
        where o.service_id = ${actor.serviceId} and o.shift_id = ${shiftId} order by o.offered_at, o.id`,
    ])
    return states.length === 0 ? null : { states, offers }
  },
})
