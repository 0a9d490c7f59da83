CREATE TABLE "hub"."identity_links" (
	"service_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"linked_at" timestamptz NOT NULL,
	CONSTRAINT "identity_links_pkey" PRIMARY KEY("service_id","provider_id","subject"),
	CONSTRAINT "one_subject_per_person_and_provider" UNIQUE("service_id","provider_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."identity_providers" (
	"service_id" uuid NOT NULL,
	"id" text NOT NULL,
	"label" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"sealed_secret" text,
	"rules" jsonb NOT NULL,
	"place" integer DEFAULT 0 NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "identity_providers_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_provider_per_client" UNIQUE("service_id","issuer","client_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."scim_tokens" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"label" text NOT NULL,
	"scopes" text[] NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"revoked_at" timestamptz,
	"last_used_at" timestamptz,
	CONSTRAINT "scim_tokens_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."scim_users" (
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"external_id" text,
	"user_name" text NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"email" text,
	"created_at" timestamptz NOT NULL,
	"changed_at" timestamptz NOT NULL,
	"deleted_at" timestamptz,
	CONSTRAINT "scim_users_pkey" PRIMARY KEY("service_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."spent_tokens" (
	"service_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"spent_at" timestamptz NOT NULL,
	CONSTRAINT "spent_tokens_pkey" PRIMARY KEY("service_id","provider_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "hub"."sso_sessions" (
	"service_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"subject" text NOT NULL,
	"sid" text,
	"opened_at" timestamptz NOT NULL,
	CONSTRAINT "sso_sessions_pkey" PRIMARY KEY("service_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."identity_links" ADD CONSTRAINT "link_to_a_provider_of_the_service" FOREIGN KEY ("service_id","provider_id") REFERENCES "hub"."identity_providers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."identity_links" ADD CONSTRAINT "link_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."identity_providers" ADD CONSTRAINT "identity_providers_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."scim_tokens" ADD CONSTRAINT "scim_tokens_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."scim_tokens" ADD CONSTRAINT "token_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."scim_users" ADD CONSTRAINT "directory_entry_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."spent_tokens" ADD CONSTRAINT "token_of_a_provider_of_the_service" FOREIGN KEY ("service_id","provider_id") REFERENCES "hub"."identity_providers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."sso_sessions" ADD CONSTRAINT "session_by_a_provider_of_the_service" FOREIGN KEY ("service_id","provider_id") REFERENCES "hub"."identity_providers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_provider_per_name" ON "hub"."identity_providers" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_integration_per_token" ON "hub"."scim_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sso_sessions_of_subject" ON "hub"."sso_sessions" USING btree ("service_id","provider_id","subject");