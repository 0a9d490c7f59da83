-- Sign-in happens before the service is known, so it goes through functions that run as the owner and give back only what is asked.

create function hub.session_of(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[])
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.account_id, s.person_id, s.service_id, p.name, p.roles
  from hub.sessions s
  join hub.accounts a on a.id = s.account_id and a.disabled_at is null
  join hub.people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null
  where s.token_hash = session_of.token_hash and s.revoked_at is null
    and s.expires_at > session_of.at
    -- An AMHP's phone lies in a pocket for hours while they are with somebody; a desk that nobody touches is an open door.
    and s.last_used_at > session_of.at - case when 'amhp' = any (p.roles) then interval '12 hours' else interval '2 hours' end
$$;
--> statement-breakpoint
-- Says, for the rest of the transaction, who asks and in which service; nothing when the token is not a live session.
create function hub.begin_request(token_hash bytea, at timestamptz, request_id text)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[])
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
  return query select who."sessionId", who."accountId", who."personId", who."serviceId", who.name, who.roles;
end $$;
--> statement-breakpoint
create function hub.touch_session(token_hash bytea, at timestamptz) returns void
language sql security definer set search_path = hub, pg_temp as $$
  update hub.sessions s set last_used_at = touch_session.at
  where s.token_hash = touch_session.token_hash and s.last_used_at < touch_session.at - interval '1 minute'
$$;
--> statement-breakpoint
create function hub.account_for_sign_in(email text)
returns table ("accountId" uuid, "passwordHash" text, disabled boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.id, a.password_hash, a.disabled_at is not null from hub.accounts a where a.email = lower(account_for_sign_in.email)
$$;
--> statement-breakpoint
create function hub.services_of(account_id uuid)
returns table ("serviceId" uuid, "personId" uuid, name text, "serviceName" text, "councilName" text, roles text[])
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, p.id, p.name, s.name, s.council_name, p.roles
  from hub.people p join hub.services s on s.id = p.service_id
  where p.account_id = services_of.account_id and p.left_at is null
  order by s.name, s.id
$$;
--> statement-breakpoint
create function hub.open_session(id uuid, token_hash bytea, account_id uuid, service_id uuid, at timestamptz, ends timestamptz) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  insert into hub.sessions (id, token_hash, account_id, service_id, person_id, created_at, last_used_at, expires_at)
  select open_session.id, open_session.token_hash, open_session.account_id, p.service_id, p.id, at, at, ends
  from hub.people p
  where p.service_id = open_session.service_id and p.account_id = open_session.account_id and p.left_at is null;
  return found;
end $$;
--> statement-breakpoint
create function hub.close_session(token_hash bytea, at timestamptz) returns uuid
language sql security definer set search_path = hub, pg_temp as $$
  update hub.sessions s set revoked_at = at where s.token_hash = close_session.token_hash and s.revoked_at is null returning s.id
$$;
--> statement-breakpoint
-- Where each service's stream of events stands: numbers only, for the pulse of the sockets.
create function hub.stream_positions() returns table ("serviceId" uuid, "lastSeq" bigint)
language sql stable security definer set search_path = hub, pg_temp as $$
  select c.service_id, c.last_seq from hub.service_counters c
$$;
--> statement-breakpoint
revoke execute on all functions in schema hub from public;
--> statement-breakpoint
grant execute on all functions in schema hub to hub_app;
--> statement-breakpoint
revoke execute on function hub.refuse_change(), hub.next_version(), hub.command_left_an_event(), hub.power_is_corrected_not_edited(),
  hub.approval_covers_the_day(), hub.decided_claim_stays_decided() from hub_app;
--> statement-breakpoint
create index referrals_by_birth on hub.referrals (service_id, born_on) where born_on is not null;
--> statement-breakpoint
create index referrals_by_nhs_number on hub.referrals (service_id, nhs_number) where nhs_number <> '';
