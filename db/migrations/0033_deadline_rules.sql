-- What is due, and the alarms of it. Rows of a service are its own; the loop that finds what is due looks into every service through
-- the functions below, and is told ids only.

do $$
declare each text;
begin
  foreach each in array array['deadlines', 'alarms'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('create policy due_in_every_service on hub.%I for all to hub_owner using (true) with check (true)', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
  end loop;
end $$;
--> statement-breakpoint
grant update (lease_until, fired_at, overtaken, superseded_at) on hub.deadlines to hub_app;
--> statement-breakpoint
grant update (step, told_to, told_at, next_at, lease_until, answered_by, answered_at, settled_at) on hub.alarms to hub_app;
--> statement-breakpoint
alter table hub.deadlines
  add constraint due_source_is_known check (source in ('power', 'limit', 'target')),
  add constraint due_point_is_known check (point in ('warning', 'limit', 'start-not-recorded', 'target', 'look-again')),
  add constraint only_what_fired_was_overtaken check (not overtaken or fired_at is not null);
--> statement-breakpoint
alter table hub.alarms
  add constraint answered_alarm_says_who check ((answered_by is null) = (answered_at is null)),
  add constraint alarm_step_is_counted_from_none check (step >= 0 and late_seconds >= 0);
--> statement-breakpoint
create unique index one_live_deadline_per_point on hub.deadlines (service_id, source_id, kind, point, minutes_before) where superseded_at is null;
--> statement-breakpoint
create index deadlines_due on hub.deadlines (due_at) where fired_at is null and superseded_at is null;
--> statement-breakpoint
create index alarms_to_pass_on on hub.alarms (next_at) where answered_at is null and settled_at is null;
--> statement-breakpoint
create index alarms_open on hub.alarms (service_id) where settled_at is null;
--> statement-breakpoint
-- What fired has fired: it is not made undone, nor moved. An alarm is answered once.
create function hub.deadline_fires_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (new.referral_id, new.source, new.source_id, new.kind, new.rule_id, new.point, new.minutes_before, new.due_at, new.limit_at, new.made_at)
      is distinct from (old.referral_id, old.source, old.source_id, old.kind, old.rule_id, old.point, old.minutes_before, old.due_at, old.limit_at, old.made_at)
    or (old.fired_at is not null and new.fired_at is distinct from old.fired_at)
    or (old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at) then
    raise exception 'a deadline fires once, and is moved by a new row' using errcode = 'restrict_violation', constraint = 'deadline_fires_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger deadline_fires_once before update on hub.deadlines for each row execute function hub.deadline_fires_once();
--> statement-breakpoint
create function hub.alarm_is_answered_once() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if (old.answered_by is not null and (new.answered_by, new.answered_at) is distinct from (old.answered_by, old.answered_at))
    or new.raised_at is distinct from old.raised_at or new.late_seconds is distinct from old.late_seconds then
    raise exception 'an alarm is answered once' using errcode = 'restrict_violation', constraint = 'alarm_is_answered_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger alarm_is_answered_once before update on hub.alarms for each row execute function hub.alarm_is_answered_once();
--> statement-breakpoint

-- What of referrals says what is due on them: codes, ids and times, whoever may see the person, and what stands already. With `wanted`
-- null, every referral on which something can be due. `hold` holds the rows, so that nobody changes a referral meanwhile.
create function hub.deadline_facts(wanted uuid[], hold boolean, at timestamptz)
returns table (id uuid, state text, request text, source text, "closedAs" text, "receivedAt" timestamptz, "assessBy" timestamptz,
  "reviewAt" timestamptz, "targetMinutes" integer, arrived boolean, decisions jsonb, powers jsonb, limits jsonb, "recordedKinds" text[], live jsonb)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  if hold then
    perform 1 from hub.referrals r where r.service_id = hub.current_service() and r.id = any (wanted) order by r.id for no key update;
  end if;
  return query
    select r.id, r.state, r.request, r.source, r.closed_as, r.received_at, r.assess_by,
      (select d.review_at from hub.triage_decisions d where d.service_id = r.service_id and d.referral_id = r.id order by d.version_number desc limit 1),
      s.triage_target_minutes,
      exists (select from hub.allocations a where a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null and a.arrived_at is not null),
      coalesce((select jsonb_agg(jsonb_build_object('outcome', d.outcome, 'duty', d.duty) order by d.version_number)
        from hub.triage_decisions d where d.service_id = r.service_id and d.referral_id = r.id), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'startedAt', w.started_at, 'recordedAt', w.recorded_at,
          'extension', case when w.extension_minutes is not null then jsonb_build_object('minutes', w.extension_minutes,
            'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason, 'authority', w.extension_authority) end) order by w.id)
        from hub.powers w where w.service_id = r.service_id and w.referral_id = r.id and w.ended_at is null and w.superseded_at is null), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'startedAt', l.started_at, 'originAt', l.origin_at, 'period', l.period,
          'secondAt', l.second_at, 'recordedAt', l.recorded_at, 'hold', case when l.hold_made_at is not null then jsonb_build_object('madeAt', l.hold_made_at,
            'disposedAt', l.hold_disposed_at, 'orderMade', l.hold_order_made) end) order by l.id)
        from hub.time_limits l where l.service_id = r.service_id and l.referral_id = r.id and l.ended_at is null and l.superseded_at is null), '[]'),
      array(select distinct l.kind from hub.time_limits l where l.service_id = r.service_id and l.referral_id = r.id),
      coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'sourceId', x.source_id, 'kind', x.kind, 'point', x.point,
          'minutesBefore', x.minutes_before, 'dueAt', x.due_at) order by x.id)
        from hub.deadlines x where x.service_id = r.service_id and x.referral_id = r.id and x.superseded_at is null), '[]')
    from hub.referrals r join hub.services s on s.id = r.service_id
    where r.service_id = hub.current_service() and case when wanted is not null then r.id = any (wanted) else
      r.state <> 'closed'
      or exists (select from hub.powers w where w.service_id = r.service_id and w.referral_id = r.id and w.ended_at is null and w.superseded_at is null)
      or exists (select from hub.time_limits l where l.service_id = r.service_id and l.referral_id = r.id and l.ended_at is null and l.superseded_at is null)
      or exists (select from hub.deadlines x where x.service_id = r.service_id and x.referral_id = r.id and x.superseded_at is null and x.fired_at is null)
      -- A relative who required it is owed reasons, however it was closed.
      or (r.received_at > at - interval '60 days' and (r.source in ('NEAREST_RELATIVE_13_4', 'NR_REPRESENTATIVE_13_4') or r.request = 's13-4'
        or exists (select from hub.triage_decisions d where d.service_id = r.service_id and d.referral_id = r.id and (d.duty = 's13-4' or d.outcome = 'ACCEPT_S13_4_CONSIDERATION'))))
      end
      and not exists (select from hub.releases x where x.service_id = r.service_id and x.referral_id = r.id and x.state = 'released')
    order by r.received_at, r.id;
