// Package curtois reads the shift-scheduling instances of Curtois and Qu
// ("Computational results on new staff scheduling benchmark instances", 2014;
// doi 10.1016/j.ejor.2014.01.039 asks to be cited with them) as problems.
//
// An instance is text in sections of comma-separated lines. It becomes a
// problem whose roster costs and breaks exactly what the instance's would:
//
//	forbidden successor, day off, limits of a person  →  hard rules
//	request for or against a shift                    →  wish, at its weight
//	cover                                             →  demand by shift
//
// People with the same limits share a policy. Day 0 is Monday, 2026-01-05.
package curtois
