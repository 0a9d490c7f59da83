/*
 * A closing holds the entries of its days and no later ones: payroll to 31 October leaves those of November open, whenever it is closed.
 * What was closed before held everything that had been written, and still does. It also holds the hours that are paid instead of given
 * back, as it found them: what is entered later is in the next one.
 */
alter table "hub"."payroll_closings"
	add column "entries_to" date default '9999-12-31' not null,
	add column "hours_to_pay" jsonb;
--> statement-breakpoint
-- Whether a closing that stands holds an entry.
create function hub.payroll_holds(entry_position bigint, entry_day date) returns boolean language sql stable set search_path = hub, pg_temp as $$
  select exists (select from hub.payroll_closings c where c.service_id = hub.current_service() and c.reopened_at is null
    and c.last_position >= entry_position and c.entries_to >= entry_day)
$$;
--> statement-breakpoint
create or replace function hub.payroll_is_open() returns trigger language plpgsql set search_path = hub, pg_temp as $$
declare
  closed_to date;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('payroll ' || new.service_id::text, 0));
  if new.kind = 'REVERSE' then
    select max(c.up_to) into closed_to from hub.payroll_closings c
    join hub.toil_entries o on o.service_id = c.service_id and o.position <= c.last_position and o.day <= c.entries_to
    where c.service_id = new.service_id and c.reopened_at is null and o.id = new.reverses_id;
  elsif new.kind <> 'ACCRUE' then
    select max(c.up_to) into closed_to from hub.payroll_closings c
    where c.service_id = new.service_id and c.reopened_at is null and c.up_to >= new.day;
  end if;
  if closed_to is not null then
    raise exception 'payroll is closed to %', closed_to using errcode = 'check_violation', constraint = 'payroll_is_open';
  end if;
  return new;
end $$;
--> statement-breakpoint
/*
 * Hours that are paid, to a day, beyond what closings hold already: after the end of their shift for people who are paid by the session,
 * however many jobs ran late side by side, and the whole of a call-in for which pay was agreed. Short of the next shift, which is paid as
 * such.
 */
create function hub.hours_to_pay(to_day date, at timestamptz) returns table (person_id uuid, shift_id uuid, day date, why text, minutes integer, numbers integer[])
language sql stable set search_path = hub, pg_temp as $$
  with since as (
    -- A closing that was opened again paid nothing, but its days are still to be looked at.
    select coalesce(max(c.up_to) filter (where c.hours_to_pay is null and c.reopened_at is null), min(c.up_to) - 31, to_day - 31) as day
    from hub.payroll_closings c where c.service_id = hub.current_service()
  ), worked as (
    select s.person_id, s.id as shift_id, s.day, case when k.pay = 'paid' then 'call-in' else 'sessional' end as why,
      case when k.pay = 'paid' then s.starts_at else s.ends_at end as began,
      greatest(s.ends_at, least(coalesce(j.finish, s.ends_at), (select min(n.starts_at) from hub.shifts n where n.service_id = s.service_id and n.person_id = s.person_id
        and n.cancelled_at is null and n.starts_at >= s.ends_at and n.id <> s.id))) as ended, j.numbers
    from hub.shifts s
    join hub.amhps m on m.service_id = s.service_id and m.person_id = s.person_id
    left join hub.call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    left join hub.call_in_asks k on k.service_id = i.service_id and k.call_in_id = i.id and k.answer = 'yes'
    cross join lateral (
      select max(a.finished_at) as finish, array_agg(hub.number_of(a.referral_id) order by a.finished_at, a.id) filter (where a.finished_at > s.ends_at or k.pay = 'paid') as numbers
      from hub.allocations a where a.service_id = s.service_id and a.shift_id = s.id and a.ended_how = 'finished') j
    where s.service_id = hub.current_service() and s.cancelled_at is null and s.day <= to_day and s.day > (select since.day from since)
      and (k.pay = 'paid' or m.contract = 'sessional') and s.ends_at <= at
  ), held as (
    select (h ->> 'shiftId')::uuid as shift_id, sum((h ->> 'minutes')::int)::int as minutes
    from hub.payroll_closings c cross join lateral jsonb_array_elements(c.hours_to_pay) h
    where c.service_id = hub.current_service() and c.reopened_at is null and c.hours_to_pay is not null group by 1
  )
  select w.person_id, w.shift_id, w.day, w.why, floor(extract(epoch from w.ended - w.began) / 60)::int - coalesce(h.minutes, 0), coalesce(w.numbers, '{}')
  from worked w left join held h on h.shift_id = w.shift_id
  where floor(extract(epoch from w.ended - w.began) / 60)::int <> coalesce(h.minutes, 0)
  order by w.day, w.person_id, w.shift_id
$$;
--> statement-breakpoint
-- Closes payroll to a day with what the ledger holds of its days at this moment: the lines are made here, so that nobody can type them.
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
  select coalesce(jsonb_agg(jsonb_build_object('personId', h.person_id, 'shiftId', h.shift_id, 'day', h.day, 'why', h.why, 'minutes', h.minutes, 'numbers', h.numbers)), '[]')
    into hours from hub.hours_to_pay(to_day, at) h;
  insert into hub.payroll_closings (service_id, id, up_to, last_position, lines, closed_by, closed_at, entries_to, hours_to_pay)
  values (service, closing, to_day, last, made, hub.current_actor(), at, to_day, hours);
  return made;
end $$;
--> statement-breakpoint
revoke execute on function hub.payroll_holds(bigint, date), hub.hours_to_pay(date, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.payroll_holds(bigint, date), hub.hours_to_pay(date, timestamptz) to hub_app;
