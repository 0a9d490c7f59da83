-- What is urgent leaves before what can wait, and a first try before one that has failed already: a provider that hangs holds up nothing new.
-- Whoever does not say what is urgent is lent the oldest first, as before.
drop function hub.claim_notice_sends(timestamptz, integer, interval);
--> statement-breakpoint
create function hub.claim_notice_sends(at timestamptz, most integer, lease interval, urgent text[] default '{}') returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.notice_sends s set lease_until = clock_timestamp() + claim_notice_sends.lease
  from (
    select x.service_id, x.id from hub.notice_sends x
    join hub.outgoing_notices n on n.service_id = x.service_id and n.id = x.notice_id
    where x.next_at <= claim_notice_sends.at and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by n.kind = any (claim_notice_sends.urgent) desc,
      case when n.kind = any (claim_notice_sends.urgent) then x.tries else 0 end, x.next_at, x.id
    limit most for update of x skip locked
  ) due
  where s.service_id = due.service_id and s.id = due.id
  returning s.service_id, s.id
$$;
--> statement-breakpoint
revoke execute on function hub.claim_notice_sends(timestamptz, integer, interval, text[]) from public;
--> statement-breakpoint
grant execute on function hub.claim_notice_sends(timestamptz, integer, interval, text[]) to hub_app;
