-- A screen asks again by itself when something changes. Such a read is kept like any other, marked in what the seals hold, and is no
-- further look of its person. A later column at the end: the last release goes on asking as it did.
create function hub.is_by_itself(filter jsonb) returns boolean language sql immutable set search_path = pg_catalog as
$$ select coalesce(filter ->> 'asked' = 'by-itself', false) $$;
--> statement-breakpoint
drop function hub.who_looked_at(uuid, timestamptz, timestamptz);
--> statement-breakpoint
create function hub.who_looked_at(referral uuid, since timestamptz, until timestamptz)
returns table ("actorId" uuid, "sessionId" uuid, address text, query text, kind text, shown text, stub boolean, fields text[], purpose text, "grantId" uuid,
  day date, "firstAt" timestamptz, "lastAt" timestamptz, times bigint, again bigint)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.actor_id, r.session_id, r.address, r.query, r.kind, r.shown, who_looked_at.referral = any (r.stub_ids), r.fields, r.purpose, r.grant_id,
    (r.at at time zone 'Europe/London')::date, min(r.at), max(r.at),
    count(*) filter (where not hub.is_by_itself(r.filter)), count(*) filter (where hub.is_by_itself(r.filter))
  from hub.reads r
  where r.service_id = hub.current_service() and r.at >= who_looked_at.since and r.at < who_looked_at.until
    and (r.referral_ids @> array[who_looked_at.referral] or (r.stub_ids <> '{}' and r.stub_ids @> array[who_looked_at.referral]))
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$$;
--> statement-breakpoint
drop function hub.opened_by(uuid, timestamptz, timestamptz, integer, text);
--> statement-breakpoint
create function hub.opened_by(actor uuid, since timestamptz, until timestamptz, most integer, at_the_door text)
returns table (id uuid, day date, query text, stub boolean, "grantId" uuid, "firstAt" timestamptz, "lastAt" timestamptz, times bigint, again bigint)
language plpgsql stable set search_path = hub, pg_temp as $$
declare
  -- Not before their first read, however far back one asks.
  first date := greatest(opened_by.since,
    (select min(r.at) from hub.reads r where r.service_id = hub.current_service() and r.actor_id = opened_by.actor)) at time zone 'Europe/London';
  last date := least(opened_by.until, (select max(r.at) from hub.reads r where r.service_id = hub.current_service() and r.actor_id = opened_by.actor))
    at time zone 'Europe/London';
  found integer := 0;
  added integer;
begin
  while last >= first and found < opened_by.most loop
    return query
      select one.id, last, r.query, one.id = any (r.stub_ids), r.grant_id, min(r.at), max(r.at),
        count(*) filter (where not hub.is_by_itself(r.filter)), count(*) filter (where hub.is_by_itself(r.filter))
      from hub.reads r, unnest(r.referral_ids || r.stub_ids) as one(id)
      where r.service_id = hub.current_service() and r.actor_id = opened_by.actor and r.at >= opened_by.since and r.at < opened_by.until
        and r.at >= last::timestamp at time zone 'Europe/London' and r.at < (last + 1)::timestamp at time zone 'Europe/London'
        and (r.kind = 'view' or r.query = opened_by.at_the_door)
      group by one.id, r.query, one.id = any (r.stub_ids), r.grant_id;
    get diagnostics added = row_count;
    found := found + added;
    last := last - 1;
  end loop;
end $$;
--> statement-breakpoint
revoke execute on function hub.is_by_itself(jsonb), hub.who_looked_at(uuid, timestamptz, timestamptz),
  hub.opened_by(uuid, timestamptz, timestamptz, integer, text) from public;
--> statement-breakpoint
grant execute on function hub.is_by_itself(jsonb), hub.who_looked_at(uuid, timestamptz, timestamptz),
  hub.opened_by(uuid, timestamptz, timestamptz, integer, text) to hub_app;
