-- +goose Up
create extension if not exists btree_gist;

-- Teams -----------------------------------------------------------------------

create table team (
	id             bigint generated always as identity primary key,
	name           text not null unique check (name <> ''),
	zone           text not null,
	policy_version int not null default 1,
	swap_approval  text not null default 'auto' check (swap_approval in ('auto', 'lead')),
	revision       bigint not null default 1, -- grows with whatever a check of a roster reads
	created        timestamptz not null
);

-- The definition of a team, in the form of team.yaml, as somebody wrote it. A
-- version is never changed: rosters name the one they were made under.
create table policy_version (
	team_id bigint not null references team on delete cascade,
	version int not null check (version > 0),
	source  text not null,
	created timestamptz not null,
	author  text not null,
	primary key (team_id, version)
);
alter table team add foreign key (id, policy_version) references policy_version (team_id, version) deferrable initially deferred;

-- Every shift type that any version of the team has had, so that duties can
-- refer to it.
create table shift_type (
	team_id  bigint not null references team on delete cascade,
	code     text not null,
	name     text not null,
	start    int not null check (start between 0 and 1439),
	length   int not null check (length between 1 and 1440),
	office   boolean not null,
	position int not null,
	retired  boolean not null default false,
	primary key (team_id, code)
);

create table agent (
	id          bigint generated always as identity primary key,
	team_id     bigint not null references team on delete cascade,
	code        text not null check (code <> ''),
	name        text not null,
	zone        text not null default '',
	payroll_id  text not null default '',
	skills      text[] not null default '{}',
	consents    text[] not null default '{}',
	protected   text[] not null default '{}',
	hourly_rate bigint not null default 0 check (hourly_rate >= 0),
	position    int not null default 0,
	version     int not null default 1,
	unique (team_id, code),
	unique (team_id, id)
);

create table agent_term (
	agent_id   bigint not null references agent on delete cascade,
	contract   text not null,
	valid_from date not null,
	valid_to   date,
	check (valid_to > valid_from),
	exclude using gist (agent_id with =, daterange(valid_from, valid_to) with &&)
);

create table balance (
	agent_id       bigint primary key references agent on delete cascade,
	as_of          date not null,
	hours_balance  int not null default 0,
	overtime_year  int not null default 0,
	nights         int not null default 0,
	weekends       int not null default 0,
	holidays       int not null default 0,
	owed_rest_days int not null default 0
);

-- What people ask for -----------------------------------------------------------

create table absence (
	id        bigint generated always as identity primary key,
	agent_id  bigint not null references agent on delete cascade,
	from_date date not null,
	to_date   date not null,
	kind      text not null,
	state     text not null default 'approved' check (state in ('requested', 'approved', 'declined', 'withdrawn')),
	note      text not null default '',
	created   timestamptz not null,
	check (to_date > from_date),
	exclude using gist (agent_id with =, daterange(from_date, to_date) with &&) where (state in ('requested', 'approved'))
);

create table availability (
	id        bigint generated always as identity primary key,
	agent_id  bigint not null references agent on delete cascade,
	rule      text not null,
	from_date date,
	to_date   date,
	span_from int not null,
	span_to   int not null,
	can       boolean not null
);
create index on availability (agent_id);

create table wish (
	id       bigint generated always as identity primary key,
	agent_id bigint not null references agent on delete cascade,
	date     date not null,
	shift    text not null default '', -- '' is any shift
	wanted   boolean not null,
	weight   int not null default 1 check (weight between 1 and 10),
	created  timestamptz not null,
	unique (agent_id, date, shift)
);

create table pin (
	agent_id bigint not null references agent on delete cascade,
	date     date not null,
	shift    text not null default '', -- '' is a day off
	primary key (agent_id, date)
);

-- How much work -------------------------------------------------------------------

create table event (
	team_id  bigint not null references team on delete cascade,
	position int not null,
	value    jsonb not null,
	primary key (team_id, position)
);

create table history_series (
	team_id bigint not null references team on delete cascade,
	queue   text not null,
	minutes int not null check (minutes > 0),
	primary key (team_id, queue)
);

create table history_point (
	team_id bigint not null,
	queue   text not null,
	start   timestamptz not null,
	volume  double precision not null check (volume >= 0),
	aht     double precision not null check (aht >= 0),
	primary key (team_id, queue, start),
	foreign key (team_id, queue) references history_series on delete cascade
);

create table forecast (
	id             bigint generated always as identity primary key,
	team_id        bigint not null references team on delete cascade,
	from_date      date not null,
	to_date        date not null,
	policy_version int not null,
	program        text not null,
	created        timestamptz not null,
	history_until  timestamptz,
	queues         jsonb not null, -- by queue: model, scores, notes, values
	needs          jsonb not null, -- agents per interval and group
	check (to_date > from_date),
	foreign key (team_id, policy_version) references policy_version
);
create index on forecast (team_id, from_date, id desc);

