CREATE TABLE "hub"."referral_notes" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"happened_at" timestamptz NOT NULL,
	"with_whom" text NOT NULL,
	"words" text NOT NULL,
	"corrects_id" uuid,
	"after_closing" boolean NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "referral_notes_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_note_of_an_id_on_a_referral" UNIQUE("service_id","referral_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."referral_notes" ADD CONSTRAINT "note_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_notes" ADD CONSTRAINT "note_written_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_notes" ADD CONSTRAINT "note_corrects_one_of_the_same_referral" FOREIGN KEY ("service_id","referral_id","corrects_id") REFERENCES "hub"."referral_notes"("service_id","referral_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table hub.referral_notes alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.referral_notes enable row level security;
--> statement-breakpoint
alter table hub.referral_notes force row level security;
--> statement-breakpoint
create policy own_service_only on hub.referral_notes for all
  using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy only_in_sight on hub.referral_notes as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
-- Only ever added to: a note is corrected by a further one that names it.
grant select, insert on hub.referral_notes to hub_app;
--> statement-breakpoint
create trigger never_emptied before truncate on hub.referral_notes for each statement execute function hub.refuse_change();
--> statement-breakpoint
create trigger changed_only_by_release before update or delete on hub.referral_notes for each row execute function hub.changed_only_by_release();
--> statement-breakpoint
alter table hub.referral_notes
  add constraint note_kind_is_known check (kind in ('call-made', 'call-taken', 'note')),
  add constraint note_says_something check (words <> ''),
  add constraint note_is_of_what_has_happened check (happened_at <= recorded_at),
  add constraint note_corrects_another check (corrects_id <> id);
--> statement-breakpoint
-- What was released is at its end: nothing is written to it again. The referral's row is held by both, so neither overtakes the other.
create function hub.no_note_after_release() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (select from hub.releases x where x.service_id = new.service_id and x.referral_id = new.referral_id and x.state = 'released') then
    raise exception 'the words of this record were released' using errcode = 'check_violation', constraint = 'no_note_after_release';
  end if;
  return new;
end $$;
--> statement-breakpoint
revoke execute on function hub.no_note_after_release() from public;
--> statement-breakpoint
create trigger no_note_after_release before insert on hub.referral_notes for each row execute function hub.no_note_after_release();
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by) values
  ('referral_notes', 'with_whom', 'referral_id'), ('referral_notes', 'words', 'referral_id');
