-- Whoever has left their last service has no use for a link that is still on its way to them.
create function hub.leaving_ends_links() returns trigger
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  update hub.account_links l set expires_at = least(l.expires_at, now())
  where l.account_id = new.account_id and l.used_at is null
    and not exists (select from hub.people p where p.account_id = new.account_id and p.left_at is null);
  return null;
end $$;
--> statement-breakpoint
create trigger leaving_ends_links after update of left_at on hub.people for each row
  when (new.account_id is not null and old.left_at is null and new.left_at is not null) execute function hub.leaving_ends_links();
--> statement-breakpoint
revoke execute on function hub.leaving_ends_links() from public;
