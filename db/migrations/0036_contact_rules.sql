-- Further calls, links and merges, and how the same person is found again however they are spelt.

do $$
declare each text;
begin
  foreach each in array array['referral_calls', 'referral_links', 'referral_index'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on hub.referral_calls, hub.referral_links to hub_app;
--> statement-breakpoint
grant update (ended_by, ended_at, ended_why) on hub.referral_links to hub_app;
--> statement-breakpoint
create policy only_in_sight on hub.referral_calls as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
-- A link is about two people's records: whoever may not see one of them does not read why.
create policy only_in_sight on hub.referral_links as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[]) and other_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) or other_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
alter table hub.referral_calls
  add constraint call_risk_answer_is_known check (risk_to_staff in ('none-known', 'yes', 'not-asked')),
  add constraint call_power_is_known check (power_kind in ('s136', 's136-kept', 's135', 's135-kept', 's5-4', 's5-2', 's4', 'cto-recall')),
  add constraint call_start_has_its_power check (power_started_at is null or power_kind is not null);
--> statement-breakpoint
alter table hub.referral_links
  add constraint link_kind_is_known check (kind in ('same-person', 're-referral', 'same-event', 'merged')),
  add constraint link_is_between_two check (referral_id <> other_id),
  add constraint link_says_why check (why <> ''),
  add constraint merged_referral_can_go_on check ((kind = 'merged') = (state_before is not null)),
  add constraint ended_link_says_who_and_why check ((ended_at is null) = (ended_by is null) and (ended_at is null or ended_why <> ''));
--> statement-breakpoint
create unique index one_live_merge_per_referral on hub.referral_links (service_id, referral_id) where kind = 'merged' and ended_at is null;
--> statement-breakpoint
create unique index one_live_link_between_two on hub.referral_links (service_id, least(referral_id, other_id), greatest(referral_id, other_id)) where ended_at is null;
--> statement-breakpoint
create function hub.link_ends_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if old.ended_at is not null then
    raise exception 'a link ends once' using errcode = 'check_violation', constraint = 'link_ends_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger link_ends_once before update on hub.referral_links for each row execute function hub.link_ends_once();
--> statement-breakpoint
create trigger changed_only_by_release before update or delete on hub.referral_calls for each row execute function hub.changed_only_by_release();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.referral_calls for each statement execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.referral_links for each statement execute function hub.refuse_change();
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by)
select c.table_name, c.column_name, case c.table_name when 'referrals' then 'id' else 'referral_id' end
from (values
  ('referrals', 'person_phone'),
  ('referral_calls', 'caller_name'), ('referral_calls', 'caller_phone'), ('referral_calls', 'place'), ('referral_calls', 'happening'), ('referral_calls', 'risk_detail'),
  ('referral_links', 'why'), ('referral_links', 'ended_why'),
  ('referral_index', 'name'), ('referral_index', 'sounds'), ('referral_index', 'numbers'), ('referral_index', 'phones'), ('referral_index', 'homes')
) as c (table_name, column_name);
--> statement-breakpoint

