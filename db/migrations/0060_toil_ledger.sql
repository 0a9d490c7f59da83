-- A policy may be for one kind of contract; a claim keeps the policy that judged it as it was scaled for its person.
alter table "hub"."toil_policies" add column "applies_to" text default 'everybody' not null;
--> statement-breakpoint
alter table "hub"."toil_policies" drop constraint "one_policy_per_employer_and_day";
--> statement-breakpoint
alter table "hub"."toil_policies"
  add constraint "one_policy_per_employer_and_day" unique ("service_id", "employer_id", "applies_to", "effective_from"),
  add constraint policy_group_is_known check (applies_to in ('everybody', 'dedicated', 'combined', 'sessional'));
--> statement-breakpoint
alter table "hub"."toil_claims"
  add column "policy" jsonb,
  add column "primary_sub" text,
  add column "reasons" jsonb default '[]' not null,
  add column "decision" integer default 1 not null,
  add column "agreement_id" uuid,
  add column "first_approved_by" uuid,
  add column "first_approved_at" timestamptz,
  drop constraint claim_state_is_known,
  add constraint claim_state_is_known check (state in ('made', 'submitted', 'queried', 'agreed', 'approved', 'refused')),
  add constraint nobody_agrees_to_their_own_claim check (first_approved_by is null or first_approved_by <> person_id),
  add constraint two_people_approve check (first_approved_by is null or decided_by is null or first_approved_by <> decided_by),
  add constraint first_approval_says_who_and_when check ((first_approved_by is null) = (first_approved_at is null) and (state <> 'agreed' or first_approved_by is not null));
--> statement-breakpoint
alter table "hub"."toil_entries" add column "claim_decision" integer default 1 not null;
--> statement-breakpoint
drop index "hub"."one_accrual_per_claim";
--> statement-breakpoint
create unique index one_accrual_per_claim on hub.toil_entries (service_id, claim_id, claim_decision) where kind = 'ACCRUE';
--> statement-breakpoint
-- Rows of before are left as they are; each new one is held to it.
alter table "hub"."toil_entries" add constraint nobody_records_their_own_toil check (recorded_by <> person_id) not valid;
--> statement-breakpoint
create table "hub"."toil_agreements" (
	"service_id" uuid not null,
	"id" uuid not null,
	"person_id" uuid not null,
	"day" date not null,
	"up_to_minutes" integer not null,
	"why" text not null,
	"agreed_by" uuid not null,
	"agreed_at" timestamptz not null,
	constraint "toil_agreements_pkey" primary key ("service_id", "id"),
	constraint "one_agreement_per_person_and_day" unique ("service_id", "person_id", "day"),
	constraint "agreement_with_a_person_of_the_service" foreign key ("service_id", "person_id") references "hub"."people" ("service_id", "id"),
	constraint "agreement_by_a_person_of_the_service" foreign key ("service_id", "agreed_by") references "hub"."people" ("service_id", "id"),
	constraint "nobody_agrees_with_themselves" check (agreed_by <> person_id),
	constraint "agreed_minutes_are_some" check (up_to_minutes between 1 and 1440)
);
--> statement-breakpoint
create table "hub"."toil_claim_acts" (
	"service_id" uuid not null,
	"claim_id" uuid not null,
	"position" bigint generated always as identity not null,
	"act" text not null,
	"by_id" uuid not null,
	"at" timestamptz not null,
	"said" text default '' not null,
	constraint "toil_claim_acts_pkey" primary key ("service_id", "claim_id", "position"),
	constraint "act_on_a_claim_of_the_service" foreign key ("service_id", "claim_id") references "hub"."toil_claims" ("service_id", "id"),
	constraint "act_by_a_person_of_the_service" foreign key ("service_id", "by_id") references "hub"."people" ("service_id", "id"),
	constraint "act_is_known" check (act in ('sent', 'queried', 'answered', 'agreed', 'approved', 'refused', 'undone'))
);
--> statement-breakpoint
create table "hub"."toil_extensions" (
	"service_id" uuid not null,
	"id" uuid not null,
	"entry_id" uuid not null,
	"until" date not null,
	"why" text not null,
	"decided_by" uuid not null,
	"decided_at" timestamptz not null,
	constraint "toil_extensions_pkey" primary key ("service_id", "id"),
	constraint "extension_of_an_entry_of_the_service" foreign key ("service_id", "entry_id") references "hub"."toil_entries" ("service_id", "id"),
	constraint "extension_by_a_person_of_the_service" foreign key ("service_id", "decided_by") references "hub"."people" ("service_id", "id")
);
--> statement-breakpoint
create index "toil_extensions_of_entry" on "hub"."toil_extensions" ("service_id", "entry_id");
--> statement-breakpoint
create table "hub"."payroll_closings" (
	"service_id" uuid not null,
	"id" uuid not null,
	"up_to" date not null,
	"last_position" bigint not null,
	"lines" jsonb not null,
	"closed_by" uuid not null,
	"closed_at" timestamptz not null,
	"reopened_by" uuid,
	"reopened_at" timestamptz,
	"reopened_why" text default '' not null,
	constraint "payroll_closings_pkey" primary key ("service_id", "id"),
	constraint "closing_by_a_person_of_the_service" foreign key ("service_id", "closed_by") references "hub"."people" ("service_id", "id"),
	constraint "reopening_by_a_person_of_the_service" foreign key ("service_id", "reopened_by") references "hub"."people" ("service_id", "id"),
	constraint "reopening_says_who_when_and_why" check ((reopened_by is null) = (reopened_at is null) and (reopened_by is null) = (reopened_why = ''))
);
--> statement-breakpoint
create unique index one_closing_per_day on hub.payroll_closings (service_id, up_to) where reopened_at is null;
--> statement-breakpoint
create table "hub"."report_packs" (
	"service_id" uuid not null,
	"id" uuid not null,
	"first_day" date not null,
	"last_day" date not null,
	"made_by" uuid not null,
	"made_at" timestamptz not null,
	"asked" jsonb not null,
	"content" jsonb not null,
	"digest" text not null,
	constraint "report_packs_pkey" primary key ("service_id", "id"),
	constraint "pack_by_a_person_of_the_service" foreign key ("service_id", "made_by") references "hub"."people" ("service_id", "id")
);
--> statement-breakpoint
create index "report_packs_by_time" on "hub"."report_packs" ("service_id", "made_at");
