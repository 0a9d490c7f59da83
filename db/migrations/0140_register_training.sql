-- The register: skills, training by approval year, and conflicts of interest as they were declared.
ALTER TABLE "hub"."amhps" ADD COLUMN "skills" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE TABLE "hub"."training_done" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"day" date NOT NULL,
	"minutes" integer NOT NULL,
	"what" text NOT NULL,
	"agreed_by" uuid,
	"agreed_at" timestamptz,
	"struck_at" timestamptz,
	"kept_by" uuid NOT NULL,
	"kept_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "training_done_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."declared_conflicts" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"about" text NOT NULL,
	"place_id" uuid,
	"declared_at" timestamptz NOT NULL,
	"over_at" timestamptz,
	"kept_by" uuid NOT NULL,
	"kept_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "declared_conflicts_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."training_done" ADD CONSTRAINT "training_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."training_done" ADD CONSTRAINT "training_agreed_by_a_person_of_the_service" FOREIGN KEY ("service_id","agreed_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."training_done" ADD CONSTRAINT "training_kept_by_a_person_of_the_service" FOREIGN KEY ("service_id","kept_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."declared_conflicts" ADD CONSTRAINT "conflict_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."declared_conflicts" ADD CONSTRAINT "conflict_kept_by_a_person_of_the_service" FOREIGN KEY ("service_id","kept_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."declared_conflicts" ADD CONSTRAINT "conflict_about_a_place_of_the_service" FOREIGN KEY ("service_id","place_id") REFERENCES "hub"."places"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "training_of_person" ON "hub"."training_done" USING btree ("service_id","person_id","day");--> statement-breakpoint
CREATE INDEX "conflicts_of_person" ON "hub"."declared_conflicts" USING btree ("service_id","person_id");--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['training_done', 'declared_conflicts'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update (day, minutes, what, agreed_by, agreed_at, struck_at, kept_by, kept_at, version) on hub.training_done to hub_app;
--> statement-breakpoint
grant select, insert, update (about, place_id, over_at, kept_by, kept_at, version) on hub.declared_conflicts to hub_app;
--> statement-breakpoint
alter table hub.amhps
  add constraint skills_are_known check (skills <@ array['children', 'older-people', 'learning-disability', 'deaf', 'perinatal', 'eating-disorder', 'forensic', 'substance-use']);
--> statement-breakpoint
alter table hub.training_done
  add constraint training_has_a_length check (minutes between 15 and 2400),
  add constraint agreed_training_says_who check ((agreed_by is null) = (agreed_at is null)),
  add constraint nobody_agrees_their_own_training check (agreed_by <> person_id);
