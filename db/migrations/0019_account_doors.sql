-- What belongs to an account is seen only in a transaction that names the account, as what belongs to a service names the service.
create function hub.current_account() returns uuid language sql stable set search_path = pg_catalog as
$$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['authenticator_apps', 'passkeys', 'recovery_codes', 'account_links', 'letters', 'known_devices', 'account_log'] loop
    execute format('alter table hub.%I alter column account_id set default hub.current_account()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_account_only on hub.%I for all using (account_id = (select hub.current_account())) with check (account_id = (select hub.current_account()))', each);
    execute format('create policy sign_in_only on hub.%I for all to hub_owner using (true) with check (true)', each);
  end loop;
  foreach each in array array['sign_in_tries', 'passkey_challenges'] loop
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy sign_in_only on hub.%I for all to hub_owner using (true) with check (true)', each);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on hub.authenticator_apps, hub.passkeys, hub.recovery_codes, hub.account_links, hub.letters, hub.known_devices, hub.account_log to hub_app;
--> statement-breakpoint
grant update on hub.authenticator_apps, hub.passkeys, hub.recovery_codes, hub.account_links, hub.letters, hub.known_devices to hub_app;
--> statement-breakpoint
grant delete on hub.authenticator_apps, hub.passkeys, hub.recovery_codes to hub_app;
--> statement-breakpoint
revoke all on hub.sign_in_tries, hub.passkey_challenges from hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.account_log for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.account_log for each statement execute function hub.refuse_change();
--> statement-breakpoint
create unique index one_app_in_use on hub.authenticator_apps (account_id) where confirmed_at is not null;
--> statement-breakpoint
create unique index one_app_on_its_way on hub.authenticator_apps (account_id) where confirmed_at is null;
--> statement-breakpoint
alter table hub.account_links
  add constraint link_purpose_is_known check (purpose in ('activate', 'reset')),
  add constraint link_lasts_an_hour_at_most check (expires_at <= made_at + interval '60 minutes');
--> statement-breakpoint
alter table hub.letters add constraint letter_kind_is_known check (kind in ('activate', 'reset'));
--> statement-breakpoint
alter table hub.passkey_challenges add constraint challenge_purpose_is_known check (purpose in ('register', 'sign-in', 'step-up'));
--> statement-breakpoint
-- A code of an authenticator app is good once, whatever two requests at one moment make of it.
create function hub.code_is_taken_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.last_step is distinct from old.last_step and old.last_step is not null and new.last_step <= old.last_step then
    raise exception 'a code is good once' using errcode = 'check_violation', constraint = 'code_is_taken_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger code_is_taken_once before update on hub.authenticator_apps for each row execute function hub.code_is_taken_once();
--> statement-breakpoint
-- What an account has to show beside its password, and whether it belongs to invented services only.
create function hub.account_standing(account_id uuid)
returns table ("demoOnly" boolean, "hasApp" boolean, "hasPasskey" boolean, "codesLeft" integer)
language sql stable security definer set search_path = hub, pg_temp as $$
  select
    coalesce((select bool_and(s.is_demo) from hub.people p join hub.services s on s.id = p.service_id
      where p.account_id = account_standing.account_id and p.left_at is null and p.access_stopped_at is null), false),
    exists (select from hub.authenticator_apps a where a.account_id = account_standing.account_id and a.confirmed_at is not null),
    exists (select from hub.passkeys k where k.account_id = account_standing.account_id),
    (select count(*)::int from hub.recovery_codes c where c.account_id = account_standing.account_id and c.used_at is null)
$$;
--> statement-breakpoint
-- A password alone opens an invented service only, and only while its person has no second factor: whatever the server forgets.
create function hub.real_service_needs_a_second_factor() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  standing record;
begin
  select * into standing from hub.account_standing(new.account_id);
  if not standing."demoOnly" or standing."hasApp" or standing."hasPasskey" then
    raise exception 'a password alone does not open this account' using errcode = 'check_violation', constraint = 'real_service_needs_a_second_factor';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger real_service_needs_a_second_factor before insert or update of stage, opened_by on hub.sessions
  for each row when (new.stage = 'complete' and new.opened_by = 'password') execute function hub.real_service_needs_a_second_factor();
