-- A shift keeps the break and the place that its template had when it was put on the rota: a template that is changed later changes no shift.
alter table hub.shifts
  add column break_minutes integer constraint break_of_a_shift_is_whole check (break_minutes between 0 and 1440),
  add column place_id uuid;
--> statement-breakpoint
grant select (break_minutes, place_id) on hub.shifts to hub_app;
--> statement-breakpoint
-- By the database, so that no command can forget it. A piece of a shift has what the whole had; another template, or another day of the
-- same, is put on anew.
create function hub.keep_break_and_place() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.template_id is not distinct from old.template_id and new.day = old.day then
    return new;
  end if;
  if tg_op = 'INSERT' and new.part_of is not null then
    select w.break_minutes, w.place_id into new.break_minutes, new.place_id
    from hub.shifts w where w.service_id = new.service_id and w.id = new.part_of;
    return new;
  end if;
  new.break_minutes := null;
  new.place_id := null;
  if new.template_id is not null then
    select t.break_minutes, t.place_id into new.break_minutes, new.place_id
    from hub.shift_templates t where t.service_id = new.service_id and t.id = new.template_id;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_break_and_place before insert or update on hub.shifts for each row execute function hub.keep_break_and_place();
--> statement-breakpoint
alter table hub.shifts disable trigger user;
--> statement-breakpoint
update hub.shifts s set break_minutes = t.break_minutes, place_id = t.place_id
from hub.shift_templates t where t.service_id = s.service_id and t.id = s.template_id;
--> statement-breakpoint
alter table hub.shifts enable trigger user;
