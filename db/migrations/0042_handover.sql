CREATE TABLE "hub"."handovers" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"given_by" uuid NOT NULL,
	"offered_at" timestamptz NOT NULL,
	"words" text NOT NULL,
	"items" integer NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamptz,
	"answer_words" text DEFAULT '' NOT NULL,
	"withdrawn_at" timestamptz,
	"withdrawn_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "handovers_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."handover_items" (
	"service_id" uuid NOT NULL,
	"handover_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"facts" jsonb NOT NULL,
	"note" text NOT NULL,
	"next_by" timestamptz,
	"answer" text NOT NULL,
	"left_why" text DEFAULT '' NOT NULL,
	CONSTRAINT "handover_items_pkey" PRIMARY KEY("service_id","handover_id","referral_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."handovers" ADD CONSTRAINT "handover_by_a_person_of_the_service" FOREIGN KEY ("service_id","given_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."handovers" ADD CONSTRAINT "handover_to_a_person_of_the_service" FOREIGN KEY ("service_id","answered_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."handover_items" ADD CONSTRAINT "item_of_a_handover_of_the_service" FOREIGN KEY ("service_id","handover_id") REFERENCES "hub"."handovers"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."handover_items" ADD CONSTRAINT "item_on_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "handovers_by_time" ON "hub"."handovers" USING btree ("service_id","offered_at");--> statement-breakpoint
CREATE INDEX "handovers_of_referral" ON "hub"."handover_items" USING btree ("service_id","referral_id");--> statement-breakpoint

-- Two-sided: whoever gives keeps everything until another person takes it by name.
do $$
declare each text;
begin
  foreach each in array array['handovers', 'handover_items'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint
grant update (state, answered_by, answered_at, answer_words, withdrawn_at, withdrawn_why) on hub.handovers to hub_app;
--> statement-breakpoint
grant update (answer, left_why) on hub.handover_items to hub_app;
--> statement-breakpoint
-- What is said of a whole shift may be about anybody on the board.
create policy only_those_who_read_records on hub.handovers as restrictive for select to hub_app using ((select hub.reads_all()));
--> statement-breakpoint
create policy only_in_sight on hub.handover_items as restrictive for select to hub_app using (
  case when (select hub.reads_all()) then referral_id <> all ((select hub.hidden_referrals())::uuid[])
    else referral_id = any ((select hub.referrals_in_sight())::uuid[]) end);
--> statement-breakpoint
alter table hub.handovers
  add constraint handover_kind_is_known check (kind in ('next-shift', 'out-of-hours', 'morning')),
  add constraint handover_state_is_known check (state in ('offered', 'answered', 'withdrawn')),
  add constraint answered_handover_says_who_and_when check ((state = 'answered') = (answered_by is not null) and (answered_by is null) = (answered_at is null)),
  add constraint withdrawn_handover_says_when check ((state = 'withdrawn') = (withdrawn_at is not null)),
  add constraint nobody_takes_over_from_themselves check (answered_by <> given_by);
--> statement-breakpoint
alter table hub.handover_items add constraint item_answer_is_known check (answer in ('offered', 'taken', 'left', 'withdrawn'));
--> statement-breakpoint
-- One referral is offered to one receiver at a time.
create unique index one_open_offer_per_referral on hub.handover_items (service_id, referral_id) where answer = 'offered';
--> statement-breakpoint
create function hub.handover_is_answered_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if old.state <> 'offered' or (new.words, new.items, new.given_by, new.offered_at, new.kind) is distinct from (old.words, old.items, old.given_by, old.offered_at, old.kind) then
    raise exception 'a handover is answered once, and stays as it was offered' using errcode = 'restrict_violation', constraint = 'handover_is_answered_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger handover_is_answered_once before update or delete on hub.handovers for each row execute function hub.handover_is_answered_once();
--> statement-breakpoint
create function hub.item_stays_as_it_was() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if old.answer <> 'offered' or (new.facts, new.note, new.next_by, new.place) is distinct from (old.facts, old.note, old.next_by, old.place) then
    raise exception 'what was open at a handover stays as it was' using errcode = 'restrict_violation', constraint = 'item_stays_as_it_was';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger item_stays_as_it_was before update or delete on hub.handover_items for each row execute function hub.item_stays_as_it_was();
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by) values
  ('handover_items', 'facts', 'referral_id'), ('handover_items', 'note', 'referral_id'), ('handover_items', 'left_why', 'referral_id');
--> statement-breakpoint
-- What was said of a whole shift goes with the last record of it that is released.
create function hub.shift_words_go_with_the_last_record() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if hub.is_releasing() and not exists (
    select from hub.handover_items i where i.service_id = new.service_id and i.handover_id = new.handover_id and i.facts <> '{}') then
    update hub.handovers h set words = case when h.words = '' then '' else '(words released)' end,
      answer_words = case when h.answer_words = '' then '' else '(words released)' end,
      withdrawn_why = case when h.withdrawn_why = '' then '' else '(words released)' end
    where h.service_id = new.service_id and h.id = new.handover_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger shift_words_go_with_the_last_record after update on hub.handover_items for each row execute function hub.shift_words_go_with_the_last_record();
--> statement-breakpoint
revoke execute on function hub.handover_is_answered_once(), hub.item_stays_as_it_was(), hub.shift_words_go_with_the_last_record() from public;
--> statement-breakpoint
-- A restricted record that is closed to whoever answers is not handed over by their answer: it stays with the giver, or goes back to them.
create function hub.leave_what_is_hidden(handover uuid) returns void
language sql security definer set search_path = hub, pg_temp as $$
  update hub.handover_items i set answer = case when h.state = 'withdrawn' then 'withdrawn' else 'left' end
  from hub.handovers h
  where i.service_id = hub.current_service() and i.handover_id = leave_what_is_hidden.handover and i.answer = 'offered'
    and h.service_id = i.service_id and h.id = i.handover_id and h.state <> 'offered'
$$;
--> statement-breakpoint
revoke execute on function hub.leave_what_is_hidden(uuid) from public;
--> statement-breakpoint
grant execute on function hub.leave_what_is_hidden(uuid) to hub_app;
