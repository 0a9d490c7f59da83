-- Whoever offers a shift for a swap says yes to the one that they are to have for it before anything passes over.
alter table hub.shift_offers add column return_agreed_at timestamptz;
--> statement-breakpoint
grant update (return_agreed_at) on hub.shift_offers to hub_app;
