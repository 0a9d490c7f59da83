-- Which turn of a pattern a shift stands for that was moved by hand: building from patterns does not put that turn there again.
alter table hub.shifts add column turn_starts_at timestamptz;
--> statement-breakpoint
alter table hub.draft_shifts add column turn_starts_at timestamptz;
--> statement-breakpoint
grant select (turn_starts_at), insert (turn_starts_at) on hub.shifts to hub_app;
--> statement-breakpoint
-- Whichever way a shift is moved, so that no command can forget it: a turn of a pattern, or one that was somebody's before it was swapped.
create function hub.keep_turn() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if new.layer = 'pattern' then
    new.turn_starts_at := null;
  elsif new.starts_at <> old.starts_at and (old.layer = 'pattern' or old.planned_for is not null) then
    new.turn_starts_at := coalesce(old.turn_starts_at, old.starts_at);
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_turn before update on hub.shifts for each row execute function hub.keep_turn();
--> statement-breakpoint
create trigger keep_turn before update on hub.draft_shifts for each row execute function hub.keep_turn();
--> statement-breakpoint
-- What was moved before today's upgrade, by how the shift stood when a pattern last had it.
alter table hub.shifts disable trigger user;
--> statement-breakpoint
update hub.shifts s set turn_starts_at = h.starts_at
from hub.shift_history h
where s.cancelled_at is null and s.layer <> 'pattern' and s.ends_at > now()
  and h.service_id = s.service_id and h.shift_id = s.id and h.layer = 'pattern' and h.day <> s.day
  and h.version = (select max(x.version) from hub.shift_history x where x.service_id = s.service_id and x.shift_id = s.id and x.layer = 'pattern');
--> statement-breakpoint
alter table hub.shifts enable trigger user;
--> statement-breakpoint
create index turns_moved on hub.shifts (service_id, turn_starts_at) where turn_starts_at is not null and cancelled_at is null;
