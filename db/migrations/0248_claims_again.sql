-- A refused claim is claimed again with something new said; a finish that was entered wrongly is corrected, and claims are counted again.
alter table hub.toil_claim_acts
  drop constraint act_is_known,
  add constraint act_is_known check (act in ('sent', 'queried', 'answered', 'agreed', 'approved', 'refused', 'undone', 'claimed-again', 'finish-corrected', 'recounted'));
