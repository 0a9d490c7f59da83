-- Who has been told of an alarm in this round: the chain changes with every shift, so a place in it says nothing of who is next.
alter table hub.alarms add column round_told uuid[] not null default '{}';
--> statement-breakpoint
update hub.alarms set round_told = array[told_to] where told_to is not null;
--> statement-breakpoint
grant update (round_told) on hub.alarms to hub_app;
