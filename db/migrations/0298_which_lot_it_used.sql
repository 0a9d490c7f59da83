-- A decision about TOIL that runs out uses up what it was about, whatever would have been next; null for what was taken, paid or corrected.
alter table hub.toil_entries add column lot_id uuid,
  add constraint entry_uses_a_lot_of_the_service foreign key (service_id, lot_id) references hub.toil_entries (service_id, id);
