-- +goose Up

-- Contact history comes in layers: every import is one. Of an interval that
-- several have, the newest active layer holds; a layer that is undone keeps its
-- rows and only stops to count.
create table history_layer (
	id         bigint generated always as identity primary key,
	team_id    bigint not null references team on delete cascade,
	name       text not null,  -- of the file; '' for what there was before layers
	checksum   bytea check (length(checksum) = 32), -- SHA-256 of the file
	rows       int not null check (rows > 0),
	created    timestamptz not null,
	author     text not null,
	active     boolean not null default true,
	changed    timestamptz, -- when it was last undone or done again
	changed_by text not null default '',
	version    int not null default 1,
	unique (team_id, id, active),
	check (active or changed is not null),
	check ((changed is null) = (changed_by = ''))
);
create index on history_layer (team_id, checksum);

-- What a layer holds of a queue, and what it did when it came in. The active
-- layers of a queue have one length of interval, and begin at the same minutes
-- past the hour: intervals that overlap would count contacts twice.
create table history_part (
	layer_id  bigint not null,
	team_id   bigint not null,
	active    boolean not null, -- the layer's
	queue     text not null,
	minutes   int not null check (minutes > 0),
	phase     int not null check (phase between 0 and 59),
	rows      int not null check (rows > 0),
	starts    timestamptz not null, -- of the first interval
	until     timestamptz not null, -- start of the last one
	volume    double precision not null,
	fresh     int not null check (fresh >= 0),     -- intervals that were unknown
	corrected int not null check (corrected >= 0), -- that were known with other numbers
	primary key (team_id, queue, layer_id),
	foreign key (team_id, layer_id, active) references history_layer (team_id, id, active) on update cascade on delete cascade,
	constraint one_interval_a_queue exclude using gist (team_id with =, queue with =, minutes with <>) where (active),
	constraint one_phase_a_queue exclude using gist (team_id with =, queue with =, phase with <>) where (active),
	check (starts <= until),
	check (fresh + corrected <= rows)
);
create index on history_part (layer_id);

insert into history_layer (team_id, name, rows, created, author)
select team_id, '', count(*), now(), 'system' from history_point group by team_id;

insert into history_part (layer_id, team_id, active, queue, minutes, phase, rows, starts, until, volume, fresh, corrected)
select l.id, l.team_id, true, p.queue, s.minutes, extract(epoch from min(p.start))::bigint % (least(s.minutes, 60) * 60) / 60,
       count(*), min(p.start), max(p.start), sum(p.volume), count(*), 0
  from history_layer l
  join history_series s using (team_id)
  join history_point p using (team_id, queue)
 group by l.id, l.team_id, p.queue, s.minutes;

alter table history_point rename to history_point_before;
alter index history_point_pkey rename to history_point_before_pkey;

create table history_point (
	team_id  bigint not null,
	queue    text not null,
	start    timestamptz not null,
	layer_id bigint not null,
	volume   double precision not null check (volume >= 0),
	aht      double precision not null check (aht >= 0),
	primary key (team_id, queue, start, layer_id),
	foreign key (team_id, queue, layer_id) references history_part on delete cascade
);

insert into history_point (team_id, queue, start, layer_id, volume, aht)
select p.team_id, p.queue, p.start, l.id, p.volume, p.aht
  from history_point_before p
  join history_layer l using (team_id);

drop table history_point_before;
drop table history_series;
