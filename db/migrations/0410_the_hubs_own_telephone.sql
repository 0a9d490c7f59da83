-- What an installation says of itself before anybody has signed in: the one service that it holds, as it set itself up. Where it holds
-- several nobody can know whose number is meant, and it says none.
create function hub.public_face()
returns table (name text, "hubPhone" text, "nightName" text, "nightPhone" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.council_name, s.hub_phone, s.out_of_hours_name, s.out_of_hours_phone
  from hub.services s
  where not exists (select from hub.services other where other.id <> s.id)
$$;
--> statement-breakpoint
revoke execute on function hub.public_face() from public;
--> statement-breakpoint
grant execute on function hub.public_face() to hub_app;
