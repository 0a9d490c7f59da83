CREATE TABLE "hub"."call_in_asks" (
	"service_id" uuid NOT NULL,
	"call_in_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"pay" text,
	"note" text DEFAULT '' NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamptz NOT NULL,
	CONSTRAINT "call_in_asks_pkey" PRIMARY KEY("service_id","call_in_id","person_id","asked_at")
);
--> statement-breakpoint
CREATE TABLE "hub"."call_ins" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"role" text NOT NULL,
	"why" text NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamptz NOT NULL,
	"shift_id" uuid,
	"closed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "call_ins_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."leave_requests" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"state" text NOT NULL,
	"note" text NOT NULL,
	"leaves_gaps" boolean DEFAULT false NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamptz,
	"decided_why" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "leave_requests_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."shift_offers" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"shift_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"part_starts_at" timestamptz,
	"part_ends_at" timestamptz,
	"meant_for" uuid,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamptz NOT NULL,
	"taker_id" uuid,
	"in_return_shift_id" uuid,
	"taken_by" uuid,
	"taken_at" timestamptz,
	"decided_by" uuid,
	"decided_at" timestamptz,
	"decided_why" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shift_offers_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."draft_shifts" (
	"service_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"template_id" uuid,
	"day" date NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"role" text NOT NULL,
	"layer" text NOT NULL,
	"taken_off" boolean DEFAULT false NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"based_on" integer NOT NULL,
	"import_id" uuid,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "draft_shifts_pkey" PRIMARY KEY("service_id","shift_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."duty_needs" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"role" text NOT NULL,
	"days" text[] NOT NULL,
	"starts_at" text NOT NULL,
	"ends_at" text NOT NULL,
	"minimum" integer NOT NULL,
	"retired" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "duty_needs_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."pattern_places" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"pattern_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date,
	"offset_weeks" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "pattern_places_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."rota_exceptions" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"day" date NOT NULL,
	"turns" jsonb NOT NULL,
	"why" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "rota_exceptions_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."rota_notices" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"changes" jsonb NOT NULL,
	"made_at" timestamptz NOT NULL,
	"tell_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"acknowledged_at" timestamptz,
	CONSTRAINT "rota_notices_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."rota_patterns" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"weeks" jsonb NOT NULL,
	"retired" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "rota_patterns_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_pattern_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."rota_publications" (
	"service_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"changes" jsonb NOT NULL,
	"accepted" jsonb NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamptz NOT NULL,
	CONSTRAINT "rota_publications_pkey" PRIMARY KEY("service_id","number")
);
--> statement-breakpoint
CREATE TABLE "hub"."rota_settings" (
	"service_id" uuid NOT NULL,
	"effective_from" date NOT NULL,
	"model" text NOT NULL,
	"swap_policy" text NOT NULL,
	"office_from" text NOT NULL,
	"office_until" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	CONSTRAINT "one_rota_setting_per_day" PRIMARY KEY("service_id","effective_from")
);
--> statement-breakpoint
CREATE TABLE "hub"."shift_history" (
	"service_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"day" date NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"role" text NOT NULL,
	"layer" text NOT NULL,
	"cancelled" boolean NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "shift_history_pkey" PRIMARY KEY("service_id","shift_id","version")
);
--> statement-breakpoint
ALTER TABLE "hub"."shifts" ADD COLUMN "layer" text DEFAULT 'exception' NOT NULL;
--> statement-breakpoint
ALTER TABLE "hub"."shifts" ADD COLUMN "planned_for" uuid;
--> statement-breakpoint
ALTER TABLE "hub"."call_in_asks" ADD CONSTRAINT "ask_of_a_call_in_of_the_service" FOREIGN KEY ("service_id","call_in_id") REFERENCES "hub"."call_ins"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."call_in_asks" ADD CONSTRAINT "ask_to_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."call_in_asks" ADD CONSTRAINT "ask_by_a_person_of_the_service" FOREIGN KEY ("service_id","asked_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."call_ins" ADD CONSTRAINT "call_in_by_a_person_of_the_service" FOREIGN KEY ("service_id","opened_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."call_ins" ADD CONSTRAINT "call_in_filled_by_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."leave_requests" ADD CONSTRAINT "leave_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."leave_requests" ADD CONSTRAINT "leave_asked_by_a_person_of_the_service" FOREIGN KEY ("service_id","asked_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."leave_requests" ADD CONSTRAINT "leave_decided_by_a_person_of_the_service" FOREIGN KEY ("service_id","decided_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_meant_for_a_person_of_the_service" FOREIGN KEY ("service_id","meant_for") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","offered_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_to_a_person_of_the_service" FOREIGN KEY ("service_id","taker_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_taken_by_a_person_of_the_service" FOREIGN KEY ("service_id","taken_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_decided_by_a_person_of_the_service" FOREIGN KEY ("service_id","decided_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_of_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_for_a_shift_of_the_service" FOREIGN KEY ("service_id","in_return_shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."draft_shifts" ADD CONSTRAINT "draft_for_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."draft_shifts" ADD CONSTRAINT "draft_from_a_template_of_the_service" FOREIGN KEY ("service_id","template_id") REFERENCES "hub"."shift_templates"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."draft_shifts" ADD CONSTRAINT "draft_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD CONSTRAINT "duty_needs_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."pattern_places" ADD CONSTRAINT "place_in_a_pattern_of_the_service" FOREIGN KEY ("service_id","pattern_id") REFERENCES "hub"."rota_patterns"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."pattern_places" ADD CONSTRAINT "place_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_exceptions" ADD CONSTRAINT "exception_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_exceptions" ADD CONSTRAINT "exception_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_notices" ADD CONSTRAINT "rota_notice_to_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_patterns" ADD CONSTRAINT "rota_patterns_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_publications" ADD CONSTRAINT "rota_publications_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_publications" ADD CONSTRAINT "published_by_a_person_of_the_service" FOREIGN KEY ("service_id","published_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_settings" ADD CONSTRAINT "rota_settings_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."rota_settings" ADD CONSTRAINT "rota_set_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_history" ADD CONSTRAINT "history_of_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "leave_of_person" ON "hub"."leave_requests" USING btree ("service_id","person_id","first_day");
--> statement-breakpoint
CREATE INDEX "offers_of_shift" ON "hub"."shift_offers" USING btree ("service_id","shift_id");
--> statement-breakpoint
CREATE INDEX "drafts_by_day" ON "hub"."draft_shifts" USING btree ("service_id","day");
--> statement-breakpoint
CREATE INDEX "exceptions_by_day" ON "hub"."rota_exceptions" USING btree ("service_id","day");
--> statement-breakpoint
CREATE INDEX "rota_notices_of_person" ON "hub"."rota_notices" USING btree ("service_id","person_id","tell_at");
--> statement-breakpoint
CREATE INDEX "shift_history_by_day" ON "hub"."shift_history" USING btree ("service_id","day");
--> statement-breakpoint
ALTER TABLE "hub"."shifts" ADD CONSTRAINT "shift_planned_for_a_person_of_the_service" FOREIGN KEY ("service_id","planned_for") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
