-- Somebody may be invited who has an account already, in another service. A link of this kind opens nothing: they sign in as ever, and
-- their new service is there. Whoever invites sees the same either way, until that person has signed in here once.
alter table hub.account_links drop constraint link_purpose_is_known,
  add constraint link_purpose_is_known check (purpose in ('activate', 'reset', 'join'));
--> statement-breakpoint
alter table hub.letters drop constraint letter_kind_is_known,
  add constraint letter_kind_is_known check (kind in ('activate', 'reset', 'join'));
--> statement-breakpoint
create function hub.has_signed_in_here(person_id uuid) returns boolean
language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.sessions s where s.service_id = hub.current_service() and s.person_id = has_signed_in_here.person_id and s.stage = 'complete')
$$;
--> statement-breakpoint
revoke execute on function hub.has_signed_in_here(uuid) from public;
--> statement-breakpoint
grant execute on function hub.has_signed_in_here(uuid) to hub_app;
--> statement-breakpoint
create or replace function hub.accounts_here() returns table ("personId" uuid, name text, phone text, roles text[], "accountId" uuid, email text, "hasPassword" boolean,
  "hasApp" boolean, "hasPasskey" boolean, "codesLeft" integer, "linkOpenUntil" timestamptz, "lastSignInAt" timestamptz, "accessStoppedAt" timestamptz,
  "worksElsewhere" boolean, version integer)
language sql stable security definer set search_path = hub, pg_temp as $$
  select p.id, p.name, p.phone, p.roles, a.id, coalesce(a.email, ''), here.now and coalesce(a.password_hash <> '', false), here.now and coalesce(st."hasApp", false),
    here.now and coalesce(st."hasPasskey", false), case when here.now then coalesce(st."codesLeft", 0) else 0 end,
    (select max(l.expires_at) from hub.account_links l where l.account_id = a.id and l.used_at is null and (here.now or not elsewhere.now or l.purpose = 'join')),
    (select max(s.created_at) from hub.sessions s where s.service_id = p.service_id and s.person_id = p.id and s.stage = 'complete'),
    p.access_stopped_at, here.now and elsewhere.now, p.version
  from hub.people p
  left join hub.accounts a on a.id = p.account_id
  left join lateral hub.account_standing(a.id) st on true
  cross join lateral (select hub.has_signed_in_here(p.id)) as here (now)
  cross join lateral (select exists (select from hub.people o where o.account_id = a.id and o.service_id <> p.service_id and o.left_at is null)) as elsewhere (now)
  where p.service_id = hub.current_service() and p.left_at is null
  order by p.name, p.id
$$;
