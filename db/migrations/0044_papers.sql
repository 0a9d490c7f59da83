CREATE TABLE "hub"."examinations" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"doctor_name" text NOT NULL,
	"phone" text NOT NULL,
	"is_section_12" text NOT NULL,
	"knows_person" text NOT NULL,
	"asked_at" timestamptz,
	"expected_at" timestamptz,
	"examined_at" timestamptz,
	"recommendation" text NOT NULL,
	"signed_on" date,
	"note" text NOT NULL,
	"struck_out" boolean NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "examinations_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."papers" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"form" text NOT NULL,
	"held_by" text NOT NULL,
	"received_at" timestamptz,
	"note" text NOT NULL,
	"struck_out" boolean NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "papers_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."statutory_relatives" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"phone" text NOT NULL,
	"basis" text NOT NULL,
	"informed_at" timestamptz,
	"consulted_at" timestamptz,
	"not_consulted_why" text NOT NULL,
	"objects" text NOT NULL,
	"displacement" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "statutory_relatives_pkey" PRIMARY KEY("service_id","referral_id","kind")
);
--> statement-breakpoint
ALTER TABLE "hub"."examinations" ADD CONSTRAINT "examination_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."examinations" ADD CONSTRAINT "examination_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."papers" ADD CONSTRAINT "paper_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."papers" ADD CONSTRAINT "paper_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."statutory_relatives" ADD CONSTRAINT "relative_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."statutory_relatives" ADD CONSTRAINT "relative_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "examinations_of_referral" ON "hub"."examinations" USING btree ("service_id","referral_id");--> statement-breakpoint
CREATE INDEX "papers_of_referral" ON "hub"."papers" USING btree ("service_id","referral_id");--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['examinations', 'papers', 'statutory_relatives'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('create policy only_in_sight on hub.%I as restrictive for select to hub_app using (
      case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
        else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end)', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
    execute format('create trigger version_goes_up_by_one before update on hub.%I for each row execute function hub.next_version()', each);
  end loop;
end $$;
--> statement-breakpoint
grant update (doctor_name, phone, is_section_12, knows_person, asked_at, expected_at, examined_at, recommendation, signed_on, note,
  struck_out, set_by, set_at, version) on hub.examinations to hub_app;
--> statement-breakpoint
grant update (form, held_by, received_at, note, struck_out, set_by, set_at, version) on hub.papers to hub_app;
--> statement-breakpoint
grant update (name, relation, phone, basis, informed_at, consulted_at, not_consulted_why, objects, displacement, set_by, set_at, version)
  on hub.statutory_relatives to hub_app;
--> statement-breakpoint
alter table hub.examinations
  add constraint section_12_answer_is_known check (is_section_12 in ('yes', 'no', 'unknown') and knows_person in ('yes', 'no', 'unknown')),
  add constraint recommendation_is_known check (recommendation in ('none-yet', 's2', 's3', 's4', 's7', 'not-given'));
--> statement-breakpoint
alter table hub.papers add constraint paper_form_is_known check (form in ('A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11',
  'G2', 'H1', 'H2', 'H3', 'CTO1', 'CTO5', 'WARRANT', 'REPORT', 'OTHER'));
--> statement-breakpoint
alter table hub.statutory_relatives
  add constraint relative_kind_is_known check (kind in ('nearest-relative', 'nominated-person')),
  add constraint objection_is_known check (objects in ('not-asked', 'no', 'yes')),
  add constraint displacement_is_known check (displacement in ('none', 'applied', 'displaced'));
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by) values
  ('examinations', 'doctor_name', 'referral_id'), ('examinations', 'phone', 'referral_id'), ('examinations', 'note', 'referral_id'),
  ('papers', 'held_by', 'referral_id'), ('papers', 'note', 'referral_id'),
  ('statutory_relatives', 'name', 'referral_id'), ('statutory_relatives', 'relation', 'referral_id'), ('statutory_relatives', 'phone', 'referral_id'),
  ('statutory_relatives', 'basis', 'referral_id'), ('statutory_relatives', 'not_consulted_why', 'referral_id');
