-- Why somebody was put on a shift of a day on which they are away stays with the state of the shift that it made, not with a notice only.
create table hub.shifts_over_leave (
  service_id uuid not null default hub.current_service(),
  shift_id uuid not null,
  version integer not null,
  person_id uuid not null,
  why text not null,
  agreed_by uuid not null,
  agreed_at timestamptz not null,
  constraint shifts_over_leave_pkey primary key (service_id, shift_id, version),
  constraint over_leave_of_a_state_of_a_shift foreign key (service_id, shift_id, version) references hub.shift_history (service_id, shift_id, version),
  constraint over_leave_of_a_person_of_the_service foreign key (service_id, person_id) references hub.people (service_id, id),
  constraint over_leave_agreed_by_a_person_of_the_service foreign key (service_id, agreed_by) references hub.people (service_id, id)
);
--> statement-breakpoint
alter table hub.shifts_over_leave enable row level security;
--> statement-breakpoint
alter table hub.shifts_over_leave force row level security;
--> statement-breakpoint
create policy own_service_only on hub.shifts_over_leave for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()));
--> statement-breakpoint
grant select, insert on hub.shifts_over_leave to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.shifts_over_leave for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.shifts_over_leave for each statement execute function hub.refuse_change();
