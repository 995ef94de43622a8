-- +goose Up

-- How good a solve's best roster so far is: what of the demand it leaves open,
-- and what no roster can cost less than, once that is proven.
alter table job
	add missing double precision check (missing >= 0), -- agent-hours
	add bound   double precision;
