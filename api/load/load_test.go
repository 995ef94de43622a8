package load

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Everybody reads with a token of their own; answers and refusals are counted
// apart, and what the end of the time cuts off is neither.
func TestRead(t *testing.T) {
	var good, bad atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(2 * time.Millisecond)
		if r.Header.Get("Authorization") == "Bearer out" {
			bad.Add(1)
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		good.Add(1)
		_, _ = w.Write([]byte("month"))
	}))
	defer server.Close()
	got, err := Readers{URL: server.URL, Tokens: []string{"a", "b", "out"}, For: 200 * time.Millisecond, Pause: time.Millisecond}.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// One request a reader may be under way when the time is over.
	if n := int(good.Load()); got.Requests < n-2 || got.Requests > n || got.Bytes != 5*int64(got.Requests) {
		t.Errorf("counted %d answers and %d bytes of %d", got.Requests, got.Bytes, n)
	}
	if n := int(bad.Load()); got.Errors < n-1 || got.Errors > n || n == 0 || got.FirstError != "answered with 401 Unauthorized" {
		t.Errorf("counted %d errors of %d, the first %q", got.Errors, n, got.FirstError)
	}
	if got.P50 < 2*time.Millisecond || got.P99 < got.P50 || got.Max < got.P99 {
		t.Errorf("times %s, %s, %s", got.P50, got.P99, got.Max)
	}
}

func TestReadIsBounded(t *testing.T) {
	tests := map[string]struct {
		readers Readers
		want    string
	}{
		"another machine": {Readers{URL: "http://192.0.2.1/", Tokens: []string{"a"}, For: time.Second}, "not on this machine"},
		"a name":          {Readers{URL: "http://example.org/", Tokens: []string{"a"}, For: time.Second}, "not on this machine"},
		"nobody":          {Readers{URL: "http://127.0.0.1/", For: time.Second}, "0 readers"},
		"a crowd":         {Readers{URL: "http://[::1]/", Tokens: make([]string, 1001), For: time.Second}, "1001 readers"},
		"for ever":        {Readers{URL: "http://localhost/", Tokens: []string{"a"}, For: time.Hour}, "too long"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := tt.readers.Read(t.Context()); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestShare(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i + 1)
	}
	if p50, p99 := share(hundred, 50), share(hundred, 99); p50 != 50 || p99 != 99 {
		t.Errorf("of 1 to 100, half is %d and 99 %% is %d", p50, p99)
	}
	if got := share(slices.Clone(hundred[:1]), 99); got != 1 {
		t.Errorf("of one, %d", got)
	}
}
