-- What one colleague looked at, over years: of what they opened only the latest days are gone through until there is enough, and the few
-- reads that were a search or a refusal are found without going through all the others.
create index reads_sought_or_refused on hub.reads (service_id, actor_id, at) where kind in ('search', 'refused');
--> statement-breakpoint
-- Each record that somebody opened, day by day (London's), the latest first, until there are `most` lines. It runs as whoever asks: they see
-- the reads of their own service only. `at_the_door` is the query of a closed record's door: a record that was tried, not opened.
create function hub.opened_by(actor uuid, since timestamptz, until timestamptz, most integer, at_the_door text)
returns table (id uuid, day date, query text, stub boolean, "grantId" uuid, "firstAt" timestamptz, "lastAt" timestamptz, times bigint)
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
      select one.id, last, r.query, one.id = any (r.stub_ids), r.grant_id, min(r.at), max(r.at), count(*)
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
revoke execute on function hub.opened_by(uuid, timestamptz, timestamptz, integer, text) from public;
--> statement-breakpoint
grant execute on function hub.opened_by(uuid, timestamptz, timestamptz, integer, text) to hub_app;
