-- Called in is whoever works off the rota: on no shift, or on one that a call-in put them on. Reports and plans count both.
create index "call_ins_by_shift" on "hub"."call_ins" ("service_id", "shift_id") where shift_id is not null;
--> statement-breakpoint
create or replace function hub.report_cases_question(fields text[], is_short boolean) returns text language plpgsql immutable set search_path = hub, pg_temp as $$
declare
  known constant jsonb := jsonb_build_object(
    'id', 'r.id',
    'receivedAt', 'r.received_at',
    'source', 'r.source',
    'request', 'r.request',
    'urgency', 'r.urgency',
    'councilId', 'r.council_id',
    'state', 'r.state',
    'acceptedAt', 'r.accepted_at',
    'closedAt', 'r.closed_at',
    'age', $q$case when r.born_on is not null then date_part('year', age((r.received_at at time zone 'Europe/London')::date, r.born_on))::int else r.age_years end$q$,
    'gender', $q$case when btrim(r.gender) = '' then null when lower(btrim(r.gender)) in ('woman', 'female', 'f', 'girl') then 'woman' when lower(btrim(r.gender)) in ('man', 'male', 'm', 'boy') then 'man' else 'other' end$q$,
    'needsInterpreter', $q$btrim(r.interpreter) <> ''$q$,
    'person', $q$dense_rank() over (order by case when r.nhs_number <> '' then r.nhs_number when r.born_on is not null then lower(r.last_name) || '|' || lower(r.first_name) || '|' || r.born_on else r.id::text end collate "C")$q$,
    'triagedAt', 't.decided_at',
    'triageOutcome', 't.outcome',
    'allocatedAt', 'a.allocated_at',
    'arrivedAt', 'a.arrived_at',
    'completedAt', 'a.completed_at',
    'outcome', 'a.outcome',
    'offRota', 'coalesce(a.off_rota, false)',
    'hasBirth', 'r.born_on is not null or r.age_years is not null',
    'hasNumber', $q$r.nhs_number <> ''$q$,
    'hasAddress', $q$btrim(r.home_address) <> ''$q$,
    'hasRelative', $q$btrim(r.nearest_relative) <> ''$q$,
    'riskAsked', $q$r.risk_to_staff <> 'not-asked'$q$,
    'hasCaller', $q$btrim(r.caller_phone) <> ''$q$,
    'ethnicity', $q$translate(q.ethnicity, chr(31) || chr(30), '')$q$,
    'hasDisability', 'coalesce(q.disability, false)');
  each text;
  picked text := '';
  joined text := '';
  -- Of a short period the few cases are looked up one by one; of a long one each table is read through once.
  of_these constant text := case when is_short then ' in (select c.id from hub.referrals c where c.service_id = hub.current_service() and c.received_at >= $1 and c.received_at < $2)' else ' is not null' end;
  number int := 0;
begin
  foreach each in array fields loop
    if not known ? each then raise exception 'reports know no field %', each; end if;
    number := number + 1;
    -- Moments in whole milliseconds: half as long to write and to read as a date and a time.
    picked := picked || case number when 1 then '' else ', ' end
      || format(case when each like '%At' then 'coalesce(round(date_part(''epoch'', %s) * 1000)::bigint::text, %L) as f%s' else 'coalesce((%s)::text, %L) as f%s' end, known ->> each, '', number);
  end loop;
  if fields && array['triagedAt', 'triageOutcome'] then
    joined := joined || ' left join (select d.referral_id, min(d.decided_at) as decided_at, (array_agg(d.outcome order by d.version_number desc))[1] as outcome'
      || ' from hub.triage_decisions d where d.service_id = hub.current_service() and d.referral_id' || of_these || ' group by d.referral_id) t on t.referral_id = r.id';
  end if;
  if fields && array['allocatedAt', 'arrivedAt', 'completedAt', 'outcome', 'offRota'] then
    joined := joined || ' left join (select x.referral_id, min(x.allocated_at) as allocated_at, min(x.arrived_at) as arrived_at, max(x.outcome_at) as completed_at,'
      || ' (array_agg(x.outcome order by x.outcome_at desc nulls last))[1] as outcome, bool_or(x.shift_id is null or x.shift_id in (select c.shift_id from hub.call_ins c where c.service_id = hub.current_service() and c.shift_id is not null)) as off_rota from hub.allocations x'
      || ' where x.service_id = hub.current_service() and x.referral_id' || of_these || $q$ and x.ended_how is distinct from 'undone' group by x.referral_id) a on a.referral_id = r.id$q$;
  end if;
  if fields && array['ethnicity', 'hasDisability'] then
    joined := joined || $q$ left join (select w.referral_id, max(case when w.field = 'ethnicity' then case w.how when 'said' then w.text when 'refused' then 'refused' end end) as ethnicity,$q$
      || $q$ bool_or(w.field = 'disability' and w.how = 'said' and lower(btrim(w.text)) not in ('', 'no', 'none', 'nil', 'n/a')) as disability from hub.referral_answers w$q$
      || ' where w.service_id = hub.current_service() and w.referral_id' || of_these || $q$ and w.field in ('ethnicity', 'disability') group by w.referral_id) q on q.referral_id = r.id$q$;
  end if;
  return 'select string_agg(concat_ws(chr(31), ' || (select string_agg('o.f' || place, ', ') from generate_series(1, number) place) || '), chr(30)) from (select '
    || picked || ' from hub.referrals r' || joined
    || $q$ where r.service_id = hub.current_service() and r.received_at >= $1 and r.received_at < $2 and r.closed_as is distinct from 'DUPLICATE_LINKED') o$q$;
end $$;
--> statement-breakpoint
create or replace function hub.past_work(first timestamptz, beyond timestamptz) returns table (
  received_at timestamptz, decided_at timestamptz, given_at timestamptz, arrived_at timestamptz, doctors_at timestamptz, outcome_at timestamptz,
  finished_at timestamptz, home_safe_at timestamptz, request text, source text, urgency text, shift_id uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select coalesce(e.finished_at, r.received_at), coalesce(e.finished_at, d.decided_at, a.allocated_at), a.allocated_at, a.arrived_at, w.ended_at, a.outcome_at,
    a.finished_at, a.home_safe_at, r.request, r.source, r.urgency,
    case when exists (select from hub.call_ins c where c.service_id = a.service_id and c.shift_id = a.shift_id) then null else a.shift_id end
  from hub.allocations a
  join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
  left join lateral (
    select max(o.finished_at) as finished_at from hub.allocations o
    where o.service_id = a.service_id and o.referral_id = a.referral_id and o.finished_at < a.allocated_at) e on true
  left join lateral (
    select max(t.decided_at) as decided_at from hub.triage_decisions t
    where t.service_id = a.service_id and t.referral_id = a.referral_id and t.decided_at <= a.allocated_at) d on true
  left join lateral (
    select max(x.ended_at) as ended_at from hub.waits x
    where x.service_id = a.service_id and x.allocation_id = a.id and x.kind = 'doctor') w on true
  where a.service_id = hub.current_service() and a.ended_how = 'finished' and a.finished_at is not null
    and a.allocated_at >= first and a.allocated_at < beyond
$$;
--> statement-breakpoint
-- Work off the rota is claimed from when it began: on no shift, or on a call-in for which TOIL was agreed.
alter table "hub"."toil_claims"
	alter column "shift_id" drop not null,
	add column "off_rota" boolean default false not null,
	add constraint "claim_on_no_shift_is_off_the_rota" check (shift_id is not null or off_rota);
