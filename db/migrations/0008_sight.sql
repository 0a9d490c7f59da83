-- What each request may see of a person. Worked out once, when the request begins, from the actor's roles, their work, the lists of
-- restricted records and what they opened with a reason; row-level security then holds every statement to it, whatever it forgets.

do $$
declare each text;
begin
  foreach each in array array['restrictions', 'restriction_people', 'openings', 'notices'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on hub.restrictions, hub.restriction_people, hub.openings, hub.notices to hub_app;
--> statement-breakpoint
grant update on hub.restrictions to hub_app;
--> statement-breakpoint
grant update (removed_at) on hub.restriction_people to hub_app;
--> statement-breakpoint
grant update (ended_at, reviewed_by, reviewed_at, review_result, review_note) on hub.openings to hub_app;
--> statement-breakpoint
grant update (seen_at) on hub.notices to hub_app;
--> statement-breakpoint
alter table hub.restrictions
  add constraint restriction_kind_is_known check (kind in ('allow', 'deny')),
  add constraint restriction_reason_is_known check (reason in ('colleague', 'relative', 'well-known', 'address-at-risk', 'conflict', 'other')),
  add constraint lifted_restriction_says_who_and_why check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null or lifted_why <> ''));
--> statement-breakpoint
create trigger version_goes_up_by_one before update on hub.restrictions for each row execute function hub.next_version();
--> statement-breakpoint
alter table hub.openings
  add constraint opening_lasts_an_hour check (ends_at = opened_at + interval '60 minutes'),
  add constraint opening_ends_after_it_begins check (ended_at is null or ended_at >= opened_at),
  add constraint opening_reason_is_known check (reason in ('clock-running', 'risk-now', 'asked-to-help', 'call-about-them', 'other')),
  add constraint opening_says_why check (char_length(btrim(why)) >= 15),
  add constraint nobody_reviews_their_own_opening check (reviewed_by is distinct from actor_id),
  add constraint review_is_whole check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (review_result is null)),
  add constraint review_result_is_known check (review_result in ('right', 'follow-up', 'wrong'));
--> statement-breakpoint
create function hub.opening_stays_as_it_was() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.reviewed_by is not null and (new.reviewed_by, new.reviewed_at, new.review_result, new.review_note) is distinct from (old.reviewed_by, old.reviewed_at, old.review_result, old.review_note) then
    raise exception 'a signed review stays signed' using errcode = 'check_violation', constraint = 'signed_review_stays_signed';
  end if;
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'what has ended stays ended' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger opening_stays_as_it_was before update on hub.openings for each row execute function hub.opening_stays_as_it_was();
--> statement-breakpoint
alter table hub.notices add constraint notice_kind_is_known check (kind in ('record-opened'));
--> statement-breakpoint
create index restricted_referrals on hub.referrals (service_id, restriction_id) where restriction_id is not null;
--> statement-breakpoint
create index openings_to_review on hub.openings (service_id, opened_at) where reviewed_by is null;
--> statement-breakpoint
create index finished_work on hub.allocations (service_id, person_id, finished_at) where ended_how = 'finished';
--> statement-breakpoint

-- Whether two referrals are about one person: the same NHS number, or the same name and birth date while no two numbers say otherwise.
create function hub.same_person(a hub.referrals, b hub.referrals) returns boolean language sql immutable set search_path = pg_catalog as $$
  select case
    when a.nhs_number <> '' and b.nhs_number <> '' then a.nhs_number = b.nhs_number
    else a.born_on = b.born_on and lower(a.last_name) = lower(b.last_name) and lower(a.first_name) = lower(b.first_name)
  end
$$;
--> statement-breakpoint
-- A restriction lies on the person: a new referral of theirs is restricted from its first moment, and so is one that is recognised later.
create function hub.restriction_goes_with_the_person() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  select o.restriction_id into new.restriction_id from hub.referrals o
  where o.service_id = new.service_id and o.restriction_id is not null and o.id <> new.id and hub.same_person(o, new)
  limit 1;
  return new;
end $$;
--> statement-breakpoint
create trigger restriction_goes_with_the_person before insert or update of last_name, first_name, born_on, nhs_number on hub.referrals
  for each row when (new.restriction_id is null) execute function hub.restriction_goes_with_the_person();
