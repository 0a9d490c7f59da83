-- Where the shifts of a template are worked; null while it is nowhere in particular.
ALTER TABLE "hub"."shift_templates" ADD COLUMN "place_id" uuid;--> statement-breakpoint
ALTER TABLE "hub"."shift_templates" ADD CONSTRAINT "template_at_a_place_of_the_service" FOREIGN KEY ("service_id","place_id") REFERENCES "hub"."places"("service_id","id") ON DELETE no action ON UPDATE no action;
