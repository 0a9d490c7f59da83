CREATE TABLE "hub"."corrections" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"about" text NOT NULL,
	"was" text NOT NULL,
	"is" text NOT NULL,
	"asked_by" text NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "corrections_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."emptied_columns" (
	"table_name" text NOT NULL,
	"column_name" text NOT NULL,
	"found_by" text NOT NULL,
	CONSTRAINT "one_line_per_emptied_column" UNIQUE("table_name","column_name")
);
--> statement-breakpoint
CREATE TABLE "hub"."officers" (
	"service_id" uuid NOT NULL,
	"office" text NOT NULL,
	"name" text NOT NULL,
	"contact" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "officers_pkey" PRIMARY KEY("service_id","office")
);
--> statement-breakpoint
CREATE TABLE "hub"."record_marks" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"note" text NOT NULL,
	"asked_by" text DEFAULT '' NOT NULL,
	"on_day" date,
	"placed_by" uuid NOT NULL,
	"placed_at" timestamptz NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamptz,
	"ended_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "record_marks_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."releases" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"state" text NOT NULL,
	"why" text NOT NULL,
	"keep_until" date NOT NULL,
	"authority" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamptz NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamptz,
	"decided_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "releases_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."retention_rules" (
	"service_id" uuid NOT NULL,
	"record_class" text NOT NULL,
	"effective_from" date NOT NULL,
	"keep_for" integer,
	"unit" text NOT NULL,
	"years_after_death" integer,
	"until_age" integer,
	"authority" text NOT NULL,
	"verified" boolean NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	CONSTRAINT "one_rule_per_class_and_day" PRIMARY KEY("service_id","record_class","effective_from")
);
--> statement-breakpoint
CREATE TABLE "hub"."subject_exports" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_ids" text[] NOT NULL,
	"seq" bigint NOT NULL,
	"withheld" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	CONSTRAINT "subject_exports_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "term_salt" "bytea";--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "term_mark" "bytea";--> statement-breakpoint
ALTER TABLE "hub"."corrections" ADD CONSTRAINT "correction_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."corrections" ADD CONSTRAINT "correction_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."officers" ADD CONSTRAINT "officers_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."officers" ADD CONSTRAINT "officer_named_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."record_marks" ADD CONSTRAINT "mark_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."record_marks" ADD CONSTRAINT "mark_placed_by_a_person_of_the_service" FOREIGN KEY ("service_id","placed_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."record_marks" ADD CONSTRAINT "mark_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."releases" ADD CONSTRAINT "release_of_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."releases" ADD CONSTRAINT "release_proposed_by_a_person_of_the_service" FOREIGN KEY ("service_id","proposed_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."releases" ADD CONSTRAINT "release_decided_by_a_person_of_the_service" FOREIGN KEY ("service_id","decided_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."retention_rules" ADD CONSTRAINT "retention_rules_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."retention_rules" ADD CONSTRAINT "rule_set_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."subject_exports" ADD CONSTRAINT "export_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_of_referral" ON "hub"."corrections" USING btree ("service_id","referral_id");--> statement-breakpoint
CREATE INDEX "marks_of_referral" ON "hub"."record_marks" USING btree ("service_id","referral_id");