-- Rosters -------------------------------------------------------------------------

create table roster (
	id             bigint generated always as identity primary key,
	team_id        bigint not null references team on delete cascade,
	from_date      date not null,
	to_date        date not null,
	state          text not null default 'draft' check (state in ('draft', 'published', 'locked')),
	version        int not null default 1,
	published      int, -- the number of the publication in force
	changed        boolean not null default false, -- the draft differs from what is published
	policy_version int not null,
	forecast_id    bigint references forecast,
	seed           numeric(20) not null default 0,
	program        text not null default '',
	created        timestamptz not null,
	modified       timestamptz not null,
	assessment     jsonb, -- of the draft, made when first asked for
	assessed       text,  -- the state of things it was made from
	check (to_date > from_date),
	check ((published is null) = (state = 'draft')),
	unique (team_id, id),
	foreign key (team_id, policy_version) references policy_version,
	exclude using gist (team_id with =, daterange(from_date, to_date) with &&)
);

-- Duties of a draft are free; those in force never overlap for one person. The
-- constraint can be deferred, so that a swap may cross inside a transaction.
create table duty (
	id        bigint generated always as identity primary key,
	roster_id bigint not null,
	team_id   bigint not null,
	agent_id  bigint not null,
	date      date not null,
	shift     text not null,
	kind      text not null check (kind in ('ordinary', 'overtime', 'rest_day', 'standby')),
	during    tstzrange not null check (not isempty(during)),
	breaks    jsonb not null default '[]',
	published boolean not null default false,
	uid       uuid not null default gen_random_uuid(), -- of the calendar event
	sequence  int not null default 0,                  -- grows when the published duty changes
	modified  timestamptz not null,
	foreign key (team_id, roster_id) references roster (team_id, id) on delete cascade,
	foreign key (team_id, agent_id) references agent (team_id, id),
	foreign key (team_id, shift) references shift_type,
	constraint one_duty_a_day unique (roster_id, agent_id, date, published) deferrable,
	constraint duties_do_not_overlap exclude using gist (agent_id with =, during with &&) where (published) deferrable
);
create index on duty (agent_id, date) where published;
create index on duty (roster_id, published);

-- Published duties that are no more: calendars hear of them for a month.
create table duty_cancelled (
	uid       uuid primary key,
	agent_id  bigint not null references agent on delete cascade,
	date      date not null,
	shift     text not null,
	during    tstzrange not null,
	sequence  int not null,
	modified  timestamptz not null
);
create index on duty_cancelled (agent_id, modified);

-- What was published, when and by whom.
create table publication (
	roster_id bigint not null references roster on delete cascade,
	number    int not null,
	version   int not null,
	created   timestamptz not null,
	author    text not null,
	reason    text not null default '', -- why hard breaches were accepted
	duties    jsonb not null,
	hard      int not null,
	cost      double precision not null,
	findings  jsonb not null default '[]',
	primary key (roster_id, number)
);

create table swap (
	id         bigint generated always as identity primary key,
	roster_id  bigint not null references roster on delete cascade,
	kind       text not null check (kind in ('exchange', 'give_away', 'open_shift')),
	state      text not null check (state in ('offered', 'accepted', 'approved', 'auto_approved', 'applied', 'declined', 'withdrawn', 'expired', 'overtaken')),
	agent_id   bigint references agent,
	date       date not null,
	shift      text not null,
	other_id   bigint references agent,
	back       date,
	back_shift text not null default '',
	note       text not null default '',
	decision   text not null default '',
	answer     text not null default '',
	expires    timestamptz not null,
	created    timestamptz not null,
	changed    timestamptz not null,
	version    int not null default 1,
	check ((agent_id is null) = (kind = 'open_shift')),
	check ((back is null) = (kind <> 'exchange')),
	check (kind <> 'exchange' or other_id is not null),
	check (agent_id <> other_id)
);
create index on swap (roster_id, state);
create unique index on swap (agent_id, date) where state in ('offered', 'accepted');

-- Pay -------------------------------------------------------------------------------

create table attendance (
	id       bigint generated always as identity primary key,
	agent_id bigint not null references agent on delete cascade,
	date     date not null,
	kind     text not null check (kind in ('ordinary', 'overtime', 'rest_day', 'standby', 'absent')),
	during   tstzrange,
	reason   text not null check (reason <> ''),
	created  timestamptz not null,
	author   text not null,
	check ((kind = 'absent') = (during is null)),
	exclude using gist (agent_id with =, during with &&)
);
create unique index on attendance (agent_id, date) where kind in ('ordinary', 'absent');

