-- A claim keeps the unpaid break that its shift had when it was made, as it keeps its policy: a template that is changed later changes no
-- sum. Claims that nobody has decided keep what stands today; decided ones are not counted again.
alter table hub.toil_claims add column break_minutes integer
  constraint claimed_break_is_whole check (break_minutes between 0 and 1440);
--> statement-breakpoint
alter table hub.toil_claims disable trigger user;
--> statement-breakpoint
update hub.toil_claims c set break_minutes = coalesce((
  select t.break_minutes from hub.shifts s join hub.shift_templates t on t.service_id = s.service_id and t.id = s.template_id
  where s.service_id = c.service_id and s.id = c.shift_id), 0)
where c.state not in ('approved', 'refused');
--> statement-breakpoint
alter table hub.toil_claims enable trigger user;
