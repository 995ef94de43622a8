package pay

import (
	"encoding/json"
	"math/big"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// moneyDifferences compares a premium in money with its caps.
func (c workedCase) moneyDifferences() ([]string, error) {
	var m Money
	for _, f := range []struct {
		name string
		from json.Number
		to   **big.Rat
	}{
		{"base_rate", c.Money.BaseRate, &m.Rate}, {"hours", c.Money.Hours, &m.Hours}, {"percent", c.Money.Percent, &m.Percent},
		{"tax_cap", c.Money.TaxCap, &m.TaxCap}, {"sv_cap", c.Money.SVCap, &m.SocialCap},
	} {
		r, ok := new(big.Rat).SetString(f.from.String())
		if !ok {
			return nil, roster.Errorf(roster.Invalid, "money.%s %q is not a number; write it as 30.00", f.name, f.from)
		}
		*f.to = r
	}
	split := m.Split()
	got := map[string]*big.Rat{
		"paid": split.Paid, "tax_free": split.TaxFree, "sv_free": split.SocialFree, "sv_liable": split.SocialLiable,
	}
	var d diff
	for _, k := range union(got, nil) {
		if want, ok := new(big.Rat).SetString(c.WantMoney[k].String()); !ok || !same(got[k], want) {
			d.compare(k, got[k].FloatString(4), c.WantMoney[k].String())
		}
	}
	return d, nil
}

// same forgives what a file written with binary fractions has lost.
func same(a, b *big.Rat) bool {
	off := new(big.Rat).Sub(a, b)
	return off.Abs(off).Cmp(big.NewRat(1, 1_000_000)) < 0
}

// restDifferences compares the rest between two duties, on the clock and
// elapsed, and each country's verdict on it. A key "HU_multishift" asks for
// work in several shifts.
func (c workedCase) restDifferences() ([]string, error) {
	end, clockEnd, err := wallTime(c.Rest.End)
	if err != nil {
		return nil, err
	}
	next, clockNext, err := wallTime(c.Rest.NextStart)
	if err != nil {
		return nil, err
	}
	between := roster.Span{Start: end.At(clockEnd, c.place), End: next.At(clockNext, c.place)}
	var d diff
	d.number("wall", int(next-end)*day+int(clockNext-clockEnd), c.WantRest["wall"])
	d.number("elapsed", between.Minutes(), c.WantRest["elapsed"])
	for _, key := range union(c.WantRest, nil) {
		country, multi := strings.CutSuffix(key, "_multishift")
		pack, err := law.Load(strings.ToLower(country))
		if err != nil || pack.DailyRest.Minutes == 0 {
			continue // wall, elapsed, or a law without a number for rest
		}
		said, _ := c.WantRest[key].(string)
		verdict := "violation"
		if restEnough(pack.DailyRest, multi, between, c.place) {
			verdict = "ok"
		}
		if !strings.HasPrefix(said, verdict) {
			d.compare(key, verdict, said)
		}
	}
	return d, nil
}

// number compares with a number of a JSON document.
func (d *diff) number(what string, got int, want any) {
	if f, ok := want.(float64); !ok || f != float64(got) {
		d.compare(what, got, want)
	}
}
