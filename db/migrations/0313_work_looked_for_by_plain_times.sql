-- Row-level security lets no question use an index by a function of ours, nor by coalesce, before it has asked whose row it is, so work on no
-- shift is looked for by plain times in a plain case: whatever hub.work_set_out answers is one of these.
drop index hub.work_on_no_shift;
--> statement-breakpoint
create index work_on_no_shift on hub.allocations
  (service_id, (case when least(set_off_at, arrived_at) is not null then least(set_off_at, arrived_at) else accepted_at end)) where shift_id is null;
