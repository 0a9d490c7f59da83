-- Alarms also leave the hub, for a bleep or a telephone that wakes somebody who has no screen open. When the next try is, how many there
-- were, and when it was taken; null for all where no such channel is set up.
alter table hub.alarms
  add column relay_at timestamptz,
  add column relay_tries integer not null default 0,
  add column relay_lease_until timestamptz,
  add column relayed_at timestamptz,
  add constraint relay_tries_are_counted_from_none check (relay_tries >= 0),
  add constraint relayed_alarm_is_tried_no_more check (relayed_at is null or relay_at is null);
--> statement-breakpoint
create index alarms_to_relay on hub.alarms (relay_at) where relay_at is not null;
--> statement-breakpoint
grant update (relay_at, relay_tries, relay_lease_until, relayed_at) on hub.alarms to hub_app;
--> statement-breakpoint
-- Lends what is to leave the hub, as `claim_deadlines` lends what is due: whoever asks is the only one at it for the length of the lease.
-- What somebody has taken, or what is over, wakes nobody any more.
create function hub.claim_relays(at timestamptz, most integer, lease interval) returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.alarms a set relay_lease_until = clock_timestamp() + claim_relays.lease
  from (
    select x.service_id, x.deadline_id from hub.alarms x
    where x.relay_at <= claim_relays.at and x.answered_at is null and x.settled_at is null
      and (x.relay_lease_until is null or x.relay_lease_until < clock_timestamp())
    order by x.relay_at, x.deadline_id limit most for update skip locked
  ) due
  where a.service_id = due.service_id and a.deadline_id = due.deadline_id
  returning a.service_id, a.deadline_id
$$;
--> statement-breakpoint
revoke execute on function hub.claim_relays(timestamptz, integer, interval) from public;
--> statement-breakpoint
grant execute on function hub.claim_relays(timestamptz, integer, interval) to hub_app;
