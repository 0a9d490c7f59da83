-- Which shape the database has: the moment of the last migration that was run, in milliseconds. A node asks it before it takes requests.
create function hub.schema_version() returns bigint
language sql stable security definer set search_path = hub, pg_temp as $$
  select coalesce(max(m.created_at), 0) from hub_migrations.__drizzle_migrations m
$$;
--> statement-breakpoint
revoke execute on function hub.schema_version() from public;
--> statement-breakpoint
grant execute on function hub.schema_version() to hub_app;
--> statement-breakpoint
-- The hourly look at what must always be true goes two hours back: by this, and not through all that ever happened.
create index events_by_moment on hub.events (service_id, at);
