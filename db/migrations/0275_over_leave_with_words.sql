-- Whoever agrees that somebody works a shift over their own leave says why: kept with the swap, and told to its person.
alter table hub.shift_offers add column over_leave_why text not null default '';
--> statement-breakpoint
grant update (over_leave_why) on hub.shift_offers to hub_app;
