-- Names and targets that were set from a day on can be withdrawn before that day, or replaced by another set of the same day. What was set
-- stays, with who withdrew it, when and why: a decision was made by what stood at its moment.
alter table hub.urgency_bands
  add column version integer not null default 1 check (version >= 1),
  add column withdrawn_by uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_why text not null default '',
  drop constraint one_urgency_scheme_per_day,
  add constraint urgency_bands_pkey primary key (service_id, effective_from, version),
  add constraint urgency_withdrawn_by_a_person_of_the_service foreign key (service_id, withdrawn_by) references hub.people (service_id, id),
  add constraint urgency_withdrawal_is_whole check ((withdrawn_at is null) = (withdrawn_by is null));
--> statement-breakpoint
create unique index one_urgency_scheme_per_day on hub.urgency_bands (service_id, effective_from) where withdrawn_at is null;
--> statement-breakpoint
create function hub.urgency_bands_are_only_withdrawn() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_at is not null or new.withdrawn_at is null
    or (to_jsonb(new) - array['withdrawn_by', 'withdrawn_at', 'withdrawn_why']) <> (to_jsonb(old) - array['withdrawn_by', 'withdrawn_at', 'withdrawn_why']) then
    raise exception 'names and targets of urgency are only withdrawn, once' using errcode = 'restrict_violation', constraint = 'urgency_bands_are_only_withdrawn';
  end if;
  return new;
end $$;
--> statement-breakpoint
drop trigger never_changed on hub.urgency_bands;
--> statement-breakpoint
create trigger urgency_bands_are_only_withdrawn before update or delete on hub.urgency_bands for each row execute function hub.urgency_bands_are_only_withdrawn();
--> statement-breakpoint
revoke execute on function hub.urgency_bands_are_only_withdrawn() from public;
--> statement-breakpoint
grant update (withdrawn_by, withdrawn_at, withdrawn_why) on hub.urgency_bands to hub_app;
