package api

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
)

// VersionInput is embedded in the input of whatever changes a versioned thing.
// Without it the answer is 428, with a version that has moved 412.
type VersionInput struct {
	IfMatch version `header:"If-Match" required:"true" example:"\"3\"" doc:"The ETag of what was read. When the thing has moved on since, nothing is changed and the answer is 412."`
}

// version reads and writes a version as an entity tag.
type version struct{ n int }

// UnmarshalText reads "3"; a weak tag and one without quotes do as well, since
// proxies and people make them.
func (v *version) UnmarshalText(b []byte) error {
	text := strings.Trim(strings.TrimPrefix(strings.TrimSpace(string(b)), "W/"), `"`)
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return roster.Errorf(roster.Invalid, "%q is not an ETag of this service; send the one of the last answer, such as \"3\"", text)
	}
	v.n = n
	return nil
}

// Schema says how a version is written.
func (version) Schema(huma.Registry) *huma.Schema { return &huma.Schema{Type: huma.TypeString} }

func etag(n int) string { return `"` + strconv.Itoa(n) + `"` }

// notModified answers 304 to a GET whose If-None-Match names the entity tag
// that the answer would have had. What must not be stored is always sent.
func notModified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tags := r.Header.Get("If-None-Match")
		if tags == "" || r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(&unchanged{ResponseWriter: w, tags: tags}, r)
	})
}

// unchanged drops the body of an answer that the client has already.
type unchanged struct {
	http.ResponseWriter
	tags          string
	wrote, silent bool
}

func (u *unchanged) WriteHeader(status int) {
	u.wrote = true
	if status == http.StatusOK && !strings.Contains(u.Header().Get("Cache-Control"), "no-store") && names(u.tags, u.Header().Get("ETag")) {
		u.silent = true
		u.Header().Del("Content-Type")
		u.Header().Del("Content-Length")
		status = http.StatusNotModified
	}
	u.ResponseWriter.WriteHeader(status)
}

func (u *unchanged) Write(b []byte) (int, error) {
	if !u.wrote {
		u.WriteHeader(http.StatusOK)
	}
	if u.silent {
		return len(b), nil
	}
	return u.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (u *unchanged) Unwrap() http.ResponseWriter { return u.ResponseWriter }

// names reports whether an If-None-Match names a tag. The comparison is the
// weak one (RFC 9110 13.1.2).
func names(header, tag string) bool {
	if tag == "" {
		return false
	}
	for t := range strings.SplitSeq(header, ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t == "*" || t == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
