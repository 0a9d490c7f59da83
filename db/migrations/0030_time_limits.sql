CREATE TABLE "hub"."time_limits" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"period" integer DEFAULT 1 NOT NULL,
	"started_at" timestamptz,
	"origin_at" timestamptz,
	"second_at" timestamptz,
	"start_source" text DEFAULT '' NOT NULL,
	"person_id" uuid,
	"rule_id" text NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"recorded_by" uuid NOT NULL,
	"hold_made_at" timestamptz,
	"hold_disposed_at" timestamptz,
	"hold_order_made" boolean DEFAULT false NOT NULL,
	"hold_source" text DEFAULT '' NOT NULL,
	"ended_at" timestamptz,
	"ended_how" text,
	"ended_why" text DEFAULT '' NOT NULL,
	"superseded_at" timestamptz,
	"correction_reason" text DEFAULT '' NOT NULL,
	"corrects_id" uuid,
	CONSTRAINT "time_limits_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."powers" ADD COLUMN "extension_superintendent" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."time_limits" ADD CONSTRAINT "limit_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."time_limits" ADD CONSTRAINT "limit_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."time_limits" ADD CONSTRAINT "limit_recorded_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."time_limits" ADD CONSTRAINT "limit_corrects_a_limit_of_the_service" FOREIGN KEY ("service_id","corrects_id") REFERENCES "hub"."time_limits"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "time_limits_of_referral" ON "hub"."time_limits" USING btree ("service_id","referral_id");