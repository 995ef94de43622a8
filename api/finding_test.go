package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/locale"
)

// What the law has to say comes with words, in the language that is asked for,
// and with the key of the words for programs.
func TestFindingsHaveWords(t *testing.T) {
	s := start(t)
	text := strings.Replace(fmt.Sprintf(teamYAML, "Small"), "pack: de", "pack: hu", 1)
	team := s.planner.get(at("/teams/%d", s.team)).want(t, 200)
	s.planner.send("PUT", at("/teams/%d", s.team), strings.NewReader(text), "Content-Type", "application/yaml", "If-Match", team.etag()).want(t, 200)
	r := s.planner.post(at("/teams/%d/rosters", s.team), map[string]any{"month": "2026-11"}).want(t, 201)
	path := at("/rosters/%d", r.id(t))
	// It is the 10th; the law wants the 12th made known on the 5th.
	tag := s.edit(path, r.etag(), cell("anna", "2026-11-12", "D"))
	s.publish(path, tag)
	said := map[string]bool{}
	for _, lang := range locale.Languages() {
		v := s.planner.get(path+"/versions/1", "Accept-Language", lang).want(t, 200).json(t)
		all, _ := v["findings"].([]any)
		if len(all) != 1 {
			t.Fatalf("findings %v, want short notice alone", v["findings"])
		}
		f := all[0].(map[string]any)
		if f["rule"] != "SHORT_NOTICE" || f["text"] != "law.short-notice" || f["source"] != "Mt. 97(4)" || f["agent"] != "anna" || f["date"] != "2026-11-12" {
			t.Errorf("%s: finding %v", lang, f)
		}
		words, _ := f["words"].(string)
		if len(words) < 20 || words == f["text"] || said[words] {
			t.Errorf("%s: words %q", lang, words)
		}
		said[words] = true
	}
}
