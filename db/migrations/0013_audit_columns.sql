CREATE TABLE "hub"."seals" (
	"service_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"sealed_at" timestamptz NOT NULL,
	"upto_tx" "xid8" NOT NULL,
	"read_ids" bigint[] NOT NULL,
	"read_hashes" "bytea" NOT NULL,
	"rows" integer NOT NULL,
	"events_seq" bigint NOT NULL,
	"events_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "seals_pkey" PRIMARY KEY("service_id","number")
);
--> statement-breakpoint
ALTER TABLE "hub"."reads" ALTER COLUMN "referral_ids" SET DATA TYPE uuid[] USING referral_ids::uuid[];--> statement-breakpoint
ALTER TABLE "hub"."events" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "hub"."events" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."events" ADD COLUMN "request_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."events" ADD COLUMN "hash" "bytea";--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "kind" text DEFAULT 'view' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "shown" text DEFAULT 'whole' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "stub_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "fields" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "filter" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "term" text;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "grant_id" uuid;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD COLUMN "tx" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."seals" ADD CONSTRAINT "seals_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reads_by_time" ON "hub"."reads" USING btree ("service_id","at");--> statement-breakpoint
CREATE INDEX "reads_of_reader" ON "hub"."reads" USING btree ("service_id","actor_id","at");--> statement-breakpoint
CREATE INDEX "reads_to_seal" ON "hub"."reads" USING btree ("service_id","tx");