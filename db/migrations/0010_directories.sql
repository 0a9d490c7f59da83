-- Single sign-on and directories: who may see which rows, and the few functions that work before the service is known.
do $$
declare each text;
begin
  foreach each in array array['identity_providers', 'identity_links', 'sso_sessions', 'spent_tokens', 'scim_tokens', 'scim_users'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
create policy sign_in_only on hub.identity_providers for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create policy sign_in_only on hub.sso_sessions for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create policy sign_in_only on hub.scim_tokens for all to hub_owner using (true) with check (true);
--> statement-breakpoint
-- The sealed secret and the hash of a token are seen by the functions below and by nobody else.
grant select (service_id, id, label, issuer, client_id, rules, place, enabled, version) on hub.identity_providers to hub_app;
--> statement-breakpoint
grant select (service_id, id, label, scopes, made_by, made_at, expires_at, revoked_at, last_used_at), insert, update (revoked_at) on hub.scim_tokens to hub_app;
--> statement-breakpoint
grant select, insert on hub.identity_links, hub.sso_sessions, hub.spent_tokens to hub_app;
--> statement-breakpoint
grant delete on hub.identity_links to hub_app;
--> statement-breakpoint
grant select, insert, update on hub.scim_users to hub_app;
--> statement-breakpoint
alter table hub.spent_tokens add constraint spent_kind_is_known check (kind in ('state', 'logout'));
--> statement-breakpoint
alter table hub.scim_tokens
  add constraint token_scope_is_known check (scopes <@ array['read', 'write'] and cardinality(scopes) > 0),
  add constraint token_ends_within_a_year check (expires_at > made_at and expires_at <= made_at + interval '366 days');
--> statement-breakpoint
create unique index one_directory_user_name on hub.scim_users (service_id, lower(user_name)) where deleted_at is null;
--> statement-breakpoint
create unique index one_directory_external_id on hub.scim_users (service_id, external_id) where deleted_at is null;
--> statement-breakpoint
-- A directory announces people before anybody has given them a role: they may sign in to nothing until somebody does.
alter table hub.people drop constraint people_roles_are_known;
--> statement-breakpoint
alter table hub.people add constraint people_roles_are_known
  check (roles <@ array['practice-consultant', 'amhp', 'trainee', 'manager', 'amhp-lead', 'edt', 'admin', 'auditor']);
--> statement-breakpoint
-- What anybody may see on the sign-in page: names of buttons.
create function hub.providers_shown() returns table (id text, label text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select p.id, p.label from hub.identity_providers p where p.enabled order by p.place, p.label, p.id
$$;
--> statement-breakpoint
create function hub.provider_of(id text)
returns table (id text, "serviceId" uuid, label text, issuer text, "clientId" text, "sealedSecret" text, rules jsonb, version int)
language sql stable security definer set search_path = hub, pg_temp as $$
  select p.id, p.service_id, p.label, p.issuer, p.client_id, p.sealed_secret, p.rules, p.version
  from hub.identity_providers p where p.id = provider_of.id and p.enabled
$$;
--> statement-breakpoint
-- The services by what a settings file calls them: their name, or their id.
create function hub.service_named(named text) returns table (id uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id from hub.services s where lower(s.name) = lower(service_named.named) or s.id::text = lower(service_named.named)
$$;
--> statement-breakpoint
create function hub.provider_sealed(id text) returns table (id text, "sealedSecret" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select p.id, p.sealed_secret from hub.identity_providers p
  where p.service_id = hub.current_service() and p.id = provider_sealed.id
$$;
--> statement-breakpoint
-- Puts a provider of the settings in place. @returns whether anything has changed
create function hub.keep_provider(id text, label text, issuer text, client_id text, sealed_secret text, rules jsonb, place int) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  insert into hub.identity_providers as p (service_id, id, label, issuer, client_id, sealed_secret, rules, place)
  values (hub.current_service(), keep_provider.id, keep_provider.label, keep_provider.issuer, keep_provider.client_id,
    keep_provider.sealed_secret, keep_provider.rules, keep_provider.place)
  on conflict on constraint identity_providers_pkey do update set label = excluded.label, sealed_secret = excluded.sealed_secret,
    rules = excluded.rules, place = excluded.place, enabled = true, version = p.version + 1
  where (p.label, p.sealed_secret, p.rules, p.place, p.enabled)
    is distinct from (excluded.label, excluded.sealed_secret, excluded.rules, excluded.place, true);
  return found;
end $$;
--> statement-breakpoint
-- Switches off every provider that the settings no longer name.
create function hub.keep_only_providers(ids text[]) returns table ("serviceId" uuid, id text)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.identity_providers p set enabled = false, version = p.version + 1
  where p.enabled and p.id <> all (keep_only_providers.ids) returning p.service_id, p.id
$$;
--> statement-breakpoint
-- The accounts of the service's own people, for finding whom a directory means: addresses, never a password.
create function hub.directory_accounts() returns table (person_id uuid, account_id uuid, email text, disabled boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select p.id, a.id, a.email, a.disabled_at is not null
  from hub.people p join hub.accounts a on a.id = p.account_id where p.service_id = hub.current_service()
$$;
--> statement-breakpoint
-- The account with this address, made when there is none: by an unguessable password, so that only single sign-on opens it.
create function hub.account_for_directory(id uuid, email text, password_hash text, at timestamptz) returns uuid
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  kept uuid;
begin
  insert into hub.accounts (id, email, password_hash, created_at)
  values (account_for_directory.id, lower(account_for_directory.email), account_for_directory.password_hash, at)
  on conflict (email) do nothing;
  select a.id into kept from hub.accounts a where a.email = lower(account_for_directory.email);
  return kept;
end $$;
--> statement-breakpoint
-- The integration that a token stands for, while it lasts. Noting the use of it once a minute is enough.
create function hub.scim_token_of(token_hash bytea, at timestamptz) returns table ("tokenId" uuid, "serviceId" uuid, scopes text[])
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.scim_tokens t set last_used_at = scim_token_of.at
  where t.token_hash = scim_token_of.token_hash and t.revoked_at is null and t.expires_at > scim_token_of.at
    and (t.last_used_at is null or t.last_used_at < scim_token_of.at - interval '1 minute');
  return query select t.id, t.service_id, t.scopes from hub.scim_tokens t
  where t.token_hash = scim_token_of.token_hash and t.revoked_at is null and t.expires_at > scim_token_of.at;
end $$;
--> statement-breakpoint
-- Whose session this is, while it is alive: for coming back from a provider, when its own cookie stays behind.
create function hub.session_person(session_id uuid, at timestamptz) returns table ("personId" uuid, "accountId" uuid, "serviceId" uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.person_id, s.account_id, s.service_id from hub.sessions s
  where s.id = session_person.session_id and exists (select from hub.sessions_alive(array[s.id], session_person.at))
$$;
--> statement-breakpoint
-- Ends the sessions that a provider opened for a subject, or for one of its own sessions.
create function hub.end_sso_sessions(provider_id text, subject text, sid text, at timestamptz) returns table ("sessionId" uuid, "personId" uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.sessions s set revoked_at = end_sso_sessions.at
  from hub.sso_sessions o
  where o.service_id = hub.current_service() and o.provider_id = end_sso_sessions.provider_id and s.id = o.session_id and s.revoked_at is null
    and (end_sso_sessions.subject is null or o.subject = end_sso_sessions.subject)
    and (end_sso_sessions.sid is null or o.sid = end_sso_sessions.sid)
  returning s.id, s.person_id
$$;
--> statement-breakpoint
-- Ends everything by which somebody reaches this service; what they have in another service is theirs still.
create function hub.end_access(person_id uuid, at timestamptz) returns table ("sessionId" uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.sessions s set revoked_at = end_access.at
  where s.service_id = hub.current_service() and s.person_id = end_access.person_id and s.revoked_at is null returning s.id
$$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array[
    'providers_shown()', 'provider_of(text)', 'service_named(text)', 'provider_sealed(text)', 'keep_provider(text, text, text, text, text, jsonb, int)',
    'keep_only_providers(text[])', 'directory_accounts()', 'account_for_directory(uuid, text, text, timestamptz)',
    'scim_token_of(bytea, timestamptz)', 'session_person(uuid, timestamptz)', 'end_sso_sessions(text, text, text, timestamptz)',
    'end_access(uuid, timestamptz)'
  ] loop
    execute format('revoke execute on function hub.%s from public', each);
    execute format('grant execute on function hub.%s to hub_app', each);
  end loop;
end $$;
