-- The name of the parameter stood for the column in "on conflict": the account could never be made.
create or replace function hub.account_for_directory(id uuid, email text, password_hash text, at timestamptz) returns uuid
language plpgsql security definer set search_path = hub, pg_temp as $$
#variable_conflict use_column
declare
  kept uuid;
begin
  insert into hub.accounts (id, email, password_hash, created_at)
  values (account_for_directory.id, lower(account_for_directory.email), account_for_directory.password_hash, account_for_directory.at)
  on conflict (email) do nothing;
  select a.id into kept from hub.accounts a where a.email = lower(account_for_directory.email);
  return kept;
end $$;
