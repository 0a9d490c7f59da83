-- Who holds referrals by a handover that stands: whoever took each last by name, until another takes it. Somebody who has gone home holds
-- nothing: by the rota when the shift on which they took it is over and they are on no other, and without a shift after a day. An alarm is
-- raised on behalf of nobody and seen by an AMHP who reads no handover, so this tells the one id that the alarm would tell by name.
create function hub.held_by_handover(referrals uuid[], at timestamptz) returns table ("referralId" uuid, "personId" uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  with held as (
    select distinct on (i.referral_id) i.referral_id, h.answered_by, h.answered_at
    from hub.handover_items i join hub.handovers h on h.service_id = i.service_id and h.id = i.handover_id
    where i.service_id = hub.current_service() and i.referral_id = any (referrals) and i.answer = 'taken'
    order by i.referral_id, h.answered_at desc, h.id)
  select held.referral_id, held.answered_by from held
  where exists (
      select from hub.shifts s where s.service_id = hub.current_service() and s.person_id = held.answered_by and s.cancelled_at is null
        and s.starts_at <= at and s.ends_at > at)
    or (held.answered_at > at - interval '24 hours' and not exists (
      select from hub.shifts s where s.service_id = hub.current_service() and s.person_id = held.answered_by and s.cancelled_at is null
        and s.starts_at <= held.answered_at and s.ends_at > held.answered_at))
$$;
--> statement-breakpoint
revoke execute on function hub.held_by_handover(uuid[], timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.held_by_handover(uuid[], timestamptz) to hub_app;
