CREATE TABLE "hub"."referral_calls" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"received_at" timestamptz NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"taken_by" uuid NOT NULL,
	"source" text NOT NULL,
	"request" text,
	"caller_name" text NOT NULL,
	"caller_phone" text NOT NULL,
	"place" text NOT NULL,
	"happening" text NOT NULL,
	"risk_to_staff" text NOT NULL,
	"risk_detail" text NOT NULL,
	"power_kind" text,
	"power_started_at" timestamptz,
	CONSTRAINT "referral_calls_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_links" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"referral_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"why" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"state_before" text,
	"assess_by_before" timestamptz,
	"ended_by" uuid,
	"ended_at" timestamptz,
	"ended_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "referral_links_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_index" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"name" text NOT NULL,
	"sounds" text[],
	"numbers" text NOT NULL,
	"phones" text[],
	"homes" text[],
	CONSTRAINT "referral_index_pkey" PRIMARY KEY("service_id","referral_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD COLUMN "person_phone" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."referral_calls" ADD CONSTRAINT "call_about_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_calls" ADD CONSTRAINT "call_taken_by_a_person_of_the_service" FOREIGN KEY ("service_id","taken_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_links" ADD CONSTRAINT "link_from_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_links" ADD CONSTRAINT "link_to_a_referral_of_the_service" FOREIGN KEY ("service_id","other_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_links" ADD CONSTRAINT "link_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_links" ADD CONSTRAINT "link_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_index" ADD CONSTRAINT "index_of_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calls_of_referral" ON "hub"."referral_calls" USING btree ("service_id","referral_id");--> statement-breakpoint
CREATE INDEX "links_of_referral" ON "hub"."referral_links" USING btree ("service_id","referral_id");--> statement-breakpoint
CREATE INDEX "links_of_other" ON "hub"."referral_links" USING btree ("service_id","other_id");
