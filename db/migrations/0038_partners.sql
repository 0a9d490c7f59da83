CREATE TABLE "hub"."partners" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"phone" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	CONSTRAINT "partners_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."partner_keys" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"signing_hash" "bytea" NOT NULL,
	"label" text NOT NULL,
	"scopes" text[] NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"revoked_at" timestamptz,
	"last_used_at" timestamptz,
	CONSTRAINT "partner_keys_pkey" PRIMARY KEY("service_id","id")
);
--> statement-breakpoint
CREATE TABLE "hub"."partner_nonces" (
	"service_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"nonce" uuid NOT NULL,
	"at" timestamptz NOT NULL,
	CONSTRAINT "partner_nonces_pkey" PRIMARY KEY("service_id","key_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "hub"."partner_referrals" (
	"service_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"referral_id" uuid NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"accepted_at" timestamptz NOT NULL,
	CONSTRAINT "partner_referrals_pkey" PRIMARY KEY("service_id","partner_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "hub"."referrals" ALTER COLUMN "taken_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD COLUMN "partner_id" uuid;--> statement-breakpoint
ALTER TABLE "hub"."powers" ALTER COLUMN "recorded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."partners" ADD CONSTRAINT "partners_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."partners" ADD CONSTRAINT "partner_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."partner_keys" ADD CONSTRAINT "key_of_a_partner_of_the_service" FOREIGN KEY ("service_id","partner_id") REFERENCES "hub"."partners"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."partner_keys" ADD CONSTRAINT "key_made_by_a_person_of_the_service" FOREIGN KEY ("service_id","made_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."partner_nonces" ADD CONSTRAINT "nonce_of_a_key_of_the_service" FOREIGN KEY ("service_id","key_id") REFERENCES "hub"."partner_keys"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."partner_referrals" ADD CONSTRAINT "sent_by_a_partner_of_the_service" FOREIGN KEY ("service_id","partner_id") REFERENCES "hub"."partners"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."partner_referrals" ADD CONSTRAINT "sent_as_a_referral_of_the_service" FOREIGN KEY ("service_id","referral_id") REFERENCES "hub"."referrals"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."referrals" ADD CONSTRAINT "referral_from_a_partner_of_the_service" FOREIGN KEY ("service_id","partner_id") REFERENCES "hub"."partners"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partner_keys_by_id" ON "hub"."partner_keys" USING btree ("id");
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['partners', 'partner_keys', 'partner_nonces', 'partner_referrals'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
    execute format('grant insert on hub.%I to hub_app', each);
  end loop;
end $$;
--> statement-breakpoint
grant select on hub.partners, hub.partner_nonces, hub.partner_referrals to hub_app;
--> statement-breakpoint
-- Not the hash that signs: whoever reads it could sign.
grant select (service_id, id, partner_id, label, scopes, made_by, made_at, expires_at, revoked_at, last_used_at) on hub.partner_keys to hub_app;
--> statement-breakpoint
grant update (revoked_at, last_used_at) on hub.partner_keys to hub_app;
--> statement-breakpoint
grant delete on hub.partner_nonces to hub_app;
--> statement-breakpoint
alter table hub.referrals add constraint referral_came_through_somebody check ((taken_by is null) = (partner_id is not null));
--> statement-breakpoint
alter table hub.partner_keys
  add constraint key_ends_after_it_begins check (expires_at > made_at),
  add constraint key_scopes_are_known check (scopes <@ array['refer', 'reconcile'] and cardinality(scopes) > 0);
--> statement-breakpoint
-- Which service a key is of is not known before it has signed: only this check looks across services, and it tells nothing without a signature that fits.
create policy signing_only on hub.partner_keys for select to hub_owner using (true);
--> statement-breakpoint
create policy signing_only on hub.partners for select to hub_owner using (true);
--> statement-breakpoint
-- HMAC-SHA-256 (RFC 2104) of a message under a key of 32 bytes.
create function hub.hmac_sha256(key bytea, message bytea) returns bytea language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
  inner_key bytea := '\x';
  outer_key bytea := '\x';
  padded bytea := key || decode(repeat('00', 64 - length(key)), 'hex');
begin
  for place in 0..63 loop
    inner_key := inner_key || set_byte('\x00'::bytea, 0, get_byte(padded, place) # 54);
    outer_key := outer_key || set_byte('\x00'::bytea, 0, get_byte(padded, place) # 92);
  end loop;
  return sha256(outer_key || sha256(inner_key || message));
end $$;
--> statement-breakpoint
-- Whose signature this is; nobody's when the key is unknown, over, or did not sign this. The server never sees what signs.
create function hub.partner_who_signed(key uuid, message bytea, signature bytea, at timestamptz)
returns table ("serviceId" uuid, "partnerId" uuid, "keyId" uuid, name text, source text, scopes text[])
language sql stable security definer set search_path = hub, pg_temp as $$
  select k.service_id, k.partner_id, k.id, p.name, p.source, k.scopes
  from hub.partner_keys k join hub.partners p on p.service_id = k.service_id and p.id = k.partner_id
  where k.id = partner_who_signed.key and k.revoked_at is null and k.expires_at > partner_who_signed.at
    and hub.hmac_sha256(k.signing_hash, partner_who_signed.message) = partner_who_signed.signature
$$;
--> statement-breakpoint
-- What a partner sent, by the names it gave: references and stages, nothing of anybody.
create function hub.partner_sent(partner uuid, after timestamptz, most integer)
returns table ("externalId" text, number integer, "acceptedAt" timestamptz, stage text)
language sql stable security definer set search_path = hub, pg_temp as $$
  select s.external_id, r.number, s.accepted_at, case r.state when 'to-triage' then 'waiting-for-triage' when 'closed' then 'closed' else 'being-considered' end
  from hub.partner_referrals s join hub.referrals r on r.service_id = s.service_id and r.id = s.referral_id
  where s.service_id = hub.current_service() and s.partner_id = partner and s.accepted_at > after
  order by s.accepted_at, s.external_id limit most
$$;
--> statement-breakpoint
revoke execute on function hub.hmac_sha256(bytea, bytea), hub.partner_who_signed(uuid, bytea, bytea, timestamptz), hub.partner_sent(uuid, timestamptz, integer) from public;
--> statement-breakpoint
grant execute on function hub.partner_who_signed(uuid, bytea, bytea, timestamptz), hub.partner_sent(uuid, timestamptz, integer) to hub_app;
