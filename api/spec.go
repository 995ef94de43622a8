package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
)

// described is the specification of a server that nobody asks anything.
var described = sync.OnceValue(func() *huma.OpenAPI {
	api := humachi.New(chi.NewRouter(), config())
	(&server{}).register(api)
	return api.OpenAPI()
})

var specYAML = sync.OnceValue(func() []byte {
	text, err := described().YAML()
	if err != nil {
		panic(fmt.Sprintf("the specification cannot be written: %v", err)) // every test would see it
	}
	return text
})

// Spec returns openapi.yaml: OpenAPI 3.1, generated from the operations.
func Spec() []byte { return bytes.Clone(specYAML()) }

func (s *server) openapi(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml")
	_, _ = w.Write(specYAML()) // nobody to tell
}

const about = `Workforce management: forecasts, rosters, swaps, pay.

Send a bearer token with every request. Timestamps are RFC 3339 with offset, dates are civil dates, spans are half-open: ` + "`to`" + ` is the first day that no longer belongs.

- **Versions.** What has a version answers with an ` + "`ETag`" + `; send it back as ` + "`If-Match`" + ` to change the thing. When it has moved, the answer is 412 and nothing was changed.
- **Once only.** Every POST takes an ` + "`Idempotency-Key`" + `: the same request again has one effect and gets the same answer.
- **Lists** come newest first, in parts: send ` + "`next`" + ` as ` + "`cursor`" + ` for what follows.
- **Problems** are RFC 9457, with every fault located. Rules that stand in the way are told in the language of ` + "`Accept-Language`" + `.`

func config() huma.Config {
	c := huma.DefaultConfig("smena", "1")
	c.Info.Description = about
	c.Info.License = &huma.License{Name: "Apache-2.0"}
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil // no $schema in every answer
	c.RejectUnknownQueryParameters = true
	c.Formats = map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer":  {Type: "http", Scheme: "bearer", Description: "A token of /users/{id}/tokens, or of `smena token create`"},
		"session": {Type: "apiKey", In: "cookie", Name: Cookie, Description: "The web's session"},
	}
	return c
}

var jsonFormat = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}

// unmarshal reads JSON as PostgreSQL can keep it, and words what is wrong
// without the names of Go.
func unmarshal(data []byte, v any) error {
	if bytes.Contains(data, []byte(`\u0000`)) {
		return errors.New("a text holds a NUL character, which cannot be stored")
	}
	err := json.Unmarshal(data, v)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s cannot be %s", wrong.Field, wrong.Value)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the JSON ends early")
	}
	return err
}
