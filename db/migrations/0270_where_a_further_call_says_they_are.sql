-- A further caller tells that the person is somewhere else now: the desk makes that the place of the referral in the same act, and the call
-- keeps what stood there before, with the way in. Null on every call that changed no place.
alter table hub.referral_calls add column place_before text;
--> statement-breakpoint
alter table hub.referral_calls add constraint place_before_is_short check (char_length(place_before) <= 1000);
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by) values ('referral_calls', 'place_before', 'referral_id');
--> statement-breakpoint
drop function hub.calls_of(uuid);
--> statement-breakpoint
create function hub.calls_of(target uuid)
returns table (id uuid, number integer, began boolean, "receivedAt" timestamptz, "takenByName" text, source text, request text, "callerName" text,
  "callerPhone" text, place text, happening text, "riskToStaff" text, "riskDetail" text, "powerKind" text, "powerStartedAt" timestamptz,
  "placeBefore" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  with told as (select unnest(hub.merged_in_sight(target)) as id)
  select c.id, r.number, false, c.received_at, p.name, c.source, c.request, c.caller_name, c.caller_phone, c.place, c.happening,
    c.risk_to_staff, c.risk_detail, c.power_kind, c.power_started_at, c.place_before
  from told t
  join hub.referrals r on r.service_id = hub.current_service() and r.id = t.id
  join hub.referral_calls c on c.service_id = r.service_id and c.referral_id = r.id
  join hub.people p on p.service_id = c.service_id and p.id = c.taken_by
  union all
  select r.id, r.number, true, r.received_at, coalesce(p.name, ''), r.source, r.request, r.caller_name, r.caller_phone, r.place, r.happening,
    r.risk_to_staff, r.risk_detail, null, null, null
  from told t
  join hub.referrals r on r.service_id = hub.current_service() and r.id = t.id
  left join hub.people p on p.service_id = r.service_id and p.id = r.taken_by
  where t.id <> target
  order by 4, 1
$$;
--> statement-breakpoint
revoke execute on function hub.calls_of(uuid) from public;
--> statement-breakpoint
grant execute on function hub.calls_of(uuid) to hub_app;
