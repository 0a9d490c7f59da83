/*
 * What reports count, with who people are as far as it was asked: ethnic group and disability from the answers to the request. Still
 * moments, codes and whether something was filled in. A large service is read in one pass of each table instead of one look-up a case.
 */
drop function hub.report_referrals(timestamptz, timestamptz);
--> statement-breakpoint
create function hub.report_referrals(first_at timestamptz, last_at timestamptz)
returns table (id uuid, "receivedAt" timestamptz, source text, request text, urgency text, "councilId" uuid, state text, "acceptedAt" timestamptz,
  "closedAt" timestamptz, age int, gender text, "needsInterpreter" boolean, person bigint, "triagedAt" timestamptz, "triageOutcome" text,
  "allocatedAt" timestamptz, "arrivedAt" timestamptz, "completedAt" timestamptz, outcome text, "offRota" boolean,
  "hasBirth" boolean, "hasNumber" boolean, "hasAddress" boolean, "hasRelative" boolean, "riskAsked" boolean, "hasCaller" boolean,
  ethnicity text, "hasDisability" boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  with r as materialized (
    select * from hub.referrals c
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
  select r.id, r.received_at, r.source, r.request, r.urgency, r.council_id, r.state, r.accepted_at, r.closed_at,
    case when r.born_on is not null then extract(year from age((r.received_at at time zone 'Europe/London')::date, r.born_on))::int else r.age_years end,
    case when btrim(r.gender) = '' then null when lower(btrim(r.gender)) in ('woman', 'female', 'f', 'girl') then 'woman'
      when lower(btrim(r.gender)) in ('man', 'male', 'm', 'boy') then 'man' else 'other' end,
    btrim(r.interpreter) <> '',
    dense_rank() over (order by case when r.nhs_number <> '' then r.nhs_number
      when r.born_on is not null then lower(r.last_name) || '|' || lower(r.first_name) || '|' || r.born_on else r.id::text end collate "C"),
    t.decided_at, t.outcome, a.allocated_at, a.arrived_at, a.completed_at, a.outcome, coalesce(a.off_rota, false),
    r.born_on is not null or r.age_years is not null, r.nhs_number <> '', btrim(r.home_address) <> '', btrim(r.nearest_relative) <> '',
    r.risk_to_staff <> 'not-asked', btrim(r.caller_phone) <> '', q.ethnicity, coalesce(q.disability, false)
  from r left join t on t.referral_id = r.id left join a on a.referral_id = r.id left join q on q.referral_id = r.id
$$;
--> statement-breakpoint
revoke execute on function hub.report_referrals(timestamptz, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.report_referrals(timestamptz, timestamptz) to hub_app;
