package roster

import "testing"

func TestCompleteWeekends(t *testing.T) {
	judge(t, &CompleteWeekends{}, map[string]row{
		"both, none":          {from: "2026-03-02", days: "|-----EE -------"},
		"Saturday alone":      {from: "2026-03-02", days: "|-----E-", want: breaches(at("2026-03-08", 1, 0))},
		"Sunday alone":        {from: "2026-03-02", days: "|------E", want: breaches(at("2026-03-08", 1, 0))},
		"Saturday in history": {from: "2026-03-08", days: "E|-", want: breaches(at("2026-03-08", 1, 0))},
		"Saturday not known":  {from: "2026-03-08", days: "?|E"},
		"Sunday not planned":  {from: "2026-03-07", days: "|E"},
		"all in history":      {from: "2026-03-09", days: "E-|-"},
	})
}

func TestPattern(t *testing.T) {
	judge(t, &Pattern{Days: []string{"N", "off", "work"}}, map[string]row{
		"found on its last day": {from: "2026-03-02", days: "|N-E", want: breaches(at("2026-03-04", 1, 0))},
		"out of history":        {from: "2026-03-02", days: "N-|E", want: breaches(at("2026-03-02", 1, 0))},
		"in history":            {from: "2026-03-02", days: "N-E|-"},
		"unknown is not off":    {from: "2026-03-02", days: "?|NE"},
		"two that overlap":      {from: "2026-03-02", days: "|N-N-E", want: breaches(at("2026-03-04", 1, 0), at("2026-03-06", 1, 0))},
		"another shift":         {from: "2026-03-02", days: "|L-E"},
		"unfinished":            {from: "2026-03-02", days: "|-N-"},
	})
	judge(t, &Pattern{Days: []string{"N", "any", "off"}, From: "fri"}, map[string]row{
		"from Friday":   {from: "2026-03-02", days: "|----NE-", want: breaches(at("2026-03-08", 1, 0))},
		"from Thursday": {from: "2026-03-02", days: "|---NE--"},
	})
}

func TestMaxDuty(t *testing.T) {
	judge(t, &MaxDuty{Minutes: 480}, map[string]row{
		"8 h":          {from: "2026-03-02", days: "|E"},
		"9 h":          {from: "2026-03-02", days: "|D", want: breaches(at("2026-03-02", 540, 480))},
		"in history":   {from: "2026-03-02", days: "D|-"},
		"autumn night": {from: "2026-10-24", days: "|N", want: breaches(at("2026-10-24", 540, 480))},
		"spring night": {from: "2026-03-28", days: "|N"},
	})
	judge(t, &MaxDuty{Minutes: 479, Night: true}, map[string]row{
		"a night":    {from: "2026-03-02", days: "|N", want: breaches(at("2026-03-02", 480, 479))},
		"a long day": {from: "2026-03-02", days: "|D"},
	})
}

func TestNoNights(t *testing.T) {
	judge(t, &NoNights{}, map[string]row{
		"a night":           {from: "2026-03-02", days: "N|EN", want: breaches(at("2026-03-03", 1, 0))},
		"a late is none":    {from: "2026-03-02", days: "|L"},
		"but is in Tbilisi": {from: "2026-03-02", place: "Asia/Tbilisi", days: "|L", want: breaches(at("2026-03-02", 1, 0))},
	})
}

func TestAllowedShifts(t *testing.T) {
	judge(t, &AllowedShifts{Shifts: []string{"E", "L"}}, map[string]row{
		"allowed": {from: "2026-03-02", days: "N|EL-"},
		"not":     {from: "2026-03-02", days: "|ND", want: breaches(at("2026-03-02", 1, 0), at("2026-03-03", 1, 0))},
	})
}

