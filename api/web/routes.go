package web

import (
	"net/http"

	"github.com/smena-org/smena/roster"
)

// act answers one request. What it writes is a page or a part of one; an error
// becomes a page of its own.
type act func(*site, *visit) error

// route is an address and who it is for.
type route struct {
	pattern string
	act     act
	roles   []roster.Role // any of them; nil is whoever is signed in
}

var (
	planners = []roster.Role{roster.RoleAdmin, roster.RolePlanner, roster.RoleTeamLead}
	agents   = []roster.Role{roster.RoleAgent}
	payers   = []roster.Role{roster.RoleAdmin, roster.RolePlanner, roster.RolePayroll}
	leads    = []roster.Role{roster.RoleAdmin, roster.RolePlanner, roster.RoleTeamLead, roster.RolePayroll}
	clerks   = []roster.Role{roster.RoleAdmin, roster.RolePayroll}
	makers   = []roster.Role{roster.RoleAdmin, roster.RolePlanner} // of what a team is
	admins   = []roster.Role{roster.RoleAdmin}
)

// open are the addresses for people who are not signed in.
var open = []route{
	{"GET /sign-in", (*site).showSignIn, nil},
	{"POST /sign-in", (*site).signIn, nil},
	{"POST /sign-out", (*site).signOut, nil},
	{"GET /setup/{secret}", (*site).showSetup, nil},
	{"POST /setup/{secret}", (*site).setup, nil},
}

