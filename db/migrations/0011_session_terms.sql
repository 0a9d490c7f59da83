CREATE TABLE "hub"."session_limits" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"desk_idle_minutes" integer NOT NULL,
	"desk_absolute_minutes" integer NOT NULL,
	"field_idle_minutes" integer NOT NULL,
	"field_absolute_minutes" integer NOT NULL,
	"at_once" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub"."unsent_texts" (
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"kept_at" timestamptz NOT NULL,
	CONSTRAINT "unsent_texts_pkey" PRIMARY KEY("service_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "device" text DEFAULT 'A browser' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "device_kind" text DEFAULT 'computer' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "profile" text DEFAULT 'desk' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "idle_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "wakeful_roles" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "rest_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "rested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "ended_because" text;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD COLUMN "gave_way_to" uuid;--> statement-breakpoint
ALTER TABLE "hub"."session_limits" ADD CONSTRAINT "session_limits_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."unsent_texts" ADD CONSTRAINT "unsent_text_of_a_person" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_of_account" ON "hub"."sessions" USING btree ("account_id") WHERE revoked_at is null;