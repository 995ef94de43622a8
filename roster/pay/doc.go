// Package pay turns published duties into pay lines: how many minutes of each
// premium a person earned on each date, and by which article.
//
// It is a pure function of duties, pack and flags. Durations are elapsed time;
// premium windows and dates are read off the clock at the place of work. Both
// meet in a stretch: worked time in which the clock runs evenly, so that the
// nights on which the clocks change need no special case. Every stretch is cut
// at the borders of all premiums (cut.go), and each piece then earns or does
// not earn as a whole (earn.go). What only a whole period can tell, overtime
// beyond a norm or a week, is settled last (settle.go).
package pay
