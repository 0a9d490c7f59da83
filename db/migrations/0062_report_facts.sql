/*
 * What reports count. Managers see no record of a person, and reports need none: these functions give moments, codes and whether something
 * was filled in, never a name, an address or a word that somebody wrote. They answer managers and AMHP leads only.
 */
create function hub.may_see_reports() returns boolean language sql stable security definer set search_path = hub, pg_temp as $$
  select exists (select from hub.people p where p.service_id = hub.current_service() and p.id = hub.current_actor() and p.left_at is null
    and p.roles && array['manager', 'amhp-lead'])
$$;
--> statement-breakpoint
create function hub.report_referrals(first_at timestamptz, last_at timestamptz)
returns table (id uuid, "receivedAt" timestamptz, source text, request text, urgency text, "councilId" uuid, state text, "acceptedAt" timestamptz,
  "closedAt" timestamptz, age int, gender text, "needsInterpreter" boolean, person bigint, "triagedAt" timestamptz, "triageOutcome" text,
  "allocatedAt" timestamptz, "arrivedAt" timestamptz, "completedAt" timestamptz, outcome text, "offRota" boolean,
  "hasBirth" boolean, "hasNumber" boolean, "hasAddress" boolean, "hasRelative" boolean, "riskAsked" boolean, "hasCaller" boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.received_at, r.source, r.request, r.urgency, r.council_id, r.state, r.accepted_at, r.closed_at,
    case when r.born_on is not null then extract(year from age((r.received_at at time zone 'Europe/London')::date, r.born_on))::int else r.age_years end,
    case when btrim(r.gender) = '' then null when lower(btrim(r.gender)) in ('woman', 'female', 'f', 'girl') then 'woman'
      when lower(btrim(r.gender)) in ('man', 'male', 'm', 'boy') then 'man' else 'other' end,
    btrim(r.interpreter) <> '',
    dense_rank() over (order by case when r.nhs_number <> '' then r.nhs_number
      when r.born_on is not null then lower(r.last_name) || '|' || lower(r.first_name) || '|' || r.born_on else r.id::text end),
    t.decided_at, t.outcome, a.allocated_at, a.arrived_at, a.completed_at, a.outcome, coalesce(a.off_rota, false),
    r.born_on is not null or r.age_years is not null, r.nhs_number <> '', btrim(r.home_address) <> '', btrim(r.nearest_relative) <> '',
    r.risk_to_staff <> 'not-asked', btrim(r.caller_phone) <> ''
  from hub.referrals r
  left join lateral (
    select min(d.decided_at) as decided_at, (array_agg(d.outcome order by d.version_number desc))[1] as outcome
    from hub.triage_decisions d where d.service_id = r.service_id and d.referral_id = r.id) t on true
  left join lateral (
    select min(x.allocated_at) as allocated_at, min(x.arrived_at) as arrived_at, max(x.outcome_at) as completed_at,
      (array_agg(x.outcome order by x.outcome_at desc nulls last))[1] as outcome, bool_or(x.shift_id is null) as off_rota
    from hub.allocations x where x.service_id = r.service_id and x.referral_id = r.id and x.ended_how is distinct from 'undone') a on true
  where r.service_id = hub.current_service() and hub.may_see_reports() and r.received_at >= first_at and r.received_at < last_at
    and r.closed_as is distinct from 'DUPLICATE_LINKED'
$$;
--> statement-breakpoint
create function hub.report_powers(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, kind text, "startedAt" timestamptz, "recordedAt" timestamptz, "endedAt" timestamptz, "extensionMinutes" int, "arrivedAt" timestamptz, outcome text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select w.referral_id, w.kind, w.started_at, w.recorded_at, w.ended_at, w.extension_minutes,
    (select min(x.arrived_at) from hub.allocations x where x.service_id = w.service_id and x.referral_id = w.referral_id and x.ended_how is distinct from 'undone'
      and (w.started_at is null or x.arrived_at >= w.started_at)),
    (select x.outcome from hub.allocations x where x.service_id = w.service_id and x.referral_id = w.referral_id and x.outcome is not null
      order by x.outcome_at desc limit 1)
  from hub.powers w
  where w.service_id = hub.current_service() and hub.may_see_reports() and w.superseded_at is null
    and coalesce(w.started_at, w.recorded_at) >= first_at and coalesce(w.started_at, w.recorded_at) < last_at
$$;
--> statement-breakpoint
revoke execute on function hub.may_see_reports(), hub.report_referrals(timestamptz, timestamptz), hub.report_powers(timestamptz, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.may_see_reports(), hub.report_referrals(timestamptz, timestamptz), hub.report_powers(timestamptz, timestamptz) to hub_app;
