/*
 * Hours that are paid count what was worked, as TOIL does: to when the job was finished or its AMHP was relieved of it, before the shift
 * where they had to set off early, and nothing for a job to which nobody went. Of each shift only the work of the person whose shift it is.
 */
create or replace function hub.hours_to_pay(to_day date, at timestamptz) returns table (person_id uuid, shift_id uuid, day date, why text, minutes integer, numbers integer[])
language sql stable set search_path = hub, pg_temp as $$
  with since as (
    -- A closing that was opened again paid nothing, but its days are still to be looked at.
    select coalesce(max(c.up_to) filter (where c.hours_to_pay is null and c.reopened_at is null), min(c.up_to) - 31, to_day - 31) as day
    from hub.payroll_closings c where c.service_id = hub.current_service()
  ), extra as (
    select s.person_id, s.id as shift_id, s.day, case when k.pay = 'paid' then 'call-in' else 'sessional' end as why, j.numbers,
      j.early + j.late + case when k.pay = 'paid' then tstzmultirange(tstzrange(s.starts_at, s.ends_at)) else '{}' end
        -- Another shift of the same person is paid as such.
        - coalesce((select range_agg(tstzrange(n.starts_at, n.ends_at)) from hub.shifts n where n.service_id = s.service_id and n.person_id = s.person_id
          and n.cancelled_at is null and n.id <> s.id and n.day between s.day - 2 and s.day + 2), '{}') as spans
    from hub.shifts s
    join hub.amhps m on m.service_id = s.service_id and m.person_id = s.person_id
    left join hub.call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    left join hub.call_in_asks k on k.service_id = i.service_id and k.call_in_id = i.id and k.answer = 'yes'
    cross join lateral (
      select coalesce(range_agg(tstzrange(w.early, least(w.ended, s.starts_at))) filter (where w.early < least(w.ended, s.starts_at)), '{}') as early,
        coalesce(range_agg(tstzrange(s.ends_at, w.ended)) filter (where w.ended > s.ends_at), '{}') as late,
        array_agg(hub.number_of(w.referral_id) order by w.ended, w.id) filter (where w.ended > s.ends_at or w.early is not null or k.pay = 'paid') as numbers
      from (
        select a.id, a.referral_id,
          case when least(a.set_off_at, a.arrived_at) < s.starts_at then greatest(a.accepted_at, least(a.set_off_at, a.arrived_at) - interval '60 minutes') end as early,
          case when least(a.set_off_at, a.arrived_at) is null then null when a.ended_how = 'finished' then a.finished_at
            when a.ended_how = 'taken-back' and a.accepted_at is not null then a.ended_at end as ended
        from hub.allocations a where a.service_id = s.service_id and a.shift_id = s.id and a.person_id = s.person_id) w
      where w.ended is not null) j
    where s.service_id = hub.current_service() and s.cancelled_at is null and s.day <= to_day and s.day > (select since.day from since)
      and (k.pay = 'paid' or m.contract = 'sessional') and s.ends_at <= at
  ), worked as (
    select e.*, coalesce((select floor(sum(extract(epoch from upper(r) - lower(r))) / 60)::int from unnest(e.spans) r), 0) as minutes from extra e
  ), held as (
    select (h ->> 'shiftId')::uuid as shift_id, sum((h ->> 'minutes')::int)::int as minutes
    from hub.payroll_closings c cross join lateral jsonb_array_elements(c.hours_to_pay) h
    where c.service_id = hub.current_service() and c.reopened_at is null and c.hours_to_pay is not null group by 1
  )
  select w.person_id, w.shift_id, w.day, w.why, w.minutes - coalesce(h.minutes, 0), coalesce(w.numbers, '{}')
  from worked w left join held h on h.shift_id = w.shift_id
  where w.minutes <> coalesce(h.minutes, 0)
  order by w.day, w.person_id, w.shift_id
$$;
