-- How long a session lasts is worked out when it opens and kept with it, so that HTTP and sockets cannot disagree; why it ended, too.
update hub.sessions set ended_because = 'signed-out' where revoked_at is not null;
--> statement-breakpoint
alter table hub.sessions
  add constraint session_ends_for_a_reason check ((revoked_at is null) = (ended_because is null)),
  add constraint reason_of_ending_is_known check (ended_because in ('signed-out', 'idle', 'limit', 'elsewhere', 'administrator',
    'too-many', 'roles-changed', 'left', 'disabled', 'credentials', 'provider', 'moved')),
  add constraint profile_is_known check (profile in ('desk', 'field')),
  add constraint idle_limit_is_lawful check (idle_minutes between 1 and 720 and rest_minutes between 1 and 720),
  add constraint device_is_a_label check (char_length(device) <= 80 and char_length(address) <= 64);
--> statement-breakpoint
alter table hub.session_limits
  add constraint desk_limits_are_no_longer_than_usual check (desk_idle_minutes between 5 and 30 and desk_absolute_minutes between 60 and 720),
  add constraint field_limits_are_no_longer_than_usual check (field_idle_minutes between 15 and 720 and field_absolute_minutes between 240 and 960),
  add constraint devices_at_once_are_few check (at_once between 1 and 10);
--> statement-breakpoint
alter table hub.unsent_texts
  add constraint unsent_text_is_not_a_library check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 200000);
--> statement-breakpoint
alter table hub.unsent_texts enable row level security;
--> statement-breakpoint
alter table hub.unsent_texts force row level security;
--> statement-breakpoint
create policy own_service_only on hub.unsent_texts for all
  using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy only_ones_own on hub.unsent_texts as restrictive for select to hub_app using (person_id = (select hub.current_actor()));
--> statement-breakpoint
grant select, insert, update, delete on hub.unsent_texts to hub_app;
--> statement-breakpoint
alter table hub.session_limits enable row level security;
--> statement-breakpoint
alter table hub.session_limits force row level security;
--> statement-breakpoint
create policy own_service_only on hub.session_limits for all
  using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy sign_in_only on hub.session_limits for select to hub_owner using (true);
