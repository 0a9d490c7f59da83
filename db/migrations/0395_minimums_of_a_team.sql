-- A minimum may be of one home team, and hold from a day or up to one. Those there are stay of everybody, since ever and until further notice.
ALTER TABLE "hub"."duty_needs" ADD COLUMN "team_id" uuid;
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD COLUMN "first_day" date;
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD COLUMN "last_day" date;
--> statement-breakpoint
ALTER TABLE "hub"."duty_needs" ADD CONSTRAINT "need_of_a_team_of_the_service" FOREIGN KEY ("service_id","team_id") REFERENCES "hub"."home_teams"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table hub.duty_needs add constraint need_ends_after_it_begins check (last_day >= first_day);
