-- Work of somebody called in from off the rota is looked for by when they set off: a week of the rota does not go through all that was ever
-- done on no shift.
create index work_on_no_shift on hub.allocations (service_id, (least(set_off_at, arrived_at))) where shift_id is null;
