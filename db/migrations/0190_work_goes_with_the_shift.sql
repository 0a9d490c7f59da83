-- The open work of a shift, held to the end of the act, and whether somebody may be sent on it: numbers, councils and yes or no, never
-- whom it is about. Whoever plans the rota may move work that they may not read, so it is looked up as the owner.
create function hub.work_to_move(shift uuid, taker uuid)
returns table (number integer, "councilId" uuid, "councilName" text, "keptOut" boolean, declared boolean)
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  perform 1 from hub.allocations a join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
    where a.service_id = hub.current_service() and a.shift_id = shift and a.ended_at is null
    order by r.id for no key update of r, a;
  return query
    select r.number, r.council_id, c.name,
      exists (select from hub.restrictions x
        join hub.restriction_people l on l.service_id = x.service_id and l.restriction_id = x.id and l.person_id = taker and l.removed_at is null
        where x.service_id = r.service_id and x.id = r.restriction_id and x.kind = 'deny'),
      exists (select from hub.declared_conflicts d
        where d.service_id = r.service_id and d.person_id = taker and d.place_id = r.place_id and d.over_at is null)
    from hub.allocations a
    join hub.referrals r on r.service_id = a.service_id and r.id = a.referral_id
    join hub.councils c on c.service_id = r.service_id and c.id = r.council_id
    where a.service_id = hub.current_service() and a.shift_id = shift and a.ended_at is null
    order by r.number;
end $$;
--> statement-breakpoint
revoke execute on function hub.work_to_move(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function hub.work_to_move(uuid, uuid) to hub_app;
