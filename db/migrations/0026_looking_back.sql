-- Looking back at one person for a breach pack, and the alarm for reads that wait too long for their seal.
-- As with who_looked_at: row-level security lets no index of arrays be used, so this looks as the owner, within the asker's service only.
-- Of each read only the wanted people are named.
create function hub.reads_about(referrals uuid[], since timestamptz, until timestamptz, most int)
returns table (at timestamptz, "actorId" uuid, query text, kind text, shown text, stub boolean, fields text[], "grantId" uuid, ids uuid[], "sessionId" uuid,
  address text, "requestId" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.at, r.actor_id, r.query, r.kind, r.shown, not r.referral_ids && reads_about.referrals, r.fields, r.grant_id,
    array(select one.id from unnest(r.referral_ids || r.stub_ids) one(id) where one.id = any (reads_about.referrals)), r.session_id, r.address, r.request_id
  from hub.reads r
  where r.service_id = hub.current_service() and r.at >= reads_about.since and r.at < reads_about.until
    and (r.referral_ids && reads_about.referrals or (r.stub_ids <> '{}' and r.stub_ids && reads_about.referrals))
  order by r.at, r.id limit most
$$;
--> statement-breakpoint
-- In which services reads of before a moment still wait for their seal. Counts and a time: it shows nobody.
create function hub.reads_waiting_since(before timestamptz) returns table ("serviceId" uuid, waiting bigint, "oldestAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select c.service_id, count(*), min(r.at)
  from hub.service_counters c
  join hub.reads r on r.service_id = c.service_id and r.tx < pg_snapshot_xmax(pg_current_snapshot())
    and r.tx >= coalesce((select s.upto_tx from hub.seals s where s.service_id = c.service_id order by s.number desc limit 1), '0')
  group by 1 having min(r.at) < reads_waiting_since.before
$$;
--> statement-breakpoint
revoke execute on function hub.reads_about(uuid[], timestamptz, timestamptz, int), hub.reads_waiting_since(timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.reads_about(uuid[], timestamptz, timestamptz, int), hub.reads_waiting_since(timestamptz) to hub_app;
