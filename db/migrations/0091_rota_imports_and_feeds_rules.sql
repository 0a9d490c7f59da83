-- Imports and calendar feeds: closed to other services; a feed is read by its secret alone, and says no more than when and as what.
do $$
declare each text;
begin
  foreach each in array array['rota_imports', 'calendar_feeds'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
create policy shown_by_token on hub.calendar_feeds for all to hub_owner using (true) with check (true);
--> statement-breakpoint
grant select, insert, update (undone_by, undone_at) on hub.rota_imports to hub_app;
--> statement-breakpoint
grant select (service_id, id, person_id, kind, label, made_at, last_read_at, ended_by, ended_at), insert, update (ended_by, ended_at)
  on hub.calendar_feeds to hub_app;
--> statement-breakpoint
alter table hub.rota_imports
  add constraint import_ends_after_it_begins check (first_day <= last_day),
  add constraint import_brings_something check (drafted > 0),
  add constraint undone_import_says_who check ((undone_at is null) = (undone_by is null));
--> statement-breakpoint
alter table hub.calendar_feeds
  add constraint feed_kind_is_known check (kind in ('own', 'team')),
  add constraint ended_feed_says_who check ((ended_at is null) = (ended_by is null));
--> statement-breakpoint
/*
 * All that a calendar is ever given: shifts of the person themselves, or, of the whole team, that there is one and as what. Nobody's name
 * leaves the database on this way. It stands alone, outside of requests; whoever has left the service has no feed any more.
 */
create function hub.calendar_feed(token bytea, at timestamptz) returns jsonb
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
      'cancelled', s.cancelled_at is not null) order by s.starts_at, s.id)
    from hub.shifts s
    where s.service_id = feed.service_id and (feed.kind = 'team' or s.person_id = feed.person_id)
      and s.starts_at > calendar_feed.at - interval '31 days'
      and s.starts_at < calendar_feed.at + case feed.kind when 'team' then interval '92 days' else interval '183 days' end), '[]'))
  into shown;
  perform set_config('app.service_id', '', true);
  return shown;
end $$;
--> statement-breakpoint
revoke execute on function hub.calendar_feed(bytea, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.calendar_feed(bytea, timestamptz) to hub_app;
