-- Whoever signs in is told the telephone numbers of the service that they are in: letters and printed sheets name the hub that wrote them,
-- also where one installation serves several. `services_of` stays as it was for a server of the last release.
create function hub.memberships_of(account_id uuid)
returns table ("serviceId" uuid, "personId" uuid, name text, "serviceName" text, "councilName" text, roles text[], "hubPhone" text,
  "outOfHoursName" text, "outOfHoursPhone" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.id, p.id, p.name, s.name, s.council_name, p.roles, s.hub_phone, s.out_of_hours_name, s.out_of_hours_phone
  from hub.people p join hub.services s on s.id = p.service_id
  where p.account_id = memberships_of.account_id and p.left_at is null and p.access_stopped_at is null
  order by s.name, s.id
$$;
--> statement-breakpoint
revoke execute on function hub.memberships_of(uuid) from public;
--> statement-breakpoint
grant execute on function hub.memberships_of(uuid) to hub_app;
