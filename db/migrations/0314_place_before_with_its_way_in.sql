-- What stood there before holds the way in too, which may be as long as any narrative.
alter table hub.referral_calls drop constraint place_before_is_short;
--> statement-breakpoint
alter table hub.referral_calls add constraint place_before_is_no_longer_than_place_and_way_in check (char_length(place_before) <= 30000);
