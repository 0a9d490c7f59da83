-- Notice and rest as dated settings of the rota, beside the model and the office hours.
ALTER TABLE "hub"."rota_settings" ADD COLUMN "at_once_hours" integer DEFAULT 24 NOT NULL;
--> statement-breakpoint
ALTER TABLE "hub"."rota_settings" ADD COLUMN "notice_days" integer DEFAULT 28 NOT NULL;
--> statement-breakpoint
ALTER TABLE "hub"."rota_settings" ADD COLUMN "rest_basis" text DEFAULT 'week' NOT NULL;
--> statement-breakpoint
ALTER TABLE "hub"."rota_settings" ADD COLUMN "why" text DEFAULT '' NOT NULL;
--> statement-breakpoint
alter table hub.rota_settings
  add constraint told_at_once_within_days check (at_once_hours between 0 and 168),
  add constraint notice_is_weeks check (notice_days between 0 and 84),
  add constraint rest_basis_is_known check (rest_basis in ('week', 'fortnight'));
