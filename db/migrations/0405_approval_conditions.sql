-- Conditions of an approval that limit which work its person may take: codes where a referral can tell, and a line for what only a person can.
alter table hub.amhps add column conditions text[] not null default '{}', add column condition_words text not null default '';
--> statement-breakpoint
alter table hub.amhps add constraint conditions_are_known check (conditions <@ array['accompanied', 'not-under-18', 'other']);
--> statement-breakpoint
alter table hub.amhps add constraint other_condition_has_words check (('other' = any (conditions)) = (btrim(condition_words) <> ''));
