-- What a service calls the lanes of its board, in which order they come and which are folded, each from a day on. None can be left out, and
-- what needs somebody now is first and never folded: it has no place in the order.
create table hub.board_lanes (
  service_id uuid not null default hub.current_service() references hub.services (id),
  effective_from date not null,
  names jsonb not null,
  lane_order text[] not null,
  folded text[] not null,
  why text not null,
  set_by uuid not null,
  set_at timestamptz not null,
  constraint one_layout_of_lanes_per_day primary key (service_id, effective_from),
  constraint lanes_set_by_a_person_of_the_service foreign key (service_id, set_by) references hub.people (service_id, id),
  constraint every_lane_has_a_name check (jsonb_typeof(names) = 'object' and names ?& array['now', 'triage', 'allocate', 'out']),
  constraint no_lane_is_left_out check (lane_order @> array['triage', 'allocate', 'out'] and cardinality(lane_order) = 3),
  constraint folded_lanes_are_known check (folded <@ array['triage', 'allocate', 'out'])
);
--> statement-breakpoint
alter table hub.board_lanes enable row level security;
--> statement-breakpoint
alter table hub.board_lanes force row level security;
--> statement-breakpoint
create policy own_service_only on hub.board_lanes for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.board_lanes to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.board_lanes for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.board_lanes for each statement execute function hub.refuse_change();
