package report_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
)

func render(t *testing.T, r *plan.Result, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, r, lang); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func page(t *testing.T, r *plan.Result, lang string) *html.Node {
	t.Helper()
	return parse(t, render(t, r, lang))
}

func parse(t *testing.T, b []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// all returns the elements of a name below a node, "*" for every one.
func all(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (name == "*" || d.Data == name) {
			out = append(out, d)
		}
	}
	return out
}

func byClass(n *html.Node, name, class string) []*html.Node {
	return slices.DeleteFunc(all(n, name), func(e *html.Node) bool {
		return class != "" && !slices.Contains(strings.Fields(attr(e, "class")), class)
	})
}

func find(t *testing.T, n *html.Node, name, class string) *html.Node {
	t.Helper()
	found := byClass(n, name, class)
	if len(found) == 0 {
		t.Fatalf("no <%s class=%q>", name, class)
	}
	return found[0]
}

func byID(n *html.Node, id string) *html.Node {
	for _, e := range all(n, "*") {
		if attr(e, "id") == id {
			return e
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// visible is the text of a page and its titles, without style and script.
func visible(doc *html.Node) string {
	var b strings.Builder
	for d := range doc.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.Data != "style" && d.Parent.Data != "script":
			b.WriteString(d.Data + "\n")
		case d.Type == html.ElementNode:
			b.WriteString(attr(d, "title") + attr(d, "aria-label") + "\n")
		}
	}
	return b.String()
}
