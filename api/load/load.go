// Package load reads from a service as many people at once would, and says how
// long they waited. It is bounded in every direction and reads from this
// machine alone: a ruler, not a weapon.
package load

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// Readers are people who read the same address again and again, each with a
// token of their own and the next request as soon as the last is answered.
type Readers struct {
	URL    string   // what is read, with a loopback address as its host
	Tokens []string // bearer tokens, one a reader; at most 1000
	For    time.Duration
	Pause  time.Duration // of a reader between two requests
}

const (
	mostReaders = 1000
	longest     = 10 * time.Minute
	patience    = 30 * time.Second // with one request
)

// Result says how readers fared.
type Result struct {
	Requests      int // that were answered with 200
	Errors        int
	FirstError    string
	Bytes         int64 // on the wire, as good as
	Elapsed       time.Duration
	P50, P99, Max time.Duration // from asking to the end of the answer
}

// PerSecond is the rate of good answers.
func (r Result) PerSecond() float64 { return float64(r.Requests) / r.Elapsed.Seconds() }

func (r Result) String() string {
	s := fmt.Sprintf("%.0f requests/s, p50 %s, p99 %s, max %s, %d errors", r.PerSecond(),
		r.P50.Round(time.Millisecond), r.P99.Round(time.Millisecond), r.Max.Round(time.Millisecond), r.Errors)
	if r.FirstError != "" {
		s += ", the first: " + r.FirstError
	}
	return s
}

// Read has everybody read until the time is over.
func (r Readers) Read(ctx context.Context) (Result, error) {
	if err := r.validate(); err != nil {
		return Result{}, err
	}
	client := &http.Client{Timeout: patience, Transport: &http.Transport{
		MaxIdleConnsPerHost: len(r.Tokens), MaxConnsPerHost: len(r.Tokens),
	}}
	defer client.CloseIdleConnections()
	begun := time.Now()
	ctx, cancel := context.WithDeadline(ctx, begun.Add(r.For))
	defer cancel()
	tallies := make([]tally, len(r.Tokens))
	var wg sync.WaitGroup
	for i, token := range r.Tokens {
		wg.Go(func() { tallies[i].read(ctx, client, r, token) })
	}
	wg.Wait()
	return sum(tallies, time.Since(begun)), nil
}

func (r Readers) validate() error {
	u, err := url.Parse(r.URL)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s is not on this machine", u.Hostname())
	}
	if len(r.Tokens) == 0 || len(r.Tokens) > mostReaders {
		return fmt.Errorf("%d readers; 1 to %d are possible", len(r.Tokens), mostReaders)
	}
	if r.For <= 0 || r.For > longest {
		return fmt.Errorf("%s is too long or no time at all; at most %s", r.For, longest)
	}
	return nil
}

// tally is what one reader saw.
type tally struct {
	took   []time.Duration
	bytes  int64
	errors int
	first  string
}

func (t *tally) read(ctx context.Context, client *http.Client, r Readers, token string) {
	for ctx.Err() == nil {
		begun := time.Now()
		n, err := get(ctx, client, r.URL, token)
		switch {
		case err != nil && ctx.Err() != nil: // cut off by the end of the time
			return
		case err != nil:
			if t.errors++; t.first == "" {
				t.first = err.Error()
			}
		default:
			t.took = append(t.took, time.Since(begun))
			t.bytes += n
		}
		if r.Pause > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(r.Pause):
			}
		}
	}
}

func get(ctx context.Context, client *http.Client, address, token string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("answered with %s", resp.Status)
	}
	return n, err
}

func sum(tallies []tally, elapsed time.Duration) Result {
	out := Result{Elapsed: elapsed}
	var took []time.Duration
	for _, t := range tallies {
		took = append(took, t.took...)
		out.Bytes += t.bytes
		out.Errors += t.errors
		if out.FirstError == "" {
			out.FirstError = t.first
		}
	}
	out.Requests = len(took)
	if len(took) == 0 {
		return out
	}
	slices.Sort(took)
	out.P50, out.P99, out.Max = share(took, 50), share(took, 99), took[len(took)-1]
	return out
}

// share returns the smallest of the sorted times that so many per cent do not
// exceed.
func share(sorted []time.Duration, percent int) time.Duration {
	return sorted[(len(sorted)*percent+99)/100-1]
}