create table pay_period (
	id        bigint generated always as identity primary key,
	team_id   bigint not null references team on delete cascade,
	from_date date not null,
	to_date   date not null,
	state     text not null default 'open' check (state in ('open', 'locked')),
	version   int not null default 1,
	created   timestamptz not null,
	locked    timestamptz,
	locked_by text not null default '',
	check (to_date > from_date),
	check ((locked is null) = (state = 'open')),
	exclude using gist (team_id with =, daterange(from_date, to_date) with &&)
);

-- The lines of a locked period, as they went to payroll.
create table pay_line (
	period_id  bigint not null references pay_period on delete cascade,
	agent      text not null,
	payroll_id text not null,
	date       date not null,
	category   text not null,
	minutes    int not null,
	percent    int not null,
	rule       text not null
);
create index on pay_line (period_id, agent);

-- People who sign in ------------------------------------------------------------------

create table account (
	id        bigint generated always as identity primary key,
	email     text not null check (email = lower(email) and email like '%_@_%'),
	name      text not null,
	password  text not null, -- bcrypt
	roles     text[] not null check (roles <@ '{admin,planner,team_lead,agent,payroll}' and cardinality(roles) > 0),
	teams     bigint[] not null default '{}',
	agent_id  bigint unique references agent on delete set null,
	language  text not null default '',
	disabled  boolean not null default false,
	failures  int not null default 0,
	locked_until timestamptz,
	version   int not null default 1,
	created   timestamptz not null
);
create unique index account_email on account (email);

-- Secrets are stored as SHA-256 of 32 random bytes; who reads the table cannot
-- sign in with it.
create table session (
	hash       bytea primary key,
	account_id bigint not null references account on delete cascade,
	created    timestamptz not null,
	expires    timestamptz not null
);
create index on session (account_id);

create table token (
	id         bigint generated always as identity primary key,
	account_id bigint not null references account on delete cascade,
	name       text not null,
	hash       bytea not null unique,
	created    timestamptz not null,
	expires    timestamptz,
	used       timestamptz,
	revoked    timestamptz
);
create index on token (account_id);

create table feed (
	id       bigint generated always as identity primary key,
	agent_id bigint not null references agent on delete cascade,
	hash     bytea not null unique,
	created  timestamptz not null,
	revoked  timestamptz
);
create index on feed (agent_id);

create table setup (
	single  boolean primary key default true check (single),
	hash    bytea not null,
	expires timestamptz not null
);

-- Work in the background -----------------------------------------------------------------

create table job (
	id        bigint generated always as identity primary key,
	kind      text not null check (kind in ('forecast', 'solve')),
	state     text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
	team_id   bigint not null references team on delete cascade,
	roster_id bigint references roster on delete cascade,
	args      jsonb not null,
	author    text not null,
	share     double precision not null default 0,
	stage     text not null default '',
	cost      double precision,
	hard      int,
	message   text not null default '',
	result    bigint, -- the forecast made, or the roster's version
	attempt   int not null default 0,
	worker    text not null default '',
	lease     timestamptz, -- until when the worker has the job, unless it renews
	cancel    boolean not null default false,
	created   timestamptz not null,
	started   timestamptz,
	finished  timestamptz
);
create index on job (team_id, id desc);
create index on job (lease) where state = 'running';
create unique index one_solve_at_a_time on job (roster_id) where kind = 'solve' and state in ('queued', 'running');

create table schedule (
	id       bigint generated always as identity primary key,
	team_id  bigint not null references team on delete cascade,
	kind     text not null check (kind in ('forecast', 'solve')),
	cron     text not null,
	zone     text not null,
	enabled  boolean not null default true,
	next_at  timestamptz not null,
	last_at  timestamptz,
	last_job bigint references job on delete set null,
	version  int not null default 1,
	created  timestamptz not null
);
create index on schedule (next_at) where enabled;

-- The same key gets the same answer.
create table idempotency (
	account_id bigint not null references account on delete cascade,
	key        text not null check (length(key) between 1 and 255),
	request    bytea not null, -- a digest: the same key for another request is refused
	status     int,
	answer     bytea,
	created    timestamptz not null,
	primary key (account_id, key)
);

-- Who changed what ------------------------------------------------------------------------

create table audit (
	id      bigint generated always as identity primary key,
	at      timestamptz not null,
	who     text not null,
	account_id bigint, -- no reference: the entry outlives the account
	team_id bigint,
	action  text not null, -- "roster.publish"
	what    text not null, -- "roster"
	thing   text not null, -- its id
	before  jsonb,
	after   jsonb
);
create index on audit (team_id, id desc);
create index on audit (what, thing, id desc);
