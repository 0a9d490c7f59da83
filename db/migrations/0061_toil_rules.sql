-- Who may see and write the ledger's new tables, what may never change, and what two people at once may not break.
do $$
declare each text;
begin
  foreach each in array array['toil_agreements', 'toil_claim_acts', 'toil_extensions', 'payroll_closings', 'report_packs'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
    execute format('create trigger never_emptied before truncate on hub.%I for each statement execute function hub.refuse_change()', each);
  end loop;
  foreach each in array array['toil_agreements', 'toil_extensions', 'report_packs'] loop
    execute format('create trigger never_changed before update or delete on hub.%I for each row execute function hub.refuse_change()', each);
  end loop;
end $$;
--> statement-breakpoint
create trigger changed_only_by_release before update or delete on hub.toil_claim_acts for each row execute function hub.changed_only_by_release();
--> statement-breakpoint
grant update (reopened_by, reopened_at, reopened_why) on hub.payroll_closings to hub_app;
--> statement-breakpoint
insert into hub.emptied_columns (table_name, column_name, found_by) values ('toil_claim_acts', 'said', 'claim_id');
--> statement-breakpoint

-- A decision is taken back as a whole, with the next number, or not changed at all.
create or replace function hub.decided_claim_stays_decided() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state in ('approved', 'refused') and not hub.is_releasing() and not (
    new.state = 'submitted' and new.decision = old.decision + 1 and new.decided_by is null and new.first_approved_by is null
    and (new.person_id, new.day, new.minutes, new.raw_minutes, new.finished_at, new.policy_id)
      is not distinct from (old.person_id, old.day, old.minutes, old.raw_minutes, old.finished_at, old.policy_id)) then
    raise exception 'a decided claim is not changed' using errcode = 'restrict_violation', constraint = 'decided_claim_stays_decided';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- What a claim says and what the ledger holds agree when the transaction ends: approved minutes are there once, all others not at all.
create function hub.ledger_agrees_with_claim() returns trigger language plpgsql set search_path = hub, pg_temp as $$
declare
  standing integer;
  wanted integer;
begin
  select coalesce(sum(e.minutes), 0) into standing from hub.toil_entries e
  where e.service_id = new.service_id and e.claim_id = new.id and e.kind = 'ACCRUE'
    and not exists (select from hub.toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id);
  select case when c.state = 'approved' then c.minutes else 0 end into wanted from hub.toil_claims c where c.service_id = new.service_id and c.id = new.id;
  if standing <> wanted then
    raise exception 'the ledger holds % of a claim of %', standing, wanted using errcode = 'check_violation', constraint = 'ledger_agrees_with_claim';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_agrees_with_claim after update of state on hub.toil_claims deferrable initially deferred
  for each row execute function hub.ledger_agrees_with_claim();
--> statement-breakpoint
-- A reversal undoes exactly one entry of the same person, and is not undone itself.
create function hub.reversal_is_exact() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if not exists (select from hub.toil_entries o where o.service_id = new.service_id and o.id = new.reverses_id and o.person_id = new.person_id
    and o.minutes = -new.minutes and o.kind <> 'REVERSE') then
    raise exception 'a reversal undoes exactly one entry of its person' using errcode = 'check_violation', constraint = 'reversal_is_exact';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger reversal_is_exact before insert on hub.toil_entries for each row when (new.kind = 'REVERSE') execute function hub.reversal_is_exact();
--> statement-breakpoint

/*
 * Payroll. Entries and closings of a service wait for each other: whoever adds holds the lock together with others, whoever closes holds
 * it alone, so a closing has all that was added before it and nothing comes in behind its back.
 */
create function hub.payroll_is_open() returns trigger language plpgsql set search_path = hub, pg_temp as $$
declare
  closed_to date;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('payroll ' || new.service_id::text, 0));
  if new.kind = 'REVERSE' then
    select max(c.up_to) into closed_to from hub.payroll_closings c join hub.toil_entries o on o.service_id = c.service_id and o.position <= c.last_position
    where c.service_id = new.service_id and c.reopened_at is null and o.id = new.reverses_id;
  elsif new.kind <> 'ACCRUE' then
    select max(c.up_to) into closed_to from hub.payroll_closings c
    where c.service_id = new.service_id and c.reopened_at is null and c.up_to >= new.day;
  end if;
  if closed_to is not null then
    raise exception 'payroll is closed to %', closed_to using errcode = 'check_violation', constraint = 'payroll_is_open';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payroll_is_open before insert on hub.toil_entries for each row execute function hub.payroll_is_open();
--> statement-breakpoint
-- Closes payroll to a day with what the ledger holds at this moment: the lines are made here, so that nobody can type them.
create function hub.close_payroll(closing uuid, to_day date, at timestamptz) returns jsonb language plpgsql set search_path = hub, pg_temp as $$
declare
  service uuid := hub.current_service();
  before bigint;
  last bigint;
  made jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('payroll ' || service::text, 0));
  select coalesce(max(c.last_position), 0) into before from hub.payroll_closings c where c.service_id = service and c.reopened_at is null;
  select coalesce(max(e.position), before) into last from hub.toil_entries e where e.service_id = service;
  select coalesce(jsonb_agg(jsonb_build_object('personId', l.person_id, 'earned', l.earned, 'taken', l.taken, 'paid', l.paid, 'expired', l.expired,
    'adjusted', l.adjusted, 'balance', l.balance) order by l.person_id), '[]') into made
  from (
    select e.person_id, sum(e.minutes)::int as balance,
      coalesce(sum(e.minutes) filter (where e.position > before and coalesce(o.kind, e.kind) = 'ACCRUE'), 0)::int as earned,
      coalesce(sum(e.minutes) filter (where e.position > before and coalesce(o.kind, e.kind) = 'TAKE'), 0)::int as taken,
      coalesce(sum(e.minutes) filter (where e.position > before and coalesce(o.kind, e.kind) = 'PAY_OUT'), 0)::int as paid,
      coalesce(sum(e.minutes) filter (where e.position > before and coalesce(o.kind, e.kind) = 'EXPIRE'), 0)::int as expired,
      coalesce(sum(e.minutes) filter (where e.position > before and coalesce(o.kind, e.kind) in ('ADJUST', 'OPENING_BALANCE')), 0)::int as adjusted
    from hub.toil_entries e left join hub.toil_entries o on o.service_id = e.service_id and o.id = e.reverses_id
    where e.service_id = service and e.position <= last
    group by e.person_id
  ) l;
  insert into hub.payroll_closings (service_id, id, up_to, last_position, lines, closed_by, closed_at)
  values (service, closing, to_day, last, made, hub.current_actor(), at);
  return made;
end $$;
--> statement-breakpoint
revoke execute on function hub.ledger_agrees_with_claim(), hub.reversal_is_exact(), hub.payroll_is_open(), hub.close_payroll(uuid, date, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.close_payroll(uuid, date, timestamptz) to hub_app;
