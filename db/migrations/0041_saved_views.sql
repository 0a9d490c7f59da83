CREATE TABLE "hub"."saved_views" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"show" text,
	"area" text NOT NULL,
	"waiting" text,
	"opens_first" boolean NOT NULL,
	"saved_at" timestamptz NOT NULL,
	CONSTRAINT "saved_views_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_view_per_name" UNIQUE("service_id","person_id","name")
);
--> statement-breakpoint
ALTER TABLE "hub"."saved_views" ADD CONSTRAINT "view_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
alter table hub.saved_views
  add constraint view_shows_what_is_known check (show in ('triage', 'allocate', 'out', 'over', 'soon')),
  add constraint view_waits_for_what_is_known check (waiting in ('doctor', 'bed', 'ambulance', 'police', 'interpreter'));
--> statement-breakpoint
create unique index one_view_opens_first on hub.saved_views (service_id, person_id) where opens_first;
--> statement-breakpoint
alter table hub.saved_views alter column service_id set default hub.current_service();
--> statement-breakpoint
alter table hub.saved_views enable row level security;
--> statement-breakpoint
alter table hub.saved_views force row level security;
--> statement-breakpoint
create policy own_service_only on hub.saved_views for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy only_ones_own on hub.saved_views as restrictive for all to hub_app
  using (person_id = (select hub.current_actor())) with check (person_id = (select hub.current_actor()));
--> statement-breakpoint
grant select, insert, delete on hub.saved_views to hub_app;
--> statement-breakpoint
grant update (show, area, waiting, opens_first, saved_at) on hub.saved_views to hub_app;
