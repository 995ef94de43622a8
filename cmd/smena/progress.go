package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// progress shows how far a plan or a solve is: one line that is rewritten on a
// terminal, or, if asked for, a plain line every few seconds elsewhere.
type progress struct {
	app   *app
	plain bool
	last  time.Time
	width int // of the line on the terminal
}

// newProgress shows nothing when there is no terminal and nobody asked.
func (a *app) newProgress(asked bool) *progress {
	return &progress{app: a, plain: asked && !a.Terminal}
}

// between two plain lines
const plainPause = 2 * time.Second

// show replaces the line. Stages always show on plain output, ticks seldom.
func (p *progress) show(line string, tick bool) {
	switch {
	case p.app.Terminal:
		pad := strings.Repeat(" ", max(p.width-len([]rune(line)), 0))
		fmt.Fprintf(p.app.Stderr, "\r%s%s", line, pad)
		p.width = len([]rune(line))
	case p.plain:
		now := p.app.Now()
		if tick && now.Sub(p.last) < plainPause {
			return
		}
		p.last = now
		fmt.Fprintln(p.app.Stderr, line)
	}
}

// clear wipes the line, so that what follows stands alone.
func (p *progress) clear() {
	if p.app.Terminal && p.width > 0 {
		fmt.Fprintf(p.app.Stderr, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}

// plan shows an event of the pipeline.
func (p *progress) plan(e plan.Event) {
	switch {
	case e.Solve != nil:
		p.solve(*e.Solve)
	case e.Queue != "":
		p.show(fmt.Sprintf("%s: %s", e.Stage, e.Queue), false)
	default:
		p.show(string(e.Stage), false)
	}
}

// solve shows an event of the search.
func (p *progress) solve(e solver.Event) {
	state := "lawful"
	if !e.Lawful {
		state = fmt.Sprintf("%d over hard limits", e.Best.Hard)
	}
	bound := ""
	if e.Bound != nil {
		bound = fmt.Sprintf("  bound %.0f", *e.Bound)
	}
	p.show(fmt.Sprintf("solve %3.0f%%  %.1f s  cost %.0f  %s%s  %s moves",
		100*e.Share, e.Elapsed.Seconds(), float64(e.Best.Soft)/roster.Scale, state, bound, million(e.Iterations)), true)
}

// million writes a large number short.
func million(n int64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f M", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%d k", n/1e3)
	}
	return fmt.Sprint(n)
}
