package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// SpecialDay is a date, or a part of one, on which a queue is not as usual.
type SpecialDay struct {
	Date   string  `json:"date" format:"date"`
	Until  string  `json:"until,omitempty" format:"date" doc:"The last date of several days that are alike"`
	Name   string  `json:"name" maxLength:"200" doc:"The effect is learnt from days of the same name"`
	Kind   string  `json:"kind,omitempty" enum:"holiday,event" doc:"Holiday or event"`
	Factor float64 `json:"factor,omitempty" minimum:"0" maximum:"1000" doc:"Times the usual volume; 0 learns it from history"`
	Target float64 `json:"target,omitempty" minimum:"0" maximum:"1000000000" doc:"Contacts in all on each day, whatever history says; 0 is none"`
	Cap    float64 `json:"cap,omitempty" minimum:"0" maximum:"1000000000" doc:"The most that come in all on each day; 0 is none"`
	Closed bool    `json:"closed,omitempty" doc:"Nothing is forecast"`
	Series string  `json:"queue,omitempty" maxLength:"100" doc:"Absent is all queues"`
	From   string  `json:"from,omitempty" pattern:"^([01][0-9]|2[0-4]):[0-5][0-9]$" doc:"The part of the day; absent is all of it"`
	To     string  `json:"to,omitempty" pattern:"^([01][0-9]|2[0-4]):[0-5][0-9]$"`
}

func specialDayOf(d forecast.SpecialDay) SpecialDay {
	return SpecialDay{
		Date: d.Date, Until: d.Until, Name: d.Name, Kind: d.Kind, Factor: d.Factor, Target: d.Target, Cap: d.Cap, Closed: d.Closed,
		Series: d.Series, From: d.From, To: d.To,
	}
}

func specialDays(in []SpecialDay) []forecast.SpecialDay {
	return each(in, func(d SpecialDay) forecast.SpecialDay {
		return forecast.SpecialDay{
			Date: d.Date, Until: d.Until, Name: d.Name, Kind: d.Kind, Factor: d.Factor, Target: d.Target, Cap: d.Cap, Closed: d.Closed,
			Series: d.Series, From: d.From, To: d.To,
		}
	})
}

type specialDaysInput struct {
	TeamInput
	Body struct {
		Items []SpecialDay `json:"items" maxItems:"2000" nullable:"false"`
	}
}

func (s *server) registerSpecialDays(api huma.API) {
	const tag = "History"
	register(api, op("list-special-days", http.MethodGet, "/teams/{team}/special-days", tag, "List a team's special days", ""), s.listSpecialDays)
	register(api, op("put-special-days", http.MethodPut, "/teams/{team}/special-days", tag, "Replace a team's special days", ""), s.putSpecialDays)
	register(api, op("undo-special-days", http.MethodPost, "/teams/{team}/special-days/undo", tag, "Undo the last change of the special days", "Once more does it again."), s.undoSpecialDays)
	register(api, op("try-special-days", http.MethodPost, "/teams/{team}/special-days/effect", tag, "See what special days would do",
		"Nothing is stored. Factors, targets, caps and closed days are laid over the newest forecast of the month; what is learnt shows in a new forecast."), s.trySpecialDays)
}

// EventEffect is what special days do to a queue's forecast.
type EventEffect struct {
	Queue string      `json:"queue"`
	Days  []EffectDay `json:"days"`
}

// EffectDay is one date, in contacts.
type EffectDay struct {
	Date   roster.Date `json:"date" format:"date"`
	Base   float64     `json:"base" doc:"What the statistics say"`
	Before float64     `json:"before" doc:"As the newest forecast has it"`
	After  float64     `json:"after" doc:"With these special days"`
}

func effectOf(e desk.EventEffect) EventEffect {
	return EventEffect{Queue: e.Queue, Days: each(e.Days, func(d desk.EffectDay) EffectDay { return EffectDay(d) })}
}

type effectInput struct {
	TeamInput
	Body struct {
		Month month        `json:"month"`
		Items []SpecialDay `json:"items" maxItems:"2000" nullable:"false"`
	}
}

func (s *server) undoSpecialDays(ctx context.Context, in *TeamInput) (*answer[list[SpecialDay]], error) {
	if err := s.desk.UndoEvents(ctx, in.Team); err != nil {
		return nil, s.problem(ctx, err)
	}
	return s.listSpecialDays(ctx, in)
}

func (s *server) trySpecialDays(ctx context.Context, in *effectInput) (*answer[list[EventEffect]], error) {
	found, err := s.desk.EventEffect(ctx, in.Team, in.Body.Month.Month, specialDays(in.Body.Items))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, effectOf), nil
}

func (s *server) listSpecialDays(ctx context.Context, in *TeamInput) (*answer[list[SpecialDay]], error) {
	found, err := s.desk.Events(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, specialDayOf), nil
}

func (s *server) putSpecialDays(ctx context.Context, in *specialDaysInput) (*answer[list[SpecialDay]], error) {
	if err := s.desk.SetEvents(ctx, in.Team, specialDays(in.Body.Items)); err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[list[SpecialDay]]{list[SpecialDay]{Items: in.Body.Items}}, nil
}
