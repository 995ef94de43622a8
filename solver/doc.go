// Package solver decides who works when: it reads a problem (people, shifts,
// rules, demand), searches for the best roster, and explains what it could not do.
package solver
