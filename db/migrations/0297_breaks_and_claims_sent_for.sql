-- "Did you get a break?" is asked on a claim and kept with it; null where nobody has said. A claim that its AMHP cannot send, having left or
-- being off sick, is sent in their name with a reason.
alter table hub.toil_claims add column break_taken boolean;
--> statement-breakpoint
alter table hub.toil_claim_acts
  drop constraint act_is_known,
  add constraint act_is_known check (act in ('sent', 'queried', 'answered', 'agreed', 'approved', 'refused', 'undone', 'claimed-again', 'finish-corrected', 'recounted', 'break-said', 'sent-for'));
