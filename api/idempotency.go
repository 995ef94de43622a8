package api

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// onceOnly lets a POST with an Idempotency-Key happen once: whoever sends the
// same again, say because the first answer was lost, gets the first answer.
func (s *server) onceOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("Idempotency-Key")
		if key == "" || r.Method != http.MethodPost || !isAPI(r) {
			next.ServeHTTP(w, r)
			return
		}
		if err := s.once(w, r, key, next); err != nil {
			p, _ := s.problem(r.Context(), err).(*Problem)
			writeProblem(w, r, p)
		}
	})
}

// once answers from memory, or has the request answered and remembers that.
func (s *server) once(w http.ResponseWriter, r *http.Request, key string, next http.Handler) error {
	if len(key) > 255 {
		return badKey(key)
	}
	digest, err := digestOf(r)
	if err != nil {
		return err
	}
	seal := sealOf(r, key)
	old, known, err := s.desk.Replay(r.Context(), key, digest)
	if err != nil {
		return err
	}
	if known {
		return repeat(w, seal, old)
	}
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	kept := false
	defer func() {
		if !kept { // refused for a reason that may pass, or a panic
			s.keep(r, func(ctx context.Context) error { return s.desk.Forget(ctx, key) })
		}
	}()
	next.ServeHTTP(rec, r)
	if rec.status >= 500 || slices.Contains(passing, rec.status) {
		return nil
	}
	kept = true
	s.keep(r, func(ctx context.Context) error {
		return s.desk.Remember(ctx, key, desk.Answer{Status: rec.status, Body: seal.close(rec)})
	})
	return nil
}

// passing are the refusals for a reason that may pass: the key stays free.
var passing = []int{401, 403, 408, 409, 412, 428, 429}

// keep writes to the memory even when the client has gone meanwhile.
func (s *server) keep(r *http.Request, write func(context.Context) error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), 5*time.Second)
	defer cancel()
	if err := write(ctx); err != nil {
		s.log.ErrorContext(ctx, "idempotency key not kept", "request", requestOf(ctx), "error", err)
	}
}

func badKey(key string) error {
	p := newProblem(http.StatusUnprocessableEntity, "an Idempotency-Key has at most 255 characters")
	p.Errors = []Fault{{Message: "too long", Location: "header.Idempotency-Key", Value: len(key)}}
	return p
}

// digestOf tells requests apart, and leaves the body to be read again.
func digestOf(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, newProblem(http.StatusRequestEntityTooLarge, "the body is too large")
		}
		return nil, newProblem(http.StatusBadRequest, "the body ended early")
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	h := sha256.New()
	for _, part := range []string{r.Method, r.URL.RequestURI(), r.Header.Get("If-Match"), r.Header.Get("Content-Type")} {
		h.Write([]byte(part + "\n"))
	}
	h.Write(body)
	return h.Sum(nil), nil
}

// recorder keeps a copy of what is answered.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (c *recorder) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *recorder) Write(b []byte) (int, error) {
	c.body.Write(b)
	return c.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (c *recorder) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// seal locks remembered answers with what the client sent: some hold a secret
// that is stored nowhere in the clear, such as a new token.
type seal struct{ cipher.AEAD }

func sealOf(r *http.Request, key string) seal {
	secret, _ := credential(r)
	sum := sha256.Sum256([]byte("smena idempotency\n" + secret + "\n" + key))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		panic(err) // the length of a digest is right
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return seal{aead}
}

// remembered is an answer with the headers that belong to it.
type remembered struct {
	Header map[string]string
	Body   []byte
}

var rememberedHeaders = []string{"Content-Type", "ETag", "Location"}

func (l seal) close(rec *recorder) []byte {
	m := remembered{Header: map[string]string{}, Body: rec.body.Bytes()}
	for _, name := range rememberedHeaders {
		if v := rec.Header().Get(name); v != "" {
			m.Header[name] = v
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings and bytes always marshal
	}
	return l.Seal(nil, nil, text, nil)
}

// repeat answers as before. It cannot when the request came with another
// credential then.
func repeat(w http.ResponseWriter, l seal, old desk.Answer) error {
	text, err := l.Open(nil, nil, old.Body, nil)
	var m remembered
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		return roster.Errorf(roster.Conflict, "this was done before, under another token or session; its answer can only be repeated to that one")
	}
	for name, v := range m.Header {
		w.Header().Set(name, v)
	}
	w.Header().Set("Idempotency-Replayed", "true")
	w.WriteHeader(old.Status)
	_, _ = w.Write(m.Body) // nobody to tell
	return nil
}

func idempotencyParameter() *huma.Param {
	longest := 255
	return &huma.Param{
		Name: "Idempotency-Key", In: "header",
		Description: "A text of your choice, such as a UUID. The same request with the same key, within a day, has one effect and gets the same answer.",
		Schema:      &huma.Schema{Type: huma.TypeString, MaxLength: &longest},
	}
}