--> statement-breakpoint
grant select, insert, update on hub.session_limits to hub_app;
--> statement-breakpoint
create trigger version_goes_up_by_one before update on hub.session_limits for each row execute function hub.next_version();
--> statement-breakpoint
drop function hub.begin_request(bytea, timestamptz, text);
--> statement-breakpoint
drop function hub.session_of(bytea, timestamptz);
--> statement-breakpoint
-- The session behind a token, when it is alive. Roles that rest are given apart: they wake when their person shows that it is them.
create function hub.session_of(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.account_id, s.person_id, s.service_id, p.name,
    case when rest.now then array(select r from unnest(p.roles) r where r = any (s.wakeful_roles)) else p.roles end, s.opened_by, s.stepped_up_at,
    case when rest.now then array(select r from unnest(p.roles) r where r <> all (s.wakeful_roles)) else '{}' end,
    s.expires_at
  from hub.sessions s
  join hub.accounts a on a.id = s.account_id and a.disabled_at is null
  join hub.people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null
  cross join lateral (select s.profile = 'field'
    and (s.rested or s.last_used_at <= session_of.at - make_interval(mins => s.rest_minutes))) as rest (now)
  -- The token before a step-up stays good for a moment, for what was on its way when it was replaced.
  where (s.token_hash = session_of.token_hash
      or (s.previous_token_hash = session_of.token_hash and s.renewed_at > session_of.at - interval '20 seconds'))
    and s.stage = 'complete' and s.revoked_at is null
    and s.expires_at > session_of.at
    and s.last_used_at > session_of.at - make_interval(mins => s.idle_minutes)
$$;
--> statement-breakpoint
create function hub.begin_request(token_hash bytea, at timestamptz, request_id text)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  who record;
begin
  select * into who from hub.session_of(token_hash, at);
  if not found then
    return;
  end if;
  perform set_config('app.service_id', who."serviceId"::text, true), set_config('app.actor_id', who."personId"::text, true),
    set_config('app.request_id', request_id, true);
  return query select who."sessionId", who."accountId", who."personId", who."serviceId", who.name, who.roles, who."openedBy",
    who."steppedUpAt", who."restingRoles", who."endsAt";
end $$;
--> statement-breakpoint
-- The same for a command, which from here to its commit holds its person's authority as it is: whoever takes a role away or ends a
-- session waits for the commands that are under way, and those that come after see the change. Nothing is decided on an old look.
create function hub.begin_command(token_hash bytea, at timestamptz, request_id text)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  account uuid;
begin
  select who."accountId" into account from hub.session_of(token_hash, at) who;
  if not found then
    return;
  end if;
  perform pg_advisory_xact_lock_shared(7401, hashtext(account::text));
  -- Each statement of this function sees what is committed when it starts: this one was sent after the lock was had.
  return query select * from hub.begin_request(token_hash, at, request_id);
end $$;
--> statement-breakpoint
-- Ends sessions of an account for a reason, and tells every node as it commits. All of them, or only one, or all but one, or only
-- those in one service. Commands of that person that are under way are waited for; none is accepted afterwards.
create function hub.end_sessions(account_id uuid, because text, at timestamptz, only_session uuid default null,
  except_session uuid default null, only_service uuid default null)
returns table ("sessionId" uuid, "personId" uuid)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7401, hashtext(end_sessions.account_id::text));
  return query
    with ended as (
      update hub.sessions s set revoked_at = end_sessions.at, ended_because = end_sessions.because
      where s.account_id = end_sessions.account_id and s.revoked_at is null
        and s.id = coalesce(only_session, s.id) and s.id is distinct from except_session
        and s.service_id = coalesce(only_service, s.service_id)
      returning s.id, s.person_id
    ), told as (
      select e.id, e.person_id, pg_notify('hub_session_ended', e.id || ':' || end_sessions.because) from ended e
    )
    select t.id, t.person_id from told t;
end $$;
--> statement-breakpoint
-- Whoever changes what a person may do, by whatever way, ends what was opened before the change.
create function hub.roles_change_at_once() returns trigger
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if new.account_id is not null then
    perform hub.end_sessions(new.account_id, case when new.left_at is null then 'roles-changed' else 'left' end, now(),
      only_service => new.service_id);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger roles_change_at_once after update of roles, left_at on hub.people for each row
  when (old.roles is distinct from new.roles or (old.left_at is null) <> (new.left_at is null))
  execute function hub.roles_change_at_once();
--> statement-breakpoint
create function hub.disabling_acts_at_once() returns trigger
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  perform hub.end_sessions(new.id, 'disabled', now());
  return null;
end $$;
--> statement-breakpoint
create trigger disabling_acts_at_once after update of disabled_at on hub.accounts for each row
  when (old.disabled_at is null and new.disabled_at is not null) execute function hub.disabling_acts_at_once();
--> statement-breakpoint
drop function hub.close_session(bytea, timestamptz);
--> statement-breakpoint
create function hub.close_session(token_hash bytea, because text, at timestamptz) returns uuid
language sql security definer set search_path = hub, pg_temp as $$
  select e."sessionId" from hub.sessions s, hub.end_sessions(s.account_id, close_session.because, close_session.at, only_session => s.id) e
  where s.token_hash = close_session.token_hash and s.revoked_at is null
