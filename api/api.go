package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/smena-org/smena/roster/desk"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Options shape the handler. The zero value is the usual one.
type Options struct {
	Log *slog.Logger // nil is slog.Default
	// Pages answers whatever is not the API's: the web. Nil is 404.
	Pages http.Handler
	// Heavy is how many stateless solves and forecasts may run at once; 0 is 2.
	Heavy int
	// Timeout bounds an ordinary request; 0 is 30 seconds.
	Timeout time.Duration
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Heavy <= 0 {
		o.Heavy = 2
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	return o
}

// server holds what the handlers share.
type server struct {
	desk  *desk.Desk
	log   *slog.Logger
	o     Options
	heavy chan struct{} // one slot a stateless computation
	stats *stats
}

// New returns the handler of the whole service: /api/v1, calendar feeds,
// health, metrics, the specification and its page, and o.Pages for the rest.
func New(d *desk.Desk, o Options) http.Handler {
	o = o.withDefaults()
	s := &server{desk: d, log: o.Log, o: o, heavy: make(chan struct{}, o.Heavy), stats: newStats()}
	r := chi.NewRouter()
	r.Use(s.requestID, s.observe, s.recover, secureHeaders,
		// Answers of the API are short and many: level 1 costs a third of level 5.
		middleware.Compress(1, "application/json", "application/problem+json"),
		middleware.Compress(5, "application/yaml", "text/html", "text/css",
			"text/csv", "text/calendar", "text/plain", "text/javascript", "application/javascript", "image/svg+xml"),
		notModified, s.limits, s.requireActor, s.onceOnly)
	s.register(humachi.New(r, config()))
	s.plain(r)
	return r
}

// register adds every operation of the API, in the order of the specification.
func (s *server) register(whole huma.API) {
	api := huma.NewGroup(whole, Prefix)
	for _, add := range []func(huma.API){
		s.registerTeams, s.registerPolicies, s.registerShiftTypes, s.registerContracts, s.registerAgents, s.registerBalances,
		s.registerHistory, s.registerHistoryLayers, s.registerSpecialDays, s.registerLeftOut, s.registerForecasts, s.registerForecastReview, s.registerRequirements,
		s.registerRosters, s.registerCells, s.registerRepair, s.registerVersions, s.registerDuties, s.registerMonth,
		s.registerRequests, s.registerAbsences, s.registerAvailability, s.registerPins, s.registerSwaps, s.registerSwapAnswers,
		s.registerPayPeriods, s.registerPayLines, s.registerAttendance,
		s.registerJobs, s.registerJobEvents, s.registerSchedules,
		s.registerUsers, s.registerTokens, s.registerMe, s.registerFeeds, s.registerAudit,
		s.registerSolve, s.registerQuestions, s.registerForecast,
	} {
		add(api)
	}
}

// plain adds what is not described by the specification.
func (s *server) plain(r chi.Router) {
	for path, h := range map[string]http.HandlerFunc{
		"/healthz": s.health, "/readyz": s.ready, "/metrics": s.stats.handler().ServeHTTP,
		"/openapi.yaml": s.openapi, "/docs": s.docs, "/schemas/problem.json": problemSchema, "/calendar/{secret}": s.calendar,
	} {
		r.Get(path, h)
		r.Head(path, h) // what watches services asks no more of them
	}
	r.MethodNotAllowed(s.wrongMethod)
	r.NotFound(s.elsewhere)
}

// elsewhere hands a request that is not the API's to the web.
func (s *server) elsewhere(w http.ResponseWriter, r *http.Request) {
	if s.o.Pages != nil && !isAPI(r) {
		s.o.Pages.ServeHTTP(w, r)
		return
	}
	writeProblem(w, r, newProblem(http.StatusNotFound, "there is nothing at "+r.URL.Path))
}

func (s *server) wrongMethod(w http.ResponseWriter, r *http.Request) {
	if s.o.Pages != nil && !isAPI(r) {
		s.o.Pages.ServeHTTP(w, r)
		return
	}
	writeProblem(w, r, newProblem(http.StatusMethodNotAllowed, r.Method+" is not possible here"))
}
