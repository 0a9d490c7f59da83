-- A policy with a typing error, that no claim was judged by, is set again for its own day: the wrong one stays to be read, as replaced.
alter table hub.toil_policies
  add column replaces_id uuid,
  add constraint policy_replaces_one_of_the_service foreign key (service_id, replaces_id) references hub.toil_policies (service_id, id),
  add constraint one_replacement_per_policy unique (service_id, replaces_id);
--> statement-breakpoint
alter table hub.toil_policies drop constraint one_policy_per_employer_and_day;
--> statement-breakpoint
alter table hub.toil_policies
  add constraint one_policy_per_employer_and_day unique nulls not distinct (service_id, employer_id, applies_to, effective_from, replaces_id);
