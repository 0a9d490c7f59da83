-- A finished detention of which the record lacks something leaves the desk a task of its own, until it is filled in or somebody says why not.
alter table hub.duty_tasks
  drop constraint task_kind_is_known,
  add constraint task_kind_is_known check (kind in ('s13-4-reasons', 's13-1b-follow-on', 's4-4-second', 'detention-record'));
