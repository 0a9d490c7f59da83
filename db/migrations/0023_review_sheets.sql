CREATE TABLE "hub"."review_lines" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"day" date NOT NULL,
	"suspicion" text NOT NULL,
	"reader_id" uuid NOT NULL,
	"referral_id" uuid,
	"first_at" timestamptz NOT NULL,
	"last_at" timestamptz NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "review_lines_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."review_sheets" (
	"service_id" uuid NOT NULL,
	"day" date NOT NULL,
	"made_at" timestamptz NOT NULL,
	"looks" integer NOT NULL,
	CONSTRAINT "review_sheets_pkey" PRIMARY KEY("service_id","day")
);
--> statement-breakpoint
CREATE TABLE "hub"."review_signs" (
	"service_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	"finding" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "one_signature_a_line" PRIMARY KEY("service_id","line_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."review_lines" ADD CONSTRAINT "line_of_a_sheet_of_the_service" FOREIGN KEY ("service_id","day") REFERENCES "hub"."review_sheets"("service_id","day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."review_lines" ADD CONSTRAINT "line_about_a_person_of_the_service" FOREIGN KEY ("service_id","reader_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."review_sheets" ADD CONSTRAINT "review_sheets_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."review_signs" ADD CONSTRAINT "signature_under_a_line_of_the_service" FOREIGN KEY ("service_id","line_id") REFERENCES "hub"."review_lines"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."review_signs" ADD CONSTRAINT "signature_of_a_person_of_the_service" FOREIGN KEY ("service_id","reviewer_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_lines_by_day" ON "hub"."review_lines" USING btree ("service_id","day");