-- Whoever keeps records has a reference in hand, from a coroner's letter: the referral that it names, and nothing about it.
create function hub.referral_numbered(wanted integer) returns uuid
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id from hub.referrals r where r.service_id = hub.current_service() and r.number = wanted
$$;
--> statement-breakpoint
revoke execute on function hub.referral_numbered(integer) from public;
--> statement-breakpoint
grant execute on function hub.referral_numbered(integer) to hub_app;
