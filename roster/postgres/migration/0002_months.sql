-- +goose Up

-- Grows with whatever people see of a month besides what revision counts:
-- duties in force and swaps. Who reads both numbers knows whether a month that
-- was read before is still as it was.
alter table team add months bigint not null default 1;
