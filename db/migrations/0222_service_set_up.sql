-- A service's own details and lists are kept by its own people: councils end with a last day, employers, home teams and places are
-- ended and taken up again, nothing is ever deleted, and each change stands with what was before it.
ALTER TABLE "hub"."services" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."councils" ADD COLUMN "last_day" date;--> statement-breakpoint
ALTER TABLE "hub"."councils" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."employers" ADD COLUMN "ended_at" timestamptz;--> statement-breakpoint
ALTER TABLE "hub"."employers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "hub"."places" ADD COLUMN "ended_at" timestamptz;--> statement-breakpoint
ALTER TABLE "hub"."places" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE TABLE "hub"."home_teams" (
	"service_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"ended_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "home_teams_pkey" PRIMARY KEY("service_id","id"),
	CONSTRAINT "one_team_per_name" UNIQUE("service_id","name")
);
--> statement-breakpoint
CREATE TABLE "hub"."set_up_changes" (
	"service_id" uuid NOT NULL,
	"thing_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"about" text NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamptz NOT NULL,
	CONSTRAINT "one_change_per_version" PRIMARY KEY("service_id","thing_id","version")
);
--> statement-breakpoint
ALTER TABLE "hub"."home_teams" ADD CONSTRAINT "home_teams_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "hub"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub"."set_up_changes" ADD CONSTRAINT "set_up_changed_by_a_person_of_the_service" FOREIGN KEY ("service_id","changed_by") REFERENCES "hub"."people"("service_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "set_up_changes_by_moment" ON "hub"."set_up_changes" USING btree ("service_id","changed_at");--> statement-breakpoint
-- The teams that the register names already, before the table is closed to other services.
alter table hub.amhps no force row level security;
--> statement-breakpoint
insert into hub.home_teams (service_id, id, name)
select service_id, gen_random_uuid(), home_team from hub.amhps where home_team <> '' group by service_id, home_team;
--> statement-breakpoint
alter table hub.amhps force row level security;
--> statement-breakpoint
do $$
declare each text;
begin
  foreach each in array array['home_teams', 'set_up_changes'] loop
    execute format('alter table hub.%I alter column service_id set default hub.current_service()', each);
    execute format('alter table hub.%I enable row level security', each);
    execute format('alter table hub.%I force row level security', each);
    execute format('create policy own_service_only on hub.%I for all using (service_id = (select hub.current_service())) with check (service_id = (select hub.current_service()))', each);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update (name, ended_at, version) on hub.home_teams to hub_app;
--> statement-breakpoint
grant select, insert on hub.set_up_changes to hub_app;
--> statement-breakpoint
create trigger never_changed before update or delete on hub.set_up_changes for each row execute function hub.refuse_change();
--> statement-breakpoint
create trigger never_emptied before truncate on hub.set_up_changes for each statement execute function hub.refuse_change();
--> statement-breakpoint
alter table hub.set_up_changes
  add constraint set_up_is_of_a_known_kind check (about in ('details', 'council', 'employer', 'team', 'place'));
--> statement-breakpoint
alter table hub.councils
  add constraint only_a_council_acted_for_ends check (last_day is null or acted_for);
--> statement-breakpoint
-- Nobody on the register gets an employer, a base or a team that has ended, also when it ends at the same moment: whoever ends one holds
-- its row. A team that the list does not have yet joins it.
create function hub.amhp_goes_by_the_lists() returns trigger language plpgsql set search_path = hub, pg_temp as $$
begin
  if new.employer_id is distinct from old.employer_id then
    perform from hub.employers e where e.service_id = new.service_id and e.id = new.employer_id and e.ended_at is null for key share;
    if not found and exists (select from hub.employers e where e.service_id = new.service_id and e.id = new.employer_id) then
      raise exception 'that employer has ended' using errcode = 'check_violation', constraint = 'employer_has_not_ended';
    end if;
  end if;
  if new.base_id is distinct from old.base_id and new.base_id is not null then
    perform from hub.places l where l.service_id = new.service_id and l.id = new.base_id and l.ended_at is null for key share;
    if not found and exists (select from hub.places l where l.service_id = new.service_id and l.id = new.base_id) then
      raise exception 'that place is closed' using errcode = 'check_violation', constraint = 'base_has_not_closed';
    end if;
  end if;
  if new.home_team is distinct from old.home_team and new.home_team <> '' then
    insert into hub.home_teams (service_id, id, name) values (new.service_id, gen_random_uuid(), new.home_team)
      on conflict on constraint one_team_per_name do nothing;
    perform from hub.home_teams t where t.service_id = new.service_id and t.name = new.home_team and t.ended_at is null for key share;
    if not found and exists (select from hub.home_teams t where t.service_id = new.service_id and t.name = new.home_team) then
      raise exception 'that team has ended' using errcode = 'check_violation', constraint = 'team_has_not_ended';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger goes_by_the_lists before insert or update of employer_id, base_id, home_team on hub.amhps
  for each row execute function hub.amhp_goes_by_the_lists();
--> statement-breakpoint
-- How many referrals are open for each council and at each place: numbers, for whoever sets the service up and may read none of them.
create function hub.open_work_of_lists() returns table ("councilId" uuid, "placeId" uuid, open integer)
language sql stable security definer set search_path = hub, pg_temp as $$
  select r.council_id, r.place_id, count(*)::integer from hub.referrals r
  where r.service_id = hub.current_service() and r.closed_at is null group by r.council_id, r.place_id
$$;
--> statement-breakpoint
revoke execute on function hub.open_work_of_lists() from public;
--> statement-breakpoint
grant execute on function hub.open_work_of_lists() to hub_app;
