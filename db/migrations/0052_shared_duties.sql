-- Patterns that know the days somebody never works, duties that go round or are owed, and minimums for a council.
ALTER TABLE "hub"."pattern_places" ADD COLUMN "excluded_days" text[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD COLUMN "council_id" uuid;
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD COLUMN "firm" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE TABLE "hub"."shared_duties" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"how" text NOT NULL,
	"days" text[] NOT NULL,
	"starts_at" text NOT NULL,
	"ends_at" text NOT NULL,
	"role" text NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shared_duties_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_shared_duty_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."shared_duty_people" (
	"service_id" uuid NOT NULL,
	"duty_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"excluded_days" text[] NOT NULL,
	"owed_a_week" integer NOT NULL,
	"every_weeks" integer NOT NULL,
	CONSTRAINT "shared_duty_people_pkey" PRIMARY KEY("service_id","duty_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD CONSTRAINT "need_for_a_council_of_the_service" FOREIGN KEY ("service_id","council_id") REFERENCES "hub"."councils"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shared_duties" ADD CONSTRAINT "shared_duties_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shared_duty_people" ADD CONSTRAINT "sharer_of_a_duty_of_the_service" FOREIGN KEY ("service_id","duty_id") REFERENCES "hub"."shared_duties"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shared_duty_people" ADD CONSTRAINT "sharer_is_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['shared_duties', 'shared_duty_people'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
  end loop;
end $$;
--> statement-breakpoint
create trigger version_goes_up_by_one before update on hub.shared_duties for each row execute function hub.next_version();
--> statement-breakpoint
grant update on hub.shared_duties to hub_app;
--> statement-breakpoint
-- Who shares a duty is a rule for what is built next and no record: a new list takes the place of the old, and the event keeps both.
grant delete on hub.shared_duty_people to hub_app;
--> statement-breakpoint
alter table hub.pattern_places
  add constraint excluded_days_are_known check (excluded_days <@ array['1', '2', '3', '4', '5', '6', '7', 'bank-holiday']);
--> statement-breakpoint
alter table hub.shared_duties
  add constraint sharing_is_known check (how in ('in-turn', 'owed')),
  add constraint shared_duty_role_is_known check (role in ('duty', 'second', 'backup', 'practice-consultant', 'out-of-hours')),
  add constraint shared_duty_days_are_known check (days <@ array['1', '2', '3', '4', '5', '6', '7', 'bank-holiday'] and cardinality(days) > 0),
  add constraint shared_duty_times_are_clock_times check (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add constraint shared_duty_ends_after_it_begins check (last_day is null or last_day >= first_day);
--> statement-breakpoint
alter table hub.shared_duty_people
  add constraint sharer_days_are_known check (excluded_days <@ array['1', '2', '3', '4', '5', '6', '7', 'bank-holiday']),
  add constraint owed_is_a_few_days check (owed_a_week between 1 and 5),
  add constraint owed_every_few_weeks check (every_weeks between 1 and 8);
