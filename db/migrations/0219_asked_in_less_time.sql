/*
 * What every statement of every request asks of the database, in less of its time. The words for who asks are parsed once, when they
 * are made: that fixes what they mean as a search path does, and lets PostgreSQL put them into the statements that use them.
 */
create or replace function hub.current_service() returns uuid language sql stable
return nullif(current_setting('app.service_id', true), '')::uuid;
--> statement-breakpoint
create or replace function hub.current_actor() returns uuid language sql stable
return nullif(current_setting('app.actor_id', true), '')::uuid;
--> statement-breakpoint
create or replace function hub.current_account() returns uuid language sql stable
return nullif(current_setting('app.account_id', true), '')::uuid;
--> statement-breakpoint
create or replace function hub.current_address() returns text language sql stable
return coalesce(current_setting('app.address', true), '');
--> statement-breakpoint
create or replace function hub.current_request() returns text language sql stable
return coalesce(current_setting('app.request_id', true), '');
--> statement-breakpoint
create or replace function hub.current_session() returns uuid language sql stable
return nullif(current_setting('app.session_id', true), '')::uuid;
--> statement-breakpoint
create or replace function hub.request_time() returns timestamptz language sql stable
return nullif(current_setting('app.now', true), '')::timestamptz;
--> statement-breakpoint
create or replace function hub.current_moment() returns timestamptz language sql stable
return coalesce(hub.request_time(), now());
--> statement-breakpoint
create or replace function hub.reads_all() returns boolean language sql stable
return current_setting('app.reads_all', true) is not distinct from 'on';
--> statement-breakpoint
create or replace function hub.sees_rows() returns boolean language sql stable
return current_setting('app.sees_rows', true) is not distinct from 'on';
--> statement-breakpoint
create or replace function hub.closed_restrictions() returns uuid[] language sql stable
return coalesce(nullif(current_setting('app.closed_restrictions', true), '')::uuid[], '{}');
--> statement-breakpoint
create or replace function hub.hidden_referrals() returns uuid[] language sql stable
return coalesce(nullif(current_setting('app.hidden', true), '')::uuid[], '{}');
--> statement-breakpoint
create or replace function hub.referrals_in_sight() returns uuid[] language sql stable
return coalesce(nullif(current_setting('app.in_sight', true), '')::uuid[], '{}');
--> statement-breakpoint
/* The session behind a token, while it lasts. One rule for whoever asks with it: a request at its head, and a screen's live connection. */
create function hub.session_behind(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language sql stable
begin atomic
  select s.id, s.account_id, s.person_id, s.service_id, p.name,
    case when rest.now then array(select r from unnest(p.roles) r where r = any (s.wakeful_roles)) else p.roles end, s.opened_by, s.stepped_up_at,
    case when rest.now then array(select r from unnest(p.roles) r where r <> all (s.wakeful_roles)) else '{}' end,
    s.expires_at
  from hub.sessions s
  join hub.accounts a on a.id = s.account_id and a.disabled_at is null
  join hub.people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null and p.access_stopped_at is null
  cross join lateral (select s.profile = 'field'
    and (s.rested or s.last_used_at <= session_behind.at - make_interval(mins => s.rest_minutes))) as rest (now)
  -- The token before a step-up stays good for a moment, for what was on its way when it was replaced.
  where (s.token_hash = session_behind.token_hash
      or (s.previous_token_hash = session_behind.token_hash and s.renewed_at > session_behind.at - interval '20 seconds'))
    and s.stage = 'complete' and s.revoked_at is null
    and s.expires_at > session_behind.at
    and s.last_used_at > session_behind.at - make_interval(mins => s.idle_minutes);
end;
--> statement-breakpoint
revoke execute on function hub.session_behind(bytea, timestamptz) from public;
--> statement-breakpoint
create or replace function hub.session_of(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select * from hub.session_behind(token_hash, at)
$$;
--> statement-breakpoint
/*
 * Who asks, from where, and how far they see: one function in place of the four that called each other. A command holds its person's
 * authority as it is until it commits: the account is found by its token alone before anything about it is believed, and all that is
 * decided is decided again under the lock. A command that is kept takes its id here too, and waits for whoever sends the same one
 * meanwhile; `claimed` is false when it had been sent before. The one of five words stays with what it calls: while a new version starts,
 * nodes of the last one still open their requests with it.
 */
create function hub.open_request(token_hash bytea, at timestamptz, request_id text, address text, for_command boolean,
  command_id uuid, command text, fingerprint bytea)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz, claimed boolean)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  account uuid;
begin
  if for_command then
    select s.account_id into account from hub.sessions s
    where s.token_hash = open_request.token_hash or s.previous_token_hash = open_request.token_hash;
    if not found then
      return;
    end if;
    perform pg_advisory_xact_lock_shared(7401, hashtext(account::text));
  end if;
  -- Each statement of this function sees what is committed when it starts: this one is sent after the lock was had.
  select * into "sessionId", "accountId", "personId", "serviceId", name, roles, "openedBy", "steppedUpAt", "restingRoles", "endsAt"
  from hub.session_behind(token_hash, at);
  if not found then
    return;
  end if;
  perform set_config('app.service_id', "serviceId"::text, true), set_config('app.actor_id', "personId"::text, true),
    set_config('app.request_id', request_id, true), set_config('app.roles', roles::text, true),
    set_config('app.address', address, true), set_config('app.session_id', "sessionId"::text, true);
  perform hub.work_out_sight(at);
  if command_id is not null then
    insert into hub.commands (service_id, actor_id, id, name, fingerprint, at)
    values ("serviceId", "personId", command_id, command, open_request.fingerprint, open_request.at)
    on conflict do nothing;
    claimed := found;
  end if;
  return next;
end $$;
--> statement-breakpoint
revoke execute on function hub.open_request(bytea, timestamptz, text, text, boolean, uuid, text, bytea) from public;
--> statement-breakpoint
grant execute on function hub.open_request(bytea, timestamptz, text, text, boolean, uuid, text, bytea) to hub_app;
--> statement-breakpoint
/* As before, but for what cannot matter: nothing is opened again for somebody to whom nothing is closed, and whoever reads all needs no list. */
create or replace function hub.work_out_sight(at timestamptz) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  who uuid := hub.current_actor();
  held text[] := coalesce(nullif(current_setting('app.roles', true), '')::text[], '{}');
  reads_all boolean := held && array['practice-consultant', 'amhp-lead', 'edt'];
  sees_rows boolean := held && array['practice-consultant', 'amhp-lead', 'edt', 'amhp', 'trainee', 'manager'];
  workers uuid[] := case when 'amhp' = any (held) then array[who] else '{}' end;
  work uuid[] := '{}';
  opened uuid[] := '{}';
  closed uuid[];
  hidden uuid[] := '{}';
  listed uuid[] := '{}';
begin
  -- The restrictions that shut this person out, and below the referrals that lie behind them.
  select coalesce(array_agg(x.id), '{}') into closed from hub.restrictions x
  where x.service_id = service and x.lifted_at is null and x.guardian_id <> who
    and (x.kind = 'deny') = exists (
      select from hub.restriction_people l
      where l.service_id = service and l.restriction_id = x.id and l.person_id = who and l.removed_at is null);
  if cardinality(closed) > 0 or not reads_all then
    if 'trainee' = any (held) then
      select workers || p.supervised_by into workers from hub.people p where p.service_id = service and p.id = who;
    end if;
    if cardinality(workers) > 0 then
      select coalesce(array_agg(distinct a.referral_id), '{}') into work from hub.allocations a
      where a.service_id = service and a.person_id = any (workers)
        and (a.ended_at is null or (a.ended_how = 'finished' and a.finished_at > at - interval '28 days'));
    end if;
    if held && array['practice-consultant', 'amhp-lead', 'edt', 'amhp'] then
      select coalesce(array_agg(distinct seen.id), '{}') into opened from hub.openings o
      cross join lateral (
        select o.referral_id as id
        union all
        select r.id from hub.referrals r where r.service_id = o.service_id and r.restriction_id = o.restriction_id
      ) seen
      where o.service_id = service and o.actor_id = who and o.ended_at is null and o.opened_at <= at and o.ends_at > at;
    end if;
  end if;
  if cardinality(closed) > 0 then
    select coalesce(array_agg(r.id), '{}') into hidden from hub.referrals r join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
    where r.service_id = service and r.restriction_id = any (closed) and not r.id = any (opened) and (x.kind = 'deny' or not r.id = any (work));
  end if;
  if not reads_all then
    select coalesce(array_agg(distinct i.id order by i.id), '{}') into listed from unnest(work || opened) as i(id) where not i.id = any (hidden);
  end if;
  perform
    set_config('app.now', at::text, true),
    set_config('app.reads_all', case when reads_all then 'on' else 'off' end, true),
    set_config('app.sees_rows', case when sees_rows then 'on' else 'off' end, true),
    set_config('app.closed_restrictions', closed::text, true),
    set_config('app.hidden', hidden::text, true),
    set_config('app.in_sight', listed::text, true);
end $$;
--> statement-breakpoint
-- As before; it says besides which command it recorded, so that the end of the transaction need not look for it.
create or replace function hub.event_joins_the_chain() returns trigger
language plpgsql set search_path = hub, pg_temp as $$
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
  perform set_config('app.chain', new.service_id || ' ' || new.seq || ' ' || encode(new.hash, 'hex'), true),
    set_config('app.recorded', new.command_id::text, true);
  return new;
end $$;
--> statement-breakpoint
create or replace function hub.command_left_an_event() returns trigger
language plpgsql set search_path = hub, pg_temp as $$
begin
  if current_setting('app.recorded', true) is distinct from new.id::text
    and not exists (select from hub.events e where e.service_id = new.service_id and e.command_id = new.id)
  then
    raise exception 'command % left no event', new.name using errcode = 'check_violation', constraint = 'command_leaves_an_event';
  end if;
  return null;
end $$;
