CREATE TABLE "hub"."alarms" (
	"service_id" uuid NOT NULL,
	"deadline_id" uuid NOT NULL,
	"raised_at" timestamptz NOT NULL,
	"late_seconds" integer NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"told_to" uuid,
	"told_at" timestamptz NOT NULL,
	"next_at" timestamptz,
	"lease_until" timestamptz,
	"answered_by" uuid,
	"answered_at" timestamptz,
	"settled_at" timestamptz,
	CONSTRAINT "one_alarm_per_deadline" PRIMARY KEY("service_id","deadline_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."deadlines" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"rule_id" text NOT NULL,
	"point" text NOT NULL,
	"minutes_before" integer NOT NULL,
	"due_at" timestamptz NOT NULL,
	"limit_at" timestamptz,
	"made_at" timestamptz NOT NULL,
	"lease_until" timestamptz,
	"fired_at" timestamptz,
	"overtaken" boolean DEFAULT false NOT NULL,
	"superseded_at" timestamptz,
	CONSTRAINT "deadlines_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."alarms" ADD CONSTRAINT "alarm_of_a_deadline_of_the_service" FOREIGN KEY ("service_id","deadline_id") REFERENCES "hub"."deadlines"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."alarms" ADD CONSTRAINT "alarm_told_to_a_person_of_the_service" FOREIGN KEY ("service_id","told_to") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."alarms" ADD CONSTRAINT "alarm_answered_by_a_person_of_the_service" FOREIGN KEY ("service_id","answered_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."deadlines" ADD CONSTRAINT "deadline_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "deadlines_of_referral" ON "hub"."deadlines" USING btree ("service_id","referral_id");
