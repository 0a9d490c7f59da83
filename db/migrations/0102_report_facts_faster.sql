-- The same figures, read with less: what somebody wrote stays where it is, so that five years of a large service fit into memory, and
-- each table is sorted there instead of on the disk.
create or replace function hub.report_referrals(first_at timestamptz, last_at timestamptz)
returns table (id uuid, "receivedAt" timestamptz, source text, request text, urgency text, "councilId" uuid, state text, "acceptedAt" timestamptz,
  "closedAt" timestamptz, age int, gender text, "needsInterpreter" boolean, person bigint, "triagedAt" timestamptz, "triageOutcome" text,
  "allocatedAt" timestamptz, "arrivedAt" timestamptz, "completedAt" timestamptz, outcome text, "offRota" boolean,
  "hasBirth" boolean, "hasNumber" boolean, "hasAddress" boolean, "hasRelative" boolean, "riskAsked" boolean, "hasCaller" boolean,
  ethnicity text, "hasDisability" boolean)
language sql stable security definer set search_path = hub, pg_temp set work_mem = '64MB' as $$
  with r as materialized (
    select c.id, c.received_at, c.source, c.request, c.urgency, c.council_id, c.state, c.accepted_at, c.closed_at,
      case when c.born_on is not null then extract(year from age((c.received_at at time zone 'Europe/London')::date, c.born_on))::int else c.age_years end as age,
      lower(btrim(c.gender)) as gender, btrim(c.interpreter) <> '' as interpreter,
      case when c.nhs_number <> '' then c.nhs_number
        when c.born_on is not null then lower(c.last_name) || '|' || lower(c.first_name) || '|' || c.born_on else c.id::text end as who,
      c.born_on is not null or c.age_years is not null as birth, c.nhs_number <> '' as number, btrim(c.home_address) <> '' as address,
      btrim(c.nearest_relative) <> '' as relative, c.risk_to_staff <> 'not-asked' as risk, btrim(c.caller_phone) <> '' as caller
    from hub.referrals c
    where c.service_id = hub.current_service() and hub.may_see_reports() and c.received_at >= first_at and c.received_at < last_at
      and c.closed_as is distinct from 'DUPLICATE_LINKED'
  ), t as (
    select d.referral_id, min(d.decided_at) as decided_at, (array_agg(d.outcome order by d.version_number desc))[1] as outcome
    from hub.triage_decisions d where d.service_id = hub.current_service() and d.referral_id in (select r.id from r) group by d.referral_id
  ), a as (
    select x.referral_id, min(x.allocated_at) as allocated_at, min(x.arrived_at) as arrived_at, max(x.outcome_at) as completed_at,
      (array_agg(x.outcome order by x.outcome_at desc nulls last))[1] as outcome, bool_or(x.shift_id is null) as off_rota
    from hub.allocations x
    where x.service_id = hub.current_service() and x.referral_id in (select r.id from r) and x.ended_how is distinct from 'undone' group by x.referral_id
  ), q as (
    select w.referral_id, max(case when w.field = 'ethnicity' then case w.how when 'said' then w.text when 'refused' then 'refused' end end) as ethnicity,
      bool_or(w.field = 'disability' and w.how = 'said' and lower(btrim(w.text)) not in ('', 'no', 'none', 'nil', 'n/a')) as disability
    from hub.referral_answers w
    where w.service_id = hub.current_service() and w.field in ('ethnicity', 'disability') and w.referral_id in (select r.id from r) group by w.referral_id
  )
  select r.id, r.received_at, r.source, r.request, r.urgency, r.council_id, r.state, r.accepted_at, r.closed_at, r.age,
    case when r.gender = '' then null when r.gender in ('woman', 'female', 'f', 'girl') then 'woman'
      when r.gender in ('man', 'male', 'm', 'boy') then 'man' else 'other' end,
    r.interpreter, dense_rank() over (order by r.who collate "C"),
    t.decided_at, t.outcome, a.allocated_at, a.arrived_at, a.completed_at, a.outcome, coalesce(a.off_rota, false),
    r.birth, r.number, r.address, r.relative, r.risk, r.caller, q.ethnicity, coalesce(q.disability, false)
  from r left join t on t.referral_id = r.id left join a on a.referral_id = r.id left join q on q.referral_id = r.id
$$;
