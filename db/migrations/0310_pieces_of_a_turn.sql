-- Which turn of a pattern a piece of a shift stands for, once part of it was swapped: building from patterns leaves the pieces as they are.
create or replace function hub.keep_turn() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if new.layer = 'pattern' then
    new.turn_starts_at := null;
  elsif (new.starts_at <> old.starts_at or new.ends_at <> old.ends_at) and (old.layer = 'pattern' or old.planned_for is not null) then
    new.turn_starts_at := coalesce(old.turn_starts_at, old.starts_at);
  end if;
  return new;
end $$;