$$;
--> statement-breakpoint
create or replace function hub.end_sso_sessions(provider_id text, subject text, sid text, at timestamptz) returns table ("sessionId" uuid, "personId" uuid)
language sql security definer set search_path = hub, pg_temp as $$
  select e."sessionId", e."personId"
  from hub.sso_sessions o join hub.sessions s on s.id = o.session_id and s.revoked_at is null,
    hub.end_sessions(s.account_id, 'provider', end_sso_sessions.at, only_session => s.id) e
  where o.service_id = hub.current_service() and o.provider_id = end_sso_sessions.provider_id
    and (end_sso_sessions.subject is null or o.subject = end_sso_sessions.subject)
    and (end_sso_sessions.sid is null or o.sid = end_sso_sessions.sid)
$$;
--> statement-breakpoint
create or replace function hub.end_access(person_id uuid, at timestamptz) returns table ("sessionId" uuid)
language sql security definer set search_path = hub, pg_temp as $$
  select e."sessionId" from hub.people p, hub.end_sessions(p.account_id, 'left', end_access.at, only_service => p.service_id) e
  where p.service_id = hub.current_service() and p.id = end_access.person_id
$$;
--> statement-breakpoint
-- Keeps a session alive because its person did something, at a moment that may be a little while ago. It never brings one back.
drop function hub.touch_session(bytea, timestamptz);
--> statement-breakpoint
create function hub.touch_session(token_hash bytea, acted_at timestamptz, at timestamptz, address text)
returns void
language sql security definer set search_path = hub, pg_temp as $$
  update hub.sessions s set last_used_at = greatest(s.last_used_at, least(acted_at, touch_session.at)), address = touch_session.address,
    rested = s.rested or s.last_used_at <= least(acted_at, touch_session.at) - make_interval(mins => s.rest_minutes)
  from hub.session_of(touch_session.token_hash, touch_session.at) living
  where s.id = living."sessionId" and s.last_used_at < acted_at
