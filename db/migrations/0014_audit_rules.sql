-- Who did what and who saw what: filled in by the database, chained by hashes, never changed unseen.

-- What the transaction says of itself (see openedFor in server/kernel/transaction.ts); without a request, the database's own time.
create function hub.current_moment() returns timestamptz language sql stable set search_path = pg_catalog as
$$ select coalesce(hub.request_time(), now()) $$;
--> statement-breakpoint
create function hub.current_session() returns uuid language sql stable set search_path = pg_catalog as
$$ select nullif(current_setting('app.session_id', true), '')::uuid $$;
--> statement-breakpoint
create function hub.current_address() returns text language sql stable set search_path = pg_catalog as
$$ select coalesce(current_setting('app.address', true), '') $$;
--> statement-breakpoint
create function hub.current_request() returns text language sql stable set search_path = pg_catalog as
$$ select coalesce(current_setting('app.request_id', true), '') $$;
--> statement-breakpoint
alter table hub.events
  alter column at set default hub.current_moment(),
  alter column actor_id set default hub.current_actor(),
  alter column session_id set default hub.current_session(),
  alter column address set default hub.current_address(),
  alter column request_id set default hub.current_request();
--> statement-breakpoint
alter table hub.reads
  alter column at set default hub.current_moment(),
  alter column actor_id set default hub.current_actor(),
  alter column session_id set default hub.current_session(),
  alter column address set default hub.current_address(),
  alter column request_id set default hub.current_request(),
  add constraint read_kind_is_known check (kind in ('view', 'list', 'search', 'export', 'audit', 'refused')),
  add constraint read_shows_whole_or_row check (shown in ('whole', 'row')),
  add constraint only_a_search_has_a_term check (term is null or kind in ('search', 'export'));
--> statement-breakpoint
create index reads_showing on hub.reads using gin (referral_ids);
--> statement-breakpoint
create index reads_showing_stubs on hub.reads using gin (stub_ids) where stub_ids <> '{}';
--> statement-breakpoint

-- The login that serves requests says what happened; who, when, where and in which service it cannot even name.
revoke insert on hub.events, hub.reads from hub_app;
--> statement-breakpoint
revoke select on hub.reads from hub_app;
--> statement-breakpoint
grant insert (seq, command_id, ordinal, type, referral_id, person_id, data) on hub.events to hub_app;
--> statement-breakpoint
grant insert (query, kind, shown, referral_ids, stub_ids, fields, filter, term, purpose, grant_id) on hub.reads to hub_app;
--> statement-breakpoint
grant select (service_id, id, at, actor_id, query, kind, shown, referral_ids, stub_ids, fields, filter, purpose, grant_id, session_id, address, request_id, tx)
  on hub.reads to hub_app;
--> statement-breakpoint

-- The chain of events: each carries the hash of the one before it and of its own content. The first number of a content is the
-- version of its form: a later column needs a later version. Contents are views, which PostgreSQL writes into each query that asks.
create function hub.chain_begins(service_id uuid) returns bytea language sql immutable set search_path = pg_catalog as
$$ select sha256(convert_to('duty-hub:' || service_id, 'UTF8')) $$;
--> statement-breakpoint
create view hub.event_contents with (security_invoker = true) as
select e.service_id, e.seq, e.hash, convert_to(jsonb_build_array(1, e.service_id, e.seq, (extract(epoch from e.at) * 1000000)::bigint, e.actor_id,
  e.command_id, e.ordinal, e.type, e.referral_id, e.person_id, e.data, e.session_id, e.address, e.request_id)::text, 'UTF8') as content
from hub.events e;
--> statement-breakpoint
grant select on hub.event_contents to hub_app;
--> statement-breakpoint
/*
 * The counter row of the service is held by whoever numbers an event, so the event before it is there and stays. Within one
 * transaction the last hash is handed on in a setting; whoever forged that would only break the chain at their own event.
 */
create function hub.event_joins_the_chain() returns trigger language plpgsql set search_path = hub, pg_temp as $$
declare
  handed text := current_setting('app.chain', true);
  before_it constant text := new.service_id || ' ' || (new.seq - 1) || ' ';
  before bytea;
