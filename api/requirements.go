package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/plan"
)

// Need is what one group of queues needs in one interval.
type Need struct {
	Start   time.Time `json:"start"`
	Group   string    `json:"group" doc:"The skills needed, joined by +; any when none is"`
	Agents  int       `json:"agents" doc:"On duty, rounded up, shrinkage included"`
	Exact   float64   `json:"exact" doc:"The same before rounding"`
	Minimum int       `json:"minimum" doc:"Asked whatever the forecast says"`
	Volume  float64   `json:"volume" doc:"Contacts expected"`
}

func needOf(n plan.Need) Need { return Need(n) }

func (s *server) registerRequirements(api huma.API) {
	register(api, op("list-requirements", http.MethodGet, "/forecasts/{forecast}/requirements", "Requirements",
		"List how many agents a forecast asks for", "By start and group: agents per interval and skill."), s.listRequirements)
}

func (s *server) listRequirements(ctx context.Context, in *forecastInput) (*answer[list[Need]], error) {
	f, err := s.desk.Forecast(ctx, in.Forecast)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(f.Needs, needOf), nil
}
