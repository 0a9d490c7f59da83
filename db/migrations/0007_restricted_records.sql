CREATE TABLE "hub"."notices" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"opening_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"seen_at" timestamptz,
	"sent_at" timestamptz,
	CONSTRAINT "notices_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."openings" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"restriction_id" uuid,
	"reason" text NOT NULL,
	"why" text NOT NULL,
	"was_denied" boolean NOT NULL,
	"opened_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"reviewed_by" uuid,
	"reviewed_at" timestamptz,
	"review_result" text,
	"review_note" text DEFAULT '' NOT NULL,
	CONSTRAINT "openings_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."restriction_people" (
	"service_id" uuid NOT NULL,
	"restriction_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"added_at" timestamptz NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "restriction_people_pkey" PRIMARY KEY("service_id","restriction_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."restrictions" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"why" text NOT NULL,
	"guardian_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"lifted_by" uuid,
	"lifted_at" timestamptz,
	"lifted_why" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "restrictions_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD COLUMN "restriction_id" uuid;--> statement-breakpoint
ALTER TABLE "hub"."notices" ADD CONSTRAINT "notices_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."notices" ADD CONSTRAINT "notice_to_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."notices" ADD CONSTRAINT "notice_about_an_opening_of_the_service" FOREIGN KEY ("service_id","opening_id") REFERENCES "hub"."openings"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."openings" ADD CONSTRAINT "openings_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."openings" ADD CONSTRAINT "opening_by_a_person_of_the_service" FOREIGN KEY ("service_id","actor_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."openings" ADD CONSTRAINT "opening_of_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."openings" ADD CONSTRAINT "opening_of_a_restriction_of_the_service" FOREIGN KEY ("service_id","restriction_id") REFERENCES "hub"."restrictions"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."openings" ADD CONSTRAINT "opening_reviewed_by_a_person_of_the_service" FOREIGN KEY ("service_id","reviewed_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."restriction_people" ADD CONSTRAINT "listed_on_a_restriction_of_the_service" FOREIGN KEY ("service_id","restriction_id") REFERENCES "hub"."restrictions"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."restriction_people" ADD CONSTRAINT "listed_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."restrictions" ADD CONSTRAINT "restrictions_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."restrictions" ADD CONSTRAINT "restriction_guarded_by_a_person_of_the_service" FOREIGN KEY ("service_id","guardian_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."restrictions" ADD CONSTRAINT "restriction_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_of_person" ON "hub"."notices" USING btree ("service_id","person_id","at");--> statement-breakpoint
CREATE INDEX "openings_of_actor" ON "hub"."openings" USING btree ("service_id","actor_id","ends_at");--> statement-breakpoint
CREATE INDEX "openings_of_referral" ON "hub"."openings" USING btree ("service_id","referral_id");--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD CONSTRAINT "referral_under_a_restriction_of_the_service" FOREIGN KEY ("service_id","restriction_id") REFERENCES "hub"."restrictions"("service_id","id") ON DELETE no action ON UPDATE no action;