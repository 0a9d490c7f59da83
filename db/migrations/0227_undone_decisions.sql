-- A triage decision just recorded can be undone. The decision itself never changes: that it was undone stands beside it, with who and when,
-- and what the referral was before stands on the decision. Nullable: decisions of before this release cannot be undone any more.
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "made_version" integer;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "state_before" text;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "urgency_before" text;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "assess_by_before" timestamptz;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "accepted_at_before" timestamptz;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD CONSTRAINT "decision_was_made_on_an_open_referral" CHECK (state_before in ('to-triage', 'to-allocate', 'allocated'));
--> statement-breakpoint
CREATE TABLE "hub"."undone_decisions" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"version_number" integer NOT NULL,
	"undone_by" uuid NOT NULL,
	"undone_at" timestamptz NOT NULL,
	CONSTRAINT "undone_decisions_pkey" PRIMARY KEY("service_id","referral_id","version_number")
);
--> statement-breakpoint
ALTER TABLE "hub"."undone_decisions" ADD CONSTRAINT "undone_decision_of_the_service" FOREIGN KEY ("service_id","referral_id","version_number") REFERENCES "hub"."triage_decisions"("service_id","referral_id","version_number") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."undone_decisions" ADD CONSTRAINT "decision_undone_by_a_person_of_the_service" FOREIGN KEY ("service_id","undone_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table hub.undone_decisions alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.undone_decisions enable row level security;
--> statement-breakpoint
alter table hub.undone_decisions force row level security;
--> statement-breakpoint
create policy own_service_only on hub.undone_decisions for all
  using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy only_in_sight on hub.undone_decisions as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
grant select, insert on hub.undone_decisions to hub_app;
--> statement-breakpoint
create trigger changed_only_by_release before update or delete on hub.undone_decisions for each row execute function hub.changed_only_by_release();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.undone_decisions for each statement execute function hub.refuse_change();
--> statement-breakpoint
-- The decisions that stand: whoever asks what was decided reads these, whoever tells the whole story reads both tables.
create view hub.standing_decisions with (security_invoker = true) as
  select d.* from hub.triage_decisions d
  where not exists (
    select from hub.undone_decisions u
    where u.service_id = d.service_id and u.referral_id = d.referral_id and u.version_number = d.version_number);
--> statement-breakpoint
grant select on hub.standing_decisions to hub_app;
--> statement-breakpoint
-- Each function that asks what was decided (what falls due, the reports, the learning from past work) asks for what stands.
do $$
declare one record;
begin
  for one in select p.oid from pg_proc p
    where p.pronamespace = 'hub'::regnamespace and p.prokind = 'f' and p.prosrc like '%from hub.triage\_decisions%'
  loop
    execute replace(pg_get_functiondef(one.oid), 'from hub.triage_decisions', 'from hub.standing_decisions');
  end loop;
end $$;
