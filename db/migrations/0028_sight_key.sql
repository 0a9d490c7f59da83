-- The key by which one answer may serve another is a hash of what somebody may see: SHA-256, as everywhere else.
create or replace function hub.sight_key() returns text language sql stable set search_path = pg_catalog as $$
  select case when hub.reads_all() then 'all but ' || encode(sha256(convert_to(hub.hidden_referrals()::text || ' ' || hub.closed_restrictions()::text, 'UTF8')), 'hex')
    else 'only ' || hub.sees_rows()::text || encode(sha256(convert_to(hub.referrals_in_sight()::text, 'UTF8')), 'hex') end
$$;
