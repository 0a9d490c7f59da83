-- A wall can be narrowed to one home team, in its address: each row says the team of whoever has it, where it says who that is, and each shift
-- whose it is. A team is no name of a person.
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
        'withInitials', hub.initials_of(r."withName"), 'team', case when r."withName" is not null then (
          select m.home_team from hub.referrals f
          join hub.allocations a on a.service_id = f.service_id and a.referral_id = f.id and a.ended_at is null
          join hub.amhps m on m.service_id = a.service_id and m.person_id = a.person_id
          where f.service_id = display.service_id and f.number = r.number) end,
        'powers', r.powers, 'limits', r.limits)
        order by r."receivedAt", r.number)
      from hub.rows_without_names() r), '[]'),
    'shifts', coalesce((
      select jsonb_agg(jsonb_build_object('initials', hub.initials_of(p.name), 'team', coalesce((
          select m.home_team from hub.amhps m where m.service_id = h.service_id and m.person_id = h.person_id), ''),
        'startsAt', h.starts_at, 'endsAt', h.ends_at,
        'jobs', (select count(*) from hub.allocations a where a.service_id = h.service_id and a.person_id = h.person_id and a.ended_at is null),
        'lookedFor', exists (select from hub.watches w where w.service_id = h.service_id and w.person_id = h.person_id and w.ended_at is null
          and w.allocation_id is not null))
        order by h.starts_at, h.ends_at, p.name)
      from hub.shifts h join hub.people p on p.service_id = h.service_id and p.id = h.person_id
      where h.service_id = display.service_id and h.cancelled_at is null and h.role <> 'practice-consultant'
        and h.starts_at < wall_view.at + interval '8 hours'
        and (h.ends_at > wall_view.at or exists (select from hub.allocations a
          where a.service_id = h.service_id and a.shift_id = h.id and a.ended_at is null))
        and (not exists (select from hub.days_away y where y.service_id = h.service_id and y.person_id = h.person_id and y.day = h.day
            and not h.id = any (y.worked_shift_ids))
          or exists (select from hub.allocations o where o.service_id = h.service_id and o.person_id = h.person_id and o.ended_at is null))), '[]'))
  into shown from hub.services s where s.id = display.service_id;
  perform set_config('app.service_id', '', true), set_config('app.sees_rows', '', true);
  return shown;
end $$;
