package api

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// list is a part of a list. Lists come newest first unless they say otherwise.
type list[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next,omitempty" doc:"Send it as cursor to get what follows; absent at the end"`
}

// PageInput is embedded in the input of a long list.
type PageInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most"`
	Cursor cursor `query:"cursor" doc:"The next of the answer before"`
}

func (p PageInput) page() desk.Page {
	return desk.Page{Before: p.Cursor.before, Limit: p.Limit}
}

// cursor is the id of the last thing seen, in a dress that says: do not count on it.
type cursor struct{ before int64 }

// UnmarshalText reads what String wrote.
func (c *cursor) UnmarshalText(b []byte) error {
	raw, err := base64.RawURLEncoding.DecodeString(string(b))
	id, errID := strconv.ParseInt(strings.TrimPrefix(string(raw), "before:"), 10, 64)
	if err != nil || errID != nil || id <= 0 || !strings.HasPrefix(string(raw), "before:") {
		return roster.Errorf(roster.Invalid, "it is not a cursor of this service; send the next of the answer before")
	}
	c.before = id
	return nil
}

// Schema says how a cursor is written.
func (cursor) Schema(huma.Registry) *huma.Schema { return &huma.Schema{Type: huma.TypeString} }

func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte("before:" + strconv.FormatInt(c.before, 10)))
}

// all lists everything there is.
func all[S, T any](found []S, wire func(S) T) *answer[list[T]] {
	return &answer[list[T]]{list[T]{Items: each(found, wire)}}
}

// part lists one page, with the cursor of the next when there may be one.
func part[S, T any](p PageInput, found []S, wire func(S) T, id func(S) int64) *answer[list[T]] {
	out := all(found, wire)
	if n := len(found); n > 0 && n == p.Limit {
		out.Body.Next = cursor{id(found[n-1])}.String()
	}
	return out
}

// each translates a slice; nil becomes the empty list that JSON shows as [].
func each[S, T any](in []S, wire func(S) T) []T {
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = wire(v)
	}
	return out
}

// some returns a list that JSON never shows as null.
func some[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}
