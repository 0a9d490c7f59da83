-- Every emergency detention leaves a task of its own: the second recommendation (MHA 1983 s.4(4)).
alter table hub.duty_tasks
  drop constraint task_kind_is_known,
  add constraint task_kind_is_known check (kind in ('s13-4-reasons', 's13-1b-follow-on', 's4-4-second'));
