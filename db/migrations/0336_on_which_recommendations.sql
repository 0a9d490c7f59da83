-- On which recommendations the application rests: said by somebody, and never worked out. The authority to take and convey counts from the
-- later of those two examinations (MHA 1983 s.6(1)(a)), whoever else has examined since.
alter table hub.examinations add column rests_on boolean not null default false;
--> statement-breakpoint
grant update (rests_on) on hub.examinations to hub_app;
