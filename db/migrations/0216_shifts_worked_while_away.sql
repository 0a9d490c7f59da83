-- Whoever is given a shift when they are away already works it: taken over, swapped, called in, put on by hand or published, each of which
-- warns first. The day keeps which shifts those are, so that alarms, the watch over people who are out and the board count them.
alter table "hub"."days_away" add column "worked_shift_ids" uuid[] default '{}' not null;
--> statement-breakpoint
grant update (worked_shift_ids) on hub.days_away to hub_app;
--> statement-breakpoint
create function hub.given_while_away() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  update hub.days_away w set worked_shift_ids = w.worked_shift_ids || new.id
  where w.service_id = new.service_id and w.person_id = new.person_id and w.day = new.day and not new.id = any (w.worked_shift_ids);
  return null;
end $$;
--> statement-breakpoint
create trigger given_while_away after insert on hub.shifts for each row execute function hub.given_while_away();
--> statement-breakpoint
create trigger moved_while_away after update of person_id, day on hub.shifts for each row
  when (old.person_id <> new.person_id or old.day <> new.day) execute function hub.given_while_away();
