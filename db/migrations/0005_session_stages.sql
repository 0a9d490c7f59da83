ALTER TABLE "hub"."services" ADD COLUMN "is_demo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "opened_by" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "stage" text DEFAULT 'complete' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "stepped_up_at" timestamptz;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "previous_token_hash" "bytea";--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "renewed_at" timestamptz;--> statement-breakpoint
CREATE INDEX "sessions_by_previous_token" ON "hub"."sessions" USING btree ("previous_token_hash");