-- Reasons against an application that nobody owes any more, because one was made, are neither counted as owed nor as given.
create or replace function hub.report_reasons(first_at timestamptz, last_at timestamptz)
returns table ("referralId" uuid, "madeAt" timestamptz, "dueAt" timestamptz, "doneAt" timestamptz)
language sql stable security definer set search_path = hub, pg_temp as $$
  select t.referral_id, t.made_at, t.due_at, t.done_at from hub.duty_tasks t
  where t.service_id = hub.current_service() and hub.may_see_reports() and t.kind = 's13-4-reasons' and t.made_at >= first_at and t.made_at < last_at
    and not exists (
      select from hub.allocations a where a.service_id = t.service_id and a.referral_id = t.referral_id
        and a.outcome in ('DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'GUARDIANSHIP_APPLICATION'))
    and not exists (
      select from hub.undone_decisions u join hub.triage_decisions d
        on d.service_id = u.service_id and d.referral_id = u.referral_id and d.version_number = u.version_number
      where u.service_id = t.service_id and u.referral_id = t.referral_id and d.decided_at = t.made_at)
$$;
