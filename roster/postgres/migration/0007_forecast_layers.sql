-- +goose Up

-- The layers of history that a forecast was made from; empty for those made
-- before it was kept.
alter table forecast add layers bigint[] not null default '{}';
