-- TOIL that is taken for hours of one day: from when to when somebody is away. Empty for whole days.
alter table hub.leave_requests add column starts_at timestamptz, add column ends_at timestamptz;
--> statement-breakpoint
alter table hub.leave_requests add constraint hours_of_leave_are_toil_of_one_day check (
  (starts_at is null and ends_at is null)
  or (starts_at is not null and ends_at is not null and starts_at < ends_at and kind = 'toil' and first_day = last_day
    and (starts_at at time zone 'Europe/London')::date = first_day and (ends_at at time zone 'Europe/London')::date = first_day));
--> statement-breakpoint
create index hours_away_by_day on hub.leave_requests (service_id, first_day) where starts_at is not null and state = 'agreed';
