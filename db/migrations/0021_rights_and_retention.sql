-- People's rights over their records, and the end of a record: proposed by one person, released by another, never deleted by the server.

do $$
declare each text;
begin
  foreach each in array array['retention_rules', 'record_marks', 'corrections', 'releases', 'subject_exports', 'officers'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
  end loop;
end $$;
--> statement-breakpoint
grant update (ended_by, ended_at, ended_why) on hub.record_marks to hub_app;
--> statement-breakpoint
grant update (state, decided_by, decided_at, decided_why) on hub.releases to hub_app;
--> statement-breakpoint
grant update (name, contact, set_by, set_at, version) on hub.officers to hub_app;
--> statement-breakpoint
alter table hub.emptied_columns enable row level security;
--> statement-breakpoint
alter table hub.emptied_columns force row level security;
--> statement-breakpoint
create policy read_by_the_release on hub.emptied_columns for all to hub_owner using (true) with check (true);
--> statement-breakpoint

-- Closed lists, and what one row can be held to.
alter table hub.retention_rules
  add constraint rule_unit_is_known check (unit in ('years', 'days')),
  add constraint rule_length_is_sane check (keep_for is null or keep_for between 1 and 200),
  add constraint rule_names_its_authority check (authority <> '');
--> statement-breakpoint
alter table hub.record_marks
  add constraint mark_kind_is_known check (kind in ('objection', 'restriction', 'death', 'legal-hold')),
  add constraint mark_says_what check (note <> ''),
  add constraint ended_mark_says_who check ((ended_at is null) = (ended_by is null));
--> statement-breakpoint
alter table hub.officers add constraint office_is_known check (office in ('data-protection', 'caldicott', 'clinical-safety'));
--> statement-breakpoint
alter table hub.releases
  add constraint release_state_is_known check (state in ('proposed', 'withdrawn', 'released')),
  add constraint decided_release_says_who_and_when check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  add constraint released_by_somebody_else check (state <> 'released' or decided_by <> proposed_by);
--> statement-breakpoint
create unique index one_release_per_referral on hub.releases (service_id, referral_id) where state <> 'withdrawn';
--> statement-breakpoint
create trigger version_goes_up_by_one before update on hub.officers for each row execute function hub.next_version();
--> statement-breakpoint

-- True only inside `release_record`: it runs as the owner, whom no request can become, and says which record it is at.
create function hub.is_releasing() returns boolean language sql stable set search_path = pg_catalog as
$$ select current_user = 'hub_owner' and nullif(current_setting('app.releasing', true), '') is not null $$;
--> statement-breakpoint
create function hub.changed_only_by_release() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and hub.is_releasing() then
    return new;
  end if;
  raise exception '% is only ever added to', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['triage_decisions', 'toil_entries', 'reads'] loop
    execute format('drop trigger never_changed on hub.%I', each);
  end loop;
  foreach each in array array['triage_decisions', 'toil_entries', 'reads', 'corrections'] loop
    execute format('create trigger changed_only_by_release before update or delete on hub.%I for each row execute function hub.changed_only_by_release()', each);
  end loop;
  foreach each in array array['retention_rules', 'subject_exports'] loop
    execute format('create trigger never_changed before update or delete on hub.%I for each row execute function hub.refuse_change()', each);
  end loop;
  foreach each in array array['retention_rules', 'subject_exports', 'corrections', 'releases', 'record_marks'] loop
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint
create or replace function hub.power_is_corrected_not_edited() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if (new.kind, new.started_at, new.start_source, new.referral_id, new.recorded_at, new.recorded_by) is distinct from (old.kind, old.started_at, old.start_source, old.referral_id, old.recorded_at, old.recorded_by)
    or (old.extension_minutes is not null and new.extension_minutes is distinct from old.extension_minutes)
    or (old.superseded_at is not null) then
    raise exception 'the start of a power is corrected by a new row' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function hub.decided_claim_stays_decided() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state in ('approved', 'refused') and not hub.is_releasing() then
    raise exception 'a decided claim is not changed' using errcode = 'restrict_violation', constraint = 'decided_claim_stays_decided';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function hub.opening_stays_as_it_was() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if old.reviewed_by is not null and (new.reviewed_by, new.reviewed_at, new.review_result, new.review_note) is distinct from (old.reviewed_by, old.reviewed_at, old.review_result, old.review_note) then
    raise exception 'a signed review stays signed' using errcode = 'check_violation', constraint = 'signed_review_stays_signed';
  end if;
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'what has ended stays ended' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- What was released or taken back stays so; only the release itself may say "released"; a note that was ended stays ended.
create function hub.release_is_decided_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if old.state <> 'proposed' or new.state = 'released' then
    raise exception 'a release is decided once' using errcode = 'restrict_violation', constraint = 'release_is_decided_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger release_is_decided_once before update on hub.releases for each row execute function hub.release_is_decided_once();
--> statement-breakpoint
create function hub.mark_ends_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.ended_at is not null and not hub.is_releasing() then
    raise exception 'a note ends once' using errcode = 'restrict_violation', constraint = 'mark_ends_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger mark_ends_once before update on hub.record_marks for each row execute function hub.mark_ends_once();
--> statement-breakpoint

-- What is written on a record beside it is seen by whoever sees the record; holds, by those who keep records too.
create policy only_in_sight on hub.corrections as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
create policy only_in_sight on hub.record_marks as restrictive for select to hub_app using (
  kind = 'legal-hold' or case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint

-- Every referral of the person whom one is about, as far as their data says, whoever may see them.
create function hub.referrals_of_same_person(referral uuid) returns setof uuid
language sql stable security definer set search_path = hub, pg_temp as $$
  select referral
  union
  select r.id from hub.referrals o join hub.referrals r on r.service_id = o.service_id and r.nhs_number = o.nhs_number
  where o.service_id = hub.current_service() and o.id = referral and o.nhs_number <> '' and r.nhs_number <> ''
  union
  select r.id from hub.referrals o join hub.referrals r on r.service_id = o.service_id and r.born_on = o.born_on
  where o.service_id = hub.current_service() and o.id = referral and o.born_on is not null and hub.same_person(o, r)
$$;
--> statement-breakpoint
-- Those who keep records need not read them: a reference, where it stands, and the row held until the transaction ends.
create function hub.hold_for_keeping(referral uuid) returns table (number integer, closed boolean, "releasedAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  return query
    select r.number, r.state = 'closed', (select x.decided_at from hub.releases x
      where x.service_id = r.service_id and x.referral_id = r.id and x.state = 'released')
    from hub.referrals r where r.service_id = hub.current_service() and r.id = referral for no key update of r;
end $$;
--> statement-breakpoint
-- What counting the years needs, of closed records that are not released: one, or the oldest that were closed before a day. A day of
-- birth is given of those only who were children at their last contact.
create function hub.records_to_review(wanted uuid, closed_before date, today date, most integer)
returns table ("referralId" uuid, number integer, "closedAt" timestamptz, "lastClosedAt" timestamptz, "bornOn" date, "diedOn" date, "onHold" boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.number, r.closed_at, same.last, case when same.last < (r.born_on + interval '18 years') then r.born_on end, same.died, same.held
  from hub.referrals r
  cross join lateral (
    select case when bool_and(o.closed_at is not null) then max(o.closed_at) end as last, max(d.on_day) as died, coalesce(bool_or(d.held), false) as held
    from hub.referrals_of_same_person(r.id) s (id)
    join hub.referrals o on o.service_id = r.service_id and o.id = s.id
    left join lateral (
      select max(m.on_day) filter (where m.kind = 'death') as on_day,
        bool_or(m.kind = 'legal-hold' and (m.on_day is null or m.on_day >= today)) as held
      from hub.record_marks m where m.service_id = r.service_id and m.referral_id = o.id and m.ended_at is null
    ) d on true
  ) same
  where r.service_id = hub.current_service() and r.state = 'closed' and (wanted is null or r.id = wanted) and (closed_before is null or r.closed_at < closed_before)
    and not exists (select from hub.releases x where x.service_id = r.service_id and x.referral_id = r.id and x.state = 'released')
    and exists (select from hub.people p where p.service_id = r.service_id and p.id = hub.current_actor() and p.left_at is null
      and p.roles && array['amhp-lead', 'manager'])
  order by r.closed_at, r.number limit most
$$;
--> statement-breakpoint

-- What was searched for may be a name, and is part of what the seals over the reads hold. So they hold a mark of it, made with a salt of
-- its own: when the words and the salt are gone, the mark still stands in the chain and says nothing.
create function hub.term_is_marked() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.term is not null then
    new.term_salt := uuid_send(gen_random_uuid());
    new.term_mark := sha256(new.term_salt || convert_to(new.term, 'UTF8'));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger term_is_marked before insert on hub.reads for each row execute function hub.term_is_marked();
--> statement-breakpoint
create or replace view hub.read_hashes with (security_invoker = true) as
select r.service_id, r.id, r.tx, sha256(convert_to(jsonb_build_array(1, r.service_id, r.id, (extract(epoch from r.at) * 1000000)::bigint, r.actor_id, r.query,
  r.referral_ids, r.request_id, r.kind, r.shown, r.stub_ids, r.fields, r.filter, coalesce(encode(r.term_mark, 'hex'), r.term), r.purpose, r.grant_id,
  r.session_id, r.address, r.tx::text)::text, 'UTF8')) as hash
from hub.reads r;
--> statement-breakpoint

insert into hub.emptied_columns (table_name, column_name, found_by)
select c.table_name, c.column_name, case c.table_name when 'referrals' then 'id' when 'toil_entries' then 'claim_id' when 'commands' then 'command_id'
  when 'referral_drafts' then 'draft' when 'restrictions' then 'restriction_id' when 'unsent_texts' then 'draft' when 'reads' then 'search' else 'referral_id' end
from (values
  ('referrals', 'caller_name'), ('referrals', 'caller_phone'), ('referrals', 'last_name'), ('referrals', 'first_name'), ('referrals', 'born_on'),
  ('referrals', 'age_years'), ('referrals', 'gender'), ('referrals', 'nhs_number'), ('referrals', 'place'), ('referrals', 'happening'),
  ('referrals', 'risk_detail'), ('referrals', 'home_address'), ('referrals', 'nearest_relative'), ('referrals', 'interpreter'),
  ('referrals', 'asks_for'), ('referrals', 'way_in'),
  ('referral_drafts', 'content'), ('commands', 'answer'),
  ('powers', 'start_source'), ('powers', 'extension_authoriser'), ('powers', 'ended_why'), ('powers', 'correction_reason'),
  ('triage_decisions', 'why_now'), ('triage_decisions', 'less_restrictive'), ('triage_decisions', 'risk'), ('triage_decisions', 'change_reason'),
  ('arrangements', 'note'),
  ('allocations', 'reason'), ('allocations', 'outcome_detail'), ('allocations', 'outcome_reasons'), ('allocations', 'ended_why'), ('allocations', 'choice'),
  ('waits', 'note'),
  ('toil_claims', 'note'), ('toil_claims', 'decision_reason'), ('toil_entries', 'note'),
  ('record_marks', 'note'), ('record_marks', 'asked_by'), ('record_marks', 'on_day'), ('record_marks', 'ended_why'),
  ('corrections', 'was'), ('corrections', 'is'), ('corrections', 'asked_by'), ('corrections', 'evidence'),
  ('releases', 'why'), ('releases', 'decided_why'),
  ('unsent_texts', 'content'), ('reads', 'term'), ('reads', 'term_salt'),
  ('openings', 'why'), ('openings', 'review_note'), ('restrictions', 'why'), ('restrictions', 'lifted_why')
) as c (table_name, column_name);
--> statement-breakpoint

-- Empties the listed columns of one record: words become "(words released)", days and numbers nothing, JSON an empty object.
create function hub.empty_columns_of(service uuid, referral uuid) returns integer language plpgsql set search_path = hub, pg_temp as $$
declare
  one record;
  rows_changed integer;
  emptied integer := 0;
begin
  for one in
    select e.table_name, e.found_by, count(*)::int as columns,
      string_agg(format(case format_type(a.atttypid, null)
        when 'text' then '%1$I = case when %1$I = '''' then '''' when %1$I is null then null else ''(words released)'' end'
        when 'jsonb' then case when a.attnotnull then '%1$I = ''{}''' else '%1$I = null' end
        else '%1$I = null' end, e.column_name), ', ')
        || coalesce((select ', version = version + 1' from pg_catalog.pg_attribute v where v.attrelid = a.attrelid and v.attname = 'version' and not v.attisdropped), '') as assignments
    from hub.emptied_columns e
    join pg_catalog.pg_attribute a on a.attrelid = format('hub.%I', e.table_name)::regclass and a.attname = e.column_name
    where e.found_by <> 'draft'
    group by e.table_name, e.found_by, a.attrelid
    -- The names are needed to find the searches: they go last, after the corrections.
    order by e.table_name in ('corrections', 'referrals'), e.table_name = 'referrals'
  loop
    execute format('update hub.%I set %s where service_id = $1 and %s', one.table_name, one.assignments, case one.found_by
      when 'id' then 'id = $2'
      when 'referral_id' then 'referral_id = $2'
      when 'claim_id' then 'claim_id in (select c.id from hub.toil_claims c where c.service_id = $1 and c.referral_id = $2)'
      -- A restriction lies on the person: its words go with the last record that lies behind it.
      when 'restriction_id' then 'id = (select r.restriction_id from hub.referrals r where r.service_id = $1 and r.id = $2) and not exists (
        select from hub.referrals o where o.service_id = $1 and o.restriction_id = restrictions.id and o.id <> $2
          and not exists (select from hub.releases x where x.service_id = $1 and x.referral_id = o.id and x.state = ''released''))'
      -- Searches that found this record, and those that hold a name or the number of the person.
      when 'search' then 'term is not null and (referral_ids @> array[$2] or exists (
        select from hub.referrals o where o.service_id = $1 and o.id = $2 and (
          (length(o.last_name) > 1 and position(lower(o.last_name) in lower(reads.term)) > 0)
          or (length(o.first_name) > 1 and position(lower(o.first_name) in lower(reads.term)) > 0)
          or (o.nhs_number <> '''' and position(o.nhs_number in regexp_replace(reads.term, ''\D'', '''', ''g'')) > 0)))
        or exists (select from hub.corrections k where k.service_id = $1 and k.referral_id = $2 and k.about in (''lastName'', ''firstName'', ''nhsNumber'')
          and length(k.was) > 1 and position(lower(k.was) in lower(reads.term)) > 0))'
      when 'command_id' then 'id in (select v.command_id from hub.events v where v.service_id = $1 and v.referral_id = $2)'
      end) using service, referral;
    get diagnostics rows_changed = row_count;
    emptied := emptied + rows_changed * one.columns;
  end loop;
  return emptied;
end $$;
--> statement-breakpoint

/*
 * Ends a record. Whoever calls it must be carrying out the release command of this very transaction, must not have proposed it, and
 * no hold may stand on any record of the same person. The referral's row stays with its number, ids and codes: a tombstone.
 * Answers how many values were emptied.
 */
create function hub.release_record(release uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  actor uuid := hub.current_actor();
  proposal hub.releases;
  emptied integer;
begin
  if not exists (select from hub.commands c where c.service_id = service and c.actor_id = actor and c.name = 'privacy.releaseRecord'
    and c.xmin = pg_current_xact_id()::xid) then
    raise exception 'a record is released by its command only' using errcode = 'insufficient_privilege', constraint = 'released_by_the_command_only';
  end if;
  if not exists (select from hub.people p where p.service_id = service and p.id = actor and p.left_at is null and p.roles && array['amhp-lead', 'manager']) then
    raise exception 'only a manager or an AMHP lead releases records' using errcode = 'insufficient_privilege', constraint = 'released_by_those_who_may';
  end if;
  select * into proposal from hub.releases r where r.service_id = service and r.id = release for no key update;
  if not found or proposal.state <> 'proposed' then
    raise exception 'there is no such proposal' using errcode = 'check_violation', constraint = 'release_is_decided_once';
  end if;
  if proposal.proposed_by = actor then
    raise exception 'two people release a record' using errcode = 'check_violation', constraint = 'released_by_somebody_else';
  end if;
  if not exists (select from hub.referrals r where r.service_id = service and r.id = proposal.referral_id and r.state = 'closed') then
    raise exception 'an open referral is kept' using errcode = 'check_violation', constraint = 'released_when_closed';
  end if;
  if exists (select from hub.record_marks m where m.service_id = service and m.kind = 'legal-hold' and m.ended_at is null
    and (m.on_day is null or m.on_day >= (at at time zone 'Europe/London')::date)
    and m.referral_id in (select hub.referrals_of_same_person(proposal.referral_id))) then
    raise exception 'a legal hold stands' using errcode = 'check_violation', constraint = 'released_without_a_hold';
  end if;

  perform set_config('app.releasing', proposal.referral_id::text, true);
  -- A call that was never saved may hold the same person's number.
  delete from hub.referral_drafts d using hub.referrals r
  where r.service_id = service and r.id = proposal.referral_id and d.service_id = service
    and (d.number = r.number or (r.nhs_number <> '' and d.content ->> 'nhsNumber' = r.nhs_number));
  -- What somebody typed a week ago and never sent is dead, whomever it is about.
  delete from hub.unsent_texts u where u.service_id = service and u.kept_at < at - interval '7 days';
  emptied := hub.empty_columns_of(service, proposal.referral_id);
  update hub.referrals r set last_name = '(released)', first_name = '', version = version + 1 where r.service_id = service and r.id = proposal.referral_id;
  update hub.releases r set state = 'released', decided_by = actor, decided_at = at where r.service_id = service and r.id = release;
  perform set_config('app.releasing', '', true);
  return emptied;
end $$;
--> statement-breakpoint

-- Answers kept for commands sent twice are forgotten after a week, in every service; the row stays, so that an old command stays done.
create policy answers_are_forgotten on hub.commands for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create index commands_by_time on hub.commands using brin (at);
--> statement-breakpoint
create function hub.forget_answers(before timestamptz) returns integer
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  forgotten integer;
begin
  update hub.commands c set answer = null where c.at < before and c.answer is not null;
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
--> statement-breakpoint
revoke execute on function hub.term_is_marked(), hub.is_releasing(), hub.changed_only_by_release(), hub.release_is_decided_once(), hub.mark_ends_once(), hub.referrals_of_same_person(uuid),
  hub.hold_for_keeping(uuid), hub.records_to_review(uuid, date, date, integer),
  hub.empty_columns_of(uuid, uuid), hub.release_record(uuid, timestamptz), hub.forget_answers(timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.referrals_of_same_person(uuid), hub.hold_for_keeping(uuid), hub.records_to_review(uuid, date, date, integer), hub.release_record(uuid, timestamptz), hub.forget_answers(timestamptz), hub.is_releasing() to hub_app;
