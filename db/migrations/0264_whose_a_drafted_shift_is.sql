-- A drafted shift that goes to somebody else keeps whose turn it was, as one on the rota does: building from patterns again leaves it alone,
-- and publishing it forgets no swap.
alter table hub.draft_shifts
  add column planned_for uuid,
  add constraint draft_planned_for_a_person_of_the_service foreign key (service_id, planned_for)
    references hub.people (service_id, id);
