-- Whoever is paid by the session is paid for work on no shift as well: it makes no TOIL, so it stands in no claim.
drop function hub.hours_to_pay(date, timestamptz);
--> statement-breakpoint
create function hub.hours_to_pay(to_day date, at timestamptz) returns table (person_id uuid, shift_id uuid, day date, why text, minutes integer, numbers integer[], allocation_id uuid)
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
    cross join lateral hub.contract_on(s.person_id, s.day) m
    left join hub.call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    left join hub.call_in_asks k on k.service_id = i.service_id and k.call_in_id = i.id and k.answer = 'yes'
    cross join lateral (
      select coalesce(range_agg(tstzrange(w.early, least(w.ended, s.starts_at))) filter (where w.early < least(w.ended, s.starts_at)), '{}') as early,
        coalesce(range_agg(tstzrange(s.ends_at, w.ended)) filter (where w.ended > s.ends_at), '{}') as late,
        array_agg(hub.number_of(w.referral_id) order by w.ended, w.id) filter (where w.ended > s.ends_at or w.early is not null or k.pay = 'paid') as numbers
      from (
        select a.id, a.referral_id,
          case when hub.work_set_out(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at) < s.starts_at then greatest(a.accepted_at, hub.work_set_out(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at) - interval '60 minutes') end as early,
          hub.work_ended(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at, a.ended_how, a.finished_at, a.ended_at) as ended
        from hub.allocations a where a.service_id = s.service_id and a.shift_id = s.id and a.person_id = s.person_id
          -- What TOIL was given for is not paid as well.
          and not exists (select from hub.toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id and c.state = 'approved')) w
      where w.ended is not null) j
    where s.service_id = hub.current_service() and s.cancelled_at is null and s.day <= to_day and s.day > (select since.day from since)
      and (k.pay = 'paid' or m.contract = 'sessional') and s.ends_at <= at
  ), outside as (
    -- Work on no shift of whoever is paid by the session: each minute once, and none that a shift or its lateness has.
    select a.person_id, a.id, b.day, b.began, b.ended, array[hub.number_of(a.referral_id)] as numbers
    from hub.allocations a
    cross join lateral (select greatest(a.accepted_at, hub.work_set_out(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at) - interval '60 minutes') as began,
      hub.work_ended(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at, a.ended_how, a.finished_at, a.ended_at) as ended) t
    cross join lateral (select t.began, t.ended, (t.began at time zone 'Europe/London')::date as day) b
    cross join lateral hub.contract_on(a.person_id, b.day) m
    where a.service_id = hub.current_service() and a.shift_id is null and m.contract = 'sessional' and b.began < b.ended
      and not exists (select from hub.toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id and c.state = 'approved')
      and hub.work_set_out(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at) > ((select since.day from since)::timestamp at time zone 'Europe/London')
      and b.day <= to_day and b.day > (select since.day from since)
  ), worked as (
    select e.person_id, e.shift_id, null::uuid as allocation_id, e.day, e.why, e.numbers, e.spans from extra e
    union all
    select o.person_id, null, o.id, o.day, 'sessional', o.numbers, tstzmultirange(tstzrange(o.began, o.ended))
      - coalesce((select range_agg(tstzrange(n.starts_at, n.ends_at)) from hub.shifts n where n.service_id = hub.current_service() and n.person_id = o.person_id
        and n.cancelled_at is null and n.day between o.day - 2 and o.day + 2), '{}')
      - coalesce((select range_agg(r) from extra e cross join lateral unnest(e.spans) r where e.person_id = o.person_id), '{}')
      - coalesce((select range_agg(tstzrange(x.began, x.ended)) from outside x where x.person_id = o.person_id and (x.began, x.id) < (o.began, o.id)), '{}')
    from outside o
  ), counted as (
    select w.*, coalesce((select floor(sum(extract(epoch from upper(r) - lower(r))) / 60)::int from unnest(w.spans) r), 0) as minutes from worked w
  ), held as (
    select (h ->> 'shiftId')::uuid as shift_id, (h ->> 'allocationId')::uuid as allocation_id, sum((h ->> 'minutes')::int)::int as minutes
    from hub.payroll_closings c cross join lateral jsonb_array_elements(c.hours_to_pay) h
    where c.service_id = hub.current_service() and c.reopened_at is null and c.hours_to_pay is not null group by 1, 2
  )
  select w.person_id, w.shift_id, w.day, w.why, w.minutes - coalesce(h.minutes, 0), coalesce(w.numbers, '{}'), w.allocation_id
  from counted w left join held h on coalesce(h.shift_id, h.allocation_id) = coalesce(w.shift_id, w.allocation_id)
  where w.minutes <> coalesce(h.minutes, 0)
  order by w.day, w.person_id, w.shift_id, w.allocation_id
$$;
--> statement-breakpoint
revoke execute on function hub.hours_to_pay(date, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.hours_to_pay(date, timestamptz) to hub_app;
--> statement-breakpoint
create or replace function hub.close_payroll(closing uuid, to_day date, at timestamptz) returns jsonb language plpgsql set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  last bigint;
  made jsonb;
  hours jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('payroll ' || service::text, 0));
  select coalesce(max(e.position), 0) into last from hub.toil_entries e where e.service_id = service;
  select coalesce(jsonb_agg(jsonb_build_object('personId', l.person_id, 'earned', l.earned, 'taken', l.taken, 'paid', l.paid, 'expired', l.expired,
    'adjusted', l.adjusted, 'balance', l.balance) order by l.person_id), '[]') into made
  from (
    select e.person_id, sum(e.minutes)::int as balance,
      coalesce(sum(e.minutes) filter (where e.is_new and e.counts_as = 'ACCRUE'), 0)::int as earned,
      coalesce(sum(e.minutes) filter (where e.is_new and e.counts_as = 'TAKE'), 0)::int as taken,
      coalesce(sum(e.minutes) filter (where e.is_new and e.counts_as = 'PAY_OUT'), 0)::int as paid,
      coalesce(sum(e.minutes) filter (where e.is_new and e.counts_as = 'EXPIRE'), 0)::int as expired,
      coalesce(sum(e.minutes) filter (where e.is_new and e.counts_as in ('ADJUST', 'OPENING_BALANCE')), 0)::int as adjusted
    from (
      select x.person_id, x.minutes, coalesce(o.kind, x.kind) as counts_as, not hub.payroll_holds(x.position, x.day) as is_new
      from hub.toil_entries x left join hub.toil_entries o on o.service_id = x.service_id and o.id = x.reverses_id
      where x.service_id = service and x.day <= to_day) e
    group by e.person_id
  ) l;
  select coalesce(jsonb_agg(jsonb_build_object('personId', h.person_id, 'shiftId', h.shift_id, 'allocationId', h.allocation_id, 'day', h.day, 'why', h.why, 'minutes', h.minutes, 'numbers', h.numbers)), '[]')
    into hours from hub.hours_to_pay(to_day, at) h;
  insert into hub.payroll_closings (service_id, id, up_to, last_position, lines, closed_by, closed_at, entries_to, hours_to_pay)
  values (service, closing, to_day, last, made, hub.current_actor(), at, to_day, hours);
  return made;
end $$;
