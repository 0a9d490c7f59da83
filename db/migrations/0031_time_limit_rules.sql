-- Limits of the law beside the powers: closed to other services and to whoever may not see the person, corrected by new rows only.

alter table hub.time_limits alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.time_limits enable row level security;
--> statement-breakpoint
alter table hub.time_limits force row level security;
--> statement-breakpoint
create policy own_service_only on hub.time_limits for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy only_in_sight on hub.time_limits as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
grant select, insert on hub.time_limits to hub_app;
--> statement-breakpoint
grant update (hold_made_at, hold_disposed_at, hold_order_made, hold_source, ended_at, ended_how, ended_why, superseded_at) on hub.time_limits to hub_app;
--> statement-breakpoint
alter table hub.time_limits
  add constraint limit_kind_is_known check (kind in ('s11-5', 's4-5', 's12-1', 's6-1-a', 's6-1-b', 's2', 's3', 'guardianship', 's8-2', 'cto', 's18', 's138',
    's135-warrant', 's11-3', 's11-4', 's13-4', 's14', 's15', 's25', 's13-1b')),
  -- Days are counted from London's midnight; only these are counted from a moment.
  add constraint limit_of_days_starts_at_midnight check (started_at is null or kind in ('s4-5', 's6-1-b', 's138', 's25')
    or (started_at at time zone 'Europe/London')::time = '00:00'),
  add constraint period_is_counted_from_one check (period >= 1 and (period = 1 or (started_at is not null and origin_at is not null))),
  add constraint limit_of_an_applicant_names_them check ((person_id is not null) = (kind in ('s11-5', 's4-5'))),
  add constraint hold_is_lawful check (hold_made_at is null or kind = 's2'),
  add constraint hold_is_whole check (hold_made_at is not null or (hold_disposed_at is null and not hold_order_made)),
  add constraint ended_limit_says_how check ((ended_at is null) = (ended_how is null));
--> statement-breakpoint
create unique index one_running_limit_of_a_kind on hub.time_limits
  (service_id, referral_id, kind, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid)) where superseded_at is null and ended_at is null;
--> statement-breakpoint
create function hub.limit_is_corrected_not_edited() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if (new.kind, new.started_at, new.origin_at, new.second_at, new.period, new.start_source, new.person_id, new.referral_id, new.rule_id, new.recorded_at, new.recorded_by)
      is distinct from (old.kind, old.started_at, old.origin_at, old.second_at, old.period, old.start_source, old.person_id, old.referral_id, old.rule_id, old.recorded_at, old.recorded_by)
    or (old.hold_disposed_at is not null and (new.hold_made_at, new.hold_disposed_at) is distinct from (old.hold_made_at, old.hold_disposed_at))
    or (old.ended_at is not null and (new.ended_at, new.ended_how) is distinct from (old.ended_at, old.ended_how))
    or old.superseded_at is not null then
    raise exception 'what a limit counts from is corrected by a new row' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger limit_is_corrected_not_edited before update on hub.time_limits for each row execute function hub.limit_is_corrected_not_edited();
--> statement-breakpoint
revoke execute on function hub.limit_is_corrected_not_edited() from public;
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by) values
  ('time_limits', 'start_source', 'referral_id'), ('time_limits', 'hold_source', 'referral_id'), ('time_limits', 'ended_why', 'referral_id'),
  ('time_limits', 'correction_reason', 'referral_id'), ('powers', 'extension_superintendent', 'referral_id');
