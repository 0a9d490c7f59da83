-- Services of one installation are told apart by their names: sign-in, sheets and settings name them. A new name is refused while another
-- service has it, however it is written; names that were alike before today stay until somebody changes one.
create function hub.refuse_name_of_another() returns trigger language plpgsql security definer set search_path = hub, pg_temp as $$
declare
  plain text := lower(regexp_replace(btrim(new.name), '\s+', ' ', 'g'));
begin
  -- Two who take one name at the same moment are looked at one after the other.
  perform pg_advisory_xact_lock(hashtextextended('service ' || plain, 0));
  if exists (select from hub.services s where s.id <> new.id and lower(regexp_replace(btrim(s.name), '\s+', ' ', 'g')) = plain) then
    raise unique_violation using constraint = 'one_service_per_name', table = 'services', schema = 'hub',
      message = 'another service has this name';
  end if;
  return new;
end $$;
--> statement-breakpoint
revoke execute on function hub.refuse_name_of_another() from public;
--> statement-breakpoint
create trigger one_service_per_name before update of name on hub.services for each row
  when (lower(new.name) is distinct from lower(old.name)) execute function hub.refuse_name_of_another();
