/*
 * Which contract each AMHP had from which day on. Old hours are counted by the contract that held on their day: whoever becomes sessional is
 * not paid for what TOIL was given for, and whoever no longer is, is paid for what they worked.
 */
create table hub.contracts_held (
  service_id uuid not null default hub.current_service(),
  person_id uuid not null,
  position bigint generated always as identity not null,
  from_day date not null,
  employer_id uuid not null,
  contract text not null,
  contracted_minutes_per_week integer not null,
  recorded_at timestamptz not null,
  constraint contracts_held_pkey primary key (service_id, person_id, position),
  constraint contract_of_an_amhp_of_the_service foreign key (service_id, person_id) references hub.amhps (service_id, person_id),
  constraint contract_with_an_employer_of_the_service foreign key (service_id, employer_id) references hub.employers (service_id, id)
);
--> statement-breakpoint
alter table hub.amhps no force row level security;
--> statement-breakpoint
alter table hub.toil_claims no force row level security;
--> statement-breakpoint
alter table hub.toil_policies no force row level security;
--> statement-breakpoint
alter table hub.payroll_closings no force row level security;
--> statement-breakpoint
/*
 * What is known of before: the contract of today, and before it the one that the last claim or the last paid hours of another kind show.
 * Whoever earned TOIL was not sessional; whoever was paid for late hours was.
 */
with last_claim as (
  select distinct on (c.service_id, c.person_id) c.service_id, c.person_id, c.day, t.employer_id,
    case when t.applies_to in ('dedicated', 'combined') then t.applies_to else 'combined' end as contract
  from hub.toil_claims c join hub.toil_policies t on t.service_id = c.service_id and t.id = c.policy_id
  order by c.service_id, c.person_id, c.day desc
), last_paid as (
  select p.service_id, (h ->> 'personId')::uuid as person_id, max((h ->> 'day')::date) as day
  from hub.payroll_closings p cross join lateral jsonb_array_elements(p.hours_to_pay) h
  where p.reopened_at is null and p.hours_to_pay is not null and h ->> 'why' = 'sessional' group by 1, 2
), other as (
  select m.service_id, m.person_id, coalesce(c.day, p.day) as day, coalesce(c.employer_id, m.employer_id) as employer_id,
    case when m.contract = 'sessional' then c.contract else 'sessional' end as contract, m.contracted_minutes_per_week
  from hub.amhps m
  left join last_claim c on c.service_id = m.service_id and c.person_id = m.person_id and m.contract = 'sessional'
  left join last_paid p on p.service_id = m.service_id and p.person_id = m.person_id and m.contract <> 'sessional'
  where coalesce(c.day, p.day) is not null
), earlier as (
  insert into hub.contracts_held (service_id, person_id, from_day, employer_id, contract, contracted_minutes_per_week, recorded_at)
  select o.service_id, o.person_id, date '0001-01-01', o.employer_id, o.contract, o.contracted_minutes_per_week, now() from other o
)
insert into hub.contracts_held (service_id, person_id, from_day, employer_id, contract, contracted_minutes_per_week, recorded_at)
select m.service_id, m.person_id, coalesce(o.day + 1, date '0001-01-01'), m.employer_id, m.contract, m.contracted_minutes_per_week, now()
from hub.amhps m left join other o on o.service_id = m.service_id and o.person_id = m.person_id;
--> statement-breakpoint
alter table hub.amhps force row level security;
--> statement-breakpoint
alter table hub.toil_claims force row level security;
--> statement-breakpoint
alter table hub.toil_policies force row level security;
--> statement-breakpoint
alter table hub.payroll_closings force row level security;
--> statement-breakpoint
alter table hub.contracts_held enable row level security;
--> statement-breakpoint
alter table hub.contracts_held force row level security;
--> statement-breakpoint
create policy own_service_only on hub.contracts_held for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.contracts_held to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.contracts_held for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.contracts_held for each statement execute function hub.refuse_change();
--> statement-breakpoint
-- A change holds from the day on which it is entered, also by a server of the last release; whoever is new has had their contract all along.
create function hub.keep_contract() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.employer_id, new.contract, new.contracted_minutes_per_week)
    is not distinct from (old.employer_id, old.contract, old.contracted_minutes_per_week) then
    return null;
  end if;
  insert into hub.contracts_held (service_id, person_id, from_day, employer_id, contract, contracted_minutes_per_week, recorded_at)
  values (new.service_id, new.person_id,
    case when tg_op = 'INSERT' or hub.request_time() is null then date '0001-01-01' else (hub.request_time() at time zone 'Europe/London')::date end,
    new.employer_id, new.contract, new.contracted_minutes_per_week, coalesce(hub.request_time(), clock_timestamp()));
  return null;
end $$;
--> statement-breakpoint
create trigger keep_contract after insert or update of employer_id, contract, contracted_minutes_per_week on hub.amhps
  for each row execute function hub.keep_contract();
--> statement-breakpoint
-- The contract of somebody on a day: what was said last about a day up to it. What is entered for an earlier day puts right what was said of it.
create function hub.contract_on(person uuid, on_day date) returns table (employer_id uuid, contract text, contracted_minutes_per_week integer)
language sql stable set search_path = hub, pg_temp as $$
  select h.employer_id, h.contract, h.contracted_minutes_per_week from hub.contracts_held h
  where h.service_id = hub.current_service() and h.person_id = person and h.from_day <= on_day
  order by h.position desc limit 1
$$;
--> statement-breakpoint
revoke execute on function hub.contract_on(uuid, date) from public;
--> statement-breakpoint
grant execute on function hub.contract_on(uuid, date) to hub_app;
--> statement-breakpoint
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
    cross join lateral hub.contract_on(s.person_id, s.day) m
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
        from hub.allocations a where a.service_id = s.service_id and a.shift_id = s.id and a.person_id = s.person_id
          -- What TOIL was given for is not paid as well.
          and not exists (select from hub.toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id and c.state = 'approved')) w
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
