-- The board can be narrowed to one home team: each saved view says to which. The last release, which knows none, goes on.
ALTER TABLE "hub"."saved_views" ADD COLUMN "team" text DEFAULT '' NOT NULL;
--> statement-breakpoint
grant update (team) on hub.saved_views to hub_app;
