-- A missed check-in that nobody on duty can be told of wakes whoever leads as well: both are said of one watch, by a server of this release.
alter table hub.watches drop constraint somebody_is_told_in_one_way;
--> statement-breakpoint
-- Before the desk closes it is asked to hand over whoever is still out: once for each close, looked for every few minutes.
alter table hub.watches add column desk_asked_for timestamptz, add column desk_looked_at timestamptz;
--> statement-breakpoint
grant update (desk_asked_for) on hub.watches to hub_app;
--> statement-breakpoint
-- The services with somebody out whom nobody has handed over, whose desk has not been looked at for a while: each to one server.
create function hub.claim_desk_looks(at timestamptz, every interval) returns table ("serviceId" uuid)
language sql security definer set search_path = hub, pg_temp as $$
  with looked as (
    update hub.watches w set desk_looked_at = claim_desk_looks.at
    where w.ended_at is null and w.handed_at is null
      and (w.desk_looked_at is null or w.desk_looked_at <= claim_desk_looks.at - claim_desk_looks.every)
    returning w.service_id
  )
  select distinct looked.service_id from looked
$$;
--> statement-breakpoint
revoke execute on function hub.claim_desk_looks(timestamptz, interval) from public;
--> statement-breakpoint
grant execute on function hub.claim_desk_looks(timestamptz, interval) to hub_app;
