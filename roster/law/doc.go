// Package law holds labour-law packs and holiday calendars as data, and turns
// them into the policy that binds one person in one month.
//
// A pack is one YAML file in data/, a calendar one in calendar/. Every number
// stands there with its article and, where it may change, with the dates it is
// valid for; Go knows only how to apply it. A pack is a default that an
// employer must confirm, not legal advice: collective agreements often differ,
// and a team's overrides replace any clause of it.
package law
