CREATE TABLE "hub"."plan_jobs" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"asked" jsonb NOT NULL,
	"result" jsonb,
	"progress" integer DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"stop_asked" boolean DEFAULT false NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"beat_at" timestamptz,
	"ended_at" timestamptz,
	"drafted_at" timestamptz,
	CONSTRAINT "plan_jobs_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."plan_jobs" ADD CONSTRAINT "plan_asked_by_a_person_of_the_service" FOREIGN KEY ("service_id","asked_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_jobs_by_time" ON "hub"."plan_jobs" USING btree ("service_id","asked_at");
--> statement-breakpoint
alter table hub.plan_jobs alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.plan_jobs enable row level security;
--> statement-breakpoint
alter table hub.plan_jobs force row level security;
--> statement-breakpoint
create policy own_service_only on hub.plan_jobs for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.plan_jobs to hub_app;
--> statement-breakpoint
grant update (state, result, progress, tries, stop_asked, beat_at, ended_at, drafted_at) on hub.plan_jobs to hub_app;
--> statement-breakpoint
alter table hub.plan_jobs
  add constraint plan_kind_is_known check (kind in ('fill', 'shifts')),
  add constraint plan_state_is_known check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  add constraint progress_is_a_percentage check (progress between 0 and 100),
  add constraint plan_that_ended_says_when check ((ended_at is null) = (state in ('waiting', 'running'))),
  add constraint plan_worked_out_has_a_result check (state <> 'done' or result is not null),
  add constraint only_a_filled_rota_is_drafted check (drafted_at is null or (kind = 'fill' and result is not null));
--> statement-breakpoint
create unique index one_plan_at_a_time on hub.plan_jobs (service_id) where state in ('waiting', 'running');
--> statement-breakpoint
-- Finished work for planning: when it came, when it was given out, how long it took. No id, no place and nobody's name leaves this function.
create function hub.past_work(first timestamptz, beyond timestamptz) returns table (
  received_at timestamptz, decided_at timestamptz, given_at timestamptz, arrived_at timestamptz, doctors_at timestamptz, outcome_at timestamptz,
  finished_at timestamptz, home_safe_at timestamptz, request text, source text, urgency text, shift_id uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select coalesce(e.finished_at, r.received_at), coalesce(e.finished_at, d.decided_at, a.allocated_at), a.allocated_at, a.arrived_at, w.ended_at, a.outcome_at,
    a.finished_at, a.home_safe_at, r.request, r.source, r.urgency, a.shift_id
  from hub.allocations a
  join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
  left join lateral (
    select max(o.finished_at) as finished_at from hub.allocations o
    where o.service_id = a.service_id and o.referral_id = a.referral_id and o.finished_at < a.allocated_at) e on true
  left join lateral (
    select max(t.decided_at) as decided_at from hub.triage_decisions t
    where t.service_id = a.service_id and t.referral_id = a.referral_id and t.decided_at <= a.allocated_at) d on true
  left join lateral (
    select max(x.ended_at) as ended_at from hub.waits x
    where x.service_id = a.service_id and x.allocation_id = a.id and x.kind = 'doctor') w on true
  where a.service_id = hub.current_service() and a.ended_how = 'finished' and a.finished_at is not null
    and a.allocated_at >= first and a.allocated_at < beyond
$$;
--> statement-breakpoint
revoke execute on function hub.past_work(timestamptz, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.past_work(timestamptz, timestamptz) to hub_app;
