-- A hint also says how many events it tells of, so that a screen knows whether one before them was lost. Nodes of the last release go on
-- with the shorter form, and leave out what they do not know.
create function hub.hint(service uuid, seq bigint, touches text, request_id text, events integer) returns text
language sql volatile set search_path = hub, pg_temp as $$
  select hub.hint(service, seq, touches, request_id) || ':' || events
$$;
--> statement-breakpoint
revoke execute on function hub.hint(uuid, bigint, text, text, integer) from public;
--> statement-breakpoint
grant execute on function hub.hint(uuid, bigint, text, text, integer) to hub_app;
