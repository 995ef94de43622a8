package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// helpPage is where a planner asks what would close the gaps of a month: a rule
// that gives way, a skill that is learnt, people who are hired.
type helpPage struct {
	Roster desk.Roster
	Team   desk.TeamView
	Agents []desk.Agent // with a contract in the month: whom new people could be like
	Ask    string       // "relax", "hire" or ""
	Like   string
	Search string // address of the answer that is still to be searched for, "" for none
	Help   *helpAnswer
	Hiring *hireAnswer
}

// helpAnswer is what would help, in words.
type helpAnswer struct {
	Open      string
	Cut       bool
	Conflicts []helpConflict
	Lines     []helpLine
}

type helpConflict struct {
	Words string
	Rules []string
}

// helpLine is one thing that could be otherwise, and what that would give.
type helpLine struct{ Words, Gives, Cost, Sources string }

// hireAnswer is how many people would do, in words.
type hireAnswer struct {
	Like, Proof, Beyond string
	AtLeast, Enough     int
	Tried               []hireTrial
	Cut                 bool
}

type hireTrial struct {
	People int
	Open   string
}

// showHelp asks what to look for. A page that was asked searches only when its
// script asks for the part with the answer, or its reader has none: so that
// there is something to look at meanwhile.
func (s *site) showHelp(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := &helpPage{Ask: v.text("ask"), Like: v.text("like")}
	if p.Roster, err = s.desk.Roster(v.ctx(), id); err != nil {
		return err
	}
	if p.Team, err = s.desk.Team(v.ctx(), p.Roster.Team); err != nil {
		return err
	}
	if p.Agents, err = s.desk.Agents(v.ctx(), p.Roster.Team); err != nil {
		return err
	}
	names := agentNames(p.Agents)
	month := p.Roster.Month
	p.Agents = slices.DeleteFunc(p.Agents, func(a desk.Agent) bool {
		return !slices.ContainsFunc(a.Terms, func(t roster.Terms) bool { return t.From < month.To && (t.To == 0 || t.To > month.From) })
	})
	switch {
	case p.Ask == "":
	case v.part() || v.text("now") != "":
		err = s.answerHelp(v, p, names)
	default:
		p.Search = fmt.Sprintf("/rosters/%d/help?%s", id, url.Values{"ask": {p.Ask}, "like": {p.Like}}.Encode())
	}
	if err != nil {
		return err
	}
	if v.part() {
		return s.render(v, "help-part", p)
	}
	return s.render(v, "help", p)
}

// answerHelp searches for the answer that was asked for.
func (s *site) answerHelp(v *visit, p *helpPage, names map[string]string) error {
	if p.Ask == "hire" {
		h, err := s.desk.Hire(v.ctx(), p.Roster.ID, p.Like, desk.HelpOptions{})
		if err == nil {
			p.Hiring = hiringInWords(v.lang, h, names)
		}
		return err
	}
	h, err := s.desk.Help(v.ctx(), p.Roster.ID, desk.HelpOptions{})
	if err == nil {
		p.Help = helpInWords(v.lang, h, names)
	}
	return err
}

func helpInWords(lang string, h desk.Help, names map[string]string) *helpAnswer {
	out := &helpAnswer{Open: locale.Hours(lang, h.Missing), Cut: h.Cut}
	for _, c := range h.Conflicts {
		line := helpConflict{Words: locale.T(lang, "answer.conflict", map[string]any{"Who": nameOf(names, c.Person)})}
		for _, r := range c.Rules {
			if len(r.Gives) > 0 {
				line.Rules = append(line.Rules, locale.Hint(lang, r.Gives[0]))
			} else {
				line.Rules = append(line.Rules, locale.RuleName(lang, r.Clause.Rule.Name()))
			}
		}
		out.Conflicts = append(out.Conflicts, line)
	}
	for _, r := range h.Relaxations {
		out.Lines = append(out.Lines, relaxationInWords(lang, r, names))
	}
	return out
}

// relaxationInWords names those who would use a looser limit, where the search
// knows them, else for whom it was tried.
func relaxationInWords(lang string, r solver.Relaxation, names map[string]string) helpLine {
	who := r.People
	if r.Limit != 0 && len(r.Users) > 0 {
		who = r.Users
	}
	var people []string
	for _, id := range who {
		people = append(people, nameOf(names, id))
	}
	return helpLine{
		Words:   locale.Relaxation(lang, locale.Looser{Kind: r.Kind, Rule: r.Rule, Reason: r.Reason, From: r.Limit, To: r.To, Who: people, Skills: r.Skills, Contract: r.Contract}),
		Gives:   locale.OpenChange(lang, -r.Closes),
		Cost:    locale.CostChange(lang, -r.Saves),
		Sources: strings.Join(slices.DeleteFunc(slices.Clone(r.Sources), func(s string) bool { return s == "" }), "; "),
	}
}

func hiringInWords(lang string, h desk.Hiring, names map[string]string) *hireAnswer {
	out := &hireAnswer{Like: nameOf(names, h.Like), AtLeast: h.AtLeast, Enough: h.Enough, Cut: h.Cut}
	if s := h.Why; s != nil {
		out.Proof = locale.Proof(lang, locale.Lack(*s))
	}
	if h.Beyond > 0 {
		out.Beyond = locale.Hours(lang, h.Beyond)
	}
	for _, t := range h.Tried {
		out.Tried = append(out.Tried, hireTrial{t.People, locale.Hours(lang, t.Hours)})
	}
	return out
}