$$;
--> statement-breakpoint
create or replace function hub.step_up_session(session_id uuid, token_hash bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.sessions s set previous_token_hash = s.token_hash, token_hash = step_up_session.token_hash,
    renewed_at = step_up_session.at, stepped_up_at = step_up_session.at, last_used_at = step_up_session.at, rested = false
  where s.id = step_up_session.session_id and s.stage = 'complete' and s.revoked_at is null;
  return found;
end $$;
--> statement-breakpoint
-- What a fresh session goes by. The device used longest ago gives way to it when there are too many.
create function hub.settle_session(id uuid, device text, device_kind text, address text, profile text, idle_minutes integer,
  wakeful_roles text[], rest_minutes integer, at_once integer, at timestamptz) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  mine record;
  oldest record;
begin
  perform pg_advisory_xact_lock(7401, hashtext(s.account_id::text)) from hub.sessions s where s.id = settle_session.id;
  update hub.sessions s set device = settle_session.device, device_kind = settle_session.device_kind, address = settle_session.address,
    profile = settle_session.profile, idle_minutes = settle_session.idle_minutes, wakeful_roles = settle_session.wakeful_roles,
    rest_minutes = settle_session.rest_minutes
  where s.id = settle_session.id returning s.account_id into mine;
  for oldest in
    select s.id from hub.sessions s
    where s.account_id = mine.account_id and s.stage = 'complete' and s.revoked_at is null and s.expires_at > settle_session.at
    order by (s.id = settle_session.id) desc, s.last_used_at desc, s.id offset settle_session.at_once
  loop
    perform hub.end_sessions(mine.account_id, 'too-many', settle_session.at, only_session => oldest.id);
    update hub.sessions s set gave_way_to = settle_session.id where s.id = oldest.id
      and s.last_used_at > settle_session.at - make_interval(mins => s.idle_minutes);
  end loop;
end $$;
--> statement-breakpoint
create function hub.session_limits_of(service_id uuid)
returns table ("deskIdleMinutes" integer, "deskAbsoluteMinutes" integer, "fieldIdleMinutes" integer, "fieldAbsoluteMinutes" integer, "atOnce" integer)
language sql stable security definer set search_path = hub, pg_temp as $$
  select l.desk_idle_minutes, l.desk_absolute_minutes, l.field_idle_minutes, l.field_absolute_minutes, l.at_once
  from hub.session_limits l where l.service_id = session_limits_of.service_id
$$;
--> statement-breakpoint
-- Why a session is over, or null while it lives.
create function hub.end_of_session(session hub.sessions, at timestamptz) returns text
language sql stable security definer set search_path = hub, pg_temp as $$
  select case
    when session.ended_because is not null then session.ended_because
    when session.stage <> 'complete' then 'signed-out'
    when session.expires_at <= end_of_session.at then 'limit'
    when session.last_used_at <= end_of_session.at - make_interval(mins => session.idle_minutes) then 'idle'
    when exists (select from hub.accounts a where a.id = session.account_id and a.disabled_at is not null) then 'disabled'
    when not exists (select from hub.people p where p.service_id = session.service_id and p.id = session.person_id and p.left_at is null) then 'left'
  end
$$;
--> statement-breakpoint
-- Which of these sessions are over and why, for the sockets that they hold: by id, as a token may be replaced.
create function hub.sessions_over(session_ids uuid[], at timestamptz) returns table ("sessionId" uuid, because text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select wanted.id, coalesce(hub.end_of_session(s, sessions_over.at), case when s.id is null then 'signed-out' end) as because
  from unnest(session_ids) as wanted (id) left join hub.sessions s on s.id = wanted.id
  where s.id is null or hub.end_of_session(s, sessions_over.at) is not null
$$;
--> statement-breakpoint
-- Why the session behind a token is over: told to whoever still holds the token, and to nobody else.
create function hub.why_over(token_hash bytea, at timestamptz) returns text
language sql stable security definer set search_path = hub, pg_temp as $$
  select hub.end_of_session(s, why_over.at) from hub.sessions s where s.token_hash = why_over.token_hash
$$;
--> statement-breakpoint
-- Until when the session behind a token lasts if nothing more is done, and which device gave way to it a moment ago.
create function hub.session_standing(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "idleMinutes" integer, "idleEndsAt" timestamptz, "endsAt" timestamptz, "gaveWay" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.idle_minutes, s.last_used_at + make_interval(mins => s.idle_minutes), s.expires_at,
    (select g.device from hub.sessions g where g.gave_way_to = s.id and g.revoked_at > session_standing.at - interval '2 minutes' limit 1)
  from hub.session_of(session_standing.token_hash, session_standing.at) living join hub.sessions s on s.id = living."sessionId"
$$;
--> statement-breakpoint
-- Where an account is signed in: in all its services for its own person, in the asker's service for an administrator.
create function hub.sessions_of(account_id uuid, only_service uuid, at timestamptz)
returns table (id uuid, "serviceId" uuid, "serviceName" text, device text, "deviceKind" text, address text, since timestamptz,
  "lastUsedAt" timestamptz, "endsAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.service_id, v.name, s.device, s.device_kind, s.address, s.created_at, s.last_used_at,
    least(s.expires_at, s.last_used_at + make_interval(mins => s.idle_minutes))
  from hub.sessions s join hub.services v on v.id = s.service_id
  where s.account_id = sessions_of.account_id and s.service_id = coalesce(only_service, s.service_id)
    and hub.end_of_session(s, sessions_of.at) is null
  order by s.last_used_at desc, s.id
$$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['session_of', 'begin_request', 'begin_command', 'end_sessions', 'roles_change_at_once', 'disabling_acts_at_once',
    'close_session', 'touch_session', 'settle_session', 'session_limits_of', 'end_of_session', 'sessions_over', 'why_over', 'session_standing', 'sessions_of'] loop
    execute format('revoke execute on function hub.%I from public', each);
    if each not in ('roles_change_at_once', 'disabling_acts_at_once', 'end_of_session') then
      execute format('grant execute on function hub.%I to hub_app', each);
    end if;
  end loop;
end $$;
