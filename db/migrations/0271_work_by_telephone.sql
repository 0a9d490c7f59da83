/*
 * Putting off an assessment by telephone is work: from accepting it to recording that it was cancelled, when both are on one day in London.
 * Accepted in the evening and cancelled in the morning it is none, as nobody was at work all night. To whom
 * nobody went, only cancelling has an outcome. The same two answers serve the working
 * time, the claims, the reports and what is paid by the session.
 */
create function hub.work_set_out(set_off_at timestamptz, arrived_at timestamptz, accepted_at timestamptz, outcome_at timestamptz)
returns timestamptz language sql immutable parallel safe set search_path = hub, pg_temp as $$
  select coalesce(least(set_off_at, arrived_at), case when (accepted_at at time zone 'Europe/London')::date = (outcome_at at time zone 'Europe/London')::date then accepted_at end)
$$;
--> statement-breakpoint
create function hub.work_ended(set_off_at timestamptz, arrived_at timestamptz, accepted_at timestamptz, outcome_at timestamptz,
  ended_how text, finished_at timestamptz, ended_at timestamptz)
returns timestamptz language sql immutable parallel safe set search_path = hub, pg_temp as $$
  select case when least(set_off_at, arrived_at) is not null then case when ended_how = 'finished' then finished_at
      when ended_how = 'taken-back' and accepted_at is not null then ended_at end
    when hub.work_set_out(set_off_at, arrived_at, accepted_at, outcome_at) is not null then outcome_at end
$$;
--> statement-breakpoint
revoke execute on function hub.work_set_out(timestamptz, timestamptz, timestamptz, timestamptz),
  hub.work_ended(timestamptz, timestamptz, timestamptz, timestamptz, text, timestamptz, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.work_set_out(timestamptz, timestamptz, timestamptz, timestamptz),
  hub.work_ended(timestamptz, timestamptz, timestamptz, timestamptz, text, timestamptz, timestamptz) to hub_app;
--> statement-breakpoint
drop index hub.work_on_no_shift;
--> statement-breakpoint
create index work_on_no_shift on hub.allocations (service_id, (hub.work_set_out(set_off_at, arrived_at, accepted_at, outcome_at))) where shift_id is null;
