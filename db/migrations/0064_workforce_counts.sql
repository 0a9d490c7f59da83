/*
 * What the register does not hold of its people, and must not: ages, sex, ethnic groups. A manager types how many, once for a day, from
 * the employers' records; no name stands behind a number. Counts are added and never changed: the latest for a day holds.
 */
create table "hub"."workforce_counts" (
	"service_id" uuid not null,
	"id" uuid not null,
	"day" date not null,
	"counts" jsonb not null,
	"recorded_by" uuid not null,
	"recorded_at" timestamptz not null,
	constraint "workforce_counts_pkey" primary key ("service_id", "id"),
	constraint "workforce_counted_by_a_person_of_the_service" foreign key ("service_id", "recorded_by") references "hub"."people" ("service_id", "id")
);
--> statement-breakpoint
create index "workforce_counts_by_day" on "hub"."workforce_counts" ("service_id", "day", "recorded_at");
--> statement-breakpoint
alter table hub.workforce_counts alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.workforce_counts enable row level security;
--> statement-breakpoint
alter table hub.workforce_counts force row level security;
--> statement-breakpoint
create policy own_service_only on hub.workforce_counts for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.workforce_counts to hub_app;
--> statement-breakpoint
create trigger never_emptied before truncate on hub.workforce_counts for each statement execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_changed before update or delete on hub.workforce_counts for each row execute function hub.refuse_change();
