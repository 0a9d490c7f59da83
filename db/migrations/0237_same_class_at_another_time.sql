-- A rating may keep the class and give another time to assess by: that is a change too.
alter table hub.urgency_ratings
  drop constraint rating_changes_something,
  add constraint rating_changes_something check (urgency is distinct from before or assess_by is not null);
