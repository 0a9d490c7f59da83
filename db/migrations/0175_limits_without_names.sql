-- Rows without a name carry every limit of the law, not only the powers: an admission that runs out stands on the wall, on the board
-- without names and at a closed record as it does on the board. Kinds and times, and nothing that anybody typed.
drop function hub.rows_without_names();
--> statement-breakpoint
create function hub.rows_without_names()
returns table (number integer, state text, "receivedAt" timestamptz, "acceptedAt" timestamptz, urgency text, "assessBy" timestamptz,
  restricted boolean, initials text, area text, "withName" text, powers jsonb, limits jsonb)
language sql stable security definer set search_path = hub, pg_temp as $$
  with clocks as materialized (
    select w.referral_id, jsonb_agg(jsonb_build_object('kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at,
      'extension', case when w.extension_minutes is not null then jsonb_build_object('minutes', w.extension_minutes,
        'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason, 'authority', w.extension_authority) end)
      order by w.recorded_at, w.id) as powers
    from hub.powers w
    where w.service_id = (select hub.current_service()) and w.ended_at is null and w.superseded_at is null
    group by w.referral_id
  ), running as materialized (
    select m.referral_id, jsonb_agg(jsonb_build_object('kind', m.kind, 'period', m.period, 'startedAt', m.started_at,
      'originAt', m.origin_at, 'secondAt', m.second_at, 'hold', case when m.hold_made_at is not null then jsonb_build_object(
        'madeAt', m.hold_made_at, 'disposedAt', m.hold_disposed_at, 'orderMade', m.hold_order_made) end)
      order by m.recorded_at, m.id) as limits
    from hub.time_limits m
    where m.service_id = (select hub.current_service()) and m.ended_at is null and m.superseded_at is null
    group by m.referral_id
  )
  select r.number, r.state, r.received_at, r.accepted_at, r.urgency, r.assess_by, r.restriction_id is not null,
    case when r.restriction_id is null then upper(left(r.first_name, 1) || left(r.last_name, 1)) else '' end,
    case when r.restriction_id is null then coalesce(nullif(l.town, ''), c.name) else '' end,
    p.name, coalesce(k.powers, '[]'), coalesce(n.limits, '[]')
  from hub.referrals r
  join hub.councils c on c.service_id = r.service_id and c.id = r.council_id
  left join hub.places l on l.service_id = r.service_id and l.id = r.place_id
  left join hub.allocations a on a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null
  left join hub.people p on p.service_id = a.service_id and p.id = a.person_id
  left join clocks k on k.referral_id = r.id
  left join running n on n.referral_id = r.id
  where r.service_id = (select hub.current_service()) and r.state <> 'closed' and (select hub.sees_rows())
  order by r.received_at, r.id
$$;
--> statement-breakpoint
drop function hub.stubs(boolean, integer);
--> statement-breakpoint
create function hub.stubs(open_only boolean, wanted integer)
returns table (number integer, state text, "receivedAt" timestamptz, urgency text, "assessBy" timestamptz, "withName" text, powers jsonb,
  limits jsonb, "guardianName" text, "guardianPhone" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.number, r.state, r.received_at, r.urgency, r.assess_by, p.name, hub.clocks_of(r.id), coalesce((
    select jsonb_agg(jsonb_build_object('kind', m.kind, 'period', m.period, 'startedAt', m.started_at,
      'originAt', m.origin_at, 'secondAt', m.second_at, 'hold', case when m.hold_made_at is not null then jsonb_build_object(
        'madeAt', m.hold_made_at, 'disposedAt', m.hold_disposed_at, 'orderMade', m.hold_order_made) end)
      order by m.recorded_at, m.id)
    from hub.time_limits m
    where m.service_id = r.service_id and m.referral_id = r.id and m.ended_at is null and m.superseded_at is null), '[]'), g.name, g.phone
  from hub.referrals r
  join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
  join hub.people g on g.service_id = x.service_id and g.id = x.guardian_id
  left join hub.allocations a on a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null
  left join hub.people p on p.service_id = a.service_id and p.id = a.person_id
  where r.service_id = hub.current_service() and r.restriction_id is not null and not hub.in_sight(r.id) and hub.sees_rows()
    and (not open_only or r.state <> 'closed') and (wanted is null or r.number = wanted)
  order by r.received_at, r.id
$$;
--> statement-breakpoint
revoke execute on function hub.rows_without_names(), hub.stubs(boolean, integer) from public;
--> statement-breakpoint
grant execute on function hub.rows_without_names(), hub.stubs(boolean, integer) to hub_app;
--> statement-breakpoint
create or replace function hub.wall_view(token bytea, at timestamptz) returns jsonb
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  display record;
  shown jsonb;
begin
  if hub.current_service() is not null then
    raise exception 'the wall is asked outside of requests' using errcode = 'invalid_transaction_state';
  end if;
  select d.service_id, d.id, d.last_seen_at into display from hub.wall_displays d
  where d.token_hash = token and d.ended_at is null and d.expires_at > wall_view.at;
  if not found then
    return null;
  end if;
  perform set_config('app.service_id', display.service_id::text, true), set_config('app.sees_rows', 'on', true);
  if display.last_seen_at is null or display.last_seen_at < wall_view.at - interval '1 minute' then
    update hub.wall_displays d set last_seen_at = wall_view.at where d.service_id = display.service_id and d.id = display.id;
  end if;
  select jsonb_build_object(
    'serviceName', s.name, 'hubPhone', s.hub_phone,
    'rows', coalesce((
      select jsonb_agg(jsonb_build_object('number', r.number, 'state', r.state, 'receivedAt', r."receivedAt", 'acceptedAt', r."acceptedAt",
        'urgency', r.urgency, 'assessBy', r."assessBy", 'restricted', r.restricted, 'initials', r.initials, 'area', r.area,
        'withInitials', hub.initials_of(r."withName"), 'powers', r.powers, 'limits', r.limits)
        order by r."receivedAt", r.number)
      from hub.rows_without_names() r), '[]'),
    'shifts', coalesce((
      select jsonb_agg(jsonb_build_object('initials', hub.initials_of(p.name), 'startsAt', h.starts_at, 'endsAt', h.ends_at,
        'jobs', (select count(*) from hub.allocations a where a.service_id = h.service_id and a.person_id = h.person_id and a.ended_at is null))
        order by h.starts_at, h.ends_at, p.name)
      from hub.shifts h join hub.people p on p.service_id = h.service_id and p.id = h.person_id
      where h.service_id = display.service_id and h.cancelled_at is null and h.role <> 'practice-consultant'
        and h.starts_at < wall_view.at + interval '8 hours'
        and (h.ends_at > wall_view.at or exists (select from hub.allocations a
          where a.service_id = h.service_id and a.shift_id = h.id and a.ended_at is null))), '[]'))
  into shown from hub.services s where s.id = display.service_id;
  perform set_config('app.service_id', '', true), set_config('app.sees_rows', '', true);
  return shown;
end $$;
