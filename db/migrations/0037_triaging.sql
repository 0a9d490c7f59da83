CREATE TABLE "hub"."referral_answers" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"field" text NOT NULL,
	"how" text NOT NULL,
	"text" text NOT NULL,
	"answered_by" uuid NOT NULL,
	"answered_at" timestamptz NOT NULL,
	CONSTRAINT "referral_answers_pkey" PRIMARY KEY("service_id","referral_id","field")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_asks" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agency" text NOT NULL,
	"of_whom" text NOT NULL,
	"what" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamptz NOT NULL,
	"due_at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"chases" integer DEFAULT 0 NOT NULL,
	"chased_at" timestamptz,
	"settled_by" uuid,
	"settled_at" timestamptz,
	"answer" text DEFAULT '' NOT NULL,
	CONSTRAINT "referral_asks_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."urgency_ratings" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"urgency" text NOT NULL,
	"before" text,
	"why" text NOT NULL,
	"rated_by" uuid NOT NULL,
	"rated_at" timestamptz NOT NULL,
	CONSTRAINT "urgency_ratings_pkey" PRIMARY KEY("service_id","referral_id","place")
);
--> statement-breakpoint
CREATE TABLE "hub"."checklist_ticks" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"item" text NOT NULL,
	"list_id" text NOT NULL,
	"state" text NOT NULL,
	"ticked_by" uuid NOT NULL,
	"ticked_at" timestamptz NOT NULL,
	CONSTRAINT "checklist_ticks_pkey" PRIMARY KEY("service_id","referral_id","item")
);
--> statement-breakpoint
CREATE TABLE "hub"."duty_tasks" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamptz NOT NULL,
	"made_at" timestamptz NOT NULL,
	"done_by" uuid,
	"done_at" timestamptz,
	"done_note" text DEFAULT '' NOT NULL,
	CONSTRAINT "duty_tasks_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_letters" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"addressee" text NOT NULL,
	"text" text NOT NULL,
	"kept_by" uuid NOT NULL,
	"kept_at" timestamptz NOT NULL,
	"sent_by" uuid,
	"sent_at" timestamptz,
	"sent_how" text,
	CONSTRAINT "referral_letters_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_redirects" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"council" text NOT NULL,
	"spoken_to" text NOT NULL,
	"phone" text NOT NULL,
	"why" text NOT NULL,
	"offered_by" uuid NOT NULL,
	"offered_at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"answered_by" text DEFAULT '' NOT NULL,
	"answered_at" timestamptz,
	"recorded_by" uuid,
	"answer_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "referral_redirects_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."referral_holds" (
	"service_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"until" timestamptz NOT NULL,
	"why" text NOT NULL,
	"held_by" uuid NOT NULL,
	"held_at" timestamptz NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamptz,
	CONSTRAINT "referral_holds_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
ALTER TABLE "hub"."referral_answers" ADD CONSTRAINT "answer_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_answers" ADD CONSTRAINT "answer_answered_by_a_person_of_the_service" FOREIGN KEY ("service_id","answered_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_asks" ADD CONSTRAINT "ask_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_asks" ADD CONSTRAINT "ask_asked_by_a_person_of_the_service" FOREIGN KEY ("service_id","asked_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_asks" ADD CONSTRAINT "ask_settled_by_a_person_of_the_service" FOREIGN KEY ("service_id","settled_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "referral_asks_of_referral" ON "hub"."referral_asks" USING btree ("service_id","referral_id");
--> statement-breakpoint
ALTER TABLE "hub"."urgency_ratings" ADD CONSTRAINT "rating_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."urgency_ratings" ADD CONSTRAINT "rating_rated_by_a_person_of_the_service" FOREIGN KEY ("service_id","rated_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."checklist_ticks" ADD CONSTRAINT "tick_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."checklist_ticks" ADD CONSTRAINT "tick_ticked_by_a_person_of_the_service" FOREIGN KEY ("service_id","ticked_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."duty_tasks" ADD CONSTRAINT "task_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."duty_tasks" ADD CONSTRAINT "task_done_by_a_person_of_the_service" FOREIGN KEY ("service_id","done_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "duty_tasks_of_referral" ON "hub"."duty_tasks" USING btree ("service_id","referral_id");
--> statement-breakpoint
ALTER TABLE "hub"."referral_letters" ADD CONSTRAINT "letter_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_letters" ADD CONSTRAINT "letter_written_by_a_person_of_the_service" FOREIGN KEY ("service_id","kept_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_letters" ADD CONSTRAINT "letter_sent_by_a_person_of_the_service" FOREIGN KEY ("service_id","sent_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "referral_letters_of_referral" ON "hub"."referral_letters" USING btree ("service_id","referral_id");
--> statement-breakpoint
ALTER TABLE "hub"."referral_redirects" ADD CONSTRAINT "redirect_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_redirects" ADD CONSTRAINT "redirect_offered_by_a_person_of_the_service" FOREIGN KEY ("service_id","offered_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_redirects" ADD CONSTRAINT "redirect_recorded_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "referral_redirects_of_referral" ON "hub"."referral_redirects" USING btree ("service_id","referral_id");
--> statement-breakpoint
ALTER TABLE "hub"."referral_holds" ADD CONSTRAINT "hold_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_holds" ADD CONSTRAINT "hold_placed_by_a_person_of_the_service" FOREIGN KEY ("service_id","held_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."referral_holds" ADD CONSTRAINT "hold_ended_by_a_person_of_the_service" FOREIGN KEY ("service_id","ended_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "referral_holds_of_referral" ON "hub"."referral_holds" USING btree ("service_id","referral_id");
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD COLUMN "recorded_by" uuid;
--> statement-breakpoint
ALTER TABLE "hub"."triage_decisions" ADD CONSTRAINT "decision_recorded_by_a_person_of_the_service" FOREIGN KEY ("service_id","recorded_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['referral_answers', 'referral_asks', 'urgency_ratings', 'checklist_ticks', 'duty_tasks', 'referral_letters', 'referral_redirects', 'referral_holds'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format($policy$create policy only_in_sight on hub.%I as restrictive for select to hub_app using (
      case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
        else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end)$policy$, each);
    execute format('grant select, insert on hub.%I to hub_app', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint
grant update (how, text, answered_by, answered_at) on hub.referral_answers to hub_app;
--> statement-breakpoint
grant update (state, chases, chased_at, due_at, settled_by, settled_at, answer) on hub.referral_asks to hub_app;
--> statement-breakpoint
grant update (state, ticked_by, ticked_at) on hub.checklist_ticks to hub_app;
--> statement-breakpoint
grant update (done_by, done_at, done_note) on hub.duty_tasks to hub_app;
--> statement-breakpoint
grant update (kind, addressee, text, kept_by, kept_at, sent_by, sent_at, sent_how) on hub.referral_letters to hub_app;
--> statement-breakpoint
grant update (state, answered_by, answered_at, recorded_by, answer_why) on hub.referral_redirects to hub_app;
--> statement-breakpoint
grant update (ended_by, ended_at) on hub.referral_holds to hub_app;
--> statement-breakpoint
create trigger changed_only_by_release before update or delete on hub.urgency_ratings for each row execute function hub.changed_only_by_release();
--> statement-breakpoint
-- What was settled, done, sent, answered or ended stays so.
create function hub.settled_stays_settled() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if to_jsonb(old) ->> tg_argv[0] is not null then
    raise exception '% of % is settled already', tg_argv[0], tg_table_name using errcode = 'check_violation', constraint = 'settled_stays_settled';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger settled_stays_settled before update on hub.referral_asks for each row execute function hub.settled_stays_settled('settled_at');
--> statement-breakpoint
create trigger settled_stays_settled before update on hub.duty_tasks for each row execute function hub.settled_stays_settled('done_at');
--> statement-breakpoint
create trigger settled_stays_settled before update on hub.referral_letters for each row execute function hub.settled_stays_settled('sent_at');
--> statement-breakpoint
create trigger settled_stays_settled before update on hub.referral_redirects for each row execute function hub.settled_stays_settled('answered_at');
--> statement-breakpoint
create trigger settled_stays_settled before update on hub.referral_holds for each row execute function hub.settled_stays_settled('ended_at');
--> statement-breakpoint
alter table hub.referral_answers
  add constraint answer_how_is_known check (how in ('said', 'not-known', 'not-asked', 'refused')),
  add constraint only_what_was_said_has_words check ((how = 'said') = (text <> ''));
--> statement-breakpoint
alter table hub.referral_asks
  add constraint ask_state_is_known check (state in ('open', 'received', 'not-coming')),
  add constraint settled_ask_says_who_and_when check ((state = 'open') = (settled_at is null) and (settled_at is null) = (settled_by is null)),
  add constraint ask_is_due_after_it_was_asked check (due_at > asked_at);
--> statement-breakpoint
alter table hub.urgency_ratings
  add constraint rated_urgency_is_known check (urgency in ('U0', 'U1', 'U2', 'U3', 'U4') and before in ('U0', 'U1', 'U2', 'U3', 'U4')),
  add constraint rating_changes_something check (urgency is distinct from before),
  add constraint rating_says_why check (why <> '');
--> statement-breakpoint
alter table hub.checklist_ticks add constraint tick_state_is_known check (state in ('done', 'not-needed', 'open'));
--> statement-breakpoint
alter table hub.duty_tasks
  add constraint task_kind_is_known check (kind in ('s13-4-reasons', 's13-1b-follow-on')),
  add constraint done_task_says_who_and_how check ((done_at is null) = (done_by is null) and (done_at is null or done_note <> ''));
--> statement-breakpoint
create unique index one_open_task_of_a_kind on hub.duty_tasks (service_id, referral_id, kind) where done_at is null;
--> statement-breakpoint
alter table hub.referral_letters add constraint sent_letter_says_who_and_how check ((sent_at is null) = (sent_by is null) and (sent_at is null) = (sent_how is null));
--> statement-breakpoint
alter table hub.referral_redirects
  add constraint redirect_state_is_known check (state in ('offered', 'accepted', 'declined')),
  add constraint answered_redirect_says_who_and_when check ((state = 'offered') = (answered_at is null) and (answered_at is null) = (recorded_by is null) and (answered_at is null or answered_by <> ''));
--> statement-breakpoint
create unique index one_live_redirect_per_referral on hub.referral_redirects (service_id, referral_id) where state = 'offered';
--> statement-breakpoint
alter table hub.referral_holds
  add constraint hold_is_for_later check (until > held_at),
  add constraint ended_hold_says_who check ((ended_at is null) = (ended_by is null));
--> statement-breakpoint
create unique index one_live_hold_per_referral on hub.referral_holds (service_id, referral_id) where ended_at is null;
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by)
select c.table_name, c.column_name, 'referral_id'
from (values
  ('referral_answers', 'text'), ('referral_asks', 'of_whom'), ('referral_asks', 'what'), ('referral_asks', 'answer'), ('urgency_ratings', 'why'),
  ('duty_tasks', 'done_note'), ('referral_letters', 'addressee'), ('referral_letters', 'text'), ('referral_redirects', 'spoken_to'), ('referral_redirects', 'phone'),
  ('referral_redirects', 'why'), ('referral_redirects', 'answered_by'), ('referral_redirects', 'answer_why'), ('referral_holds', 'why')
) as c (table_name, column_name);
--> statement-breakpoint
revoke execute on function hub.settled_stays_settled() from public;
