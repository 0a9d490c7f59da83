-- Telling people who have no page open. What is to be told is written in the transaction of what happened; it leaves afterwards, by
-- whatever ways are set up. No row holds a word of what a notice says: that follows from its kind.
CREATE TABLE "hub"."notice_channels" (
	"channel" text NOT NULL,
	"public_key" text DEFAULT '' NOT NULL,
	"kept_at" timestamptz NOT NULL,
	CONSTRAINT "notice_channels_pkey" PRIMARY KEY("channel")
);
--> statement-breakpoint
CREATE TABLE "hub"."notice_choices" (
	"service_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"urgent_by" text[] NOT NULL,
	"other_by" text[] NOT NULL,
	"quiet_from" text,
	"quiet_until" text,
	"off_duty_too" boolean NOT NULL,
	"snooze_until" timestamptz,
	"kept_at" timestamptz NOT NULL,
	CONSTRAINT "notice_choices_pkey" PRIMARY KEY("service_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "hub"."push_devices" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"label" text NOT NULL,
	"made_at" timestamptz NOT NULL,
	"last_taken_at" timestamptz,
	"ended_at" timestamptz,
	"ended_how" text,
	CONSTRAINT "push_devices_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."outgoing_notices" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about_id" uuid,
	"by_at" timestamptz,
	"made_at" timestamptz NOT NULL,
	"due_at" timestamptz,
	"lease_until" timestamptz,
	"says" text[] NOT NULL,
	"joined_to" uuid,
	"outcome" text,
	"settled_at" timestamptz,
	"rung_by" uuid,
	"rung_at" timestamptz,
	CONSTRAINT "outgoing_notices_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_notice_per_key" UNIQUE("service_id","key")
);
--> statement-breakpoint
CREATE TABLE "hub"."notice_sends" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"device_id" uuid,
	"tries" integer DEFAULT 0 NOT NULL,
	"checks" integer DEFAULT 0 NOT NULL,
	"next_at" timestamptz,
	"lease_until" timestamptz,
	"reference" text,
	"taken_at" timestamptz,
	"delivered_at" timestamptz,
	"failed_at" timestamptz,
	"why" text,
	CONSTRAINT "notice_sends_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_send_per_way" UNIQUE NULLS NOT DISTINCT("service_id","notice_id","channel","device_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."notice_choices" ADD CONSTRAINT "choices_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."push_devices" ADD CONSTRAINT "device_of_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."outgoing_notices" ADD CONSTRAINT "notice_to_a_person_of_the_service" FOREIGN KEY ("service_id","person_id") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."outgoing_notices" ADD CONSTRAINT "rung_about_by_a_person_of_the_service" FOREIGN KEY ("service_id","rung_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."outgoing_notices" ADD CONSTRAINT "joined_to_a_notice_of_the_service" FOREIGN KEY ("service_id","joined_to") REFERENCES "hub"."outgoing_notices"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."notice_sends" ADD CONSTRAINT "send_of_a_notice_of_the_service" FOREIGN KEY ("service_id","notice_id") REFERENCES "hub"."outgoing_notices"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hub"."notice_sends" ADD CONSTRAINT "send_to_a_device_of_the_service" FOREIGN KEY ("service_id","device_id") REFERENCES "hub"."push_devices"("service_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "notices_to_route" ON "hub"."outgoing_notices" USING btree ("due_at") WHERE due_at is not null;
--> statement-breakpoint
CREATE INDEX "outgoing_notices_of_person" ON "hub"."outgoing_notices" USING btree ("service_id","person_id","made_at");
--> statement-breakpoint
CREATE INDEX "notices_not_delivered" ON "hub"."outgoing_notices" USING btree ("service_id","settled_at") WHERE outcome = 'undelivered';
--> statement-breakpoint
CREATE INDEX "sends_to_make" ON "hub"."notice_sends" USING btree ("next_at") WHERE next_at is not null;
--> statement-breakpoint
CREATE INDEX "devices_of_person" ON "hub"."push_devices" USING btree ("service_id","person_id") WHERE ended_at is null;
--> statement-breakpoint
create unique index one_device_per_address on hub.push_devices (service_id, endpoint) where ended_at is null;
--> statement-breakpoint
create index rota_notices_to_tell on hub.rota_notices (tell_at) where sent_at is null and acknowledged_at is null;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['notice_choices', 'push_devices', 'outgoing_notices', 'notice_sends'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant select, insert on hub.%I to hub_app', each);
  end loop;
  foreach each in array array['outgoing_notices', 'notice_sends', 'rota_notices'] loop
    execute format('create policy due_in_every_service on hub.%I for all to hub_owner using (true) with check (true)', each);
  end loop;
end $$;
--> statement-breakpoint
-- Which ways this installation has: known to every server and to the pages, written at each start by what the settings say.
alter table hub.notice_channels enable row level security;
--> statement-breakpoint
alter table hub.notice_channels force row level security;
--> statement-breakpoint
create policy owner_writes on hub.notice_channels for all to hub_owner using (true) with check (true);
--> statement-breakpoint
grant update (urgent_by, other_by, quiet_from, quiet_until, off_duty_too, snooze_until, kept_at) on hub.notice_choices to hub_app;
--> statement-breakpoint
grant update (last_taken_at, ended_at, ended_how) on hub.push_devices to hub_app;
--> statement-breakpoint
grant update (due_at, lease_until, says, joined_to, outcome, settled_at, rung_by, rung_at) on hub.outgoing_notices to hub_app;
--> statement-breakpoint
grant update (tries, checks, next_at, lease_until, reference, taken_at, delivered_at, failed_at, why) on hub.notice_sends to hub_app;
--> statement-breakpoint
-- What has been told and is over goes after some weeks: it is nobody's record.
grant delete on hub.outgoing_notices, hub.notice_sends to hub_app;
--> statement-breakpoint
alter table hub.notice_channels add constraint channel_is_known check (channel in ('push', 'sms', 'email'));
--> statement-breakpoint
alter table hub.notice_choices
  add constraint chosen_channels_are_known check (urgent_by <@ array['push', 'sms', 'email'] and other_by <@ array['push', 'sms', 'email']),
  add constraint urgent_notices_have_a_way check (cardinality(urgent_by) > 0),
  add constraint quiet_hours_are_clock_times check (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$' and quiet_until ~ '^([01]\d|2[0-3]):[0-5]\d$' and quiet_from <> quiet_until),
  add constraint quiet_hours_begin_and_end check ((quiet_from is null) = (quiet_until is null));
--> statement-breakpoint
alter table hub.push_devices
  add constraint device_ends_in_a_known_way check (ended_how in ('removed', 'gone', 'another-person')),
  add constraint ended_device_says_how check ((ended_at is null) = (ended_how is null)),
  add constraint device_takes_notices_over_https check (endpoint ~ '^https?://');
--> statement-breakpoint
alter table hub.outgoing_notices
  add constraint notice_outcome_is_known check (outcome in ('sent', 'undelivered', 'overtaken', 'joined', 'not-wanted', 'off-duty', 'no-way')),
  add constraint settled_notice_says_how check ((settled_at is null) = (outcome is null)),
  add constraint settled_notice_is_routed_no_more check (settled_at is null or due_at is null),
  add constraint joined_notice_says_to_which check ((joined_to is null) = (outcome is distinct from 'joined')),
  add constraint rung_notice_says_who check ((rung_by is null) = (rung_at is null));
--> statement-breakpoint
alter table hub.notice_sends
  add constraint send_by_a_known_channel check (channel in ('push', 'sms', 'email')),
  add constraint device_for_push_only check ((device_id is null) = (channel <> 'push')),
  add constraint send_tries_are_counted_from_none check (tries >= 0 and checks >= 0),
  add constraint failed_send_says_why check (failed_at is null or why is not null),
  add constraint failed_send_is_over check (failed_at is null or next_at is null);
--> statement-breakpoint
-- Lends what is to be told now, of every service, as deadlines are lent: ids only, for some seconds, the oldest first.
create function hub.claim_notices(at timestamptz, most integer, lease interval) returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.outgoing_notices n set lease_until = clock_timestamp() + claim_notices.lease
  from (
    select x.service_id, x.id from hub.outgoing_notices x
    where x.due_at <= claim_notices.at and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.due_at, x.id limit most for update skip locked
  ) due
  where n.service_id = due.service_id and n.id = due.id
  returning n.service_id, n.id
$$;
--> statement-breakpoint
-- Lends messages that are to leave: whoever asks is the only one at each for the length of the lease.
create function hub.claim_notice_sends(at timestamptz, most integer, lease interval) returns table ("serviceId" uuid, id uuid)
language sql security definer set search_path = hub, pg_temp as $$
  update hub.notice_sends s set lease_until = clock_timestamp() + claim_notice_sends.lease
  from (
    select x.service_id, x.id from hub.notice_sends x
    where x.next_at <= claim_notice_sends.at and (x.lease_until is null or x.lease_until < clock_timestamp())
    order by x.next_at, x.id limit most for update skip locked
  ) due
  where s.service_id = due.service_id and s.id = due.id
  returning s.service_id, s.id
$$;
--> statement-breakpoint
-- Changes of the rota whose time to be told has come. What is a week old was told by the rota itself.
create function hub.rota_notices_due(at timestamptz, most integer) returns table ("serviceId" uuid, id uuid)
language sql stable security definer set search_path = hub, pg_temp as $$
  select n.service_id, n.id from hub.rota_notices n
  where n.sent_at is null and n.acknowledged_at is null and n.tell_at <= rota_notices_due.at and n.tell_at > rota_notices_due.at - interval '7 days'
  order by n.tell_at, n.id limit most
$$;
--> statement-breakpoint
-- Where letters of somebody of the service go that the transaction names; null when their account is closed or they have none.
create function hub.address_of(person uuid) returns text
language sql stable security definer set search_path = hub, pg_temp as $$
  select a.email from hub.people p join hub.accounts a on a.id = p.account_id and a.disabled_at is null
  where p.service_id = hub.current_service() and p.id = address_of.person
$$;
--> statement-breakpoint
create function hub.ways_to_tell() returns table (channel text, "publicKey" text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select c.channel, c.public_key from hub.notice_channels c order by c.channel
$$;
--> statement-breakpoint
create function hub.keep_notice_channels(channels text[], public_key text, at timestamptz) returns void
language plpgsql security definer set search_path = hub, pg_temp as $$
begin
  delete from hub.notice_channels c where c.channel <> all (channels);
  insert into hub.notice_channels (channel, public_key, kept_at)
  select each, case when each = 'push' then keep_notice_channels.public_key else '' end, keep_notice_channels.at from unnest(channels) each
  on conflict (channel) do update set public_key = excluded.public_key, kept_at = excluded.kept_at;
end $$;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['claim_notices(timestamptz, integer, interval)', 'claim_notice_sends(timestamptz, integer, interval)',
    'rota_notices_due(timestamptz, integer)', 'address_of(uuid)', 'ways_to_tell()', 'keep_notice_channels(text[], text, timestamptz)'] loop
    execute format('revoke execute on function hub.%s from public', each);
    execute format('grant execute on function hub.%s to hub_app', each);
  end loop;
end $$;
