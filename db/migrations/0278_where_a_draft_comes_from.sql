-- The draft says where each change comes from: a hand, the patterns, a sheet, another week, or a fill.
alter table hub.draft_shifts add column made_how text not null default 'hand'
  constraint draft_comes_from_somewhere check (made_how in ('hand', 'patterns', 'import', 'copy', 'fill'));
--> statement-breakpoint
update hub.draft_shifts set made_how = case when import_id is not null then 'import' when layer = 'pattern' then 'patterns' else 'hand' end;