end $$;
--> statement-breakpoint
-- Lends what is due, of every service, for some seconds of the database's own clock: whoever asks is the only one at it until then, and
-- what a server that died had borrowed is lent again. The oldest first.
create function hub.claim_deadlines(at timestamptz, most integer, lease interval) returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.deadlines d set lease_until = clock_timestamp() + claim_deadlines.lease
  from (
    select x.service_id, x.id from hub.deadlines x
    where x.fired_at is null and x.superseded_at is null and x.due_at <= claim_deadlines.at and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.due_at, x.id limit most for update skip locked
  ) due
  where d.service_id = due.service_id and d.id = due.id
  returning d.service_id, d.id
$$;
--> statement-breakpoint
-- The same for alarms that nobody has answered in time.
create function hub.claim_alarms(at timestamptz, most integer, lease interval) returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.alarms a set lease_until = clock_timestamp() + claim_alarms.lease
  from (
    select x.service_id, x.deadline_id from hub.alarms x
    where x.answered_at is null and x.settled_at is null and x.next_at <= claim_alarms.at and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.next_at, x.deadline_id limit most for update skip locked
  ) due
  where a.service_id = due.service_id and a.deadline_id = due.deadline_id
  returning a.service_id, a.deadline_id
$$;
--> statement-breakpoint
-- How many seconds ago the oldest deadline that has not fired was due; null when none is.
create function hub.oldest_overdue(at timestamptz) returns integer language sql stable security definer set search_path = hub, pg_temp as $$
  select floor(extract(epoch from oldest_overdue.at - min(d.due_at)))::int from hub.deadlines d
  where d.fired_at is null and d.superseded_at is null and d.due_at <= oldest_overdue.at
$$;
--> statement-breakpoint
revoke execute on function hub.deadline_fires_once(), hub.alarm_is_answered_once(), hub.deadline_facts(uuid[], boolean, timestamptz),
  hub.claim_deadlines(timestamptz, integer, interval), hub.claim_alarms(timestamptz, integer, interval), hub.oldest_overdue(timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.deadline_facts(uuid[], boolean, timestamptz), hub.claim_deadlines(timestamptz, integer, interval),
  hub.claim_alarms(timestamptz, integer, interval), hub.oldest_overdue(timestamptz) to hub_app;
