-- Which leave a day away and an offered shift come from: taking the leave back takes those back, and nothing else.
ALTER TABLE "hub"."days_away" ADD COLUMN "leave_id" uuid;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD COLUMN "leave_id" uuid;
--> statement-breakpoint
ALTER TABLE "hub"."days_away" ADD CONSTRAINT "day_away_of_leave_of_the_service" FOREIGN KEY ("service_id","leave_id") REFERENCES "hub"."leave_requests"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."shift_offers" ADD CONSTRAINT "offer_for_leave_of_the_service" FOREIGN KEY ("service_id","leave_id") REFERENCES "hub"."leave_requests"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Days from before: those of agreed leave of their kind, but for a day of TOIL that an entry of the ledger booked.
update hub.days_away d set leave_id = l.id
from hub.leave_requests l
where l.service_id = d.service_id and l.person_id = d.person_id and l.state = 'agreed' and l.kind = d.kind
  and d.day between l.first_day and l.last_day
  and (d.kind <> 'toil' or not exists (
    select from hub.toil_entries e where e.service_id = d.service_id and e.person_id = d.person_id and e.day = d.day and e.kind = 'TAKE'
      and not exists (select from hub.toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)));
--> statement-breakpoint
-- Somebody who comes back sooner: their leave ends earlier, and is never made longer.
grant update (last_day) on hub.leave_requests to hub_app;
