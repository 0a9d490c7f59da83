-- A session says how it was opened, whether signing in is finished, and when its person last showed that it is them.
alter table hub.sessions
  add constraint way_of_opening_is_known check (opened_by in ('password', 'password+totp', 'passkey', 'recovery', 'sso')),
  add constraint stage_is_known check (stage in ('second-factor', 'enrolment', 'complete'));
--> statement-breakpoint
drop function hub.begin_request(bytea, timestamptz, text);
--> statement-breakpoint
drop function hub.session_of(bytea, timestamptz);
--> statement-breakpoint
drop function hub.open_session(uuid, bytea, uuid, uuid, timestamptz, timestamptz);
--> statement-breakpoint
-- The session behind a token: complete ones only, so that an unfinished sign-in can do nothing at any door or socket.
create function hub.session_of(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text, "steppedUpAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.account_id, s.person_id, s.service_id, p.name, p.roles, s.opened_by, s.stepped_up_at
  from hub.sessions s
  join hub.accounts a on a.id = s.account_id and a.disabled_at is null
  join hub.people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null
  -- The token before a step-up stays good for a moment, for what was on its way when it was replaced.
  where (s.token_hash = session_of.token_hash
      or (s.previous_token_hash = session_of.token_hash and s.renewed_at > session_of.at - interval '20 seconds'))
    and s.stage = 'complete' and s.revoked_at is null
    and s.expires_at > session_of.at
    -- An AMHP's phone lies in a pocket for hours while they are with somebody; a desk that nobody touches is an open door.
    and s.last_used_at > session_of.at - case when 'amhp' = any (p.roles) then interval '12 hours' else interval '2 hours' end
$$;
--> statement-breakpoint
create function hub.begin_request(token_hash bytea, at timestamptz, request_id text)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text, "steppedUpAt" timestamptz)
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
  return query select who."sessionId", who."accountId", who."personId", who."serviceId", who.name, who.roles, who."openedBy", who."steppedUpAt";
end $$;
--> statement-breakpoint
create function hub.open_session(id uuid, token_hash bytea, account_id uuid, service_id uuid, at timestamptz, ends timestamptz,
  opened_by text, stage text, stepped_up_at timestamptz) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  insert into hub.sessions (id, token_hash, account_id, service_id, person_id, created_at, last_used_at, expires_at, opened_by, stage, stepped_up_at)
  select open_session.id, open_session.token_hash, open_session.account_id, p.service_id, p.id, at, at, ends,
    open_session.opened_by, open_session.stage, open_session.stepped_up_at
  from hub.people p
  where p.service_id = open_session.service_id and p.account_id = open_session.account_id and p.left_at is null;
  return found;
end $$;
--> statement-breakpoint
-- Its person has shown again that it is them: a fresh token, and the time of it.
create function hub.step_up_session(session_id uuid, token_hash bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.sessions s set previous_token_hash = s.token_hash, token_hash = step_up_session.token_hash,
    renewed_at = step_up_session.at, stepped_up_at = step_up_session.at, last_used_at = step_up_session.at
  where s.id = step_up_session.session_id and s.stage = 'complete' and s.revoked_at is null;
  return found;
end $$;
--> statement-breakpoint
-- Which of these sessions are alive, for the sockets that they hold: by id, as a token may be replaced.
create function hub.sessions_alive(session_ids uuid[], at timestamptz) returns table ("sessionId" uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id from hub.sessions s, hub.session_of(s.token_hash, sessions_alive.at) living
  where s.id = any (session_ids) and living."sessionId" = s.id
$$;
--> statement-breakpoint
-- For asking again who is there; the password itself is nowhere.
create function hub.password_of(account_id uuid) returns table ("passwordHash" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.password_hash from hub.accounts a where a.id = password_of.account_id and a.disabled_at is null
$$;
--> statement-breakpoint
revoke execute on function hub.session_of(bytea, timestamptz), hub.begin_request(bytea, timestamptz, text),
  hub.open_session(uuid, bytea, uuid, uuid, timestamptz, timestamptz, text, text, timestamptz),
  hub.step_up_session(uuid, bytea, timestamptz), hub.sessions_alive(uuid[], timestamptz), hub.password_of(uuid) from public;
--> statement-breakpoint
grant execute on function hub.session_of(bytea, timestamptz), hub.begin_request(bytea, timestamptz, text),
  hub.open_session(uuid, bytea, uuid, uuid, timestamptz, timestamptz, text, text, timestamptz),
  hub.step_up_session(uuid, bytea, timestamptz), hub.sessions_alive(uuid[], timestamptz), hub.password_of(uuid) to hub_app;