--> statement-breakpoint

-- How far the actor of this request sees; nobody, nothing, when it has none. The same is said in shared/referrals/sight.ts, and a test compares the two.
create function hub.work_out_sight(at timestamptz) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  who uuid := hub.current_actor();
  held text[] := coalesce((select p.roles from hub.people p where p.service_id = service and p.id = who and p.left_at is null), '{}');
  reads_all boolean := held && array['practice-consultant', 'amhp-lead', 'edt'];
  sees_rows boolean := held && array['practice-consultant', 'amhp-lead', 'edt', 'amhp', 'trainee', 'manager'];
  workers uuid[] := case when 'amhp' = any (held) then array[who] else '{}' end;
  work uuid[] := '{}';
  opened uuid[] := '{}';
  closed uuid[];
  hidden uuid[];
begin
  if 'trainee' = any (held) then
    select workers || p.supervised_by into workers from hub.people p where p.service_id = service and p.id = who;
  end if;
  if cardinality(workers) > 0 then
    select coalesce(array_agg(distinct a.referral_id), '{}') into work from hub.allocations a
    where a.service_id = service and a.person_id = any (workers)
      and (a.ended_at is null or (a.ended_how = 'finished' and a.finished_at > at - interval '28 days'));
  end if;
  if held && array['practice-consultant', 'amhp-lead', 'edt', 'amhp'] then
    select coalesce(array_agg(r.id), '{}') into opened from hub.openings o
    join hub.referrals r on r.service_id = o.service_id and (r.id = o.referral_id or r.restriction_id = o.restriction_id)
    where o.service_id = service and o.actor_id = who and o.ended_at is null and o.opened_at <= at and o.ends_at > at;
  end if;
  -- The restrictions that shut this person out, and the referrals that lie behind them.
  select coalesce(array_agg(x.id), '{}') into closed from hub.restrictions x
  where x.service_id = service and x.lifted_at is null and x.guardian_id <> who
    and (x.kind = 'deny') = exists (
      select from hub.restriction_people l
      where l.service_id = service and l.restriction_id = x.id and l.person_id = who and l.removed_at is null);
  select coalesce(array_agg(r.id), '{}') into hidden from hub.referrals r join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
  where r.service_id = service and r.restriction_id = any (closed) and not r.id = any (opened) and (x.kind = 'deny' or not r.id = any (work));
  perform
    set_config('app.now', at::text, true),
    set_config('app.reads_all', case when reads_all then 'on' else 'off' end, true),
    set_config('app.sees_rows', case when sees_rows then 'on' else 'off' end, true),
    set_config('app.closed_restrictions', closed::text, true),
    set_config('app.hidden', hidden::text, true),
    set_config('app.in_sight', coalesce((select array_agg(distinct i.id order by i.id) from unnest(work || opened) as i(id) where not i.id = any (hidden)), '{}')::text, true);
end $$;
--> statement-breakpoint
create function hub.reads_all() returns boolean language sql stable set search_path = pg_catalog as
$$ select current_setting('app.reads_all', true) is not distinct from 'on' $$;
--> statement-breakpoint
create function hub.sees_rows() returns boolean language sql stable set search_path = pg_catalog as
$$ select current_setting('app.sees_rows', true) is not distinct from 'on' $$;
--> statement-breakpoint
create function hub.hidden_referrals() returns uuid[] language sql stable set search_path = pg_catalog as
$$ select coalesce(nullif(current_setting('app.hidden', true), '')::uuid[], '{}') $$;
--> statement-breakpoint
create function hub.referrals_in_sight() returns uuid[] language sql stable set search_path = pg_catalog as
$$ select coalesce(nullif(current_setting('app.in_sight', true), '')::uuid[], '{}') $$;
--> statement-breakpoint
create function hub.closed_restrictions() returns uuid[] language sql stable set search_path = pg_catalog as
$$ select coalesce(nullif(current_setting('app.closed_restrictions', true), '')::uuid[], '{}') $$;
--> statement-breakpoint
create function hub.request_time() returns timestamptz language sql stable set search_path = pg_catalog as
$$ select nullif(current_setting('app.now', true), '')::timestamptz $$;
--> statement-breakpoint
create function hub.in_sight(referral uuid) returns boolean language sql stable set search_path = pg_catalog as $$
  select case when hub.reads_all() then not referral = any (hub.hidden_referrals()) else referral = any (hub.referrals_in_sight()) end
