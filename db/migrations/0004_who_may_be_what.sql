-- Who may be what in a service, and what may not be together in one person.
alter table hub.people drop constraint people_roles_are_known;
--> statement-breakpoint
alter table hub.people
  add constraint people_roles_are_known check (
    roles <@ array['practice-consultant', 'amhp', 'trainee', 'manager', 'amhp-lead', 'edt', 'admin', 'auditor'] and cardinality(roles) > 0),
  add constraint trainee_has_a_supervisor check (('trainee' = any (roles)) = (supervised_by is not null)),
  add constraint nobody_supervises_themselves check (supervised_by is distinct from id),
  add constraint trainee_decides_nothing check (not ('trainee' = any (roles) and roles && array['amhp', 'practice-consultant'])),
  add constraint access_is_audited_by_somebody_else check (not (roles @> array['admin', 'auditor']));
--> statement-breakpoint
-- A service that nobody can open to anybody would need us: the last administrator stays one.
create function hub.somebody_keeps_the_keys() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if not exists (select from hub.people p where p.service_id = old.service_id and p.left_at is null and 'admin' = any (p.roles)) then
    raise exception 'service % would have no administrator', old.service_id using errcode = 'check_violation', constraint = 'somebody_keeps_the_keys';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger somebody_keeps_the_keys after update of roles, left_at on hub.people deferrable initially deferred
  for each row when ('admin' = any (old.roles) and old.left_at is null and not ('admin' = any (new.roles) and new.left_at is null))
  execute function hub.somebody_keeps_the_keys();
--> statement-breakpoint
-- Two administrators who take each other's role away at one moment would each still see the other: the second waits for the first.
create function hub.keys_change_hands_one_at_a_time() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  perform from hub.services s where s.id = old.service_id for no key update;
  return new;
end $$;
--> statement-breakpoint
create trigger keys_change_hands_one_at_a_time before update of roles, left_at on hub.people
  for each row when ('admin' = any (old.roles) and not ('admin' = any (new.roles) and new.left_at is null))
  execute function hub.keys_change_hands_one_at_a_time();
--> statement-breakpoint
-- A trainee goes along with an AMHP and is never sent alone, whatever the register says about them.
create function hub.trainee_is_not_sent_alone() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if exists (select from hub.people p where p.service_id = new.service_id and p.id = new.person_id and 'trainee' = any (p.roles)) then
    raise exception 'a trainee is not allocated alone' using errcode = 'check_violation', constraint = 'trainee_is_not_sent_alone';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger trainee_is_not_sent_alone before insert on hub.allocations for each row execute function hub.trainee_is_not_sent_alone();
--> statement-breakpoint
revoke execute on function hub.somebody_keeps_the_keys(), hub.keys_change_hands_one_at_a_time(), hub.trainee_is_not_sent_alone() from public;
