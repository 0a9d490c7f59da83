-- Who spoke last to somebody who is out, and when: whoever presses second is told who ended the call for help.
alter table hub.watches add column spoken_by uuid, add column spoken_at timestamptz;
--> statement-breakpoint
alter table hub.watches add constraint watch_spoken_on_by_a_person_of_the_service
  foreign key (service_id, spoken_by) references hub.people (service_id, id);
--> statement-breakpoint
grant update (spoken_by, spoken_at) on hub.watches to hub_app;