begin
  if new.seq = 1 then
    before := hub.chain_begins(new.service_id);
  elsif starts_with(handed, before_it) then
    before := decode(substr(handed, length(before_it) + 1), 'hex');
  else
    select e.hash into before from hub.events e where e.service_id = new.service_id and e.seq = new.seq - 1;
  end if;
  if before is null then
    raise exception 'event % has none before it', new.seq using errcode = 'check_violation', constraint = 'events_are_numbered_without_gaps';
  end if;
  new.hash := sha256(before || convert_to(jsonb_build_array(1, new.service_id, new.seq, (extract(epoch from new.at) * 1000000)::bigint, new.actor_id,
    new.command_id, new.ordinal, new.type, new.referral_id, new.person_id, new.data, new.session_id, new.address, new.request_id)::text, 'UTF8'));
  perform set_config('app.chain', new.service_id || ' ' || new.seq || ' ' || encode(new.hash, 'hex'), true);
  return new;
end $$;
--> statement-breakpoint
-- Events from before there was a chain get their place in it, once.
alter table hub.events no force row level security;
--> statement-breakpoint
alter table hub.events disable trigger never_changed;
--> statement-breakpoint
do $$
declare
  e record;
  before bytea;
begin
  for e in select c.service_id, c.seq, c.content from hub.event_contents c order by c.service_id, c.seq loop
    before := sha256(case when e.seq = 1 then hub.chain_begins(e.service_id) else before end || e.content);
    update hub.events set hash = before where service_id = e.service_id and seq = e.seq;
  end loop;
end $$;
--> statement-breakpoint
alter table hub.events enable trigger never_changed;
--> statement-breakpoint
alter table hub.events force row level security;
--> statement-breakpoint
alter table hub.events alter column hash set not null;
--> statement-breakpoint
create trigger event_joins_the_chain before insert on hub.events for each row execute function hub.event_joins_the_chain();
--> statement-breakpoint

-- Seals over the reads: reads do not wait for each other, so they are chained a batch at a time, by the owner's functions only.
alter table hub.seals enable row level security;
--> statement-breakpoint
alter table hub.seals force row level security;
--> statement-breakpoint
create policy own_service_only on hub.seals for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy sealing_only on hub.seals for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create policy sealing_only on hub.reads for select to hub_owner using (true);
--> statement-breakpoint
create policy sealing_only on hub.events for select to hub_owner using (true);
--> statement-breakpoint
grant select on hub.seals to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.seals for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.seals for each statement execute function hub.refuse_change();
--> statement-breakpoint
create view hub.read_hashes with (security_invoker = true) as
select r.service_id, r.id, r.tx, sha256(convert_to(jsonb_build_array(1, r.service_id, r.id, (extract(epoch from r.at) * 1000000)::bigint, r.actor_id, r.query,
  r.referral_ids, r.request_id, r.kind, r.shown, r.stub_ids, r.fields, r.filter, r.term, r.purpose, r.grant_id, r.session_id, r.address, r.tx::text)::text,
  'UTF8')) as hash
from hub.reads r;
--> statement-breakpoint
create function hub.seal_hash(before bytea, s hub.seals) returns bytea language sql stable set search_path = pg_catalog as $$
  select sha256(before || convert_to(jsonb_build_array(1, s.service_id, s.number, (extract(epoch from s.sealed_at) * 1000000)::bigint, s.upto_tx::text, s.rows,
    s.read_ids, s.events_seq, encode(s.events_hash, 'hex'))::text, 'UTF8') || s.read_hashes)
$$;
--> statement-breakpoint
/*
 * Seals, for each service, every read that no seal holds yet. A read belongs to a transaction; all transactions before the oldest
 * one still running are over, so what they wrote is all there and no more can come: that is what is sealed. A database that was
 * restored into another cluster counts its transactions anew; then whatever is in no seal is sealed once. Some thousands of rows a
 * call, so that it stays short; the rest next time.
 */
create function hub.seal_reads(at timestamptz)
returns table ("serviceId" uuid, number bigint, rows int, hash text, "eventsSeq" bigint, "eventsHash" text)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  most constant int := 5000;
  budget int := 25000;
  one uuid;
  last hub.seals;
  next hub.seals;
  settled xid8;
  cut xid8;
