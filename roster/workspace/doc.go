// Package workspace reads and writes the files of a workspace: a folder that
// holds a team, its people and its past, from which a month is planned.
//
//	team.yaml         who we are: zone, hours, queues, shifts, contracts, rules (see ReadTeam)
//	agents.csv        agent_id,name,contract,zone,skills,consents,protected,payroll_id,hourly_rate,valid_from,valid_to
//	history/*.csv     timestamp,queue,volume[,aht_seconds,abandoned]           (see ReadHistory)
//	balances.csv      agent_id,as_of,hours_balance,overtime_year,nights,weekends,holidays,owed_rest_days
//	absences.csv      agent_id,from,to,kind
//	availability.csv  agent_id,rule,from,to,start,end,can_or_cannot            rule is an RRULE of days
//	requests.csv      agent_id,date,shift,on_or_off,weight                     an empty shift is any shift
//	pins.csv          agent_id,date,shift                                      - is a day off
//	previous.csv      the form of roster.csv: the last published roster
//	events.csv        date,name,kind,factor,closed,queue,from,to,until,target,cap
//	left_out.csv      from,to,queue,decision,reason                            spans of the history to leave_out, or to keep
//
// Only the first three are needed. A span of dates in a file includes both of
// its days, as people write leave; in the domain it is half-open. Numbers may
// have a decimal comma, fields may be separated by commas, semicolons or tabs.
//
// Reading collects every fault of every file, each with line, field, value
// and cure, instead of stopping at the first.
package workspace
