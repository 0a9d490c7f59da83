-- A renewal that is entered before it begins leaves the approval that runs until then in force: the register keeps both days of both.
alter table hub.amhps
  add column earlier_approved_on date,
  add column earlier_approval_ends_on date,
  add constraint earlier_approval_is_whole check ((earlier_approved_on is null) = (earlier_approval_ends_on is null)),
  add constraint earlier_approval_is_before check (earlier_approval_ends_on is null
    or (earlier_approval_ends_on >= earlier_approved_on and earlier_approval_ends_on < approved_on));
--> statement-breakpoint
create or replace function hub.approval_covers_the_day() returns trigger language plpgsql set search_path = hub, pg_temp as $$
declare
  day date := (new.allocated_at at time zone 'Europe/London')::date;
begin
  if not exists (
    select from hub.amhps a where a.service_id = new.service_id and a.person_id = new.person_id
      and (day between a.approved_on and a.approval_ends_on or day between a.earlier_approved_on and a.earlier_approval_ends_on)
      and (a.suspended_at is null or a.suspended_at > new.allocated_at)
  ) then
    raise exception 'only a currently approved AMHP may be allocated' using errcode = 'check_violation', constraint = 'approval_covers_the_day';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- The same questions as before; of the first, the approval that runs until a renewal begins is one too.
create or replace function hub.promises_of_records(since timestamptz, at timestamptz) returns table (promise text, about text)
language sql stable security definer set search_path = hub, pg_temp as $$
  with s as materialized (select hub.current_service() as id),
    touched as materialized (select distinct v.referral_id as id from s join hub.events v on v.service_id = s.id
      where v.at >= since and v.referral_id is not null)
  select 'approved-when-given', a.id::text from s join hub.allocations a on a.service_id = s.id
  where a.ended_at is null and not exists (select from hub.amhps m where m.service_id = s.id and m.person_id = a.person_id
    and (a.allocated_at at time zone 'Europe/London')::date <= m.approval_ends_on
    -- A renewal overwrites the first day: then the approval of that day is no longer on the row.
    and ((a.allocated_at at time zone 'Europe/London')::date >= m.approved_on
      or (a.allocated_at at time zone 'Europe/London')::date between m.earlier_approved_on and m.earlier_approval_ends_on
      or exists (select from hub.events v
      where v.service_id = s.id and v.person_id = a.person_id and v.type in ('amhp-added', 'amhp-changed') and v.at > a.allocated_at)))
  union all
  select 'a-shift-keeps-its-history', w.id::text from s join hub.shifts w on w.service_id = s.id
    left join lateral (select count(*) as kept, max(h.version) as latest from hub.shift_history h where h.service_id = s.id and h.shift_id = w.id) h on true
  where h.kept <> w.version or h.latest <> w.version
  union all
  select 'the-record-agrees-with-its-events', t.id::text from s cross join touched t
  where exists (select from hub.referrals r where r.service_id = s.id and r.id = t.id)
    and ((select count(*) from hub.allocations a where a.service_id = s.id and a.referral_id = t.id)
        <> (select count(*) from hub.events v where v.service_id = s.id and v.referral_id = t.id and v.type = 'referral-allocated')
      or not exists (select from hub.events v where v.service_id = s.id and v.referral_id = t.id and v.type = 'referral-received'))
  union all
  select 'commands-act-once', v.command_id::text from s join hub.events v on v.service_id = s.id
  where v.at >= since group by v.command_id having count(distinct v.at) > 1 or max(v.ordinal) - min(v.ordinal) + 1 <> count(*)
  union all
  select 'nothing-is-from-the-future', format('event %s', v.seq) from s join hub.events v on v.service_id = s.id
  where v.at > promises_of_records.at + interval '1 minute'
  union all
  select 'a-balance-is-a-plain-sum', e.id::text from s join hub.toil_entries e on e.service_id = s.id
  where e.minutes = 0 or (e.kind = 'ACCRUE' and e.minutes < 0) or (e.kind in ('TAKE', 'EXPIRE', 'PAY_OUT') and e.minutes > 0)
  union all
  select 'a-balance-is-a-plain-sum', min(e.id::text) from s join hub.toil_entries e on e.service_id = s.id
  where e.reverses_id is not null group by e.reverses_id having count(*) > 1
  union all
  -- A command gives a clock its points at once. What was loaded from elsewhere gets them at the first look of a server.
  select 'running-clocks-have-alarms', p.id::text from s join hub.powers p on p.service_id = s.id
    join hub.referrals r on r.service_id = s.id and r.id = p.referral_id
  where p.kind in ('s135', 's136') and p.started_at is not null and p.ended_at is null and p.superseded_at is null and r.state <> 'closed'
    and p.recorded_at < at - interval '5 minutes'
    and exists (select from hub.deadlines d where d.service_id = s.id and d.made_at < at - interval '5 minutes')
    and not exists (select from hub.deadlines d where d.service_id = s.id and d.source_id = p.id and d.superseded_at is null)
  union all
  select 'alarms-are-passed-on', l.deadline_id::text from s join hub.alarms l on l.service_id = s.id
  -- `relay_at` is the next try: a webhook that refuses all night has one before it all the time.
  where l.relay_at is not null and l.raised_at < at - interval '10 minutes' and l.relayed_at is null and l.answered_at is null and l.settled_at is null
  union all
  select 'reads-are-sealed', format('read %s', u."slippedIn") from s, hub.unsealed_reads() u
  where s.id is not null and u."slippedIn" is not null
  union all
  select 'the-chain-holds', format('%s %s', c.what, c."rowId")
  from s, hub.check_events(coalesce((select max(v.seq) from hub.events v where v.service_id = s.id and v.at < since), 0), 2147483647) c
  where s.id is not null and c.what is not null
  union all
  select 'whoever-left-holds-nothing', f.id::text from s join hub.calendar_feeds f on f.service_id = s.id
    join hub.people p on p.service_id = s.id and p.id = f.person_id
  where f.ended_at is null and (p.left_at is not null or p.access_stopped_at is not null)
  union all
  select 'whoever-left-holds-nothing', l.id::text from s join hub.people p on p.service_id = s.id join hub.account_links l on l.account_id = p.account_id
    join hub.accounts a on a.id = p.account_id
  where a.disabled_at is not null and l.used_at is null and l.expires_at > at and l.made_at < a.disabled_at
$$;
