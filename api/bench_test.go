package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/smena-org/smena/api"
	"github.com/smena-org/smena/roster"
)

// BenchmarkMyMonth is what one agent's reading of their month costs the
// service, the wire left out.
func BenchmarkMyMonth(b *testing.B) {
	s := start(b)
	s.fullMonth()
	handler := api.New(s.desk, api.Options{Log: s.desk.Log})
	for name, encoding := range map[string]string{"plain": "", "gzip": "gzip"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", api.Prefix+"/me/month?from=2026-12-01&to=2027-01-01", nil)
				r.Header.Set("Authorization", "Bearer "+s.anna.token)
				r.Header.Set("Accept-Encoding", encoding)
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
		})
	}
}

// fullMonth publishes a month in which anna works every weekday.
func (s *service) fullMonth() {
	s.t.Helper()
	path, tag := s.month()
	for date := roster.NewDate(2026, 12, 1); date < roster.NewDate(2027, 1, 1); date++ {
		if w := date.Weekday(); w != time.Saturday && w != time.Sunday {
			body := cell("anna", date.String(), "D")
			body["override"] = "a full month"
			tag = s.edit(path, tag, body)
		}
	}
	s.planner.post(path+"/publish", map[string]any{"reason": "a full month"}, "If-Match", tag).want(s.t, 200)
}
