/*
 * Who may be told that a colleague has a record open: whoever sees that record whole, and nobody else. It is the rule of sight itself
 * that answers, as if each of these sessions had asked. It stands alone: inside a request it would take the place of whoever asks there.
 */
create function hub.whole_to(session_ids uuid[], referrals uuid[], at timestamptz)
returns table ("sessionId" uuid, "referralId" uuid)
language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  who record;
begin
  if hub.current_service() is not null then
    raise exception 'who may be told of a record is asked outside of requests' using errcode = 'invalid_transaction_state';
  end if;
  for who in
    select living.* from hub.sessions s cross join lateral hub.session_of(s.token_hash, whole_to.at) living
    where s.id = any (session_ids)
  loop
    perform set_config('app.service_id', who."serviceId"::text, true), set_config('app.actor_id', who."personId"::text, true),
      set_config('app.roles', who.roles::text, true);
    perform hub.work_out_sight(whole_to.at);
    return query select who."sessionId", r.id from hub.referrals r
      where r.service_id = who."serviceId" and r.id = any (referrals) and hub.in_sight(r.id);
  end loop;
  perform set_config('app.service_id', '', true), set_config('app.actor_id', '', true), set_config('app.roles', '', true),
    set_config('app.reads_all', '', true), set_config('app.sees_rows', '', true), set_config('app.in_sight', '', true);
end $$;
--> statement-breakpoint
revoke execute on function hub.whole_to(uuid[], uuid[], timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.whole_to(uuid[], uuid[], timestamptz) to hub_app;
