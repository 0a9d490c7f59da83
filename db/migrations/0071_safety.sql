CREATE TABLE "hub"."watches" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"allocation_id" uuid,
	"begun_at" timestamptz NOT NULL,
	"back_by" timestamptz NOT NULL,
	"own_time" boolean DEFAULT false NOT NULL,
	"seen_at" timestamptz NOT NULL,
	"seen_recorded_at" timestamptz NOT NULL,
	"rung" text DEFAULT 'in-time' NOT NULL,
	"climbs" integer DEFAULT 0 NOT NULL,
	"told_to" uuid,
	"told_out_of_hours" boolean DEFAULT false NOT NULL,
	"told_at" timestamptz,
	"next_at" timestamptz,
	"lease_until" timestamptz,
	"help_at" timestamptz,
	"help_how" text,
	"police_rung_by" uuid,
	"police_rung_at" timestamptz,
	"handed_to_name" text,
	"handed_by" uuid,
	"handed_at" timestamptz,
	"ended_at" timestamptz,
	CONSTRAINT "watches_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."watches" ADD CONSTRAINT "watch_over_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."watches" ADD CONSTRAINT "watch_on_an_allocation_of_the_service" FOREIGN KEY ("service_id","allocation_id") REFERENCES "hub"."allocations"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."watches" ADD CONSTRAINT "watch_told_to_a_person_of_the_service" FOREIGN KEY ("service_id","told_to") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."watches" ADD CONSTRAINT "police_rung_by_a_person_of_the_service" FOREIGN KEY ("service_id","police_rung_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."watches" ADD CONSTRAINT "watch_handed_over_by_a_person_of_the_service" FOREIGN KEY ("service_id","handed_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."services" ADD COLUMN "quiet_word" text DEFAULT 'the red folder' NOT NULL;
--> statement-breakpoint
alter table hub.watches alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.watches enable row level security;
--> statement-breakpoint
alter table hub.watches force row level security;
--> statement-breakpoint
create policy own_service_only on hub.watches for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy due_in_every_service on hub.watches for all to hub_owner using (true) with check (true);
--> statement-breakpoint
grant select, insert on hub.watches to hub_app;
--> statement-breakpoint
grant update (allocation_id, back_by, own_time, seen_at, seen_recorded_at, rung, climbs, told_to, told_out_of_hours, told_at, next_at, lease_until,
  help_at, help_how, police_rung_by, police_rung_at, handed_to_name, handed_by, handed_at, ended_at) on hub.watches to hub_app;
--> statement-breakpoint
alter table hub.watches
  add constraint watch_rung_is_known check (rung in ('in-time', 'own-phone', 'buddy', 'desk', 'police')),
  add constraint help_is_called_in_a_known_way check (help_how in ('held', 'quiet')),
  add constraint help_says_when_and_how check ((help_at is null) = (help_how is null)),
  add constraint police_rung_says_who check ((police_rung_at is null) = (police_rung_by is null)),
  add constraint handed_watch_says_to_whom check ((handed_at is null) = (handed_by is null) and (handed_at is null) = (handed_to_name is null)),
  add constraint somebody_is_told_in_one_way check (not (told_out_of_hours and told_to is not null));
--> statement-breakpoint
create unique index one_watch_at_a_time on hub.watches (service_id, person_id) where ended_at is null;
--> statement-breakpoint
create index watches_to_climb on hub.watches (next_at) where ended_at is null;
--> statement-breakpoint
-- Lends the watches whose next rung has come, of every service, as deadlines are lent: ids only, for some seconds, the oldest first.
create function hub.claim_watches(at timestamptz, most integer, lease interval) returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.watches w set lease_until = clock_timestamp() + claim_watches.lease
  from (
    select x.service_id, x.id from hub.watches x
    where x.ended_at is null and x.next_at <= claim_watches.at and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.next_at, x.id limit most for update skip locked
  ) due
  where w.service_id = due.service_id and w.id = due.id
  returning w.service_id, w.id
$$;
--> statement-breakpoint
-- How many seconds ago the oldest of what has not come was due: a deadline, or the next rung of somebody's check-in; null when none is.
create or replace function hub.oldest_overdue(at timestamptz) returns integer language sql stable security definer set search_path = hub, pg_temp as $$
  select floor(extract(epoch from oldest_overdue.at - least(
    (select min(d.due_at) from hub.deadlines d where d.fired_at is null and d.superseded_at is null and d.due_at <= oldest_overdue.at),
    (select min(w.next_at) from hub.watches w where w.ended_at is null and w.next_at <= oldest_overdue.at))))::int
$$;
--> statement-breakpoint
revoke execute on function hub.claim_watches(timestamptz, integer, interval) from public;
--> statement-breakpoint
grant execute on function hub.claim_watches(timestamptz, integer, interval) to hub_app;
