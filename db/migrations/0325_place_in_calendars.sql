-- A calendar says at which place of the service a shift is worked: nothing of a person, and nothing of a referral.
create or replace function hub.calendar_feed(token bytea, at timestamptz) returns jsonb
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  feed record;
  shown jsonb;
begin
  if hub.current_service() is not null then
    raise exception 'a feed is asked for outside of requests' using errcode = 'invalid_transaction_state';
  end if;
  select f.service_id, f.id, f.person_id, f.kind, f.last_read_at into feed from hub.calendar_feeds f
  where f.token_hash = token and f.ended_at is null;
  if not found then
    return null;
  end if;
  perform set_config('app.service_id', feed.service_id::text, true);
  if not exists (select from hub.people p where p.service_id = feed.service_id and p.id = feed.person_id and p.left_at is null) then
    perform set_config('app.service_id', '', true);
    return null;
  end if;
  if feed.last_read_at is null or feed.last_read_at < calendar_feed.at - interval '1 minute' then
    update hub.calendar_feeds f set last_read_at = calendar_feed.at where f.service_id = feed.service_id and f.id = feed.id;
  end if;
  select jsonb_build_object('kind', feed.kind, 'shifts', coalesce((
    select jsonb_agg(jsonb_build_object('id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'role', s.role, 'version', s.version,
      'cancelled', s.cancelled_at is not null, 'placeName', l.name) order by s.starts_at, s.id)
    from hub.shifts s left join hub.places l on l.service_id = s.service_id and l.id = s.place_id
    where s.service_id = feed.service_id and (feed.kind = 'team' or s.person_id = feed.person_id)
      and s.starts_at > calendar_feed.at - interval '31 days'
      and s.starts_at < calendar_feed.at + case feed.kind when 'team' then interval '92 days' else interval '183 days' end), '[]'))
  into shown;
  perform set_config('app.service_id', '', true);
  return shown;
end $$;