$$;
--> statement-breakpoint
-- Puts a restriction on one referral and on every other of the same person, or (with null) takes it away; answers with their ids.
create function hub.restrict_person(referral uuid, restriction uuid) returns setof uuid
language sql security definer set search_path = hub, pg_temp as $$
  update hub.referrals r set restriction_id = restrict_person.restriction, version = r.version + 1
  from hub.referrals one
  where one.service_id = hub.current_service() and one.id = restrict_person.referral and hub.in_sight(one.id)
    and r.service_id = one.service_id and r.restriction_id is distinct from restrict_person.restriction
    and (r.id = one.id or r.restriction_id = one.restriction_id or (restrict_person.restriction is not null and r.restriction_id is null and hub.same_person(one, r)))
  returning r.id
$$;
--> statement-breakpoint
-- Two people with the same key see the same, so that one may be given an answer that was made for the other.
create function hub.sight_key() returns text language sql stable set search_path = pg_catalog as $$
  select case when hub.reads_all() then 'all but ' || md5(hub.hidden_referrals()::text || hub.closed_restrictions()::text)
    else 'only ' || hub.sees_rows()::text || md5(hub.referrals_in_sight()::text) end
$$;
--> statement-breakpoint
do $$
declare each text; key text;
begin
  foreach each in array array['referrals', 'powers', 'triage_decisions', 'arrangements'] loop
    key := case each when 'referrals' then 'id' else 'referral_id' end;
    execute format($policy$create policy only_in_sight on hub.%I as restrictive for select to hub_app using (
      case when (select hub.reads_all()) then %2$I <> all ((select hub.hidden_referrals())::uuid[])
        else %2$I = any ((select hub.referrals_in_sight())::uuid[]) end)$policy$, each, key);
  end loop;
end $$;
--> statement-breakpoint
create policy only_in_sight on hub.restrictions as restrictive for select to hub_app using (
  (select hub.reads_all()) and id <> all ((select hub.closed_restrictions())::uuid[]));
--> statement-breakpoint
create policy only_in_sight on hub.restriction_people as restrictive for select to hub_app using (
  (select hub.reads_all()) and restriction_id <> all ((select hub.closed_restrictions())::uuid[]));
--> statement-breakpoint
create policy only_in_sight on hub.openings as restrictive for select to hub_app using (
  (select hub.reads_all()) or actor_id = (select hub.current_actor()));
--> statement-breakpoint
-- Roles change also where no service has been chosen yet: a leavers' list, the sign-in of another system.
create policy ends_with_the_roles on hub.openings for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create policy only_ones_own on hub.notices as restrictive for select to hub_app using (person_id = (select hub.current_actor()));
--> statement-breakpoint

-- When an AMHP worked and on which referral is for the rota, the strip and TOIL; what they wrote and decided is for whoever sees the person.
revoke select on hub.allocations, hub.waits, hub.referral_drafts from hub_app;
--> statement-breakpoint
grant select (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, opened_at, accepted_at, declined_at, set_off_at, arrived_at,
  outcome_at, finished_at, home_safe_at, ended_at, ended_how, ended_by, version) on hub.allocations to hub_app;
