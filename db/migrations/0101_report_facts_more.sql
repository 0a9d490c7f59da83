/*
 * More of what reports count: what agencies were asked for, what was handed over, what was open and which clocks ran, and what the law
 * asks about relatives, doctors, reasons and reports. Moments and codes as before, for managers and AMHP leads only: never a name, an
 * address or a word that somebody wrote.
 */
create function hub.report_asks(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, agency text, "askedAt" timestamptz, "dueAt" timestamptz, state text, "isChased" boolean, "settledAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.referral_id, a.agency, a.asked_at, a.due_at, a.state, a.chased_at is not null, a.settled_at from hub.referral_asks a
  where a.service_id = hub.current_service() and hub.may_see_reports() and a.asked_at >= first_at and a.asked_at < last_at
$$;
--> statement-breakpoint
create function hub.report_handovers(first_at timestamptz, last_at timestamptz)
returns table ("handoverId" uuid, kind text, "offeredAt" timestamptz, "referralId" uuid, answer text, "clockRuns" boolean)
language sql stable security definer set search_path = hub, pg_temp as $$
  select h.id, h.kind, h.offered_at, i.referral_id, i.answer,
    exists (select from hub.powers w where w.service_id = h.service_id and w.referral_id = i.referral_id and w.superseded_at is null
      and coalesce(w.started_at, w.recorded_at) <= h.offered_at and (w.ended_at is null or w.ended_at > h.offered_at))
  from hub.handovers h join hub.handover_items i on i.service_id = h.service_id and i.handover_id = h.id
  where h.service_id = hub.current_service() and hub.may_see_reports() and h.offered_at >= first_at and h.offered_at < last_at
$$;
--> statement-breakpoint
-- Referrals that were open at some moment of a period, whenever they came in.
create function hub.report_open(first_at timestamptz, last_at timestamptz)
returns table (id uuid, "receivedAt" timestamptz, "closedAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.received_at, r.closed_at from hub.referrals r
  where r.service_id = hub.current_service() and hub.may_see_reports() and r.received_at < last_at
    and (r.closed_at is null or r.closed_at > first_at) and r.closed_as is distinct from 'DUPLICATE_LINKED'
$$;
--> statement-breakpoint
create function hub.report_clocks(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, "from" timestamptz, "to" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select w.referral_id, coalesce(w.started_at, w.recorded_at), w.ended_at from hub.powers w
  where w.service_id = hub.current_service() and hub.may_see_reports() and w.superseded_at is null
    and coalesce(w.started_at, w.recorded_at) < last_at and (w.ended_at is null or w.ended_at > first_at)
$$;
--> statement-breakpoint
create function hub.report_reasons(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, "madeAt" timestamptz, "dueAt" timestamptz, "doneAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select t.referral_id, t.made_at, t.due_at, t.done_at from hub.duty_tasks t
  where t.service_id = hub.current_service() and hub.may_see_reports() and t.kind = 's13-4-reasons' and t.made_at >= first_at and t.made_at < last_at
$$;
--> statement-breakpoint
-- What is on the record about the relative and the outline report, for each referral that was received in a period and came to an outcome.
create function hub.report_papers(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, "isNamed" boolean, "informedAt" timestamptz, "consultedAt" timestamptz, "isExcused" boolean, objects text, displacement text, "reportAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, s.referral_id is not null, s.informed_at, s.consulted_at, coalesce(btrim(s.not_consulted_why) <> '', false), s.objects, s.displacement, p.received_at
  from hub.referrals r
  left join lateral (
    select * from hub.statutory_relatives n where n.service_id = r.service_id and n.referral_id = r.id order by n.set_at desc, n.kind limit 1) s on true
  left join lateral (
    select min(x.received_at) as received_at from hub.papers x
    where x.service_id = r.service_id and x.referral_id = r.id and x.form = 'REPORT' and not x.struck_out) p on true
  where r.service_id = hub.current_service() and hub.may_see_reports() and r.received_at >= first_at and r.received_at < last_at
    and r.closed_as is distinct from 'DUPLICATE_LINKED'
    and exists (select from hub.allocations a where a.service_id = r.service_id and a.referral_id = r.id and a.outcome is not null)
$$;
--> statement-breakpoint
create function hub.report_doctors(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, "askedAt" timestamptz, "examinedAt" timestamptz, "isSection12" text, "knowsPerson" text, recommendation text, "signedOn" date)
language sql stable security definer set search_path = hub, pg_temp as $$
  select e.referral_id, e.asked_at, e.examined_at, e.is_section_12, e.knows_person, e.recommendation, e.signed_on
  from hub.examinations e join hub.referrals r on r.service_id = e.service_id and r.id = e.referral_id
  where e.service_id = hub.current_service() and hub.may_see_reports() and not e.struck_out and r.received_at >= first_at and r.received_at < last_at
    and r.closed_as is distinct from 'DUPLICATE_LINKED'
$$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['report_asks', 'report_handovers', 'report_open', 'report_clocks', 'report_reasons', 'report_papers', 'report_doctors'] loop
    execute format('revoke execute on function hub.%I(timestamptz, timestamptz) from public', each);
    execute format('grant execute on function hub.%I(timestamptz, timestamptz) to hub_app', each);
  end loop;
end $$;
