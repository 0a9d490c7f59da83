CREATE TABLE "hub"."allocations" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"shift_id" uuid,
	"allocated_by" uuid NOT NULL,
	"allocated_at" timestamptz NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"opened_at" timestamptz,
	"accepted_at" timestamptz,
	"declined_at" timestamptz,
	"set_off_at" timestamptz,
	"arrived_at" timestamptz,
	"outcome" text,
	"outcome_detail" text DEFAULT '' NOT NULL,
	"outcome_reasons" text DEFAULT '' NOT NULL,
	"outcome_at" timestamptz,
	"finished_at" timestamptz,
	"home_safe_at" timestamptz,
	"ended_at" timestamptz,
	"ended_how" text,
	"ended_by" uuid,
	"ended_why" text DEFAULT '' NOT NULL,
	"choice" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "allocations_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."waits" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"allocation_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "waits_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."arrangements" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"note" text NOT NULL,
	"since" timestamptz NOT NULL,
	"set_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "arrangements_pkey" PRIMARY KEY("service_id","referral_id","kind")
);
--> statement-breakpoint
CREATE TABLE "hub"."powers" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamptz,
	"start_source" text DEFAULT '' NOT NULL,
	"rule_id" text NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"recorded_by" uuid NOT NULL,
	"extension_minutes" integer,
	"extension_authorised_at" timestamptz,
	"extension_authority" text,
	"extension_authoriser" text,
	"extension_reason" text,
	"ended_at" timestamptz,
	"ended_why" text DEFAULT '' NOT NULL,
	"superseded_at" timestamptz,
	"correction_reason" text DEFAULT '' NOT NULL,
	"corrects_id" uuid,
	CONSTRAINT "powers_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_drafts" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"started_at" timestamptz NOT NULL,
	"kept_at" timestamptz NOT NULL,
	"content" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "referral_drafts_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_draft_per_number" UNIQUE("service_id","number")
);
--> statement-breakpoint
CREATE TABLE "hub"."referrals" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"received_at" timestamptz NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"taken_by" uuid NOT NULL,
	"source" text NOT NULL,
	"caller_name" text NOT NULL,
	"caller_phone" text NOT NULL,
	"last_name" text NOT NULL,
	"first_name" text NOT NULL,
	"born_on" date,
	"age_years" integer,
	"age_is_estimate" boolean DEFAULT false NOT NULL,
	"age_said_on" date NOT NULL,
	"gender" text DEFAULT '' NOT NULL,
	"nhs_number" text DEFAULT '' NOT NULL,
	"request" text NOT NULL,
	"place" text NOT NULL,
	"place_id" uuid,
	"happening" text NOT NULL,
	"risk_to_staff" text NOT NULL,
	"risk_detail" text DEFAULT '' NOT NULL,
	"home_address" text DEFAULT '' NOT NULL,
	"nearest_relative" text DEFAULT '' NOT NULL,
	"interpreter" text DEFAULT '' NOT NULL,
	"asks_for" text DEFAULT '' NOT NULL,
	"way_in" text DEFAULT '' NOT NULL,
	"council_id" uuid NOT NULL,
	"urgency" text,
	"assess_by" timestamptz,
	"accepted_at" timestamptz,
	"closed_at" timestamptz,
	"closed_as" text,
	CONSTRAINT "referrals_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_referral_per_number" UNIQUE("service_id","number")
);
--> statement-breakpoint
CREATE TABLE "hub"."triage_decisions" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"version_number" integer NOT NULL,
	"outcome" text NOT NULL,
	"urgency" text,
	"assess_by" timestamptz,
	"review_at" timestamptz,
	"why_now" text NOT NULL,
	"less_restrictive" text NOT NULL,
	"duty" text NOT NULL,
	"risk" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamptz NOT NULL,
	"change_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "triage_decisions_pkey" PRIMARY KEY("service_id","referral_id","version_number")
);
--> statement-breakpoint
CREATE TABLE "hub"."acting_for" (
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"council_id" uuid NOT NULL,
	CONSTRAINT "acting_for_pkey" PRIMARY KEY("service_id","person_id","council_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."amhps" (
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"profession" text NOT NULL,
	"approving_council_id" uuid NOT NULL,
	"approved_on" date NOT NULL,
	"approval_ends_on" date NOT NULL,
	"suspended_at" timestamptz,
	"suspended_why" text DEFAULT '' NOT NULL,
	"employer_id" uuid NOT NULL,
	"contract" text NOT NULL,
	"contracted_minutes_per_week" integer NOT NULL,
	"home_team" text NOT NULL,
	"base_id" uuid,
	"needs_buddy" boolean DEFAULT false NOT NULL,
	"gender" text DEFAULT 'not-said' NOT NULL,
	"languages" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "amhps_pkey" PRIMARY KEY("service_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."councils" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"acted_for" boolean NOT NULL,
	CONSTRAINT "councils_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_council_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."employers" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "employers_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_employer_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."places" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"town" text NOT NULL,
	"address" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"way_in" text DEFAULT '' NOT NULL,
	CONSTRAINT "places_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_place_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."days_away" (
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "days_away_pkey" PRIMARY KEY("service_id","person_id","day")
);
--> statement-breakpoint
CREATE TABLE "hub"."shift_templates" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"starts_at" text NOT NULL,
	"ends_at" text NOT NULL,
	"role" text NOT NULL,
	"break_minutes" integer NOT NULL,
	"retired" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shift_templates_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_shift_template_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."shifts" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"template_id" uuid,
	"day" date NOT NULL,
	"starts_at" timestamptz NOT NULL,
	"ends_at" timestamptz NOT NULL,
	"role" text NOT NULL,
	"cancelled_at" timestamptz,
	"cancelled_why" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shifts_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"disabled_at" timestamptz,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub"."commands" (
	"service_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"answer" jsonb,
	"at" timestamptz NOT NULL,
	CONSTRAINT "commands_pkey" PRIMARY KEY("service_id","actor_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."epochs" (
	"id" text PRIMARY KEY NOT NULL,
	"since" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub"."events" (
	"service_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamptz NOT NULL,
	"actor_id" uuid,
	"command_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"type" text NOT NULL,
	"referral_id" uuid,
	"person_id" uuid,
	"data" jsonb NOT NULL,
	CONSTRAINT "events_pkey" PRIMARY KEY("service_id","seq"),
	CONSTRAINT "one_event_per_command_and_ordinal" UNIQUE("service_id","command_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "hub"."people" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid,
	"name" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"roles" text[] NOT NULL,
	"left_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "people_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_person_per_account" UNIQUE("service_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."reads" (
	"service_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "hub"."reads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamptz NOT NULL,
	"actor_id" uuid NOT NULL,
	"query" text NOT NULL,
	"referral_ids" text[] NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "reads_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."service_counters" (
	"service_id" uuid PRIMARY KEY NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"last_referral_number" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub"."services" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"council_name" text NOT NULL,
	"hub_phone" text NOT NULL,
	"out_of_hours_name" text NOT NULL,
	"out_of_hours_phone" text NOT NULL,
	"triage_target_minutes" integer DEFAULT 30 NOT NULL,
	"staggered_from" text,
	"created_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub"."sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"account_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamptz NOT NULL,
	"last_used_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"revoked_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "hub"."toil_claims" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"allocation_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"day" date NOT NULL,
	"shift_ended_at" timestamptz NOT NULL,
	"finished_at" timestamptz NOT NULL,
	"raw_minutes" integer NOT NULL,
	"minutes" integer NOT NULL,
	"policy_id" uuid NOT NULL,
	"worked_out" jsonb NOT NULL,
	"causes" jsonb NOT NULL,
	"primary_cause" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"made_at" timestamptz NOT NULL,
	"submitted_at" timestamptz,
	"decided_by" uuid,
	"decided_at" timestamptz,
	"decision_reason" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "toil_claims_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_claim_per_allocation" UNIQUE("service_id","allocation_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."toil_entries" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "hub"."toil_entries_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"minutes" integer NOT NULL,
	"day" date NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"recorded_by" uuid NOT NULL,
	"claim_id" uuid,
	"policy_id" uuid,
	"reverses_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "toil_entries_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_reversal_per_entry" UNIQUE("service_id","reverses_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."toil_policies" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"employer_id" uuid NOT NULL,
	"effective_from" date NOT NULL,
	"policy" jsonb NOT NULL,
	CONSTRAINT "toil_policies_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_policy_per_employer_and_day" UNIQUE("service_id","employer_id","effective_from")
);
--> statement-breakpoint
ALTER TABLE "hub"."allocations" ADD CONSTRAINT "allocation_of_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."allocations" ADD CONSTRAINT "allocation_to_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."allocations" ADD CONSTRAINT "allocation_by_a_person_of_the_service" FOREIGN KEY ("service_id","allocated_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."allocations" ADD CONSTRAINT "allocation_on_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."allocations" ADD CONSTRAINT "allocation_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."waits" ADD CONSTRAINT "wait_of_an_allocation_of_the_service" FOREIGN KEY ("service_id","allocation_id") REFERENCES "hub"."allocations"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."waits" ADD CONSTRAINT "wait_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."arrangements" ADD CONSTRAINT "arrangement_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."arrangements" ADD CONSTRAINT "arrangement_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."powers" ADD CONSTRAINT "power_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."powers" ADD CONSTRAINT "power_recorded_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."powers" ADD CONSTRAINT "power_corrects_a_power_of_the_service" FOREIGN KEY ("service_id","corrects_id") REFERENCES "hub"."powers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_drafts" ADD CONSTRAINT "referral_drafts_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referral_drafts" ADD CONSTRAINT "draft_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD CONSTRAINT "referrals_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD CONSTRAINT "referral_taken_by_a_person_of_the_service" FOREIGN KEY ("service_id","taken_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD CONSTRAINT "referral_at_a_place_of_the_service" FOREIGN KEY ("service_id","place_id") REFERENCES "hub"."places"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD CONSTRAINT "referral_for_a_council_of_the_service" FOREIGN KEY ("service_id","council_id") REFERENCES "hub"."councils"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD CONSTRAINT "decision_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD CONSTRAINT "decision_by_a_person_of_the_service" FOREIGN KEY ("service_id","decided_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."acting_for" ADD CONSTRAINT "acting_for_by_an_amhp" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."amhps"("service_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."acting_for" ADD CONSTRAINT "acting_for_a_council" FOREIGN KEY ("service_id","council_id") REFERENCES "hub"."councils"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."amhps" ADD CONSTRAINT "amhp_is_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."amhps" ADD CONSTRAINT "amhp_approved_by_a_council" FOREIGN KEY ("service_id","approving_council_id") REFERENCES "hub"."councils"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."amhps" ADD CONSTRAINT "amhp_has_an_employer" FOREIGN KEY ("service_id","employer_id") REFERENCES "hub"."employers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."amhps" ADD CONSTRAINT "amhp_has_a_base" FOREIGN KEY ("service_id","base_id") REFERENCES "hub"."places"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."councils" ADD CONSTRAINT "councils_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."employers" ADD CONSTRAINT "employers_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."places" ADD CONSTRAINT "places_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."days_away" ADD CONSTRAINT "day_away_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."shift_templates" ADD CONSTRAINT "shift_templates_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."shifts" ADD CONSTRAINT "shift_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."shifts" ADD CONSTRAINT "shift_from_a_template_of_the_service" FOREIGN KEY ("service_id","template_id") REFERENCES "hub"."shift_templates"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."commands" ADD CONSTRAINT "commands_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."commands" ADD CONSTRAINT "command_by_a_person_of_the_service" FOREIGN KEY ("service_id","actor_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."events" ADD CONSTRAINT "events_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."events" ADD CONSTRAINT "event_by_a_person_of_the_service" FOREIGN KEY ("service_id","actor_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."people" ADD CONSTRAINT "people_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."people" ADD CONSTRAINT "people_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD CONSTRAINT "reads_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."reads" ADD CONSTRAINT "read_by_a_person_of_the_service" FOREIGN KEY ("service_id","actor_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."service_counters" ADD CONSTRAINT "service_counters_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."sessions" ADD CONSTRAINT "session_of_a_person" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_claims" ADD CONSTRAINT "claim_by_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_claims" ADD CONSTRAINT "claim_for_an_allocation_of_the_service" FOREIGN KEY ("service_id","allocation_id") REFERENCES "hub"."allocations"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_claims" ADD CONSTRAINT "claim_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_claims" ADD CONSTRAINT "claim_on_a_shift_of_the_service" FOREIGN KEY ("service_id","shift_id") REFERENCES "hub"."shifts"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_claims" ADD CONSTRAINT "claim_under_a_policy_of_the_service" FOREIGN KEY ("service_id","policy_id") REFERENCES "hub"."toil_policies"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_claims" ADD CONSTRAINT "claim_decided_by_a_person_of_the_service" FOREIGN KEY ("service_id","decided_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_entries" ADD CONSTRAINT "entry_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_entries" ADD CONSTRAINT "entry_recorded_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_entries" ADD CONSTRAINT "entry_for_a_claim_of_the_service" FOREIGN KEY ("service_id","claim_id") REFERENCES "hub"."toil_claims"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_entries" ADD CONSTRAINT "entry_under_a_policy_of_the_service" FOREIGN KEY ("service_id","policy_id") REFERENCES "hub"."toil_policies"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_entries" ADD CONSTRAINT "entry_reverses_an_entry_of_the_service" FOREIGN KEY ("service_id","reverses_id") REFERENCES "hub"."toil_entries"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."toil_policies" ADD CONSTRAINT "policy_of_an_employer_of_the_service" FOREIGN KEY ("service_id","employer_id") REFERENCES "hub"."employers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allocations_of_referral" ON "hub"."allocations" USING btree ("service_id","referral_id");--> statement-breakpoint
CREATE INDEX "allocations_of_person" ON "hub"."allocations" USING btree ("service_id","person_id","allocated_at");--> statement-breakpoint
CREATE INDEX "waits_of_allocation" ON "hub"."waits" USING btree ("service_id","allocation_id");--> statement-breakpoint
CREATE INDEX "powers_of_referral" ON "hub"."powers" USING btree ("service_id","referral_id");--> statement-breakpoint
CREATE INDEX "referrals_by_receipt" ON "hub"."referrals" USING btree ("service_id","received_at");--> statement-breakpoint
CREATE INDEX "acting_for_council" ON "hub"."acting_for" USING btree ("service_id","council_id");--> statement-breakpoint
CREATE INDEX "days_away_by_day" ON "hub"."days_away" USING btree ("service_id","day");--> statement-breakpoint
CREATE INDEX "shifts_by_start" ON "hub"."shifts" USING btree ("service_id","starts_at");--> statement-breakpoint
CREATE INDEX "shifts_by_day" ON "hub"."shifts" USING btree ("service_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "one_account_per_email" ON "hub"."accounts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "events_of_referral" ON "hub"."events" USING btree ("service_id","referral_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "one_session_per_token" ON "hub"."sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_of_person" ON "hub"."sessions" USING btree ("service_id","person_id");--> statement-breakpoint
CREATE INDEX "toil_claims_of_person" ON "hub"."toil_claims" USING btree ("service_id","person_id","day");--> statement-breakpoint
CREATE INDEX "toil_claims_by_day" ON "hub"."toil_claims" USING btree ("service_id","day");--> statement-breakpoint
CREATE INDEX "toil_entries_of_person" ON "hub"."toil_entries" USING btree ("service_id","person_id","recorded_at");