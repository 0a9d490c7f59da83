-- What must always be true of the rows of a service, asked of the rows themselves: the constraints keep it so, and this shows that they
-- did, after a crash, a restore or a hand in the database. Each row is a promise that is broken and what breaks it, by id only.

-- The rules themselves: a copy that was loaded without its policies, or with its triggers off, keeps no promise.
create function hub.missing_rules() returns table (promise text, about text)
language sql stable set search_path = hub, pg_catalog, pg_temp as $$
  select 'services-are-apart', c.relname::text from pg_class c
  where c.relnamespace = 'hub'::regnamespace and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('service_id', 'account_id') and not a.attisdropped)
  union all
  select 'rules-are-on', c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = 'hub'::regnamespace and t.tgenabled not in ('O', 'A')
  union all
  select 'rules-are-on', c.relname::text from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = 'hub'::regnamespace and not i.indisvalid
$$;
--> statement-breakpoint
-- Of the service that the transaction names. `since` is how far back events and commands are gone through; the rest is always looked at
-- whole. `at` is the server's moment, against which what is overdue is overdue.
create function hub.broken_promises(since timestamptz, at timestamptz) returns table (promise text, about text)
language sql stable security definer set search_path = hub, pg_temp as $$
  with s as materialized (select hub.current_service() as id)
  select 'one-allocation-at-a-time', a.referral_id::text from s join hub.allocations a on a.service_id = s.id
  where a.ended_at is null group by a.referral_id having count(*) > 1
  union all
  select 'allocated-to-an-amhp', a.id::text from s join hub.allocations a on a.service_id = s.id
  where a.ended_at is null and not exists (select from hub.amhps m where m.service_id = s.id and m.person_id = a.person_id)
  union all
  select 'state-fits-the-allocations', r.id::text from s join hub.referrals r on r.service_id = s.id
  where (r.state = 'allocated') <> exists (select from hub.allocations a where a.service_id = s.id and a.referral_id = r.id and a.ended_at is null)
    and (r.state <> 'closed')
  union all
  select 'closed-says-when-and-how', r.id::text from s join hub.referrals r on r.service_id = s.id
  where (r.state = 'closed') <> (r.closed_at is not null) or (r.state = 'closed') <> (r.closed_as is not null)
  union all
  select 'nobody-is-in-two-places', x.id::text
  from (select w.id, w.starts_at, max(w.ends_at) over (partition by w.person_id order by w.starts_at, w.ends_at
      rows between unbounded preceding and 1 preceding) as before
    from s join hub.shifts w on w.service_id = s.id where w.cancelled_at is null) x
  where x.starts_at < x.before
  union all
  select 'shifts-are-sane', w.id::text from s join hub.shifts w on w.service_id = s.id
  where w.ends_at <= w.starts_at or w.ends_at - w.starts_at > interval '24 hours' or (w.starts_at at time zone 'Europe/London')::date <> w.day
  union all
  select 'events-are-counted-without-gaps', format('events after %s', e.first - 1)
  from (select min(v.seq) as first, max(v.seq) as last, count(*) as counted from s join hub.events v on v.service_id = s.id where v.at >= since) e
  where e.last - e.first + 1 <> e.counted
  union all
  select 'events-are-counted-without-gaps', format('counter at %s', c.last_seq) from s join hub.service_counters c on c.service_id = s.id
  where c.last_seq <> coalesce((select max(v.seq) from hub.events v where v.service_id = s.id), 0)
  union all
  select 'numbers-are-given-once', format('number %s', max(r.number)) from s join hub.referrals r on r.service_id = s.id
    join hub.service_counters c on c.service_id = s.id group by c.last_referral_number having max(r.number) > c.last_referral_number
  union all
  select 'commands-leave-an-event', k.id::text from s join hub.commands k on k.service_id = s.id
  where k.at >= since and not exists (select from hub.events v where v.service_id = s.id and v.command_id = k.id)
  union all
  select 'the-ledger-agrees-with-the-claims', c.id::text from s join hub.toil_claims c on c.service_id = s.id
  where case when c.state = 'approved' then c.minutes else 0 end <> coalesce((
    select sum(e.minutes) from hub.toil_entries e where e.service_id = s.id and e.claim_id = c.id and e.kind = 'ACCRUE'
      and not exists (select from hub.toil_entries u where u.service_id = s.id and u.reverses_id = e.id)), 0)
  union all
  select 'a-reversal-undoes-exactly', e.id::text from s join hub.toil_entries e on e.service_id = s.id and e.kind = 'REVERSE'
    left join hub.toil_entries o on o.service_id = s.id and o.id = e.reverses_id
  where o.id is null or o.minutes <> -e.minutes or o.person_id <> e.person_id or o.kind = 'REVERSE'
  union all
  select 'nobody-approves-their-own', c.id::text from s join hub.toil_claims c on c.service_id = s.id
  where c.person_id in (c.decided_by, c.first_approved_by)
  union all
  select 'one-deadline-per-point', min(d.id::text) from s join hub.deadlines d on d.service_id = s.id
  where d.superseded_at is null group by d.source_id, d.kind, d.point, d.minutes_before having count(*) > 1
  union all
  select 'what-is-due-fires', d.id::text from s join hub.deadlines d on d.service_id = s.id
  where d.superseded_at is null and d.fired_at is null and d.due_at < at - interval '1 minute'
  union all
  select 'what-fired-raised-an-alarm', d.id::text from s join hub.deadlines d on d.service_id = s.id
  where d.fired_at is not null and not d.overtaken and not exists (select from hub.alarms l where l.service_id = s.id and l.deadline_id = d.id)
  union all
  select 'alarms-are-answered-or-climb', l.deadline_id::text from s join hub.alarms l on l.service_id = s.id
  where l.answered_at is null and l.settled_at is null and l.next_at < at - interval '1 minute'
  union all
  select 'whoever-left-is-signed-out', n.id::text from s join hub.sessions n on n.service_id = s.id
    join hub.people p on p.service_id = s.id and p.id = n.person_id join hub.accounts a on a.id = n.account_id
  where n.revoked_at is null and n.expires_at > at and (a.disabled_at is not null or p.left_at is not null or p.access_stopped_at is not null)
  union all
  select 'somebody-keeps-the-keys', s.id::text from s
  where s.id is not null
    and not exists (select from hub.people p where p.service_id = s.id and 'admin' = any (p.roles) and p.left_at is null and p.access_stopped_at is null)
$$;
--> statement-breakpoint
revoke execute on function hub.missing_rules(), hub.broken_promises(timestamptz, timestamptz) from public;
--> statement-breakpoint
grant execute on function hub.missing_rules(), hub.broken_promises(timestamptz, timestamptz) to hub_app;
