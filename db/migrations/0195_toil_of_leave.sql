-- A day of leave that is taken as TOIL comes off the balance: its entry says of which leave, and goes back with it.
alter table "hub"."toil_entries"
	add column "leave_id" uuid,
	add constraint "entry_of_leave_of_the_service" foreign key ("service_id", "leave_id") references "hub"."leave_requests" ("service_id", "id"),
	add constraint "leave_is_taken_or_given_back" check (leave_id is null or kind in ('TAKE', 'REVERSE')),
	drop constraint "nobody_records_their_own_toil";
--> statement-breakpoint
-- Whoever withdraws their own leave gets back exactly what it took, which nobody need record for them. Rows of before are left as they are.
alter table "hub"."toil_entries" add constraint nobody_records_their_own_toil
	check (recorded_by <> person_id or (kind = 'REVERSE' and leave_id is not null)) not valid;
--> statement-breakpoint
create index "toil_entries_of_leave" on "hub"."toil_entries" ("service_id", "leave_id") where leave_id is not null;
--> statement-breakpoint
-- A reversal undoes exactly one entry of the same person and of the same leave, and is not undone itself.
create or replace function hub.reversal_is_exact() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if not exists (select from hub.toil_entries o where o.service_id = new.service_id and o.id = new.reverses_id and o.person_id = new.person_id
    and o.minutes = -new.minutes and o.kind <> 'REVERSE' and o.leave_id is not distinct from new.leave_id) then
    raise exception 'a reversal undoes exactly one entry of its person' using errcode = 'check_violation', constraint = 'reversal_is_exact';
  end if;
  return new;
end $$;
