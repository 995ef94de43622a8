// Command smena plans the work of support teams: from contact history to a
// forecast, agents per interval, a lawful roster and pay lines.
//
// One file a verb. This package alone knows of flags, the environment, signals
// and exit codes.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a machine without a zone database still knows Europe/Budapest

	"golang.org/x/term"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for what there is so far; a second one kills.
	context.AfterFunc(ctx, stop)
	self, _ := os.Executable()
	code := run(ctx, environment{
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Terminal: term.IsTerminal(int(os.Stderr.Fd())),
		Now:      time.Now,
		Getenv:   os.Getenv,
		Self:     self,
	}, os.Args[1:])
	os.Exit(code)
}
