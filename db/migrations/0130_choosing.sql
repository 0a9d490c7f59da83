-- How a service has the order of a suggestion weighed, and how long an offer waits for its answer, each from a day on. Why the first of
-- the suggestion was not chosen, as a code. What is due says whether an offer has been left without an answer.
CREATE TABLE "hub"."choosing_rules" (
	"service_id" uuid NOT NULL,
	"effective_from" date NOT NULL,
	"weights" jsonb NOT NULL,
	"accept_minutes" jsonb NOT NULL,
	"why" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamptz NOT NULL,
	CONSTRAINT "one_choosing_rule_per_day" PRIMARY KEY("service_id","effective_from")
);
--> statement-breakpoint
ALTER TABLE "hub"."choosing_rules" ADD CONSTRAINT "choosing_rules_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."choosing_rules" ADD CONSTRAINT "choosing_set_by_a_person_of_the_service" FOREIGN KEY ("service_id","set_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."allocations" ADD COLUMN "reason_code" text;
--> statement-breakpoint
alter table hub.choosing_rules alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.choosing_rules enable row level security;
--> statement-breakpoint
alter table hub.choosing_rules force row level security;
--> statement-breakpoint
create policy own_service_only on hub.choosing_rules for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.choosing_rules to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.choosing_rules for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.choosing_rules for each statement execute function hub.refuse_change();
--> statement-breakpoint
alter table hub.choosing_rules
  add constraint weights_are_named_numbers check (jsonb_typeof(weights) = 'object'),
  add constraint accept_minutes_are_by_urgency check (jsonb_typeof(accept_minutes) = 'object' and accept_minutes ?& array['U0', 'U1', 'U2', 'U3', 'U4']);
--> statement-breakpoint
alter table hub.allocations
  add constraint not_followed_is_known check (reason_code in ('knows-person', 'asked-for', 'nearest', 'learning', 'spreads-work', 'offered', 'rather-not-say', 'other'));
--> statement-breakpoint
-- Past choices with what each was worked out from: ids of staff, codes and numbers, and the reference, for whoever weighs the suggestion.
create function hub.choices_made(first_at timestamptz, last_at timestamptz, most integer)
returns table (at timestamptz, number integer, chosen uuid, inputs jsonb)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.allocated_at, r.number, a.person_id, a.choice -> 'inputs'
  from hub.allocations a join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
  where a.service_id = hub.current_service() and a.allocated_at >= first_at and a.allocated_at < last_at
    and jsonb_typeof(a.choice -> 'inputs') = 'object' and a.ended_how is distinct from 'undone'
  order by a.allocated_at desc, a.id limit most
$$;
--> statement-breakpoint
-- How often the first of the suggestion was chosen, and why not: of the service as a whole, without who chose and who was chosen.
create function hub.report_choices(first_at timestamptz, last_at timestamptz)
returns table ("allocatedAt" timestamptz, "isFirst" boolean, "hadSuggestion" boolean, "reasonCode" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.allocated_at, (a.choice ->> 'rank')::int = 1,
    exists (select from jsonb_array_elements(a.choice -> 'placed') as shown(place) where shown.place ->> 'standing' = 'suggested'), a.reason_code
  from hub.allocations a
  where a.service_id = hub.current_service() and hub.may_see_reports() and a.allocated_at >= first_at and a.allocated_at < last_at
    and jsonb_typeof(a.choice -> 'rank') = 'number' and jsonb_typeof(a.choice -> 'placed') = 'array' and a.ended_how is distinct from 'undone'
$$;
--> statement-breakpoint
revoke execute on function hub.choices_made(timestamptz, timestamptz, integer), hub.report_choices(timestamptz, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.choices_made(timestamptz, timestamptz, integer), hub.report_choices(timestamptz, timestamptz) to hub_app;
--> statement-breakpoint
drop function hub.deadline_facts(uuid[], boolean, timestamptz);
--> statement-breakpoint
create function hub.deadline_facts(wanted uuid[], hold boolean, at timestamptz)
returns table (id uuid, state text, request text, source text, "closedAs" text, "receivedAt" timestamptz, "assessBy" timestamptz,
  "reviewAt" timestamptz, "targetMinutes" integer, arrived boolean, decisions jsonb, powers jsonb, limits jsonb, "recordedKinds" text[], live jsonb, offer jsonb)
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
        from hub.deadlines x where x.service_id = r.service_id and x.referral_id = r.id and x.superseded_at is null), '[]'),
      (select jsonb_build_object('id', a.id, 'offeredAt', a.allocated_at, 'urgency', r.urgency, 'minutes', (
          select (c.accept_minutes ->> coalesce(r.urgency, 'U2'))::int from hub.choosing_rules c
          where c.service_id = r.service_id and c.effective_from <= (a.allocated_at at time zone 'Europe/London')::date
          order by c.effective_from desc limit 1))
        from hub.allocations a where a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null and a.accepted_at is null
          and a.set_off_at is null and a.arrived_at is null)
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
revoke execute on function hub.deadline_facts(uuid[], boolean, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.deadline_facts(uuid[], boolean, timestamptz) to hub_app;
