-- An undone decision asks for nothing: what is due counts the decisions that stand, as it did before 0259.
drop function hub.deadline_facts(uuid[], boolean, timestamptz);
--> statement-breakpoint
create function hub.deadline_facts(wanted uuid[], hold boolean, at timestamptz)
returns table (id uuid, state text, request text, source text, "closedAs" text, "receivedAt" timestamptz, "assessBy" timestamptz,
  "reviewAt" timestamptz, "targetMinutes" integer, arrived boolean, decisions jsonb, powers jsonb, limits jsonb, "recordedKinds" text[], live jsonb, offer jsonb, "heldUntil" timestamptz,
  "pausedMinutes" integer, asks jsonb, tasks jsonb, calls jsonb)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if hold then
    perform 1 from hub.referrals r where r.service_id = hub.current_service() and r.id = any (wanted) order by r.id for no key update;
  end if;
  return query
    select r.id, r.state, r.request, r.source, r.closed_as, r.received_at, r.assess_by,
      (select d.review_at from hub.standing_decisions d where d.service_id = r.service_id and d.referral_id = r.id order by d.version_number desc limit 1),
      s.triage_target_minutes,
      exists (select from hub.allocations a where a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null and a.arrived_at is not null),
      coalesce((select jsonb_agg(jsonb_build_object('outcome', d.outcome, 'duty', d.duty) order by d.version_number)
        from hub.standing_decisions d where d.service_id = r.service_id and d.referral_id = r.id), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'startedAt', w.started_at, 'recordedAt', w.recorded_at,
          'extension', case when w.extension_minutes is not null then jsonb_build_object('minutes', w.extension_minutes,
            'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason, 'authority', w.extension_authority) end) order by w.id)
        from hub.powers w where w.service_id = r.service_id and w.referral_id = r.id and w.ended_at is null and w.superseded_at is null), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'startedAt', l.started_at, 'originAt', l.origin_at, 'period', l.period,
          'secondAt', l.second_at, 'recordedAt', l.recorded_at, 'hold', case when l.hold_made_at is not null then jsonb_build_object('madeAt', l.hold_made_at,
            'disposedAt', l.hold_disposed_at, 'orderMade', l.hold_order_made) end) order by l.id)
        from hub.time_limits l where l.service_id = r.service_id and l.referral_id = r.id and l.ended_at is null and l.superseded_at is null), '[]'),
      array(select distinct l.kind from hub.time_limits l where l.service_id = r.service_id and l.referral_id = r.id),
      coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'sourceId', x.source_id, 'kind', x.kind, 'point', x.point,
          'minutesBefore', x.minutes_before, 'dueAt', x.due_at) order by x.id)
        from hub.deadlines x where x.service_id = r.service_id and x.referral_id = r.id and x.superseded_at is null), '[]'),
      (select jsonb_build_object('id', a.id, 'offeredAt', a.allocated_at, 'urgency', r.urgency, 'minutes', (
          select (c.accept_minutes ->> coalesce(r.urgency, 'U2'))::int from hub.choosing_rules c
          where c.service_id = r.service_id and c.effective_from <= (a.allocated_at at time zone 'Europe/London')::date
          order by c.effective_from desc limit 1))
        from hub.allocations a where a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null and a.accepted_at is null
          and a.set_off_at is null and a.arrived_at is null),
      (select max(h.until) from hub.referral_holds h where h.service_id = r.service_id and h.referral_id = r.id and h.ended_at is null),
      coalesce((select sum(extract(epoch from least(h.ended_at, h.until) - h.held_at) / 60)::int
        from hub.referral_holds h where h.service_id = r.service_id and h.referral_id = r.id and least(h.ended_at, h.until) <= at), 0),
      coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'dueAt', q.due_at) order by q.id)
        from hub.referral_asks q where q.service_id = r.service_id and q.referral_id in (select hub.merged_tree(r.id)) and q.settled_at is null), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'dueAt', t.due_at) order by t.id)
        from hub.duty_tasks t where t.service_id = r.service_id and t.referral_id = r.id and t.done_at is null), '[]'),
      -- Only what may begin a limit: a relative who requires it.
      coalesce((select jsonb_agg(jsonb_build_object('request', c.request, 'source', c.source, 'receivedAt', c.received_at) order by c.received_at)
        from (
          select k.request, k.source, k.received_at from hub.referral_calls k
          where k.service_id = r.service_id and k.referral_id in (select hub.merged_tree(r.id))
          union all
          select m.request, m.source, m.received_at from hub.referrals m
          where m.service_id = r.service_id and m.id <> r.id and m.id in (select hub.merged_tree(r.id))) c
        where c.request = 's13-4' or c.source in ('NEAREST_RELATIVE_13_4', 'NR_REPRESENTATIVE_13_4')), '[]')
    from hub.referrals r join hub.services s on s.id = r.service_id
    where r.service_id = hub.current_service() and case when wanted is not null then r.id = any (wanted) else
      r.state <> 'closed'
      or exists (select from hub.powers w where w.service_id = r.service_id and w.referral_id = r.id and w.ended_at is null and w.superseded_at is null)
      or exists (select from hub.time_limits l where l.service_id = r.service_id and l.referral_id = r.id and l.ended_at is null and l.superseded_at is null)
      or exists (select from hub.duty_tasks t where t.service_id = r.service_id and t.referral_id = r.id and t.done_at is null)
      or exists (select from hub.deadlines x where x.service_id = r.service_id and x.referral_id = r.id and x.superseded_at is null
        and (x.fired_at is null or exists (select from hub.alarms a where a.service_id = x.service_id and a.deadline_id = x.id and a.settled_at is null)))
      -- A relative who required it is owed reasons, however it was closed.
      or (r.received_at > at - interval '60 days' and (r.source in ('NEAREST_RELATIVE_13_4', 'NR_REPRESENTATIVE_13_4') or r.request = 's13-4'
        or exists (select from hub.referral_calls c where c.service_id = r.service_id and c.referral_id = r.id
          and (c.request = 's13-4' or c.source in ('NEAREST_RELATIVE_13_4', 'NR_REPRESENTATIVE_13_4')))
        or exists (select from hub.referral_links l where l.service_id = r.service_id and l.other_id = r.id and l.kind = 'merged' and l.ended_at is null)
        or exists (select from hub.standing_decisions d where d.service_id = r.service_id and d.referral_id = r.id and (d.duty = 's13-4' or d.outcome = 'ACCEPT_S13_4_CONSIDERATION'))))
      end
      and not exists (select from hub.releases x where x.service_id = r.service_id and x.referral_id = r.id and x.state = 'released')
    order by r.received_at, r.id;
end $$;
--> statement-breakpoint
revoke execute on function hub.deadline_facts(uuid[], boolean, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.deadline_facts(uuid[], boolean, timestamptz) to hub_app;
