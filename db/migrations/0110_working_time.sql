-- Working time: written opt-outs, work for other employers, rest that was owed and settled, and what was decided about next starts.
CREATE TABLE "hub"."opt_outs" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"signed_on" date NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "opt_outs_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."other_jobs" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"employer" text NOT NULL,
	"days" text[] NOT NULL,
	"starts_at" text NOT NULL,
	"ends_at" text NOT NULL,
	"break_minutes" integer NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date,
	"kept_by" uuid NOT NULL,
	"kept_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "other_jobs_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."rest_settlements" (
	"service_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"owed" integer NOT NULL,
	"later_starts_at" timestamptz NOT NULL,
	"how" text NOT NULL,
	"given_from" timestamptz,
	"given_to" timestamptz,
	"why" text NOT NULL,
	"settled_by" uuid NOT NULL,
	"settled_at" timestamptz NOT NULL,
	CONSTRAINT "one_settlement_per_rest" PRIMARY KEY("service_id","shift_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."next_start_decisions" (
	"service_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"rested_at" timestamptz NOT NULL,
	"planned_start" timestamptz NOT NULL,
	"decision" text NOT NULL,
	"why" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamptz NOT NULL,
	CONSTRAINT "one_decision_per_next_start" PRIMARY KEY("service_id","shift_id","rested_at")
);
--> statement-breakpoint
ALTER TABLE "hub"."opt_outs" ADD CONSTRAINT "opt_out_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."opt_outs" ADD CONSTRAINT "opt_out_recorded_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."opt_outs" ADD CONSTRAINT "opt_out_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."other_jobs" ADD CONSTRAINT "other_job_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."other_jobs" ADD CONSTRAINT "other_job_kept_by_a_person_of_the_service" FOREIGN KEY ("service_id","kept_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."rest_settlements" ADD CONSTRAINT "rest_for_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."rest_settlements" ADD CONSTRAINT "rest_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."rest_settlements" ADD CONSTRAINT "rest_settled_by_a_person_of_the_service" FOREIGN KEY ("service_id","settled_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."next_start_decisions" ADD CONSTRAINT "next_start_of_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."next_start_decisions" ADD CONSTRAINT "next_start_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."next_start_decisions" ADD CONSTRAINT "next_start_decided_by_a_person_of_the_service" FOREIGN KEY ("service_id","decided_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "other_jobs_of_person" ON "hub"."other_jobs" USING btree ("service_id","person_id");--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['opt_outs', 'other_jobs', 'rest_settlements', 'next_start_decisions'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update (last_day, ended_by, ended_at, version) on hub.opt_outs to hub_app;
--> statement-breakpoint
grant select, insert, update (employer, days, starts_at, ends_at, break_minutes, first_day, last_day, kept_by, kept_at, version) on hub.other_jobs to hub_app;
--> statement-breakpoint
grant select, insert on hub.rest_settlements, hub.next_start_decisions to hub_app;
--> statement-breakpoint
alter table hub.opt_outs
  add constraint opt_out_is_signed_first check (signed_on <= first_day),
  add constraint opt_out_ends_after_it_begins check (last_day is null or last_day >= first_day),
  add constraint ended_opt_out_says_who check ((last_day is null) = (ended_by is null) and (ended_by is null) = (ended_at is null)),
  add constraint nobody_records_their_own_opt_out check (recorded_by <> person_id and ended_by <> person_id),
  add constraint one_opt_out_at_a_time exclude using gist (service_id with =, person_id with =, daterange(first_day, last_day, '[]') with &&);
--> statement-breakpoint
alter table hub.other_jobs
  add constraint other_job_has_days check (cardinality(days) > 0 and days <@ array['1', '2', '3', '4', '5', '6', '7', 'bank-holiday']),
  add constraint other_job_times_are_clock_times check (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add constraint other_job_break_is_short check (break_minutes between 0 and 240),
  add constraint other_job_ends_after_it_begins check (last_day is null or last_day >= first_day);
--> statement-breakpoint
alter table hub.rest_settlements
  add constraint rest_settlement_is_known check (how in ('given', 'not-given')),
  add constraint some_rest_was_owed check (owed > 0),
  add constraint given_rest_says_when check ((how = 'given') = (given_from is not null) and (given_from is null) = (given_to is null) and (given_from is null or given_from < given_to)),
  add constraint rest_not_given_says_why check (how = 'given' or why <> ''),
  add constraint nobody_settles_their_own_rest check (settled_by <> person_id);
--> statement-breakpoint
alter table hub.next_start_decisions
  add constraint next_start_decision_is_known check (decision in ('moved', 'taken-off', 'kept')),
  add constraint kept_start_says_why check (decision <> 'kept' or why <> ''),
  add constraint nobody_decides_their_own_next_start check (decided_by <> person_id);
