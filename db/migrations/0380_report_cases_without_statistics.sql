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
  -- Of a short period the few cases are looked up one by one; of a long one each table is read through once. Neither is left to what the
  -- planner thinks it knows of how many there are: before its next look at the tables it takes hundreds for one.
  joins constant text := case when is_short then ' left join lateral (select ' else ' left join (select ' end;
  of_these constant text := case when is_short then ' = r.id' else ' is not null' end;
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
    joined := joined || joins || case when is_short then '' else 'd.referral_id, ' end || 'min(d.decided_at) as decided_at, (array_agg(d.outcome order by d.version_number desc))[1] as outcome'
      || ' from hub.standing_decisions d where d.service_id = hub.current_service() and d.referral_id' || of_these || case when is_short then ') t on true' else ' group by d.referral_id) t on t.referral_id = r.id' end;
  end if;
  if fields && array['allocatedAt', 'arrivedAt', 'completedAt', 'outcome', 'offRota'] then
    joined := joined || joins || case when is_short then '' else 'x.referral_id, ' end || 'min(x.allocated_at) as allocated_at, min(x.arrived_at) as arrived_at, max(x.outcome_at) as completed_at,'
      || ' (array_agg(x.outcome order by x.outcome_at desc nulls last))[1] as outcome, bool_or(x.shift_id is null or x.shift_id in (select c.shift_id from hub.call_ins c where c.service_id = hub.current_service() and c.shift_id is not null)) as off_rota from hub.allocations x'
      || ' where x.service_id = hub.current_service() and x.referral_id' || of_these || $q$ and x.ended_how is distinct from 'undone'$q$ || case when is_short then ') a on true' else ' group by x.referral_id) a on a.referral_id = r.id' end;
  end if;
  if fields && array['ethnicity', 'hasDisability'] then
    joined := joined || joins || case when is_short then '' else 'w.referral_id, ' end || $q$max(case when w.field = 'ethnicity' then case w.how when 'said' then w.text when 'refused' then 'refused' end end) as ethnicity,$q$
      || $q$ bool_or(w.field = 'disability' and w.how = 'said' and lower(btrim(w.text)) not in ('', 'no', 'none', 'nil', 'n/a')) as disability from hub.referral_answers w$q$
      || ' where w.service_id = hub.current_service() and w.referral_id' || of_these || $q$ and w.field in ('ethnicity', 'disability')$q$ || case when is_short then ') q on true' else ' group by w.referral_id) q on q.referral_id = r.id' end;
  end if;
  return 'select string_agg(concat_ws(chr(31), ' || (select string_agg('o.f' || place, ', ') from generate_series(1, number) place) || '), chr(30)) from (select '
    || picked || ' from hub.referrals r' || joined
    || $q$ where r.service_id = hub.current_service() and r.received_at >= $1 and r.received_at < $2 and r.closed_as is distinct from 'DUPLICATE_LINKED') o$q$;
end $$;
--> statement-breakpoint
create or replace function hub.report_cases(first_at timestamptz, last_at timestamptz, fields text[]) returns text
language plpgsql stable security definer set search_path = hub, pg_temp set work_mem = '64MB' set enable_nestloop = on as $$
declare
  counted text;
  is_short constant boolean := last_at - first_at < interval '200 days';
begin
  if not hub.may_see_reports() then return null; end if;
  -- Here, and until this function ends.
  if not is_short then perform set_config('enable_nestloop', 'off', true); end if;
  execute hub.report_cases_question(fields, is_short) into counted using first_at, last_at;
  return counted;
end $$;
--> statement-breakpoint
-- What is on the papers, as before; each case is looked up, whatever the planner thinks it knows.
create or replace function hub.report_papers(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, "isNamed" boolean, "informedAt" timestamptz, "consultedAt" timestamptz, "isExcused" boolean, objects text, displacement text, "reportAt" timestamptz)
language plpgsql stable security definer set search_path = hub, pg_temp set work_mem = '64MB' as $$
begin
  if not hub.may_see_reports() then return; end if;
  return query execute $q$
    select r.id, s.referral_id is not null, s.informed_at, s.consulted_at, coalesce(btrim(s.not_consulted_why) <> '', false), s.objects, s.displacement, p.received_at
    from hub.referrals r
    left join lateral (
      select n.* from hub.statutory_relatives n where n.service_id = hub.current_service() and n.referral_id = r.id
      order by n.set_at desc, n.kind limit 1) s on true
    left join lateral (
      select min(x.received_at) as received_at from hub.papers x
      where x.service_id = hub.current_service() and x.referral_id = r.id and x.form = 'REPORT' and not x.struck_out) p on true
    where r.service_id = hub.current_service() and r.received_at >= $1 and r.received_at < $2 and r.closed_as is distinct from 'DUPLICATE_LINKED'
      and exists (select from hub.allocations a where a.service_id = hub.current_service() and a.referral_id = r.id and a.outcome is not null)
  $q$ using first_at, last_at;
end $$;
