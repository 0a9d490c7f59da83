-- What drizzle cannot say: who may see which rows, what may never overlap, what may never change.

create function hub.current_service() returns uuid language sql stable set search_path = pg_catalog as
$$ select nullif(current_setting('app.service_id', true), '')::uuid $$;
--> statement-breakpoint
create function hub.current_actor() returns uuid language sql stable set search_path = pg_catalog as
$$ select nullif(current_setting('app.actor_id', true), '')::uuid $$;
--> statement-breakpoint

-- Every table of a service is closed to all others, also to its owner.
do $$
declare each text;
begin
  foreach each in array array[
    'people', 'service_counters', 'events', 'commands', 'reads', 'councils', 'employers', 'places', 'amhps', 'acting_for',
    'shift_templates', 'shifts', 'days_away', 'referrals', 'referral_drafts', 'powers', 'triage_decisions', 'arrangements',
    'allocations', 'waits', 'toil_policies', 'toil_claims', 'toil_entries'
  ] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
alter table hub.services enable row level security;
--> statement-breakpoint
alter table hub.services force row level security;
--> statement-breakpoint
create policy own_service_only on hub.services for all using (id = (select hub.current_service())) with check (id = (select hub.current_service()));
--> statement-breakpoint
alter table hub.accounts enable row level security;
--> statement-breakpoint
alter table hub.accounts force row level security;
--> statement-breakpoint
alter table hub.sessions enable row level security;
--> statement-breakpoint
alter table hub.sessions force row level security;
--> statement-breakpoint
alter table hub.epochs enable row level security;
--> statement-breakpoint
alter table hub.epochs force row level security;
--> statement-breakpoint
create policy everybody_reads on hub.epochs for select using (true);
--> statement-breakpoint
-- Sign-in comes before the service is known: the functions of the next migration run as the owner, and only they see these rows.
create policy sign_in_only on hub.accounts for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create policy sign_in_only on hub.sessions for all to hub_owner using (true) with check (true);
--> statement-breakpoint
create policy sign_in_only on hub.people for select to hub_owner using (true);
--> statement-breakpoint
create policy sign_in_only on hub.services for select to hub_owner using (true);
--> statement-breakpoint
create policy positions_only on hub.service_counters for select to hub_owner using (true);
--> statement-breakpoint
create policy owner_writes on hub.epochs for all to hub_owner using (true) with check (true);
--> statement-breakpoint
insert into hub.epochs (id, since) values (gen_random_uuid()::text, now());
--> statement-breakpoint

-- The login that serves requests reads, adds and changes; it deletes nothing but its own drafts.
grant usage on schema hub to hub_app;
--> statement-breakpoint
grant select on all tables in schema hub to hub_app;
--> statement-breakpoint
revoke all on hub.accounts, hub.sessions from hub_app;
--> statement-breakpoint
grant insert on hub.people, hub.events, hub.commands, hub.reads, hub.councils, hub.employers, hub.places, hub.amhps, hub.acting_for,
  hub.shift_templates, hub.shifts, hub.days_away, hub.referrals, hub.referral_drafts, hub.powers, hub.triage_decisions, hub.arrangements,
  hub.allocations, hub.waits, hub.toil_policies, hub.toil_claims, hub.toil_entries to hub_app;
--> statement-breakpoint
grant update on hub.services, hub.people, hub.service_counters, hub.councils, hub.employers, hub.places, hub.amhps, hub.shift_templates, hub.shifts,
  hub.referrals, hub.referral_drafts, hub.powers, hub.arrangements, hub.allocations, hub.waits, hub.toil_claims to hub_app;
--> statement-breakpoint
grant update (answer) on hub.commands to hub_app;
--> statement-breakpoint
grant delete on hub.referral_drafts, hub.acting_for, hub.days_away to hub_app;
--> statement-breakpoint