begin
  if not pg_try_advisory_xact_lock(4711003) then
    return;
  end if;
  settled := pg_snapshot_xmin(pg_current_snapshot());
  for one in select c.service_id from hub.service_counters c order by c.service_id loop
    while budget > 0 loop
      last := null;
      next := null;
      cut := null;
      select s.* into last from hub.seals s where s.service_id = one order by s.number desc limit 1;
      next.service_id := one;
      next.number := coalesce(last.number, 0) + 1;
      next.sealed_at := seal_reads.at;
      if last.upto_tx > pg_snapshot_xmax(pg_current_snapshot()) then
        next.upto_tx := settled;
        select array_agg(r.id order by r.id), string_agg(r.hash, ''::bytea order by r.id) into next.read_ids, next.read_hashes
        from hub.read_hashes r
        where r.service_id = one and r.id not in (select unnest(s.read_ids) from hub.seals s where s.service_id = one);
      else
        select r.tx into cut from hub.reads r
        where r.service_id = one and r.tx >= coalesce(last.upto_tx, '0') and r.tx < settled order by r.tx offset most limit 1;
        if cut is not null and not exists (select from hub.reads r where r.service_id = one and r.tx >= coalesce(last.upto_tx, '0') and r.tx < cut) then
          -- One transaction with more rows than that is sealed whole.
          select min(r.tx) into cut from hub.reads r where r.service_id = one and r.tx > cut and r.tx < settled;
        end if;
        next.upto_tx := coalesce(cut, settled);
        select array_agg(r.id order by r.tx, r.id), string_agg(r.hash, ''::bytea order by r.tx, r.id) into next.read_ids, next.read_hashes
        from hub.read_hashes r where r.service_id = one and r.tx >= coalesce(last.upto_tx, '0') and r.tx < next.upto_tx;
      end if;
      next.read_ids := coalesce(next.read_ids, '{}');
      next.read_hashes := coalesce(next.read_hashes, ''::bytea);
      next.rows := cardinality(next.read_ids);
      select e.seq, e.hash into next.events_seq, next.events_hash from hub.events e where e.service_id = one order by e.seq desc limit 1;
      next.events_seq := coalesce(next.events_seq, 0);
      next.events_hash := coalesce(next.events_hash, hub.chain_begins(one));
      exit when next.rows = 0 and next.events_seq = coalesce(last.events_seq, 0);
      next.hash := hub.seal_hash(coalesce(last.hash, hub.chain_begins(one)), next);
      insert into hub.seals select next.*;
      return query select one, next.number, next.rows, encode(next.hash, 'hex'), next.events_seq, encode(next.events_hash, 'hex');
      budget := budget - next.rows;
      exit when cut is null;
    end loop;
  end loop;
end $$;
--> statement-breakpoint
/*
 * The first thing wrong in a run of events, after one that is known to be right: a number that is missing or a row that was changed.
 * `upto` is how far it looked.
 */
create function hub.check_events(after_seq bigint, most int) returns table (upto bigint, what text, "rowId" bigint)
language plpgsql stable set search_path = hub, pg_temp as $$
declare
  e record;
  before bytea;
  due bigint := after_seq + 1;
begin
  if after_seq = 0 then
    before := hub.chain_begins(hub.current_service());
  else
    select k.hash into before from hub.events k where k.service_id = hub.current_service() and k.seq = after_seq;
  end if;
  for e in select k.* from hub.event_contents k where k.service_id = hub.current_service() and k.seq > after_seq order by k.seq limit most loop
    if e.seq <> due or before is null then
      return query select due, 'event-missing', case when before is null then after_seq else due end;
      return;
    end if;
    if e.hash is distinct from sha256(before || e.content) then
      return query select due, 'event-changed', e.seq;
      return;
    end if;
    before := e.hash;
    due := due + 1;
  end loop;
  if due <= after_seq + most and due <= (select c.last_seq from hub.service_counters c where c.service_id = hub.current_service()) then
    return query select due, 'event-missing', due;
    return;
  end if;
  return query select due - 1, null::text, null::bigint;
end $$;
--> statement-breakpoint
/* The same for the seals and what they hold, and for the place in the chain of events that each one names. */
create function hub.check_seals(after_number bigint, most int) returns table (upto bigint, "readsSeen" bigint, what text, "rowId" bigint)
language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare
  s hub.seals;
  before bytea;
  due bigint := after_number + 1;
  seen bigint := 0;
  bad record;
