-- How many duties the best rota so far leaves open, told while a plan is worked out.
alter table hub.plan_jobs add column open_so_far integer constraint open_so_far_is_a_count check (open_so_far >= 0);
--> statement-breakpoint
grant update (open_so_far) on hub.plan_jobs to hub_app;