-- What was written stays written.
create function hub.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['events', 'reads', 'triage_decisions', 'toil_entries', 'toil_policies'] loop
    execute format('create trigger never_changed before update or delete on hub.%I for each row execute function hub.refuse_change()', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint

-- A version goes up by one with each change, so that nobody overwrites what they have not seen.
create function hub.next_version() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'version of % goes from % to %', tg_table_name, old.version, old.version + 1 using errcode = 'check_violation', constraint = 'version_goes_up_by_one';
  end if;
  return new;
end $$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['people', 'amhps', 'shift_templates', 'shifts', 'referrals', 'referral_drafts', 'arrangements', 'allocations', 'toil_claims'] loop
    execute format('create trigger version_goes_up_by_one before update on hub.%I for each row execute function hub.next_version()', each);
  end loop;
end $$;
--> statement-breakpoint

-- Every command that took effect left at least one event.
create function hub.command_left_an_event() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if not exists (select from hub.events e where e.service_id = new.service_id and e.command_id = new.id) then
    raise exception 'command % left no event', new.name using errcode = 'check_violation', constraint = 'command_leaves_an_event';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger command_leaves_an_event after insert on hub.commands deferrable initially deferred for each row execute function hub.command_left_an_event();
--> statement-breakpoint

-- Closed lists.
alter table hub.people add constraint people_roles_are_known check (roles <@ array['practice-consultant', 'amhp', 'manager', 'admin'] and cardinality(roles) > 0);
--> statement-breakpoint
alter table hub.employers add constraint employer_kind_is_known check (kind in ('council', 'nhs', 'agency', 'self'));
--> statement-breakpoint
alter table hub.places add constraint place_kind_is_known check (kind in ('place-of-safety', 'ward', 'emergency-department', 'base', 'other'));
--> statement-breakpoint
alter table hub.amhps
  add constraint profession_may_be_an_amhp check (profession in ('social-worker', 'nurse', 'occupational-therapist', 'psychologist')),
  add constraint contract_is_known check (contract in ('dedicated', 'combined', 'sessional')),
  add constraint approval_lasts_at_most_five_years check (approval_ends_on >= approved_on and approval_ends_on <= approved_on + interval '5 years'),
  add constraint contracted_time_is_a_working_week check (contracted_minutes_per_week between 0 and 3600);
--> statement-breakpoint
alter table hub.shift_templates
  add constraint template_times_are_clock_times check (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add constraint template_role_is_known check (role in ('duty', 'second', 'backup', 'practice-consultant', 'out-of-hours')),
  add constraint template_break_is_sane check (break_minutes between 0 and 240);
--> statement-breakpoint

-- Shifts: nobody is in two places at once, an overnight shift belongs to the day on which it starts.
alter table hub.shifts
  add constraint shift_ends_after_it_starts check (starts_at < ends_at and ends_at - starts_at <= interval '24 hours' and isfinite(starts_at) and isfinite(ends_at)),
  add constraint shift_belongs_to_the_day_it_starts check ((starts_at at time zone 'Europe/London')::date = day),
  add constraint shift_role_is_known check (role in ('duty', 'second', 'backup', 'practice-consultant', 'out-of-hours')),
  add constraint one_shift_at_a_time exclude using gist (service_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null);
--> statement-breakpoint
alter table hub.days_away add constraint day_away_kind_is_known check (kind in ('annual-leave', 'toil', 'sickness', 'training'));
--> statement-breakpoint

-- Referrals.
alter table hub.referrals
  add constraint referral_state_is_known check (state in ('to-triage', 'to-allocate', 'allocated', 'closed')),
  add constraint referral_urgency_is_known check (urgency in ('U0', 'U1', 'U2', 'U3', 'U4')),
  add constraint closed_referral_says_when_and_how check ((state = 'closed') = (closed_at is not null) and (state = 'closed') = (closed_as is not null)),
  add constraint risk_answer_is_known check (risk_to_staff in ('none-known', 'yes', 'not-asked')),
  add constraint born_or_aged_or_unknown check (age_years is null or (age_years between 0 and 125 and born_on is null));
--> statement-breakpoint
create index open_referrals on hub.referrals (service_id, received_at) where state <> 'closed';
--> statement-breakpoint
create unique index one_running_power_of_a_kind on hub.powers (service_id, referral_id, kind) where superseded_at is null and ended_at is null;
--> statement-breakpoint
alter table hub.powers
  add constraint power_kind_is_known check (kind in ('s136', 's136-kept', 's135', 's135-kept', 's5-4', 's5-2', 's4', 'cto-recall')),
  add constraint extension_is_whole check ((extension_minutes is null) = (extension_authorised_at is null) and (extension_minutes is null) = (extension_authority is null)
    and (extension_minutes is null) = (extension_authoriser is null) and (extension_minutes is null) = (extension_reason is null)),
  -- MHA 1983 s.136B: a further period of up to 12 hours, for the person's condition, given before the 24 hours end.
  add constraint extension_is_lawful check (extension_minutes is null or (
    kind in ('s136', 's136-kept', 's135', 's135-kept') and extension_minutes between 1 and 720 and extension_reason = 'condition-of-person'
    and started_at is not null and extension_authorised_at >= started_at and extension_authorised_at < started_at + interval '24 hours'));
--> statement-breakpoint
create function hub.power_is_corrected_not_edited() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (new.kind, new.started_at, new.start_source, new.referral_id, new.recorded_at, new.recorded_by) is distinct from (old.kind, old.started_at, old.start_source, old.referral_id, old.recorded_at, old.recorded_by)
    or (old.extension_minutes is not null and new.extension_minutes is distinct from old.extension_minutes)
    or (old.superseded_at is not null) then
    raise exception 'the start of a power is corrected by a new row' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger power_is_corrected_not_edited before update on hub.powers for each row execute function hub.power_is_corrected_not_edited();
--> statement-breakpoint
alter table hub.arrangements
  add constraint arrangement_kind_is_known check (kind in ('first-doctor', 'second-doctor', 'bed', 'ambulance', 'police', 'interpreter')),
  add constraint arrangement_state_is_known check (state in ('not-yet', 'asked', 'agreed', 'trouble', 'not-needed'));
--> statement-breakpoint

-- Allocations.
create unique index one_live_allocation_per_referral on hub.allocations (service_id, referral_id) where ended_at is null;
--> statement-breakpoint
create index allocations_of_shift on hub.allocations (service_id, shift_id);
--> statement-breakpoint
create index live_allocations on hub.allocations (service_id, person_id) where ended_at is null;
--> statement-breakpoint
alter table hub.allocations
  add constraint allocation_end_is_whole check ((ended_at is null) = (ended_how is null)),
  add constraint allocation_end_is_known check (ended_how in ('finished', 'declined', 'taken-back', 'undone')),
  add constraint finished_means_ended check (ended_how is distinct from 'finished' or finished_at is not null),
  add constraint outcome_is_timed check ((outcome is null) = (outcome_at is null));
--> statement-breakpoint
create function hub.approval_covers_the_day() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if not exists (
    select from hub.amhps a where a.service_id = new.service_id and a.person_id = new.person_id
      and (new.allocated_at at time zone 'Europe/London')::date between a.approved_on and a.approval_ends_on
      and (a.suspended_at is null or a.suspended_at > new.allocated_at)
  ) then
    raise exception 'only a currently approved AMHP may be allocated' using errcode = 'check_violation', constraint = 'approval_covers_the_day';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger approval_covers_the_day before insert on hub.allocations for each row execute function hub.approval_covers_the_day();
--> statement-breakpoint
alter table hub.waits
  add constraint wait_kind_is_known check (kind in ('doctor', 'bed', 'ambulance', 'police', 'interpreter', 'other')),
  add constraint wait_ends_after_it_starts check (ended_at is null or ended_at >= started_at);
--> statement-breakpoint
create unique index one_open_wait_of_a_kind on hub.waits (service_id, allocation_id, kind) where ended_at is null;
--> statement-breakpoint

-- TOIL.
alter table hub.toil_claims
  add constraint claim_state_is_known check (state in ('made', 'submitted', 'approved', 'refused')),
  add constraint nobody_decides_their_own_claim check (decided_by is null or decided_by <> person_id),
  add constraint decided_claim_says_who_and_when check ((state in ('approved', 'refused')) = (decided_by is not null) and (decided_by is null) = (decided_at is null)),
  add constraint refused_claim_says_why check (state <> 'refused' or decision_reason <> ''),
  add constraint claimed_minutes_are_whole_and_late check (minutes >= 0 and raw_minutes >= 0 and finished_at >= shift_ended_at);
--> statement-breakpoint
create function hub.decided_claim_stays_decided() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state in ('approved', 'refused') then
    raise exception 'a decided claim is not changed' using errcode = 'restrict_violation', constraint = 'decided_claim_stays_decided';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger decided_claim_stays_decided before update on hub.toil_claims for each row execute function hub.decided_claim_stays_decided();
--> statement-breakpoint
create unique index one_accrual_per_claim on hub.toil_entries (service_id, claim_id) where kind = 'ACCRUE';
--> statement-breakpoint
alter table hub.toil_entries
  add constraint entry_kind_is_known check (kind in ('ACCRUE', 'TAKE', 'ADJUST', 'EXPIRE', 'PAY_OUT', 'REVERSE', 'OPENING_BALANCE')),
  add constraint entry_is_not_nothing check (minutes <> 0),
  add constraint entry_sign_fits_its_kind check (case kind when 'ACCRUE' then minutes > 0 when 'TAKE' then minutes < 0 when 'EXPIRE' then minutes < 0 when 'PAY_OUT' then minutes < 0 else true end),
  add constraint accrual_names_its_claim check (kind <> 'ACCRUE' or (claim_id is not null and policy_id is not null)),
  add constraint reversal_names_its_entry check ((kind = 'REVERSE') = (reverses_id is not null));
--> statement-breakpoint
create index claims_to_decide on hub.toil_claims (service_id, day) where state = 'submitted';
--> statement-breakpoint
create index toil_balances on hub.toil_entries (service_id, person_id) include (minutes, day);
