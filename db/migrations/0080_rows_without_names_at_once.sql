-- The clocks of all open referrals in one pass: a function asked for each row cost as much as the rest of the board a hundred times over.
-- The same answer as before, with one read of the powers however many rows there are: materialized, or the planner asks for each row again.
create or replace function hub.rows_without_names()
returns table (number integer, state text, "receivedAt" timestamptz, "acceptedAt" timestamptz, urgency text, "assessBy" timestamptz,
  restricted boolean, initials text, area text, "withName" text, powers jsonb)
language sql stable security definer set search_path = hub, pg_temp as $$
  with clocks as materialized (
    select w.referral_id, jsonb_agg(jsonb_build_object('kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at,
      'extension', case when w.extension_minutes is not null then jsonb_build_object('minutes', w.extension_minutes,
        'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason, 'authority', w.extension_authority) end)
      order by w.recorded_at, w.id) as powers
    from hub.powers w
    where w.service_id = (select hub.current_service()) and w.ended_at is null and w.superseded_at is null
    group by w.referral_id
  )
  select r.number, r.state, r.received_at, r.accepted_at, r.urgency, r.assess_by, r.restriction_id is not null,
    case when r.restriction_id is null then upper(left(r.first_name, 1) || left(r.last_name, 1)) else '' end,
    case when r.restriction_id is null then coalesce(nullif(l.town, ''), c.name) else '' end,
    p.name, coalesce(k.powers, '[]')
  from hub.referrals r
  join hub.councils c on c.service_id = r.service_id and c.id = r.council_id
  left join hub.places l on l.service_id = r.service_id and l.id = r.place_id
  left join hub.allocations a on a.service_id = r.service_id and a.referral_id = r.id and a.ended_at is null
  left join hub.people p on p.service_id = a.service_id and p.id = a.person_id
  left join clocks k on k.referral_id = r.id
  where r.service_id = (select hub.current_service()) and r.state <> 'closed' and (select hub.sees_rows())
  order by r.received_at, r.id
$$;
