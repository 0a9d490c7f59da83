ALTER TABLE "hub"."partner_keys" ADD COLUMN "revoked_why" text DEFAULT '' NOT NULL;
--> statement-breakpoint
-- A key may also be the link to the web form, for partners without a system of their own.
alter table hub.partner_keys
  drop constraint key_scopes_are_known,
  add constraint key_scopes_are_known check (scopes <@ array['refer', 'reconcile', 'form'] and cardinality(scopes) > 0),
  add constraint only_an_ended_key_says_why check (revoked_why = '' or revoked_at is not null);
--> statement-breakpoint
grant select (revoked_why), update (revoked_why) on hub.partner_keys to hub_app;
