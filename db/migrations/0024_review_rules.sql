-- The daily review sheet: added to and never changed, and signed by somebody else.
do $$
declare each text;
begin
  foreach each in array array['review_sheets', 'review_lines', 'review_signs'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('create trigger never_changed before update or delete on hub.%I for each row execute function hub.refuse_change()', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint
alter table hub.review_signs
  alter column reviewer_id set default hub.current_actor(),
  alter column at set default hub.current_moment(),
  add constraint finding_is_known check (finding in ('in-order', 'spoken-to', 'passed-on')),
  add constraint signature_says_why check (char_length(btrim(reason)) >= 10);
--> statement-breakpoint
grant select, insert on hub.review_sheets, hub.review_lines to hub_app;
--> statement-breakpoint
grant select on hub.review_signs to hub_app;
--> statement-breakpoint
grant insert (line_id, finding, reason) on hub.review_signs to hub_app;
--> statement-breakpoint
create function hub.nobody_reviews_their_own_looking() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if exists (select from hub.review_lines l where l.service_id = new.service_id and l.id = new.line_id and l.reader_id = new.reviewer_id) then
    raise exception 'a line is signed by somebody else' using errcode = 'check_violation', constraint = 'nobody_reviews_their_own_looking';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger nobody_reviews_their_own_looking before insert on hub.review_signs for each row execute function hub.nobody_reviews_their_own_looking();
--> statement-breakpoint
-- A reference names nobody; whoever looks back needs it both ways, also for records that they may not open.
create function hub.referral_numbered(number int) returns uuid
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id from hub.referrals r where r.service_id = hub.current_service() and r.number = referral_numbered.number
$$;
--> statement-breakpoint
create function hub.numbers_of(referrals uuid[]) returns table (id uuid, number int)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.number from hub.referrals r where r.service_id = hub.current_service() and r.id = any (referrals)
$$;
--> statement-breakpoint
-- What the rules of the review sheet compare, of people who were looked at and of those with an open referral. The lines that come of
-- it hold ids only.
create function hub.people_to_compare(referrals uuid[], since timestamptz)
returns table (id uuid, "lastName" text, "firstName" text, "bornOn" date, "nhsNumber" text, phones text[], "councilId" uuid, "closedAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.id, r.last_name, r.first_name, r.born_on, r.nhs_number, array[r.caller_phone, r.nearest_relative, r.home_address], r.council_id, r.closed_at
  from hub.referrals r
  where r.service_id = hub.current_service() and (r.id = any (referrals) or r.closed_at is null or r.closed_at >= since)
$$;
--> statement-breakpoint
revoke execute on function hub.nobody_reviews_their_own_looking(), hub.referral_numbered(int), hub.numbers_of(uuid[]),
  hub.people_to_compare(uuid[], timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.referral_numbered(int), hub.numbers_of(uuid[]), hub.people_to_compare(uuid[], timestamptz) to hub_app;
