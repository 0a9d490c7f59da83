-- What somebody has opened is found by the index of referrals and by that of restrictions, each by itself: asked for with an "or", every
-- request of a person with an open record read through all referrals of the service.
create or replace function hub.read_says_what_opened_it() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  select o.id into new.grant_id from hub.openings o
  where o.service_id = new.service_id and o.actor_id = new.actor_id and o.opened_at <= new.at and o.ends_at > new.at
    and o.ended_at is null and (o.referral_id = any (new.referral_ids) or o.restriction_id = any (array(
      select r.restriction_id from hub.referrals r where r.service_id = new.service_id and r.id = any (new.referral_ids))))
  order by o.opened_at desc limit 1;
  return new;
end $$;
--> statement-breakpoint
create or replace function hub.work_out_sight(at timestamptz) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  who uuid := hub.current_actor();
  held text[] := coalesce(nullif(current_setting('app.roles', true), '')::text[], '{}');
  reads_all boolean := held && array['practice-consultant', 'amhp-lead', 'edt'];
  sees_rows boolean := held && array['practice-consultant', 'amhp-lead', 'edt', 'amhp', 'trainee', 'manager'];
  workers uuid[] := case when 'amhp' = any (held) then array[who] else '{}' end;
  work uuid[] := '{}';
  opened uuid[] := '{}';
  closed uuid[];
  hidden uuid[];
begin
  if 'trainee' = any (held) then
    select workers || p.supervised_by into workers from hub.people p where p.service_id = service and p.id = who;
  end if;
  if cardinality(workers) > 0 then
    select coalesce(array_agg(distinct a.referral_id), '{}') into work from hub.allocations a
    where a.service_id = service and a.person_id = any (workers)
      and (a.ended_at is null or (a.ended_how = 'finished' and a.finished_at > at - interval '28 days'));
  end if;
  if held && array['practice-consultant', 'amhp-lead', 'edt', 'amhp'] then
    select coalesce(array_agg(distinct seen.id), '{}') into opened from hub.openings o
    cross join lateral (
      select o.referral_id as id
      union all
      select r.id from hub.referrals r where r.service_id = o.service_id and r.restriction_id = o.restriction_id
    ) seen
    where o.service_id = service and o.actor_id = who and o.ended_at is null and o.opened_at <= at and o.ends_at > at;
  end if;
  -- The restrictions that shut this person out, and the referrals that lie behind them.
  select coalesce(array_agg(x.id), '{}') into closed from hub.restrictions x
  where x.service_id = service and x.lifted_at is null and x.guardian_id <> who
    and (x.kind = 'deny') = exists (
      select from hub.restriction_people l
      where l.service_id = service and l.restriction_id = x.id and l.person_id = who and l.removed_at is null);
  select coalesce(array_agg(r.id), '{}') into hidden from hub.referrals r join hub.restrictions x on x.service_id = r.service_id and x.id = r.restriction_id
  where r.service_id = service and r.restriction_id = any (closed) and not r.id = any (opened) and (x.kind = 'deny' or not r.id = any (work));
  perform
    set_config('app.now', at::text, true),
    set_config('app.reads_all', case when reads_all then 'on' else 'off' end, true),
    set_config('app.sees_rows', case when sees_rows then 'on' else 'off' end, true),
    set_config('app.closed_restrictions', closed::text, true),
    set_config('app.hidden', hidden::text, true),
    set_config('app.in_sight', coalesce((select array_agg(distinct i.id order by i.id) from unnest(work || opened) as i(id) where not i.id = any (hidden)), '{}')::text, true);
end $$;
