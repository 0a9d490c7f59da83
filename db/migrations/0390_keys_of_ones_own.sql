-- Which single keys somebody works by: all off, or some changed (WCAG 2.2, 2.1.4).
create table hub.own_keys (
  service_id uuid not null default hub.current_service(),
  person_id uuid not null,
  is_on boolean not null,
  changed jsonb not null,
  set_at timestamptz not null,
  constraint own_keys_pkey primary key (service_id, person_id),
  constraint keys_of_a_person_of_the_service foreign key (service_id, person_id) references hub.people (service_id, id),
  constraint changed_keys_are_named_and_short check (jsonb_typeof(changed) = 'object' and length(changed::text) <= 1000)
);
--> statement-breakpoint
alter table hub.own_keys enable row level security;
--> statement-breakpoint
alter table hub.own_keys force row level security;
--> statement-breakpoint
create policy own_service_only on hub.own_keys for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
create policy only_ones_own on hub.own_keys as restrictive for all to hub_app
  using (person_id = (select hub.current_actor())) with check (person_id = (select hub.current_actor()));
--> statement-breakpoint
grant select, insert on hub.own_keys to hub_app;
--> statement-breakpoint
grant update (is_on, changed, set_at) on hub.own_keys to hub_app;
