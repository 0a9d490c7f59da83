CREATE TABLE "hub"."account_links" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"made_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"used_at" timestamptz,
	CONSTRAINT "account_links_pkey" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."account_log" (
	"account_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "hub"."account_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamptz NOT NULL,
	"what" text NOT NULL,
	"session_id" uuid,
	"address" text DEFAULT '' NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	CONSTRAINT "account_log_pkey" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."authenticator_apps" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sealed_seed" text NOT NULL,
	"made_at" timestamptz NOT NULL,
	"confirmed_at" timestamptz,
	"last_step" bigint,
	CONSTRAINT "authenticator_apps_pkey" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."known_devices" (
	"account_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"label" text NOT NULL,
	"made_at" timestamptz NOT NULL,
	"used_at" timestamptz NOT NULL,
	CONSTRAINT "known_devices_pkey" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "hub"."letters" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"made_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"tries" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamptz,
	CONSTRAINT "letters_pkey" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."passkey_challenges" (
	"challenge" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub"."passkeys" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"made_at" timestamptz NOT NULL,
	"used_at" timestamptz,
	CONSTRAINT "passkeys_pkey" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."recovery_codes" (
	"account_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"salt" "bytea" NOT NULL,
	"made_at" timestamptz NOT NULL,
	"used_at" timestamptz,
	CONSTRAINT "recovery_codes_pkey" PRIMARY KEY("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "hub"."sign_in_tries" (
	"bucket" text PRIMARY KEY NOT NULL,
	"about" text,
	"failures" integer NOT NULL,
	"last_at" timestamptz NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hub"."accounts" ADD COLUMN "password_changed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "hub"."accounts" ADD COLUMN "told_until" timestamptz;--> statement-breakpoint
ALTER TABLE "hub"."people" ADD COLUMN "access_stopped_at" timestamptz;--> statement-breakpoint
ALTER TABLE "hub"."account_links" ADD CONSTRAINT "account_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."account_log" ADD CONSTRAINT "account_log_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."authenticator_apps" ADD CONSTRAINT "authenticator_apps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."known_devices" ADD CONSTRAINT "known_devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."letters" ADD CONSTRAINT "letters_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."passkey_challenges" ADD CONSTRAINT "challenge_of_an_account" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "hub"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_link_per_token" ON "hub"."account_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "account_log_by_time" ON "hub"."account_log" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "challenges_by_time" ON "hub"."passkey_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_account_per_passkey" ON "hub"."passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "tries_about_an_account" ON "hub"."sign_in_tries" USING btree ("about");--> statement-breakpoint
CREATE INDEX "tries_by_time" ON "hub"."sign_in_tries" USING btree ("last_at");