--> statement-breakpoint
grant select (service_id, id, allocation_id, referral_id, kind, started_at, ended_at) on hub.waits to hub_app;
--> statement-breakpoint
grant select (service_id, id, number, person_id, started_at, kept_at, version) on hub.referral_drafts to hub_app;
--> statement-breakpoint
create function hub.allocation_words(referral uuid, allocation uuid)
returns table (reason text, outcome text, outcome_detail text, outcome_reasons text, ended_why text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.reason, a.outcome, a.outcome_detail, a.outcome_reasons, a.ended_why from hub.allocations a
  where a.service_id = hub.current_service() and a.id = allocation and a.referral_id = referral and hub.in_sight(a.referral_id)
$$;
--> statement-breakpoint
create function hub.wait_note(wait uuid) returns text
language sql stable security definer set search_path = hub, pg_temp as $$
  select w.note from hub.waits w where w.service_id = hub.current_service() and w.id = wait and hub.in_sight(w.referral_id)
$$;
--> statement-breakpoint
-- A draft is read by whoever types it.
create function hub.draft_content(draft uuid) returns jsonb
language sql stable security definer set search_path = hub, pg_temp as $$
  select d.content from hub.referral_drafts d
  where d.service_id = hub.current_service() and d.id = draft and d.person_id = hub.current_actor()
$$;
--> statement-breakpoint
create function hub.is_referral(referral uuid) returns boolean
language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.referrals r where r.service_id = hub.current_service() and r.id = referral)
$$;
--> statement-breakpoint
-- A reference says nothing of the person: it stands on the rota, in the ledger and on the strip, for everybody of the service.
create function hub.number_of(referral uuid) returns integer
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.number from hub.referrals r where r.service_id = hub.current_service() and r.id = referral
$$;
--> statement-breakpoint
-- How many referrals there were, for planning: moments only.
create function hub.moments_of_receipt(first timestamptz, beyond timestamptz) returns table (id uuid, received_at timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.received_at from hub.referrals r
  where r.service_id = hub.current_service() and r.received_at >= first and r.received_at < beyond
$$;
--> statement-breakpoint
create function hub.first_receipt() returns timestamptz
language sql stable security definer set search_path = hub, pg_temp as $$
  select min(r.received_at) from hub.referrals r where r.service_id = hub.current_service()
$$;
--> statement-breakpoint
create function hub.waiting_for_triage() returns integer
language sql stable security definer set search_path = hub, pg_temp as $$
  select count(*)::int from hub.referrals r where r.service_id = hub.current_service() and r.state = 'to-triage'
$$;
--> statement-breakpoint
create function hub.clocks_of(referral uuid) returns jsonb
language sql stable security definer set search_path = hub, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at,
    'extension', case when w.extension_minutes is not null then jsonb_build_object('minutes', w.extension_minutes,
      'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason, 'authority', w.extension_authority) end)
    order by w.recorded_at, w.id), '[]')
  from hub.powers w
  where w.service_id = hub.current_service() and w.referral_id = referral and w.ended_at is null and w.superseded_at is null
$$;
--> statement-breakpoint
-- The board without names: initials, area, stage, clock and which AMHP has it. Of a restricted person not even initials and area.
create function hub.rows_without_names()
returns table (number integer, state text, "receivedAt" timestamptz, "acceptedAt" timestamptz, urgency text, "assessBy" timestamptz,
  restricted boolean, initials text, area text, "withName" text, powers jsonb)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.number, r.state, r.received_at, r.accepted_at, r.urgency, r.assess_by, r.restriction_id is not null,
    case when r.restriction_id is null then upper(left(r.first_name, 1) || left(r.last_name, 1)) else '' end,
    case when r.restriction_id is null then coalesce(nullif(l.town, ''), c.name) else '' end,
    p.name, hub.clocks_of(r.id)
  from hub.referrals r
  join hub.councils c on c.service_id = r.service_id and c.id = r.council_id
  left join hub.places l on l.service_id = r.service_id and l.id = r.place_id
  left join hub.allocations a on a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null
  left join hub.people p on p.service_id = a.service_id and p.id = a.person_id
  where r.service_id = hub.current_service() and r.state <> 'closed' and hub.sees_rows()
  order by r.received_at, r.id
