-- A way of telling people that has come to a halt holds up no other: whoever sends says which ways have as much under way as they may,
-- and is lent none of theirs. Whoever does not say so is lent from all, as before.
create function hub.claim_notice_sends(at timestamptz, most integer, lease interval, urgent text[], full_ways text[])
returns table ("serviceId" uuid, id uuid, channel text)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.notice_sends s set lease_until = clock_timestamp() + claim_notice_sends.lease
  from (
    select x.service_id, x.id from hub.notice_sends x
    join hub.outgoing_notices n on n.service_id = x.service_id and n.id = x.notice_id
    where x.next_at <= claim_notice_sends.at and (x.lease_until is null or x.lease_until < clock_timestamp())
      and x.channel <> all (claim_notice_sends.full_ways)
    order by n.kind = any (claim_notice_sends.urgent) desc,
      case when n.kind = any (claim_notice_sends.urgent) then x.tries else 0 end, x.next_at, x.id
    limit most for update of x skip locked
  ) due
  where s.service_id = due.service_id and s.id = due.id
  returning s.service_id, s.id, s.channel
$$;
--> statement-breakpoint
revoke execute on function hub.claim_notice_sends(timestamptz, integer, interval, text[], text[]) from public;
--> statement-breakpoint
grant execute on function hub.claim_notice_sends(timestamptz, integer, interval, text[], text[]) to hub_app;
