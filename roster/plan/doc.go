// Package plan is the pipeline as pure functions: a workspace goes in; forecast,
// requirement, problem, roster and pay lines come out.
//
//	Forecast ─► Requirement ─► Problem ─► Solve ─► Pay
//
// Run does all of it; each step also stands alone. Nothing here reads a clock,
// a file or a database, and nothing is logged: the same workspace, month,
// options and program give the same result.
package plan
