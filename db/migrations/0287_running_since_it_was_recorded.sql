-- A clock whose start nobody knows began before anybody recorded it: what falls due counts from the first row of it, however often the row
-- was corrected since.
do $$
declare
  facts text := pg_get_functiondef('hub.deadline_facts(uuid[], boolean, timestamptz)'::regprocedure);
  one text;
begin
  foreach one in array array['w:powers', 'l:time_limits'] loop
    facts := replace(facts, format('''recordedAt'', %s.recorded_at', split_part(one, ':', 1)), format(
      '''recordedAt'', case when %1$s.started_at is not null then %1$s.recorded_at else (
        with recursive earlier as (
          select %1$s.corrects_id as id, %1$s.recorded_at
          union all
          select b.corrects_id, b.recorded_at from earlier e join hub.%2$s b on b.service_id = %1$s.service_id and b.id = e.id)
        select min(e.recorded_at) from earlier e) end', split_part(one, ':', 1), split_part(one, ':', 2)));
  end loop;
  execute facts;
end $$;