--> statement-breakpoint
create or replace function hub.session_of(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.account_id, s.person_id, s.service_id, p.name,
    case when rest.now then array(select r from unnest(p.roles) r where r = any (s.wakeful_roles)) else p.roles end, s.opened_by, s.stepped_up_at,
    case when rest.now then array(select r from unnest(p.roles) r where r <> all (s.wakeful_roles)) else '{}' end,
    s.expires_at
  from hub.sessions s
  join hub.accounts a on a.id = s.account_id and a.disabled_at is null
  join hub.people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null and p.access_stopped_at is null
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
create or replace function hub.end_of_session(session hub.sessions, at timestamptz) returns text
language sql stable security definer set search_path = hub, pg_temp as $$
  select case
    when session.ended_because is not null then session.ended_because
    when session.stage <> 'complete' then 'signed-out'
    when session.expires_at <= end_of_session.at then 'limit'
    when session.last_used_at <= end_of_session.at - make_interval(mins => session.idle_minutes) then 'idle'
    when exists (select from hub.accounts a where a.id = session.account_id and a.disabled_at is not null) then 'disabled'
    when exists (select from hub.people p where p.service_id = session.service_id and p.id = session.person_id and p.access_stopped_at is not null) then 'disabled'
    when not exists (select from hub.people p where p.service_id = session.service_id and p.id = session.person_id and p.left_at is null) then 'left'
  end
$$;
--> statement-breakpoint
-- Stopping somebody's access ends what is open, whoever stops it and by whatever way.
create function hub.stopping_acts_at_once() returns trigger
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if new.account_id is not null then
    perform hub.end_sessions(new.account_id, 'disabled', now(), only_service => new.service_id);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger stopping_acts_at_once after update of access_stopped_at on hub.people for each row
  when (old.access_stopped_at is null and new.access_stopped_at is not null) execute function hub.stopping_acts_at_once();
--> statement-breakpoint
-- A sign-in that is not finished: who it is of, and what is still missing. It opens nothing but the rest of signing in.
create function hub.unfinished_session(token_hash bytea, at timestamptz)
returns table ("sessionId" uuid, "accountId" uuid, "serviceId" uuid, stage text, "openedBy" text, email text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, s.account_id, s.service_id, s.stage, s.opened_by, a.email
  from hub.sessions s
  join hub.accounts a on a.id = s.account_id and a.disabled_at is null
  join hub.people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null and p.access_stopped_at is null
  where s.token_hash = unfinished_session.token_hash and s.stage <> 'complete' and s.revoked_at is null and s.expires_at > unfinished_session.at
$$;
--> statement-breakpoint
-- The second factor was shown, or set up: the unfinished session becomes a whole one, under a fresh token and from now on.
create function hub.finish_session(session_id uuid, token_hash bytea, at timestamptz, ends timestamptz, opened_by text) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.sessions s set token_hash = finish_session.token_hash, stage = 'complete', opened_by = finish_session.opened_by,
    created_at = finish_session.at, last_used_at = finish_session.at, stepped_up_at = finish_session.at, expires_at = finish_session.ends
  where s.id = finish_session.session_id and s.stage <> 'complete' and s.revoked_at is null;
  return found;
end $$;
--> statement-breakpoint
create or replace function hub.services_of(account_id uuid)
returns table ("serviceId" uuid, "personId" uuid, name text, "serviceName" text, "councilName" text, roles text[])
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, p.id, p.name, s.name, s.council_name, p.roles
  from hub.people p join hub.services s on s.id = p.service_id
  where p.account_id = services_of.account_id and p.left_at is null and p.access_stopped_at is null
  order by s.name, s.id
$$;
--> statement-breakpoint
create function hub.account_facts() returns table (email text, "passwordChangedAt" timestamptz, "toldUntil" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.email, a.password_changed_at, a.told_until from hub.accounts a where a.id = hub.current_account()
$$;
--> statement-breakpoint
create function hub.tell_until(at timestamptz) returns void
language sql security definer set search_path = hub, pg_temp as $$
  update hub.accounts a set told_until = greatest(a.told_until, tell_until.at) where a.id = hub.current_account()
$$;
--> statement-breakpoint
-- A new password, or the same one under dearer parameters (then `changed_at` is null and nobody needs to be told).
create function hub.set_password(password_hash text, changed_at timestamptz) returns void
language sql security definer set search_path = hub, pg_temp as $$
  update hub.accounts a set password_hash = set_password.password_hash, password_changed_at = coalesce(set_password.changed_at, a.password_changed_at)
  where a.id = hub.current_account()
$$;
--> statement-breakpoint
create function hub.owner_of_passkey(credential_id text) returns table ("accountId" uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select k.account_id from hub.passkeys k join hub.accounts a on a.id = k.account_id and a.disabled_at is null
  where k.credential_id = owner_of_passkey.credential_id
$$;
--> statement-breakpoint
create function hub.keep_challenge(challenge text, purpose text, account_id uuid, at timestamptz) returns void
language sql security definer set search_path = hub, pg_temp as $$
  delete from hub.passkey_challenges c where c.expires_at < keep_challenge.at;
  insert into hub.passkey_challenges (challenge, purpose, account_id, expires_at)
  values (keep_challenge.challenge, keep_challenge.purpose, keep_challenge.account_id, keep_challenge.at + interval '5 minutes')
$$;
--> statement-breakpoint
create function hub.take_challenge(challenge text, purpose text, account_id uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  delete from hub.passkey_challenges c
  where c.challenge = take_challenge.challenge and c.purpose = take_challenge.purpose
    and c.account_id is not distinct from take_challenge.account_id and c.expires_at > take_challenge.at;
  return found;
end $$;
--> statement-breakpoint
create function hub.link_by_token(token_hash bytea, at timestamptz)
returns table ("linkId" uuid, "accountId" uuid, purpose text, email text, names text[], "hasPassword" boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select l.id, l.account_id, l.purpose, a.email,
    array(select p.name from hub.people p where p.account_id = a.id
      union select s.name from hub.people p join hub.services s on s.id = p.service_id where p.account_id = a.id
      union select s.council_name from hub.people p join hub.services s on s.id = p.service_id where p.account_id = a.id),
    a.password_hash <> ''
  from hub.account_links l join hub.accounts a on a.id = l.account_id and a.disabled_at is null
  where l.token_hash = link_by_token.token_hash and l.used_at is null and l.expires_at > link_by_token.at
$$;
--> statement-breakpoint
create function hub.tries_of(buckets text[]) returns table (bucket text, failures integer, "lastAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select t.bucket, t.failures, t.last_at from hub.sign_in_tries t where t.bucket = any (buckets)
$$;
--> statement-breakpoint
-- Counts one more wrong try in each bucket, from one again after a quiet hour; buckets that nobody needs any more go.
create function hub.note_wrong_try(buckets text[], abouts text[], at timestamptz) returns void
language sql security definer set search_path = hub, pg_temp as $$
  delete from hub.sign_in_tries t where t.last_at < note_wrong_try.at - interval '1 day';
  insert into hub.sign_in_tries as t (bucket, about, failures, last_at)
  select b.bucket, b.about, 1, note_wrong_try.at from unnest(buckets, abouts) as b (bucket, about) order by b.bucket
  on conflict (bucket) do update set
    failures = case when t.last_at < excluded.last_at - interval '1 hour' then 1 else t.failures + 1 end, last_at = excluded.last_at
$$;
--> statement-breakpoint
create function hub.forget_tries(buckets text[]) returns void
language sql security definer set search_path = hub, pg_temp as $$
  delete from hub.sign_in_tries t where t.bucket = any (buckets)
$$;
--> statement-breakpoint
-- An administrator lets somebody of their service try again at once.
create function hub.forget_tries_about(about text) returns integer
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  gone integer;
begin
  delete from hub.sign_in_tries t where t.about = forget_tries_about.about;
  get diagnostics gone = row_count;
  return gone;
end $$;
--> statement-breakpoint
-- Letters that wait, the oldest first; one that did not go waits longer each time, a day at most, and is given up after ten tries.
create function hub.letters_due(most integer, at timestamptz) returns table ("accountId" uuid, id uuid, kind text, address text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select l.account_id, l.id, l.kind, a.email
  from hub.letters l join hub.accounts a on a.id = l.account_id and a.disabled_at is null
  where l.sent_at is null and l.tries < 10
    and (l.tried_at is null or l.tried_at < letters_due.at - least(power(2, l.tries) * interval '15 seconds', interval '1 day'))
  order by l.made_at limit most
$$;
--> statement-breakpoint
-- The accounts of the service that the transaction names, as its administrators see them.
create function hub.accounts_here() returns table ("personId" uuid, name text, phone text, roles text[], "accountId" uuid, email text, "hasPassword" boolean,
  "hasApp" boolean, "hasPasskey" boolean, "codesLeft" integer, "linkOpenUntil" timestamptz, "lastSignInAt" timestamptz, "accessStoppedAt" timestamptz,
  "worksElsewhere" boolean, version integer)
language sql stable security definer set search_path = hub, pg_temp as $$
  select p.id, p.name, p.phone, p.roles, a.id, coalesce(a.email, ''), coalesce(a.password_hash <> '', false), coalesce(st."hasApp", false),
    coalesce(st."hasPasskey", false), coalesce(st."codesLeft", 0),
    (select max(l.expires_at) from hub.account_links l where l.account_id = a.id and l.used_at is null),
    (select max(s.created_at) from hub.sessions s where s.service_id = p.service_id and s.person_id = p.id and s.stage = 'complete'),
    p.access_stopped_at,
    exists (select from hub.people o where o.account_id = a.id and o.service_id <> p.service_id and o.left_at is null), p.version
  from hub.people p
  left join hub.accounts a on a.id = p.account_id
  left join lateral hub.account_standing(a.id) st on true
  where p.service_id = hub.current_service() and p.left_at is null
  order by p.name, p.id
$$;
--> statement-breakpoint
-- The account of an address, made when there is none. For an invitation, inside a service; the answer does not tell which it was.
create function hub.account_of_address(email text, id uuid, at timestamptz) returns uuid
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  found_id uuid;
begin
  if hub.current_service() is null then
    return null;
  end if;
  insert into hub.accounts (id, email, password_hash, created_at)
  values (account_of_address.id, lower(account_of_address.email), '', account_of_address.at) on conflict do nothing;
  select a.id into found_id from hub.accounts a where a.email = lower(account_of_address.email);
  return found_id;
end $$;
--> statement-breakpoint
-- Names, for the rest of the transaction, the account of somebody of this service; nothing when they have none here.
create function hub.act_for_person(person_id uuid)
returns table ("accountId" uuid, email text, name text, "worksElsewhere" boolean, "hasPassword" boolean, "accessStoppedAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  return query
    select a.id, a.email, p.name,
      exists (select from hub.people o where o.account_id = a.id and o.service_id <> p.service_id and o.left_at is null),
      a.password_hash <> '', p.access_stopped_at
    from hub.people p join hub.accounts a on a.id = p.account_id
    where p.service_id = hub.current_service() and p.id = act_for_person.person_id and p.left_at is null;
  perform set_config('app.account_id', p.account_id::text, true) from hub.people p
  where p.service_id = hub.current_service() and p.id = act_for_person.person_id and p.left_at is null and p.account_id is not null;
end $$;
--> statement-breakpoint
do $$
declare
  each text;
  doors constant text[] := array['account_standing(uuid)', 'session_of(bytea, timestamptz)', 'unfinished_session(bytea, timestamptz)', 'services_of(uuid)', 'finish_session(uuid, bytea, timestamptz, timestamptz, text)',
    'account_facts()', 'tell_until(timestamptz)', 'set_password(text, timestamptz)', 'owner_of_passkey(text)', 'keep_challenge(text, text, uuid, timestamptz)',
    'take_challenge(text, text, uuid, timestamptz)', 'link_by_token(bytea, timestamptz)', 'tries_of(text[])',
    'note_wrong_try(text[], text[], timestamptz)', 'forget_tries(text[])', 'forget_tries_about(text)', 'accounts_here()', 'letters_due(integer, timestamptz)',
    'account_of_address(text, uuid, timestamptz)', 'act_for_person(uuid)', 'current_account()'];
begin
  foreach each in array doors loop
    execute format('revoke execute on function hub.%s from public', each);
    execute format('grant execute on function hub.%s to hub_app', each);
  end loop;
  revoke execute on function hub.stopping_acts_at_once(), hub.code_is_taken_once(), hub.real_service_needs_a_second_factor() from public;
end $$;
