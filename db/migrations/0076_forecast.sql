-- Custom SQL migration file, put your code below! --
-- What the forecast learns from: times and kinds of finished jobs, whoever may open the records; nothing of anybody.
CREATE INDEX "allocations_finished" ON "hub"."allocations" USING btree ("service_id","finished_at") WHERE finished_at is not null;
--> statement-breakpoint
create function hub.finished_jobs(since timestamptz, until timestamptz, admitting text[], most integer)
returns table (request text, source text, allocated_at timestamptz, accepted_at timestamptz, set_off_at timestamptz, arrived_at timestamptz,
  outcome_at timestamptz, finished_at timestamptz, to_hospital boolean, doctors_agreed_at timestamptz, bed_agreed_at timestamptz,
  ambulance_agreed_at timestamptz, waits jsonb, said_likely timestamptz, said_eight_in_ten timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.request, r.source, a.allocated_at, a.accepted_at, a.set_off_at, a.arrived_at, a.outcome_at, a.finished_at,
    a.outcome = any (admitting), made.doctors_agreed_at, made.bed_agreed_at, made.ambulance_agreed_at, coalesce(waited.waits, '[]'),
    (chosen.place ->> 'likelyAt')::timestamptz, (chosen.place ->> 'eightInTenBy')::timestamptz
  from hub.allocations a
  join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
  left join lateral (
    select case when count(*) filter (where g.kind in ('first-doctor', 'second-doctor') and g.state in ('agreed', 'not-needed')) = 2
        then max(g.since) filter (where g.kind in ('first-doctor', 'second-doctor')) end as doctors_agreed_at,
      max(g.since) filter (where g.kind = 'bed' and g.state = 'agreed') as bed_agreed_at,
      max(g.since) filter (where g.kind = 'ambulance' and g.state = 'agreed') as ambulance_agreed_at
    from hub.arrangements g where g.service_id = a.service_id and g.referral_id = a.referral_id
  ) made on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at) order by w.started_at, w.id) as waits
    from hub.waits w where w.service_id = a.service_id and w.allocation_id = a.id and w.ended_at is not null
  ) waited on true
  left join lateral (
    select shown.place from jsonb_array_elements(a.choice -> 'placed') as shown(place)
    where shown.place ->> 'personId' = a.person_id::text limit 1
  ) chosen on true
  where a.service_id = hub.current_service() and a.ended_how = 'finished' and a.outcome_at is not null
    and a.finished_at >= since and a.finished_at < until
  order by a.finished_at desc, a.id limit most
$$;
--> statement-breakpoint
revoke all on function hub.finished_jobs(timestamptz, timestamptz, text[], integer) from public;
--> statement-breakpoint
grant execute on function hub.finished_jobs(timestamptz, timestamptz, text[], integer) to hub_app;