begin
  if after_number = 0 then
    before := hub.chain_begins(hub.current_service());
  else
    select k.hash into before from hub.seals k where k.service_id = hub.current_service() and k.number = after_number;
  end if;
  for s in select k.* from hub.seals k where k.service_id = hub.current_service() and k.number > after_number order by k.number limit most loop
    if s.number <> due or before is null then
      return query select due, seen, 'seal-missing', case when before is null then after_number else due end;
      return;
    end if;
    if s.hash is distinct from hub.seal_hash(before, s) then
      return query select due, seen, 'seal-changed', s.number;
      return;
    end if;
    select i.id, r.id is null as missing into bad
    from unnest(s.read_ids) with ordinality i(id, place)
    left join hub.read_hashes r on r.service_id = s.service_id and r.id = i.id
    where r.id is null or r.hash <> substring(s.read_hashes from (i.place::int - 1) * 32 + 1 for 32)
    order by i.place limit 1;
    if found then
      return query select due, seen, case when bad.missing then 'read-missing' else 'read-changed' end, bad.id;
      return;
    end if;
    if s.events_seq > 0 and not exists (select from hub.events e where e.service_id = s.service_id and e.seq = s.events_seq and e.hash = s.events_hash) then
      return query select due, seen, 'event-changed', s.events_seq;
      return;
    end if;
    seen := seen + s.rows;
    before := s.hash;
    due := due + 1;
  end loop;
  return query select due - 1, seen, null::text, null::bigint;
end $$;
--> statement-breakpoint
/* Reads that slipped in behind the seals, and those that wait for one: since when, at the longest. */
create function hub.unsealed_reads() returns table ("slippedIn" bigint, waiting bigint, "oldestAt" timestamptz)
language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare
  here constant uuid := hub.current_service();
  ahead constant xid8 := pg_snapshot_xmax(pg_current_snapshot());
  upto xid8;
begin
  select s.upto_tx into upto from hub.seals s where s.service_id = here order by s.number desc limit 1;
  upto := coalesce(upto, '0');
  if (select count(*) from hub.reads r where r.service_id = here and (r.tx < upto or r.tx >= ahead)) > (select coalesce(sum(s.rows), 0) from hub.seals s where s.service_id = here) then
    select min(r.id) into "slippedIn" from hub.reads r
    where r.service_id = here and (r.tx < upto or r.tx >= ahead)
      and r.id not in (select unnest(s.read_ids) from hub.seals s where s.service_id = here);
  end if;
  select count(*), min(r.at) into waiting, "oldestAt" from hub.reads r where r.service_id = here and r.tx >= upto and r.tx < ahead;
  return next;
end $$;
--> statement-breakpoint

-- Looking back. Row-level security lets no index of arrays be used, so these look as the owner, within the asker's service only.
create function hub.who_looked_at(referral uuid, since timestamptz, until timestamptz)
returns table ("actorId" uuid, "sessionId" uuid, address text, query text, kind text, shown text, stub boolean, fields text[], purpose text, "grantId" uuid,
  day date, "firstAt" timestamptz, "lastAt" timestamptz, times bigint)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.actor_id, r.session_id, r.address, r.query, r.kind, r.shown, who_looked_at.referral = any (r.stub_ids), r.fields, r.purpose, r.grant_id,
    (r.at at time zone 'Europe/London')::date, min(r.at), max(r.at), count(*)
  from hub.reads r
  where r.service_id = hub.current_service() and r.at >= who_looked_at.since and r.at < who_looked_at.until
    and (r.referral_ids @> array[who_looked_at.referral] or (r.stub_ids <> '{}' and r.stub_ids @> array[who_looked_at.referral]))
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$$;
--> statement-breakpoint
create function hub.search_terms(ids bigint[]) returns table (id bigint, term text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.term from hub.reads r where r.service_id = hub.current_service() and r.id = any (ids) and r.term is not null
$$;
--> statement-breakpoint
revoke execute on function hub.current_moment(), hub.current_session(), hub.current_address(), hub.current_request(), hub.chain_begins(uuid),
  hub.event_joins_the_chain(), hub.seal_hash(bytea, hub.seals), hub.seal_reads(timestamptz),
  hub.check_events(bigint, int), hub.check_seals(bigint, int), hub.unsealed_reads(), hub.who_looked_at(uuid, timestamptz, timestamptz),
  hub.search_terms(bigint[]) from public;
--> statement-breakpoint
grant execute on function hub.current_moment(), hub.current_session(), hub.current_address(), hub.current_request(), hub.chain_begins(uuid),
  hub.seal_reads(timestamptz), hub.check_events(bigint, int), hub.check_seals(bigint, int), hub.unsealed_reads(),
  hub.who_looked_at(uuid, timestamptz, timestamptz), hub.search_terms(bigint[]) to hub_app;
