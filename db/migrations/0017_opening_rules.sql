-- What was looked at through an opening carries its id, whoever writes the row and however.
create function hub.read_says_what_opened_it() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  select o.id into new.grant_id from hub.openings o
  join hub.referrals r on r.service_id = o.service_id and (r.id = o.referral_id or r.restriction_id = o.restriction_id)
  where o.service_id = new.service_id and o.actor_id = new.actor_id and o.opened_at <= new.at and o.ends_at > new.at
    and o.ended_at is null and r.id = any (new.referral_ids)
  order by o.opened_at desc limit 1;
  return new;
end $$;
--> statement-breakpoint
create trigger read_says_what_opened_it before insert on hub.reads for each row when (new.grant_id is null and new.kind <> 'refused')
  execute function hub.read_says_what_opened_it();
--> statement-breakpoint
create index reads_through_an_opening on hub.reads (service_id, grant_id) where grant_id is not null;
--> statement-breakpoint
-- Which of their roles are awake in this request: what rests in a telephone's session sees nothing either.
create or replace function hub.begin_request(token_hash bytea, at timestamptz, request_id text)
returns table ("sessionId" uuid, "accountId" uuid, "personId" uuid, "serviceId" uuid, name text, roles text[], "openedBy" text,
  "steppedUpAt" timestamptz, "restingRoles" text[], "endsAt" timestamptz)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  who record;
begin
  select * into who from hub.session_of(token_hash, at);
  if not found then
    return;
  end if;
  perform set_config('app.service_id', who."serviceId"::text, true), set_config('app.actor_id', who."personId"::text, true),
    set_config('app.request_id', request_id, true),
    set_config('app.roles', who.roles::text, true);
  return query select who."sessionId", who."accountId", who."personId", who."serviceId", who.name, who.roles, who."openedBy",
    who."steppedUpAt", who."restingRoles", who."endsAt";
end $$;
--> statement-breakpoint
-- How far the actor of this request sees; nobody, nothing, when it has none. The same is said in shared/referrals/sight.ts, and a test compares the two.
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
    select coalesce(array_agg(r.id), '{}') into opened from hub.openings o
    join hub.referrals r on r.service_id = o.service_id and (r.id = o.referral_id or r.restriction_id = o.restriction_id)
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
--> statement-breakpoint
revoke execute on function hub.read_says_what_opened_it() from public;