$$;
--> statement-breakpoint
-- What is left of a restricted referral for whoever may not open it: its reference, where it stands, its clock, and whom to ring.
create function hub.stubs(open_only boolean, wanted integer)
returns table (number integer, state text, "receivedAt" timestamptz, urgency text, "assessBy" timestamptz, "withName" text, powers jsonb,
  "guardianName" text, "guardianPhone" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.number, r.state, r.received_at, r.urgency, r.assess_by, p.name, hub.clocks_of(r.id), g.name, g.phone
  from hub.referrals r
  join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
  join hub.people g on g.service_id = x.service_id and g.id = x.guardian_id
  left join hub.allocations a on a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null
  left join hub.people p on p.service_id = a.service_id and p.id = a.person_id
  where r.service_id = hub.current_service() and r.restriction_id is not null and not hub.in_sight(r.id) and hub.sees_rows()
    and (not open_only or r.state <> 'closed') and (wanted is null or r.number = wanted)
  order by r.received_at, r.id
$$;
--> statement-breakpoint
-- What can be opened with a reason, by its number: the referral and the restriction on it, and whether the list names this very person.
create function hub.to_be_opened(wanted integer)
returns table ("referralId" uuid, "restrictionId" uuid, "guardianId" uuid, "wasDenied" boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.restriction_id, x.guardian_id, coalesce(x.kind = 'deny' and exists (select from hub.restriction_people l
    where l.service_id = r.service_id and l.restriction_id = x.id and l.person_id = hub.current_actor() and l.removed_at is null), false)
  from hub.referrals r left join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
  where r.service_id = hub.current_service() and r.number = wanted and not hub.in_sight(r.id)
$$;
--> statement-breakpoint

-- Nobody is sent to a person whose record is closed to them.
create function hub.denied_colleague_is_not_sent() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if exists (
    select from hub.referrals r
    join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id and x.kind = 'deny'
    join hub.restriction_people l on l.service_id = r.service_id and l.restriction_id = x.id and l.person_id = new.person_id and l.removed_at is null
    where r.service_id = new.service_id and r.id = new.referral_id
  ) then
    raise exception 'this colleague may not be sent there' using errcode = 'check_violation', constraint = 'denied_colleague_is_not_sent';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger denied_colleague_is_not_sent before insert on hub.allocations for each row execute function hub.denied_colleague_is_not_sent();
--> statement-breakpoint
-- Other roles, or none: what somebody opened with a reason closes at once.
create function hub.openings_end_with_the_roles() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.openings o set ended_at = greatest(o.opened_at, least(o.ends_at, coalesce(hub.request_time(), now())))
  where o.service_id = new.service_id and o.actor_id = new.id and o.ended_at is null;
  return null;
end $$;
--> statement-breakpoint
create trigger openings_end_with_the_roles after update of roles, left_at on hub.people
  for each row when (old.roles is distinct from new.roles or old.left_at is distinct from new.left_at)
  execute function hub.openings_end_with_the_roles();
--> statement-breakpoint

revoke execute on function hub.opening_stays_as_it_was(), hub.same_person(hub.referrals, hub.referrals), hub.restriction_goes_with_the_person(),
  hub.restrict_person(uuid, uuid), hub.work_out_sight(timestamptz), hub.reads_all(), hub.sees_rows(), hub.hidden_referrals(), hub.referrals_in_sight(),
  hub.closed_restrictions(), hub.request_time(), hub.in_sight(uuid), hub.sight_key(), hub.allocation_words(uuid, uuid), hub.wait_note(uuid),
  hub.draft_content(uuid), hub.is_referral(uuid), hub.number_of(uuid), hub.moments_of_receipt(timestamptz, timestamptz), hub.first_receipt(),
  hub.waiting_for_triage(), hub.clocks_of(uuid), hub.rows_without_names(), hub.stubs(boolean, integer), hub.to_be_opened(integer),
  hub.denied_colleague_is_not_sent(), hub.openings_end_with_the_roles() from public;
--> statement-breakpoint
grant execute on function hub.work_out_sight(timestamptz), hub.restrict_person(uuid, uuid), hub.reads_all(), hub.sees_rows(), hub.hidden_referrals(), hub.referrals_in_sight(),
  hub.closed_restrictions(), hub.request_time(), hub.in_sight(uuid), hub.sight_key(), hub.allocation_words(uuid, uuid), hub.wait_note(uuid),
  hub.draft_content(uuid), hub.is_referral(uuid), hub.number_of(uuid), hub.moments_of_receipt(timestamptz, timestamptz), hub.first_receipt(),
  hub.waiting_for_triage(), hub.rows_without_names(), hub.stubs(boolean, integer), hub.to_be_opened(integer) to hub_app;
