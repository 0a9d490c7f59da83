-- What the register said of somebody before, for reports about earlier days: a few events of each AMHP among all that happened.
create index "events_of_register" on "hub"."events" ("service_id", "person_id", "seq") where type in ('amhp-added', 'amhp-changed');
