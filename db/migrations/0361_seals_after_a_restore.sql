-- A database that `pg_restore` brought into another server counts its transactions anew, while reads keep the numbers of the old one. Until
-- now the first seal there took what was in no seal; from then on old numbers were compared with new ones: as the new count reached them,
-- reads were sealed a second time, and before the first seal a new read looked as if it had slipped in behind the seals.
-- A seal now says in which server it was made, and up to which read the numbers are not this server's. Empty: made before this was kept.
ALTER TABLE "hub"."seals" ADD COLUMN "cluster" bigint;
--> statement-breakpoint
ALTER TABLE "hub"."seals" ADD COLUMN "moved_to_id" bigint;
--> statement-breakpoint
-- Whether this seal counts in transactions of this server.
create function hub.counts_here(s hub.seals) returns boolean language sql stable set search_path = pg_catalog as $$
  select s.number is null or (coalesce(s.cluster = (select system_identifier from pg_control_system()), true)
    and s.upto_tx <= pg_snapshot_xmax(pg_current_snapshot()))
$$;
--> statement-breakpoint
/*
 * Seals, for each service, every read that no seal holds yet. A read belongs to a transaction; all transactions before the oldest one still
 * running are over, so what they wrote is all there and no more can come: that is what is sealed. In another server than the last seal was
 * made in, no more reads are let in for a moment, and whatever is in no seal is sealed once, by its id; what comes later has a higher one.
 * Some thousands of rows a call, so that it stays short; the rest next time.
 */
create or replace function hub.seal_reads(at timestamptz)
returns table ("serviceId" uuid, number bigint, rows int, hash text, "eventsSeq" bigint, "eventsHash" text)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  most constant int := 5000;
  budget int := 25000;
  here constant bigint := (select system_identifier from pg_control_system());
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
      next.cluster := here;
      if not hub.counts_here(last) then
        lock table hub.reads in share mode;
        next.upto_tx := settled;
        select array_agg(r.id order by r.id), string_agg(r.hash, ''::bytea order by r.id) into next.read_ids, next.read_hashes
        from hub.read_hashes r
        where r.service_id = one and r.id not in (select unnest(s.read_ids) from hub.seals s where s.service_id = one);
        select coalesce(max(r.id), 0) into next.moved_to_id from hub.reads r where r.service_id = one;
      else
        next.moved_to_id := last.moved_to_id;
        select r.tx into cut from hub.reads r
        where r.service_id = one and r.tx >= coalesce(last.upto_tx, '0') and r.tx < settled and r.id > coalesce(last.moved_to_id, 0)
        order by r.tx offset most limit 1;
        if cut is not null and not exists (select from hub.reads r
            where r.service_id = one and r.tx >= coalesce(last.upto_tx, '0') and r.tx < cut and r.id > coalesce(last.moved_to_id, 0)) then
          -- One transaction with more rows than that is sealed whole.
          select min(r.tx) into cut from hub.reads r where r.service_id = one and r.tx > cut and r.tx < settled and r.id > coalesce(last.moved_to_id, 0);
        end if;
        next.upto_tx := coalesce(cut, settled);
        select array_agg(r.id order by r.tx, r.id), string_agg(r.hash, ''::bytea order by r.tx, r.id) into next.read_ids, next.read_hashes
        from hub.read_hashes r
        where r.service_id = one and r.tx >= coalesce(last.upto_tx, '0') and r.tx < next.upto_tx and r.id > coalesce(last.moved_to_id, 0);
      end if;
      next.read_ids := coalesce(next.read_ids, '{}');
      next.read_hashes := coalesce(next.read_hashes, ''::bytea);
      next.rows := cardinality(next.read_ids);
      select e.seq, e.hash into next.events_seq, next.events_hash from hub.events e where e.service_id = one order by e.seq desc limit 1;
      next.events_seq := coalesce(next.events_seq, 0);
      next.events_hash := coalesce(next.events_hash, hub.chain_begins(one));
      exit when next.rows = 0 and next.events_seq = coalesce(last.events_seq, 0) and hub.counts_here(last);
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
 * Reads that slipped in behind the seals, and those that wait for one: since when, at the longest. What a restore has laid down counts by the
 * old server's numbers, and is known by this: its rows were written by another transaction than they say. It slipped in if it is in no seal
 * though the last one reached that far; what came since only waits.
 */
create or replace function hub.unsealed_reads() returns table ("slippedIn" bigint, waiting bigint, "oldestAt" timestamptz)
language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare
  here constant uuid := hub.current_service();
  ahead constant xid8 := pg_snapshot_xmax(pg_current_snapshot());
  last hub.seals;
  upto xid8;
  moved bigint;
begin
  select s.* into last from hub.seals s where s.service_id = here order by s.number desc limit 1;
  upto := coalesce(last.upto_tx, '0');
  moved := coalesce(last.moved_to_id, 0);
  if not hub.counts_here(last) then
    select min(r.id) filter (where r.is_restored and r.tx < upto), count(*), min(r.at) into "slippedIn", waiting, "oldestAt"
    from (select k.id, k.tx, k.at, mod(k.tx::text::numeric, 4294967296) <> k.xmin::text::numeric as is_restored from hub.reads k
      where k.service_id = here and k.id not in (select unnest(s.read_ids) from hub.seals s where s.service_id = here)) r;
    return next;
    return;
  end if;
  if (select count(*) from hub.reads r where r.service_id = here and (r.id <= moved or r.tx < upto or r.tx >= ahead))
    > (select coalesce(sum(s.rows), 0) from hub.seals s where s.service_id = here) then
    select min(r.id) into "slippedIn" from hub.reads r
    where r.service_id = here and (r.id <= moved or r.tx < upto or r.tx >= ahead)
      and r.id not in (select unnest(s.read_ids) from hub.seals s where s.service_id = here);
  end if;
  select count(*), min(r.at) into waiting, "oldestAt" from hub.reads r where r.service_id = here and r.tx >= upto and r.tx < ahead and r.id > moved;
  return next;
end $$;
--> statement-breakpoint
-- Between a restore and the first seal there, a minute at most, nothing is said of the waiting.
create or replace function hub.reads_waiting_since(before timestamptz) returns table ("serviceId" uuid, waiting bigint, "oldestAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select c.service_id, count(*), min(r.at)
  from hub.service_counters c
  left join lateral (select s.* from hub.seals s where s.service_id = c.service_id order by s.number desc limit 1) last on true
  join hub.reads r on r.service_id = c.service_id and r.tx < pg_snapshot_xmax(pg_current_snapshot())
    and r.tx >= coalesce(last.upto_tx, '0') and r.id > coalesce(last.moved_to_id, 0)
  where last.cluster is null or last.cluster = (select system_identifier from pg_control_system())
  group by 1 having min(r.at) < reads_waiting_since.before
$$;
--> statement-breakpoint
revoke execute on function hub.counts_here(hub.seals) from public;
