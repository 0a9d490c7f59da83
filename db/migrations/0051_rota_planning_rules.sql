-- Drafts, publications, notices, patterns, swaps, call-ins and leave: closed to other services, and held to what two people at once could break.
do $$
declare each text;
begin
  foreach each in array array['rota_settings', 'duty_needs', 'rota_patterns', 'pattern_places', 'rota_exceptions', 'draft_shifts',
    'rota_publications', 'rota_notices', 'shift_history', 'shift_offers', 'call_ins', 'call_in_asks', 'leave_requests'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
  end loop;
  foreach each in array array['duty_needs', 'rota_patterns', 'pattern_places', 'draft_shifts', 'shift_offers', 'call_ins', 'leave_requests'] loop
    execute format('create trigger version_goes_up_by_one before update on hub.%I for each row execute function hub.next_version()', each);
  end loop;
  foreach each in array array['rota_settings', 'rota_publications', 'shift_history', 'call_in_asks'] loop
    execute format('create trigger never_changed before update or delete on hub.%I for each row execute function hub.refuse_change()', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint
grant update on hub.duty_needs, hub.rota_patterns, hub.pattern_places, hub.draft_shifts to hub_app;
--> statement-breakpoint
grant update (ended_at) on hub.rota_exceptions to hub_app;
--> statement-breakpoint
grant update (changes, tell_at, sent_at, acknowledged_at) on hub.rota_notices to hub_app;
--> statement-breakpoint
grant update (state, taker_id, in_return_shift_id, taken_by, taken_at, decided_by, decided_at, decided_why, version) on hub.shift_offers to hub_app;
--> statement-breakpoint
grant update (shift_id, closed_at, version) on hub.call_ins to hub_app;
--> statement-breakpoint
grant update (state, leaves_gaps, decided_by, decided_at, decided_why, version) on hub.leave_requests to hub_app;
--> statement-breakpoint
-- What is drafted is not yet a record: dropping it, or publishing it, takes it away.
grant delete on hub.draft_shifts to hub_app;
--> statement-breakpoint
alter table hub.rota_settings
  add constraint model_is_known check (model in ('hub', 'localities', 'dedicated', 'generic-rota', 'round-the-clock', 'several-councils')),
  add constraint swap_policy_is_known check (swap_policy in ('none', 'told', 'approved')),
  add constraint office_hours_are_clock_times check (office_from ~ '^([01]\d|2[0-3]):[0-5]\d$' and office_until ~ '^([01]\d|2[0-3]):[0-5]\d$' and office_from < office_until);
--> statement-breakpoint
alter table hub.duty_needs
  add constraint need_role_is_known check (role in ('duty', 'second', 'backup', 'practice-consultant', 'out-of-hours')),
  add constraint need_days_are_known check (days <@ array['1', '2', '3', '4', '5', '6', '7', 'bank-holiday'] and cardinality(days) > 0),
  add constraint need_times_are_clock_times check (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add constraint need_is_a_few_people check (minimum between 1 and 50);
--> statement-breakpoint
alter table hub.pattern_places
  add constraint place_ends_after_it_begins check (last_day is null or last_day >= first_day),
  add constraint offset_is_a_week check (offset_weeks between 0 and 51),
  add constraint one_pattern_at_a_time exclude using gist (service_id with =, person_id with =, daterange(first_day, last_day, '[]') with &&);
--> statement-breakpoint
create unique index one_exception_per_day on hub.rota_exceptions (service_id, person_id, day) where ended_at is null;
--> statement-breakpoint
alter table hub.draft_shifts
  add constraint draft_ends_after_it_starts check (starts_at < ends_at and ends_at - starts_at <= interval '24 hours' and isfinite(starts_at) and isfinite(ends_at)),
  add constraint draft_belongs_to_the_day_it_starts check ((starts_at at time zone 'Europe/London')::date = day),
  add constraint draft_role_is_known check (role in ('duty', 'second', 'backup', 'practice-consultant', 'out-of-hours')),
  add constraint draft_layer_is_known check (layer in ('pattern', 'exception', 'swap', 'cover')),
  add constraint new_shift_is_not_taken_off check (based_on > 0 or not taken_off),
  add constraint based_on_is_a_version check (based_on >= 0);
--> statement-breakpoint
alter table hub.shifts add constraint shift_layer_is_known check (layer in ('pattern', 'exception', 'swap', 'cover'));
--> statement-breakpoint
-- Two who exchange shifts have, for the length of a statement, each other's: what counts is how it stands when both are done.
alter table hub.shifts drop constraint one_shift_at_a_time;
--> statement-breakpoint
alter table hub.shifts add constraint one_shift_at_a_time exclude using gist
  (service_id with =, person_id with =, tstzrange(starts_at, ends_at) with &&) where (cancelled_at is null) deferrable initially immediate;
--> statement-breakpoint
alter table hub.days_away drop constraint day_away_kind_is_known;
--> statement-breakpoint
alter table hub.days_away add constraint day_away_kind_is_known check (kind in ('annual-leave', 'toil', 'sickness', 'training', 'other-duty'));
--> statement-breakpoint
alter table hub.shift_offers
  add constraint offer_kind_is_known check (kind in ('give-away', 'swap', 'part')),
  add constraint offer_state_is_known check (state in ('open', 'waiting', 'agreed', 'turned-down', 'withdrawn', 'lapsed')),
  add constraint only_a_part_has_times check ((kind = 'part') = (part_starts_at is not null) and (part_starts_at is null) = (part_ends_at is null)),
  add constraint taken_offer_says_by_whom check ((state not in ('waiting', 'agreed') or taker_id is not null) and (taker_id is null) = (taken_at is null)),
  add constraint nobody_takes_their_own_shift check (taker_id is null or taker_id <> person_id);
--> statement-breakpoint
create unique index one_open_offer_per_shift on hub.shift_offers (service_id, shift_id) where state in ('open', 'waiting');
--> statement-breakpoint
alter table hub.call_ins add constraint call_in_ends_after_it_starts check (starts_at < ends_at and ends_at - starts_at <= interval '24 hours'),
  add constraint call_in_role_is_known check (role in ('duty', 'second', 'backup', 'practice-consultant', 'out-of-hours'));
--> statement-breakpoint
alter table hub.call_in_asks
  alter column asked_at set default hub.current_moment(),
  add constraint ask_answer_is_known check (answer in ('yes', 'no', 'no-answer')),
  add constraint ask_pay_is_known check (pay in ('paid', 'toil')),
  add constraint coming_in_is_made_good check ((answer = 'yes') = (pay is not null));
--> statement-breakpoint
create unique index one_comes_in_per_call_in on hub.call_in_asks (service_id, call_in_id) where answer = 'yes';
--> statement-breakpoint
alter table hub.leave_requests
  add constraint leave_kind_is_known check (kind in ('annual-leave', 'toil', 'sickness', 'training', 'other-duty')),
  add constraint leave_state_is_known check (state in ('asked', 'agreed', 'turned-down', 'withdrawn')),
  add constraint leave_ends_after_it_begins check (last_day between first_day and first_day + 180),
  add constraint nobody_agrees_to_their_own_leave check (decided_by is null or decided_by <> person_id or state = 'withdrawn'),
  add constraint one_leave_at_a_time exclude using gist (service_id with =, person_id with =, daterange(first_day, last_day, '[]') with &&) where (state in ('asked', 'agreed'));
--> statement-breakpoint
-- What was planned at any moment can be asked for ever.
create function hub.keep_shift_history() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  insert into hub.shift_history (service_id, shift_id, version, person_id, day, starts_at, ends_at, role, layer, cancelled, at)
  values (new.service_id, new.id, new.version, new.person_id, new.day, new.starts_at, new.ends_at, new.role, new.layer,
    new.cancelled_at is not null, coalesce(hub.current_moment(), clock_timestamp()));
  return null;
end $$;
--> statement-breakpoint
create trigger keep_shift_history after insert or update on hub.shifts for each row execute function hub.keep_shift_history();
--> statement-breakpoint
insert into hub.shift_history (service_id, shift_id, version, person_id, day, starts_at, ends_at, role, layer, cancelled, at)
select service_id, id, version, person_id, day, starts_at, ends_at, role, layer, cancelled_at is not null, least(starts_at, now()) from hub.shifts;
