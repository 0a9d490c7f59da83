/*
 * Who asks, from where, and how far they see: one call at the head of every request instead of three. Each call costs a function's
 * whole setting up, and a request begins hundreds of times a second.
 */
-- The account is found by its token alone before anything about it is believed: all that is decided is decided again under the lock.
create or replace function hub.begin_command(token_hash bytea, at timestamptz, request_id text)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  account uuid;
begin
  select s.account_id into account from hub.sessions s
  where s.token_hash = begin_command.token_hash or s.previous_token_hash = begin_command.token_hash;
  if not found then
    return;
  end if;
  perform pg_advisory_xact_lock_shared(7401, hashtext(account::text));
  -- Each statement of this function sees what is committed when it starts: this one was sent after the lock was had.
  return query select * from hub.begin_request(token_hash, at, request_id);
end $$;
--> statement-breakpoint
create function hub.open_request(token_hash bytea, at timestamptz, request_id text, address text, for_command boolean)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if for_command then
    select * into "sessionId", "accountId", "personId", "serviceId", name, roles, "openedBy", "steppedUpAt", "restingRoles", "endsAt"
    from hub.begin_command(token_hash, at, request_id);
  else
    select * into "sessionId", "accountId", "personId", "serviceId", name, roles, "openedBy", "steppedUpAt", "restingRoles", "endsAt"
    from hub.begin_request(token_hash, at, request_id);
  end if;
  if not found then
    return;
  end if;
  perform set_config('app.address', address, true), set_config('app.session_id', "sessionId"::text, true), hub.work_out_sight(at);
  return next;
end $$;
--> statement-breakpoint
revoke execute on function hub.open_request(bytea, timestamptz, text, text, boolean) from public;
--> statement-breakpoint
grant execute on function hub.open_request(bytea, timestamptz, text, text, boolean) to hub_app;
