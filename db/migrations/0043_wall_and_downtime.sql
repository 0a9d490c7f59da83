CREATE TABLE "hub"."wall_displays" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"label" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"last_seen_at" timestamptz,
	"ended_by" uuid,
	"ended_at" timestamptz,
	CONSTRAINT "wall_displays_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."wall_displays" ADD CONSTRAINT "display_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."wall_displays" ADD CONSTRAINT "display_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_display_per_token" ON "hub"."wall_displays" USING btree ("token_hash");--> statement-breakpoint
alter table hub.wall_displays
  add constraint ended_display_says_who check ((ended_at is null) = (ended_by is null)),
  add constraint display_lasts_a_year_at_most check (expires_at > made_at and expires_at <= made_at + interval '367 days');
--> statement-breakpoint
alter table hub.wall_displays alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.wall_displays enable row level security;
--> statement-breakpoint
alter table hub.wall_displays force row level security;
--> statement-breakpoint
create policy own_service_only on hub.wall_displays for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy shown_by_token on hub.wall_displays for all to hub_owner using (true) with check (true);
--> statement-breakpoint
grant select (service_id, id, label, made_by, made_at, expires_at, last_seen_at, ended_by, ended_at), insert,
  update (ended_by, ended_at) on hub.wall_displays to hub_app;
--> statement-breakpoint
/*
 * All that a screen on a wall is ever given: initials, area, stage and clock; of a restricted person not even initials and area. No name
 * leaves the database on this way, so no mistake of the server can show one. It stands alone, outside of requests.
 */
create function hub.wall_view(token bytea, at timestamptz) returns jsonb
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
        'withInitials', hub.initials_of(r."withName"), 'powers', r.powers)
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
--> statement-breakpoint
create function hub.initials_of(name text) returns text language sql immutable set search_path = pg_catalog as $$
  select string_agg(upper(left(part, 1)), '' order by place) from unnest(regexp_split_to_array(btrim(name), '\s+')) with ordinality as p (part, place)
$$;
--> statement-breakpoint
/*
 * A copy of the board for an outage is asked for by nobody, so it sees what everybody sees who reads records: all but what is
 * restricted, of which only the clock and whom to ring. It stands alone, outside of requests.
 */
create function hub.begin_pack(service uuid, at timestamptz) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if hub.current_service() is not null then
    raise exception 'a copy is begun outside of requests' using errcode = 'invalid_transaction_state';
  end if;
  perform set_config('app.service_id', service::text, true), set_config('app.now', at::text, true),
    set_config('app.request_id', 'downtime copy', true);
  perform set_config('app.reads_all', 'on', true), set_config('app.sees_rows', 'on', true), set_config('app.in_sight', '{}', true),
    set_config('app.closed_restrictions', coalesce((select array_agg(x.id) from hub.restrictions x
      where x.service_id = service and x.lifted_at is null), '{}')::text, true),
    set_config('app.hidden', coalesce((select array_agg(r.id) from hub.referrals r
      where r.service_id = service and r.restriction_id is not null), '{}')::text, true);
end $$;
--> statement-breakpoint
-- That a copy left for the folder, and who stands in it: an event of nobody's, numbered like every other.
create function hub.note_pack(referrals uuid[]) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  next bigint;
begin
  update hub.service_counters c set last_seq = last_seq + 1 where c.service_id = hub.current_service() returning c.last_seq into next;
  insert into hub.events (service_id, seq, command_id, ordinal, type, data)
  values (hub.current_service(), next, gen_random_uuid(), 0, 'downtime-pack-written', jsonb_build_object('referralIds', to_jsonb(referrals)));
  perform pg_notify('hub', hub.current_service()::text || ':' || next || ':');
end $$;
--> statement-breakpoint
revoke execute on function hub.wall_view(bytea, timestamptz), hub.initials_of(text), hub.begin_pack(uuid, timestamptz), hub.note_pack(uuid[]) from public;
--> statement-breakpoint
grant execute on function hub.wall_view(bytea, timestamptz), hub.begin_pack(uuid, timestamptz), hub.note_pack(uuid[]) to hub_app;
