package api

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestVersionReadsEntityTags(t *testing.T) {
	tests := map[string]struct {
		text string
		want int
		ok   bool
	}{
		"quoted":            {`"3"`, 3, true},
		"weak":              {`W/"3"`, 3, true},
		"bare":              {`3`, 3, true},
		"blank around":      {` "12" `, 12, true},
		"any":               {`*`, 0, false},
		"several":           {`"3", "4"`, 0, false},
		"negative":          {`"-1"`, 0, false},
		"somebody else's":   {`"abc"`, 0, false},
		"too large for int": {`"99999999999999999999"`, 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var v version
			if err := v.UnmarshalText([]byte(tt.text)); (err == nil) != tt.ok || v.n != tt.want {
				t.Errorf("got %d, %v", v.n, err)
			}
		})
	}
}

func TestNotModified(t *testing.T) {
	handler := notModified(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/composed" {
			w.Header().Set("Cache-Control", "private, no-store")
		}
		if r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusGone)
		}
		_, _ = w.Write([]byte("{}"))
	}))
	tests := map[string]struct {
		method, path, tags string
		status             int
	}{
		"the same":          {"GET", "/", `"7"`, 304},
		"one of several":    {"GET", "/", `"6", W/"7"`, 304},
		"any":               {"GET", "/", `*`, 304},
		"another":           {"GET", "/", `"6"`, 200},
		"no header":         {"GET", "/", ``, 200},
		"not to be stored":  {"GET", "/composed", `"7"`, 200},
		"a longer one":      {"GET", "/", `"77"`, 200},
		"a change":          {"POST", "/", `"7"`, 200},
		"only for good 200": {"GET", "/gone", `"7"`, 410},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, tt.path, nil)
			r.Header.Set("If-None-Match", tt.tags)
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			if w.Code != tt.status {
				t.Errorf("status %d, want %d", w.Code, tt.status)
			}
			if empty := w.Body.Len() == 0; empty != (tt.status == 304) {
				t.Errorf("status %d with body %q", w.Code, w.Body)
			}
		})
	}
}

func TestCursorRoundTrip(t *testing.T) {
	for _, id := range []int64{1, 42, 1 << 62} {
		var c cursor
		if err := c.UnmarshalText([]byte(cursor{id}.String())); err != nil || c.before != id {
			t.Errorf("cursor of %d came back as %d, %v", id, c.before, err)
		}
	}
	for _, bad := range []string{"", "42", "!!", "YmVmb3JlOg", "YmVmb3JlOi0x", "YmVmb3JlOjA"} {
		if err := new(cursor).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("cursor %q was accepted", bad)
		}
	}
}
