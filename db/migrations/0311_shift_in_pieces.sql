-- Which shift a piece was cut from, when part of it was given away or the rest of it taken over: one shift counts once, and for whom it was.
alter table hub.shifts add column part_of uuid;
--> statement-breakpoint
grant select (part_of), insert (part_of) on hub.shifts to hub_app;
--> statement-breakpoint
alter table hub.shifts disable trigger user;
--> statement-breakpoint
update hub.shifts s set part_of = o.shift_id
from hub.events e join hub.shift_offers o on o.service_id = e.service_id and o.kind = 'part' and o.id::text = e.data ->> 'offerId'
where e.service_id = s.service_id and e.type = 'shift-added' and e.data ->> 'shiftId' = s.id::text and s.id <> o.shift_id;
--> statement-breakpoint
update hub.shifts s set part_of = (e.data ->> 'fromShiftId')::uuid
from hub.events e
where e.service_id = s.service_id and e.type = 'shift-taken-over' and e.data ->> 'toShiftId' = s.id::text
  and e.data ->> 'fromShiftId' <> s.id::text;
--> statement-breakpoint
alter table hub.shifts enable trigger user;
