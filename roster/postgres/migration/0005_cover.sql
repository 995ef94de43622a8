-- +goose Up

-- A swap may ask for somebody's duty and give nothing: it then has the other's
-- date alone. The two duties of an exchange may stand in two rosters; the swap
-- belongs to the one of the own duty, else of the other's.
alter table swap
	alter column date drop not null,
	alter column shift set default '',
	drop constraint swap_kind_check,
	drop constraint swap_check1,
	drop constraint swap_check2,
	add constraint swap_kind_check check (kind in ('exchange', 'give_away', 'cover', 'open_shift')),
	add constraint swap_date_check check ((date is null) = (kind = 'cover')),
	add constraint swap_back_check check ((back is null) = (kind not in ('exchange', 'cover'))),
	add constraint swap_other_check check (back is null or other_id is not null);

create unique index swap_asked_once on swap (agent_id, other_id, back) where kind = 'cover' and state in ('offered', 'accepted');
