-- What was agreed beforehand can be withdrawn while its day has not passed: once, by somebody else than the AMHP, with the reason. The
-- agreement itself stays as it was made, and another may be made for the same day.
alter table "hub"."toil_agreements"
	add column "withdrawn_by" uuid,
	add column "withdrawn_at" timestamptz,
	add column "withdrawn_why" text default '' not null,
	drop constraint "one_agreement_per_person_and_day",
	add constraint "agreement_withdrawn_by_a_person_of_the_service" foreign key ("service_id", "withdrawn_by") references "hub"."people" ("service_id", "id"),
	add constraint "withdrawal_is_whole" check ((withdrawn_by is null) = (withdrawn_at is null) and (withdrawn_at is null) = (withdrawn_why = '')),
	add constraint "nobody_withdraws_their_own_agreement" check (withdrawn_by is distinct from person_id);
--> statement-breakpoint
create unique index "one_agreement_per_person_and_day" on "hub"."toil_agreements" ("service_id", "person_id", "day") where withdrawn_at is null;
--> statement-breakpoint
-- The last release has no such columns and never writes them; what it made stands.
drop trigger never_changed on hub.toil_agreements;
--> statement-breakpoint
create function hub.agreement_is_only_withdrawn() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_at is not null
    or (new.service_id, new.id, new.person_id, new.day, new.up_to_minutes, new.why, new.agreed_by, new.agreed_at)
      is distinct from (old.service_id, old.id, old.person_id, old.day, old.up_to_minutes, old.why, old.agreed_by, old.agreed_at) then
    raise exception 'an agreement is only withdrawn, once' using errcode = 'restrict_violation', constraint = 'agreement_is_only_withdrawn';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger agreement_is_only_withdrawn before update or delete on hub.toil_agreements for each row execute function hub.agreement_is_only_withdrawn();
--> statement-breakpoint
revoke execute on function hub.agreement_is_only_withdrawn() from public;
--> statement-breakpoint
grant update (withdrawn_by, withdrawn_at, withdrawn_why) on hub.toil_agreements to hub_app;