func TestUnavailable(t *testing.T) {
	d := NewDate(2026, 3, 3)
	judge(t, &Unavailable{From: d, To: d + 1}, map[string]row{
		"both ends are in it":            {from: "2026-03-02", days: "|EEEE", want: breaches(at("2026-03-03", 1, 0), at("2026-03-04", 1, 0))},
		"off":                            {from: "2026-03-02", days: "|E--E"},
		"the night before starts before": {from: "2026-03-02", days: "|N---"},
		"in history":                     {from: "2026-03-04", days: "E|-"},
	})
	judge(t, &Unavailable{Dates: []Date{d}, Shifts: []string{"L"}}, map[string]row{
		"the shift":   {from: "2026-03-02", days: "|LLL", want: breaches(at("2026-03-03", 1, 0))},
		"another one": {from: "2026-03-02", days: "|LEL"},
	})
}

func TestWish(t *testing.T) {
	d := NewDate(2026, 3, 3)
	judge(t, &Wish{Date: d, Shift: "E"}, map[string]row{
		"granted":     {from: "2026-03-02", days: "|-E-"},
		"another":     {from: "2026-03-02", days: "|-L-", want: breaches(at("2026-03-03", 1, 0))},
		"off":         {from: "2026-03-02", days: "|E-E", want: breaches(at("2026-03-03", 1, 0))},
		"another day": {from: "2026-03-04", days: "-|-"},
	})
	judge(t, &Wish{Date: d, Off: true}, map[string]row{
		"granted": {from: "2026-03-02", days: "|E-E"},
		"not":     {from: "2026-03-02", days: "|-L-", want: breaches(at("2026-03-03", 1, 0))},
	})
	judge(t, &Wish{Date: d}, map[string]row{
		"any shift": {from: "2026-03-02", days: "|-L-"},
		"none":      {from: "2026-03-02", days: "|---", want: breaches(at("2026-03-03", 1, 0))},
	})
	judge(t, &Wish{Date: d, Shift: "E", Off: true}, map[string]row{
		"not that one": {from: "2026-03-02", days: "|-E-", want: breaches(at("2026-03-03", 1, 0))},
		"another":      {from: "2026-03-02", days: "|-L-"},
	})
}

func TestPinned(t *testing.T) {
	d := NewDate(2026, 3, 3)
	judge(t, &Pinned{Date: d, Shift: "E"}, map[string]row{
		"kept":    {from: "2026-03-02", days: "|-E"},
		"changed": {from: "2026-03-02", days: "|-L", want: breaches(at("2026-03-03", 1, 0))},
		"off":     {from: "2026-03-02", days: "|E-", want: breaches(at("2026-03-03", 1, 0))},
	})
	judge(t, &Pinned{Date: d}, map[string]row{
		"a day off":  {from: "2026-03-02", days: "|E-"},
		"and a duty": {from: "2026-03-02", days: "|-E", want: breaches(at("2026-03-03", 1, 0))},
	})
}

func TestAsPublished(t *testing.T) {
	d := NewDate(2026, 3, 2)
	judge(t, &AsPublished{From: d, Shifts: []string{"E", "", "*", "L"}}, map[string]row{
		"as it was":             {from: "2026-03-02", days: "|E--L"},
		"anything on a star":    {from: "2026-03-02", days: "|E-NL"},
		"one taken away":        {from: "2026-03-02", days: "|---L", want: breaches(at("2026-03-02", 1, 0))},
		"one given":             {from: "2026-03-02", days: "|EE-L", want: breaches(at("2026-03-03", 1, 0))},
		"another shift":         {from: "2026-03-02", days: "|E--N", want: breaches(at("2026-03-05", 1, 0))},
		"days after are free":   {from: "2026-03-02", days: "|E--LNN"},
		"history is not judged": {from: "2026-03-04", days: "--|-L"},
	})
	judge(t, &AsPublished{From: d, Shifts: []string{"E", "", "L"}, Once: true}, map[string]row{
		"as it was":     {from: "2026-03-02", days: "|E-L"},
		"changed once":  {from: "2026-03-02", days: "|E-N", want: breaches(at("2026-03-04", 1, 0))},
		"changed twice": {from: "2026-03-02", days: "|-EL", want: breaches(at("2026-03-02", 1, 0))},
	})
}