-- A name as it is searched for: small letters without accents and apostrophes. The same is said in shared/referrals/finding.ts, and a test compares the two.
create function hub.fold_name(typed text) returns text language sql immutable parallel safe set search_path = pg_catalog as $$
  select replace(replace(replace(replace(
    translate(regexp_replace(lower(normalize(typed, NFKD)), '[\u0300-\u036f''\u2019\u2018\u02bc`\u00b4]', '', 'g'), 'łøđðħıŧ', 'loddhit'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;
--> statement-breakpoint
-- How a folded name sounds to an English ear, word by word: both readings of the double metaphone.
create function hub.sounds_of(folded text) returns text[] language sql immutable parallel safe set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct heard.sound), '{}')
  from regexp_split_to_table(folded, '[^a-z]+') as part (word)
  cross join lateral (values (public.dmetaphone(part.word)), (public.dmetaphone_alt(part.word))) as heard (sound)
  where length(part.word) > 1 and heard.sound <> ''
$$;
--> statement-breakpoint
-- +44 (0)7700 900318, 07700 900 318 and 7700900318 are one telephone.
create function hub.phone_digits(typed text) returns text language sql immutable parallel safe set search_path = pg_catalog as $$
  select regexp_replace(regexp_replace(typed, '\D', '', 'g'), '^(0044|44)?0?', '')
$$;
--> statement-breakpoint
-- What an address is known by: its postcodes without the space, and without one its first line.
create function hub.homes_of(typed text) returns text[] language sql immutable parallel safe set search_path = pg_catalog as $$
  select case
    when btrim(typed) = '' then '{}'
    when upper(typed) ~ '\m[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\M'
      then array(select distinct replace(m[1], ' ', '') from regexp_matches(upper(typed), '\m([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\M', 'g') as m)
    else array[left(regexp_replace(hub.fold_name(split_part(typed, E'\n', 1)), '[^a-z0-9]+', '', 'g'), 60)]
  end
$$;
--> statement-breakpoint
-- Only the functions that find read the index; row-level security would keep them from using its indexes, so they compare the service themselves.
create policy finding_only on hub.referral_index for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create index referral_index_by_name on hub.referral_index using gin (name public.gin_trgm_ops);
--> statement-breakpoint
create index referral_index_by_number on hub.referral_index using gin (numbers public.gin_trgm_ops);
--> statement-breakpoint
create index referral_index_by_sound on hub.referral_index using gin (sounds);
--> statement-breakpoint
create index referral_index_by_phone on hub.referral_index using gin (phones);
--> statement-breakpoint
create index referral_index_by_home on hub.referral_index using gin (homes);
--> statement-breakpoint
create function hub.index_one(service uuid, referral uuid) returns void language plpgsql set search_path = hub, pg_temp as $$
declare
  told text[];
begin
  select coalesce(array_agg(distinct p.digits order by p.digits), '{}') into told from (
    select hub.phone_digits(r.caller_phone) as digits from hub.referrals r where r.service_id = service and r.id = referral
    union all select hub.phone_digits(r.person_phone) from hub.referrals r where r.service_id = service and r.id = referral and r.person_phone <> ''
    union all select hub.phone_digits(c.caller_phone) from hub.referral_calls c where c.service_id = service and c.referral_id = referral
  ) p where length(p.digits) >= 6;
  insert into hub.referral_index as x (service_id, referral_id, name, sounds, numbers, phones, homes)
  select r.service_id, r.id, hub.fold_name(r.last_name || ' ' || r.first_name), hub.sounds_of(hub.fold_name(r.last_name)),
    concat_ws(' ', nullif(r.nhs_number, ''), array_to_string(told, ' ')), told, hub.homes_of(r.home_address)
  from hub.referrals r where r.service_id = service and r.id = referral
  on conflict (service_id, referral_id) do update set
    name = excluded.name, sounds = excluded.sounds, numbers = excluded.numbers, phones = excluded.phones, homes = excluded.homes;
end $$;
--> statement-breakpoint
create function hub.index_referral() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  service_before text := coalesce(current_setting('app.service_id', true), '');
begin
  -- Whoever loads rows from behind the server has named no service; the index is kept in that of the row.
  perform set_config('app.service_id', new.service_id::text, true);
  perform hub.index_one(new.service_id, case tg_table_name when 'referrals' then new.id else (to_jsonb(new) ->> 'referral_id')::uuid end);
  perform set_config('app.service_id', service_before, true);
  return null;
end $$;
--> statement-breakpoint
create trigger index_referral after insert or update of last_name, first_name, nhs_number, caller_phone, person_phone, home_address on hub.referrals
  for each row execute function hub.index_referral();
--> statement-breakpoint
create trigger index_referral after insert or update of caller_phone on hub.referral_calls for each row execute function hub.index_referral();
--> statement-breakpoint
-- Referrals from before this version, service by service.
do $$
declare each uuid;
begin
  for each in select id from hub.services loop
    perform set_config('app.service_id', each::text, true);
    perform hub.index_one(r.service_id, r.id) from hub.referrals r;
  end loop;
  perform set_config('app.service_id', '', true);
end $$;
--> statement-breakpoint

-- Referrals that what was typed may mean and that whoever asks may see, the latest first. `parts` are patterns, the longest first.
create function hub.find_referrals(wanted integer, digits text, phone text, parts text[], shown text, most integer) returns table (id uuid)
language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  reads_all boolean := hub.reads_all();
  hidden uuid[] := hub.hidden_referrals();
  seen uuid[] := hub.referrals_in_sight();
begin
  return query
    with hit (referral_id) as (
      select r.id from hub.referrals r where r.service_id = service and r.number = wanted
      union
      select x.referral_id from hub.referral_index x where x.service_id = service and digits is not null and x.numbers like '%' || digits || '%'
      union
      select x.referral_id from hub.referral_index x where x.service_id = service and phone is not null and x.numbers like '%' || phone || '%'
      union
      select x.referral_id from hub.referral_index x where x.service_id = service and cardinality(parts) > 0 and x.name like parts[1] and x.name like all (parts)
    )
    select r.id from hit join hub.referrals r on r.service_id = service and r.id = hit.referral_id
    where case when reads_all then not r.id = any (hidden) else r.id = any (seen) end
      and (shown = 'all' or (shown = 'open') = (r.state <> 'closed'))
    order by r.received_at desc, r.number desc limit most;
end $$;
--> statement-breakpoint
-- Referrals that may be about the person who is being typed, with how each was found. Of a record that is closed to whoever asks only its
-- number is told, and only when saving the call would restrict it anyway: the same NHS number, or the same name and day of birth.
create function hub.referrals_alike(family text, given text, born date, nhs text, phone text, home text, most integer)
returns table ("referralId" uuid, "closedNumber" integer, likeness real, sounds boolean)
language plpgsql stable security definer set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  reads_all boolean := hub.reads_all();
  out_of_sight uuid[] := hub.hidden_referrals();
  seen uuid[] := hub.referrals_in_sight();
  typed text := btrim(hub.fold_name(family || ' ' || given));
  heard text[] := hub.sounds_of(hub.fold_name(family));
  places text[] := hub.homes_of(home);
begin
  return query
    with hit (referral_id) as (
      select r.id from hub.referrals r where r.service_id = service and nhs <> '' and r.nhs_number = nhs
      union
      select r.id from hub.referrals r join hub.referral_index x on x.service_id = service and x.referral_id = r.id
        where r.service_id = service and r.born_on = born and (x.sounds && heard or public.similarity(x.name, typed) > 0.3)
      union
      (select x.referral_id from hub.referral_index x
        where x.service_id = service and typed <> '' and (x.sounds && heard or x.name operator(public.%) typed)
        order by public.similarity(x.name, typed) desc limit 60)
      union
      (select x.referral_id from hub.referral_index x where x.service_id = service and phone <> '' and x.phones && array[phone] limit 60)
      union
      (select x.referral_id from hub.referral_index x where x.service_id = service and x.homes && places limit 60)
    ), met as (
      select r.id, r.number, r.received_at, public.similarity(x.name, typed) as near, x.sounds && heard as heard,
        case when reads_all then not r.id = any (out_of_sight) else r.id = any (seen) end as open,
        (nhs <> '' and r.nhs_number = nhs) or (r.born_on = born and x.name = typed) as surely
      from hit join hub.referrals r on r.service_id = service and r.id = hit.referral_id
      join hub.referral_index x on x.service_id = service and x.referral_id = r.id
    )
    select case when f.open then f.id end, case when not f.open then f.number end, f.near, coalesce(f.heard, false)
    from met f where f.open or f.surely
    order by f.surely desc, f.near desc, f.received_at desc limit most;
end $$;
--> statement-breakpoint
-- Whether a referral in sight was told with this telephone, or of this address.
create function hub.same_phone(referral uuid, phone text) returns boolean
language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.referral_index x where x.service_id = hub.current_service() and x.referral_id = referral
    and phone <> '' and x.phones && array[phone] and hub.in_sight(referral))
$$;
--> statement-breakpoint
create function hub.same_home(referral uuid, home text) returns boolean
language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.referral_index x where x.service_id = hub.current_service() and x.referral_id = referral
    and x.homes && hub.homes_of(home) and hub.in_sight(referral))
$$;
--> statement-breakpoint
-- A draft is over once it has been saved as a referral, or added to one as a further call.
create or replace function hub.is_referral(referral uuid) returns boolean
language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.referrals r where r.service_id = hub.current_service() and r.id = referral)
    or exists (select from hub.referral_calls c where c.service_id = hub.current_service() and c.id = referral)
$$;
--> statement-breakpoint
revoke execute on function hub.link_ends_once(), hub.fold_name(text), hub.sounds_of(text), hub.phone_digits(text), hub.homes_of(text), hub.index_one(uuid, uuid),
  hub.index_referral(), hub.find_referrals(integer, text, text, text[], text, integer),
  hub.referrals_alike(text, text, date, text, text, text, integer), hub.same_phone(uuid, text), hub.same_home(uuid, text) from public;
--> statement-breakpoint
grant execute on function hub.fold_name(text), hub.find_referrals(integer, text, text, text[], text, integer),
  hub.referrals_alike(text, text, date, text, text, text, integer), hub.same_phone(uuid, text), hub.same_home(uuid, text) to hub_app;
