-- What a hint says: the service, the number, what it touches, the request that it comes from, and when, by this clock in milliseconds.
create function hub.hint(service uuid, seq bigint, touches text, request_id text) returns text
language sql volatile set search_path = hub, pg_temp as $$
  select service || ':' || seq || ':' || touches || ':' || request_id || ':' || (extract(epoch from clock_timestamp()) * 1000)::bigint
$$;
--> statement-breakpoint
-- How much waits, over all services, as numbers: for whoever watches over the hub.
create function hub.waiting_now(at timestamptz)
returns table ("overdueSeconds" integer, "lettersWaiting" integer, "readsUnsealed" integer, "oldestReadSeconds" integer)
language sql stable security definer set search_path = hub, pg_temp as $$
  select coalesce(hub.oldest_overdue(at), 0),
    (select count(*)::int from hub.letters l where l.sent_at is null and l.tries < 10),
    coalesce(sum(w.waiting), 0)::int, coalesce(floor(extract(epoch from waiting_now.at - min(w."oldestAt"))), 0)::int
  from hub.reads_waiting_since(waiting_now.at) w
$$;
--> statement-breakpoint
revoke execute on function hub.hint(uuid, bigint, text, text), hub.waiting_now(timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.hint(uuid, bigint, text, text), hub.waiting_now(timestamptz) to hub_app;
