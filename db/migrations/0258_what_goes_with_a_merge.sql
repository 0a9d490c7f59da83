-- What goes with a referral that was merged into another: its calls, and what was asked of agencies and has not come.

-- A link is about two people's records: whoever is shut out of one of them does not read why, wherever the other stands.
alter policy only_in_sight on hub.referral_links using (
  referral_id <> all ((select hub.hidden_referrals())::uuid[]) and other_id <> all ((select hub.hidden_referrals())::uuid[])
  and ((select hub.reads_all()) or referral_id = any ((select hub.referrals_in_sight())::uuid[]) or other_id = any ((select hub.referrals_in_sight())::uuid[])));
--> statement-breakpoint
-- A referral and every one that was merged into it, or into one of those.
create function hub.merged_tree(target uuid) returns setof uuid
language sql stable security definer set search_path = hub, pg_temp as $$
  with recursive tree (id) as (
    select target
    union
    select l.referral_id from tree t join hub.referral_links l
      on l.service_id = hub.current_service() and l.other_id = t.id and l.kind = 'merged' and l.ended_at is null)
  select id from tree
$$;
--> statement-breakpoint
-- The same for whoever sees the target: what was told of the same request is theirs to read, but for a record that shuts them out.
create function hub.merged_in_sight(target uuid) returns uuid[]
language sql stable security definer set search_path = hub, pg_temp as $$
  select array(select t.id from hub.merged_tree(target) t (id) where hub.in_sight(target) and not t.id = any (hub.hidden_referrals()))
$$;
--> statement-breakpoint
-- The referral on which the work goes on: the last that this one was merged into, or itself.
create function hub.merged_onto(referral uuid) returns uuid
language sql stable security definer set search_path = hub, pg_temp as $$
  with recursive onto (id, depth) as (
    select referral, 0
    union
    select l.other_id, o.depth + 1 from onto o join hub.referral_links l
      on l.service_id = hub.current_service() and l.referral_id = o.id and l.kind = 'merged' and l.ended_at is null
    where o.depth < 100)
  select id from onto order by depth desc limit 1
$$;
--> statement-breakpoint
-- What was told of a referral after its first call, and what those that were merged into it began with and were told later.
create function hub.calls_of(target uuid)
returns table (id uuid, number integer, began boolean, "receivedAt" timestamptz, "takenByName" text, source text, request text, "callerName" text,
  "callerPhone" text, place text, happening text, "riskToStaff" text, "riskDetail" text, "powerKind" text, "powerStartedAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  with told as (select unnest(hub.merged_in_sight(target)) as id)
  select c.id, r.number, false, c.received_at, p.name, c.source, c.request, c.caller_name, c.caller_phone, c.place, c.happening,
    c.risk_to_staff, c.risk_detail, c.power_kind, c.power_started_at
  from told t
  join hub.referrals r on r.service_id = hub.current_service() and r.id = t.id
  join hub.referral_calls c on c.service_id = r.service_id and c.referral_id = r.id
  join hub.people p on p.service_id = c.service_id and p.id = c.taken_by
  union all
  select r.id, r.number, true, r.received_at, coalesce(p.name, ''), r.source, r.request, r.caller_name, r.caller_phone, r.place, r.happening,
    r.risk_to_staff, r.risk_detail, null, null
  from told t
  join hub.referrals r on r.service_id = hub.current_service() and r.id = t.id
  left join hub.people p on p.service_id = r.service_id and p.id = r.taken_by
  where t.id <> target
  order by 4, 1
$$;
--> statement-breakpoint
revoke execute on function hub.merged_tree(uuid), hub.merged_in_sight(uuid), hub.merged_onto(uuid), hub.calls_of(uuid) from public;
--> statement-breakpoint
grant execute on function hub.merged_in_sight(uuid), hub.merged_onto(uuid), hub.calls_of(uuid) to hub_app;
