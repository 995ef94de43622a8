-- +goose Up

-- A forecast is kept as it was made, so that it can be held against what came.
-- +goose StatementBegin
create function forecast_stays() returns trigger language plpgsql as $$
begin
	raise exception 'a forecast is kept as it was made' using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd
create trigger forecast_stays before update on forecast for each row execute function forecast_stays();

-- The planner's word on spans of the history: to leave out, or to keep whatever
-- they look like.
create table left_out (
	team_id  bigint not null references team on delete cascade,
	position int not null,
	queue    text not null, -- '' is all
	begins   timestamptz not null,
	ends     timestamptz not null,
	keep     boolean not null,
	reason   text not null default '',
	primary key (team_id, position),
	check (ends > begins)
);

-- Weeks at which a queue's forecasts were found to err in one direction.
create table drift_alarm (
	id      bigint generated always as identity primary key,
	team_id bigint not null references team on delete cascade,
	queue   text not null,
	week    date not null, -- the last of the weeks it took, a Monday
	since   date not null, -- the first
	more    boolean not null, -- more came than was forecast
	off_by  double precision not null, -- (came − said) ÷ said over these weeks
	found   timestamptz not null,
	seen    timestamptz,
	seen_by text not null default '',
	unique (team_id, queue, week),
	check (since <= week)
);
