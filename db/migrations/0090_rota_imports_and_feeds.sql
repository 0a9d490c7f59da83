CREATE TABLE "hub"."rota_imports" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"drafted" integer NOT NULL,
	"overwritten" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"undone_by" uuid,
	"undone_at" timestamptz,
	CONSTRAINT "rota_imports_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."calendar_feeds" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"made_at" timestamptz NOT NULL,
	"last_read_at" timestamptz,
	"ended_by" uuid,
	"ended_at" timestamptz,
	CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."rota_imports" ADD CONSTRAINT "import_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."rota_imports" ADD CONSTRAINT "import_undone_by_a_person_of_the_service" FOREIGN KEY ("service_id","undone_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."calendar_feeds" ADD CONSTRAINT "feed_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."calendar_feeds" ADD CONSTRAINT "feed_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rota_imports_by_time" ON "hub"."rota_imports" USING btree ("service_id","made_at");--> statement-breakpoint
CREATE INDEX "feeds_of_person" ON "hub"."calendar_feeds" USING btree ("service_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_feed_per_token" ON "hub"."calendar_feeds" USING btree ("token_hash");
