-- Whoever is absent without leave from section 2, 4 or 5 is retaken only while that lasts (MHA 1983 s.18(5)): under what they were detained
-- is kept with the limit. Nullable: nobody asked for it before.
ALTER TABLE "hub"."time_limits" ADD COLUMN "detention" text;
--> statement-breakpoint
ALTER TABLE "hub"."time_limits" ADD CONSTRAINT "detention_of_an_absence_is_known"
  CHECK (detention is null or (kind = 's18' and detention in ('s2', 's4', 's5-2', 's5-4', 'longer')));
--> statement-breakpoint
create or replace function hub.limit_is_corrected_not_edited() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if hub.is_releasing() then
    return new;
  end if;
  if (new.kind, new.started_at, new.origin_at, new.second_at, new.detention, new.period, new.start_source, new.person_id, new.referral_id, new.rule_id, new.recorded_at, new.recorded_by)
      is distinct from (old.kind, old.started_at, old.origin_at, old.second_at, old.detention, old.period, old.start_source, old.person_id, old.referral_id, old.rule_id, old.recorded_at, old.recorded_by)
    or (old.hold_disposed_at is not null and (new.hold_made_at, new.hold_disposed_at) is distinct from (old.hold_made_at, old.hold_disposed_at))
    or (old.ended_at is not null and (new.ended_at, new.ended_how) is distinct from (old.ended_at, old.ended_how))
    or old.superseded_at is not null then
    raise exception 'what a limit counts from is corrected by a new row' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- What falls due counts by it too.
do $$
begin
  execute replace(pg_get_functiondef('hub.deadline_facts(uuid[], boolean, timestamptz)'::regprocedure),
    '''secondAt'', l.second_at,', '''secondAt'', l.second_at, ''detention'', l.detention,');
end $$;
