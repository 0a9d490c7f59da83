/*
 * A correction can make rest that was settled longer than it was: the difference is owed again, and settled as a part of its own. Whatever
 * knows of no parts settles the first one, once, as before.
 */
alter table "hub"."rest_settlements" add column "part" integer default 1 not null;
--> statement-breakpoint
alter table "hub"."rest_settlements" drop constraint "one_settlement_per_rest";
--> statement-breakpoint
alter table "hub"."rest_settlements"
  add constraint "one_settlement_per_rest" primary key ("service_id", "shift_id", "part"),
  add constraint rest_is_settled_in_parts check (part > 0);