// closed are all other pages.
var closed = []route{
	{"GET /{$}", (*site).showHome, nil},
	{"GET /account", (*site).showAccount, nil},
	{"POST /account/language", (*site).setLanguage, nil},
	{"POST /account/tokens", (*site).createToken, nil},
	{"POST /tokens/{id}/revoke", (*site).revokeToken, nil},
	{"POST /account/password", (*site).setPassword, nil},

	{"GET /teams/new", (*site).showNewTeam, makers},
	{"POST /teams", (*site).createTeam, makers},
	{"POST /teams/import", (*site).importTeam, makers},
	{"GET /teams/{id}", (*site).showTeam, planners},
	{"POST /teams/{id}", (*site).updateTeam, makers},
	{"POST /teams/{id}/rosters", (*site).createRoster, planners},
	{"GET /teams/{id}/workspace", (*site).exportTeam, makers},
	{"GET /teams/{id}/people", (*site).showPeople, planners},
	{"POST /teams/{id}/people", (*site).savePerson, makers},
	{"GET /teams/{id}/people/new", (*site).showNewPerson, makers},
	{"GET /teams/{id}/people/{agent}", (*site).showPerson, planners},
	{"POST /teams/{id}/people/{agent}", (*site).savePerson, makers},
	{"POST /teams/{id}/people/{agent}/availability", (*site).addAvailability, planners},
	{"POST /teams/{id}/people/{agent}/balance", (*site).saveBalance, makers},
	{"POST /availability/{id}/remove", (*site).removeAvailability, planners},
	{"GET /teams/{id}/absences", (*site).showAbsences, planners},
	{"POST /teams/{id}/absences", (*site).grantAbsence, planners},
	{"POST /absences/{id}/remove", (*site).takeBackAbsence, planners},
	{"GET /teams/{id}/shifts", (*site).showShifts, planners},
	{"POST /teams/{id}/shifts", (*site).saveShift, makers},
	{"POST /teams/{id}/shifts/remove", (*site).removeShift, makers},
	{"GET /teams/{id}/contracts", (*site).showContracts, planners},
	{"POST /teams/{id}/contracts", (*site).saveContract, makers},
	{"POST /teams/{id}/contracts/remove", (*site).removeContract, makers},
	{"POST /teams/{id}/undo", (*site).undoTeam, makers},
	{"GET /teams/{id}/rules", (*site).showRules, planners},
	{"POST /teams/{id}/rules", (*site).addRule, makers},
	{"POST /teams/{id}/rules/change", (*site).changeRule, makers},
	{"POST /teams/{id}/rules/weights", (*site).saveWeights, makers},
	{"GET /teams/{id}/schedules", (*site).showSchedules, makers},
	{"POST /teams/{id}/schedules", (*site).addSchedule, makers},
	{"POST /teams/{id}/schedules/{schedule}", (*site).toggleSchedule, makers},
	{"POST /teams/{id}/schedules/{schedule}/remove", (*site).removeSchedule, makers},
	{"GET /teams/{id}/attendance", (*site).showAttendance, leads},
	{"POST /teams/{id}/attendance", (*site).correctAttendance, leads},
	{"POST /attendance/{id}/remove", (*site).removeAttendance, leads},
	{"GET /teams/{id}/forecast", (*site).showForecast, planners},
	{"POST /teams/{id}/forecast", (*site).startForecast, planners},
	{"GET /teams/{id}/forecast/explain", (*site).showExplain, planners},
	{"GET /teams/{id}/forecast/review", (*site).showReview, planners},
	{"POST /alarms/{id}/seen", (*site).seeAlarm, planners},
	{"GET /teams/{id}/events", (*site).showEvents, planners},
	{"POST /teams/{id}/events", (*site).saveEvent, makers},
	{"POST /teams/{id}/events/remove", (*site).removeEvent, makers},
	{"POST /teams/{id}/events/undo", (*site).undoEvents, makers},
	{"GET /teams/{id}/left-out", (*site).showLeftOut, planners},
	{"POST /teams/{id}/left-out", (*site).decide, makers},
	{"POST /teams/{id}/left-out/forget", (*site).forgetDecision, makers},
	{"POST /teams/{id}/left-out/undo", (*site).undoDecisions, makers},
	{"GET /teams/{id}/history", (*site).showHistory, planners},
	{"POST /teams/{id}/history", (*site).importHistory, makers},
	{"POST /history-layers/{id}/undo", (*site).undoHistory, makers},
	{"POST /history-layers/{id}/redo", (*site).redoHistory, makers},
	{"GET /teams/{id}/requests", (*site).showRequests, planners},
	{"POST /teams/{id}/swap-approval", (*site).setSwapApproval, planners},
	{"POST /absences/{id}/decide", (*site).decideAbsence, planners},
	{"POST /swaps/{id}/decide", (*site).decideSwap, planners},

	{"GET /rosters/{id}", (*site).showMonth, planners},
	{"GET /rosters/{id}/coverage", (*site).showCoverage, planners},
	{"GET /rosters/{id}/export", (*site).exportRoster, planners},
	{"GET /rosters/{id}/days/{date}", (*site).showDay, planners},
	{"GET /rosters/{id}/cells/{agent}/{date}", (*site).showCell, planners},
	{"POST /rosters/{id}/cells/{agent}/{date}", (*site).saveCell, planners},
	{"POST /rosters/{id}/cells/{agent}/{date}/try", (*site).tryCell, planners},
	{"POST /rosters/{id}/cells/{agent}/{date}/pin", (*site).pinCell, planners},
	{"POST /rosters/{id}/cells", (*site).saveCells, planners},
	{"GET /rosters/{id}/candidates", (*site).showCandidates, planners},
	{"POST /rosters/{id}/assign", (*site).assign, planners},
	{"GET /rosters/{id}/repair", (*site).showRepair, planners},
	{"POST /rosters/{id}/repair", (*site).takeRepair, planners},
	{"GET /rosters/{id}/help", (*site).showHelp, planners},
	{"POST /rosters/{id}/open-shift", (*site).openShift, planners},
	{"POST /rosters/{id}/solve", (*site).solve, planners},
	{"GET /rosters/{id}/publish", (*site).showPublish, planners},
	{"POST /rosters/{id}/publish", (*site).publish, planners},
	{"GET /rosters/{id}/versions", (*site).showVersions, planners},
	{"GET /rosters/{id}/versions/{number}", (*site).showVersion, planners},
	{"POST /rosters/{id}/discard", (*site).discardDraft, planners},
	{"GET /jobs/{id}", (*site).showJob, planners},
	{"GET /jobs/{id}/events", (*site).watchJob, planners},
	{"POST /jobs/{id}/cancel", (*site).cancelJob, planners},

	{"GET /my", (*site).showMyMonth, agents},
	{"GET /my/team", (*site).showTeamMonth, agents},
	{"GET /my/swaps", (*site).showSwaps, agents},
	{"GET /my/swaps/new", (*site).showSwapForm, agents},
	{"POST /my/swaps", (*site).offerSwap, agents},
	{"POST /my/swaps/{id}/accept", (*site).acceptSwap, agents},
	{"POST /my/swaps/{id}/decline", (*site).declineSwap, agents},
	{"POST /my/swaps/{id}/withdraw", (*site).withdrawSwap, agents},
	{"GET /my/wishes", (*site).showWishes, agents},
	{"POST /my/wishes", (*site).addWish, agents},
	{"POST /my/wishes/{id}/remove", (*site).removeWish, agents},
	{"GET /my/leave", (*site).showLeave, agents},
	{"POST /my/leave", (*site).askLeave, agents},
	{"POST /my/leave/{id}/remove", (*site).removeLeave, agents},
	{"GET /my/calendar", (*site).showFeeds, agents},
	{"POST /my/calendar", (*site).createFeed, agents},
	{"POST /my/calendar/{id}/revoke", (*site).revokeFeed, agents},

	{"GET /pay", (*site).showPay, payers},
	{"POST /teams/{id}/pay", (*site).createPayPeriod, clerks},
	{"GET /pay/{id}", (*site).showPayPeriod, payers},
	{"GET /pay/{id}/agents/{agent}", (*site).showPayDetail, payers},
	{"POST /pay/{id}/agents/{agent}/corrections", (*site).correct, leads},
	{"POST /pay/{id}/agents/{agent}/corrections/{correction}/remove", (*site).removeCorrection, leads},
	{"GET /pay/{id}/export", (*site).exportPay, clerks},
	{"POST /pay/{id}/lock", (*site).lockPayPeriod, clerks},

	{"GET /audit", (*site).showAudit, makers},
	{"GET /users", (*site).showUsers, admins},
	{"POST /users", (*site).createUser, admins},
	{"GET /users/{id}", (*site).showUser, admins},
	{"POST /users/{id}", (*site).updateUser, admins},
	{"POST /users/{id}/password", (*site).resetPassword, admins},
	{"POST /users/{id}/tokens", (*site).createTokenFor, admins},
	{"POST /users/{id}/disable", (*site).disableUser, admins},
}

// routes puts the tables to work.
func (s *site) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/{file...}", http.HandlerFunc(s.serveAsset))
	for _, r := range open {
		mux.Handle(r.pattern, s.handle(r.act))
	}
	for _, r := range closed {
		mux.Handle(r.pattern, s.handle(only(r)))
	}
	mux.Handle("/", s.handle(func(s *site, v *visit) error {
		return roster.Errorf(roster.NotFound, "%s", v.t("error.no-page"))
	}))
	return mux
}

// only lets signed-in people with one of the route's roles in. Others who came
// to read are asked to sign in first and then brought back.
func only(r route) act {
	return func(s *site, v *visit) error {
		switch {
		case !v.signedIn:
			return v.toSignIn()
		case r.roles != nil && !v.actor.Has(r.roles...):
			return roster.Errorf(roster.Forbidden, "%s", v.t("error.role"))
		}
		return r.act(s, v)
	}
}
