-- What a service calls its classes of urgency and aims at in each, from a day on. A decision and a rating keep the local target that
-- they were made by, and why: nullable, because earlier ones were made by none.
CREATE TABLE "hub"."urgency_bands" (
	"service_id" uuid NOT NULL,
	"effective_from" date NOT NULL,
	"words" jsonb NOT NULL,
	"start_minutes" integer,
	"targets" jsonb NOT NULL,
	"why" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	CONSTRAINT "one_urgency_scheme_per_day" PRIMARY KEY("service_id","effective_from")
);
--> statement-breakpoint
ALTER TABLE "hub"."urgency_bands" ADD CONSTRAINT "urgency_bands_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."urgency_bands" ADD CONSTRAINT "urgency_set_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "target_at" timestamptz;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "target_because" text;
--> statement-breakpoint
ALTER TABLE "hub"."urgency_ratings" ADD COLUMN "target_at" timestamptz;
--> statement-breakpoint
ALTER TABLE "hub"."urgency_ratings" ADD COLUMN "target_because" text;
--> statement-breakpoint
ALTER TABLE "hub"."urgency_ratings" ADD COLUMN "assess_by" timestamptz;
--> statement-breakpoint
alter table hub.urgency_bands alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.urgency_bands enable row level security;
--> statement-breakpoint
alter table hub.urgency_bands force row level security;
--> statement-breakpoint
create policy own_service_only on hub.urgency_bands for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.urgency_bands to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.urgency_bands for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.urgency_bands for each statement execute function hub.refuse_change();
--> statement-breakpoint
alter table hub.urgency_bands
  add constraint urgency_words_are_by_class check (jsonb_typeof(words) = 'object' and words ?& array['U0', 'U1', 'U2', 'U3', 'U4']),
  add constraint urgency_targets_are_by_class check (jsonb_typeof(targets) = 'object' and targets ?& array['U1', 'U2', 'U3', 'U4']),
  add constraint urgency_start_is_within_a_day check (start_minutes between 1 and 1440);
