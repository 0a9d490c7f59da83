-- The board is looked at as a list or as lanes by stage: each saved view says which. The last release, which knows only the list, goes on.
ALTER TABLE "hub"."saved_views" ADD COLUMN "look" text DEFAULT 'list' NOT NULL;
--> statement-breakpoint
ALTER TABLE "hub"."saved_views" ADD CONSTRAINT "look_of_a_view_is_known" CHECK (look in ('list', 'stages'));
--> statement-breakpoint
grant update (look) on hub.saved_views to hub_app;
