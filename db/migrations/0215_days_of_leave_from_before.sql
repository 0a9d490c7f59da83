-- Days from before it was kept which leave they are of. The update of 0191 found none: its tables show the owner no service's rows, so for
-- these statements they do. A day that is marked already, and a day of TOIL that an entry of the ledger booked, stay as they are.
alter table hub.days_away no force row level security;
--> statement-breakpoint
alter table hub.leave_requests no force row level security;
--> statement-breakpoint
alter table hub.toil_entries no force row level security;
--> statement-breakpoint
update hub.days_away d set leave_id = l.id
from hub.leave_requests l
where d.leave_id is null and l.service_id = d.service_id and l.person_id = d.person_id and l.state = 'agreed' and l.kind = d.kind
  and d.day between l.first_day and l.last_day
  and (d.kind <> 'toil' or not exists (
    select from hub.toil_entries e where e.service_id = d.service_id and e.person_id = d.person_id and e.day = d.day and e.kind = 'TAKE' and e.leave_id is null
      and not exists (select from hub.toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)));
--> statement-breakpoint
alter table hub.toil_entries force row level security;
--> statement-breakpoint
alter table hub.leave_requests force row level security;
--> statement-breakpoint
alter table hub.days_away force row level security;
