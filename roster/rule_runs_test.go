package roster

import "testing"

func TestDaysInARow(t *testing.T) {
	judge(t, &DaysInARow{Max: 5}, map[string]row{
		"nothing worked":                   {from: "2026-03-02", days: "|-------"},
		"five is allowed":                  {from: "2026-03-02", days: "|DDDDD--"},
		"the sixth day is one too many":    {from: "2026-03-02", days: "|DDDDDD-", want: breaches(at("2026-03-07", 6, 5))},
		"every day beyond costs one":       {from: "2026-03-02", days: "|DDDDDDD", want: breaches(at("2026-03-07", 6, 5), at("2026-03-08", 6, 5))},
		"carried in":                       {from: "2026-03-02", days: "DDD|DDD--", want: breaches(at("2026-03-04", 6, 5))},
		"what is carried in is not judged": {from: "2026-03-02", days: "DDDDDDD|-DDDDD"},
		"unknown history starts a count":   {from: "2026-03-02", days: "???|DDDDD"},
		"the known part counts":            {from: "2026-03-02", days: "?DD|DDDD", want: breaches(at("2026-03-05", 6, 5))},
		"a free day starts again":          {from: "2026-03-02", days: "|DDD-DDDDD"},
	})
	judge(t, &DaysInARow{Min: 3}, map[string]row{
		"two are one too few, seen on the day off": {from: "2026-03-02", days: "|-DD-", want: breaches(at("2026-03-05", 2, 3))},
		"one is two too few":                       {from: "2026-03-02", days: "|-D--", want: breaches(at("2026-03-04", 1, 3))},
		"three are enough":                         {from: "2026-03-02", days: "|-DDD-"},
		"what goes on is not judged":               {from: "2026-03-02", days: "|--DD"},
		"nor what began before":                    {from: "2026-03-02", days: "|DD--"},
		"history helps":                            {from: "2026-03-02", days: "-D|DD-"},
		"history ended by a planned day":           {from: "2026-03-02", days: "-D|--", want: breaches(at("2026-03-02", 1, 3))},
		"history ended in history":                 {from: "2026-03-02", days: "-D-|--"},
	})
	judge(t, &DaysInARow{Min: 2, Max: 3}, map[string]row{
		"both limits at once": {from: "2026-03-02", days: "|-D-DDDD-", want: breaches(at("2026-03-04", 1, 2), at("2026-03-08", 4, 3))},
	})
}

func TestDaysOffInARow(t *testing.T) {
	judge(t, &DaysOffInARow{Min: 2, Max: 3}, map[string]row{
		"a single day off":         {from: "2026-03-02", days: "|D-D", want: breaches(at("2026-03-04", 1, 2))},
		"two":                      {from: "2026-03-02", days: "|D--D"},
		"three":                    {from: "2026-03-02", days: "|D---D"},
		"four":                     {from: "2026-03-02", days: "|D----D", want: breaches(at("2026-03-06", 4, 3))},
		"the first days":           {from: "2026-03-02", days: "|-D"},
		"the last day":             {from: "2026-03-02", days: "|D-"},
		"with history before":      {from: "2026-03-02", days: "D|-D", want: breaches(at("2026-03-03", 1, 2))},
		"unknown days are not off": {from: "2026-03-02", days: "??|---D"},
	})
}

func TestShiftsInARow(t *testing.T) {
	judge(t, &ShiftsInARow{Shifts: []string{"L", "V"}, Max: 2, Min: 2}, map[string]row{
		"named together":      {from: "2026-03-02", days: "|-LVL-", want: breaches(at("2026-03-05", 3, 2))},
		"another ends it":     {from: "2026-03-02", days: "|-LVDLL-"},
		"one is too few":      {from: "2026-03-02", days: "|-LD", want: breaches(at("2026-03-04", 1, 2))},
		"others do not count": {from: "2026-03-02", days: "|DDDDDD"},
	})
	judge(t, &ShiftsInARow{Night: true, Max: 2}, map[string]row{
		"two nights":                       {from: "2026-03-02", days: "|NN-N"},
		"three":                            {from: "2026-03-02", days: "|NNN", want: breaches(at("2026-03-04", 3, 2))},
		"carried in":                       {from: "2026-03-02", days: "NN|N", want: breaches(at("2026-03-02", 3, 2))},
		"a late is a night two hours east": {from: "2026-03-02", place: "Asia/Tbilisi", days: "|LLL", want: breaches(at("2026-03-04", 3, 2))},
		"and is none at home":              {from: "2026-03-02", days: "|LLL"},
	})
}

func TestForbiddenSuccession(t *testing.T) {
	judge(t, &ForbiddenSuccession{Pairs: [][2]string{{"L", "E"}, {"N", "D"}}}, map[string]row{
		"late, early":       {from: "2026-03-02", days: "|LE", want: breaches(at("2026-03-03", 1, 0))},
		"early, late":       {from: "2026-03-02", days: "|EL"},
		"not across":        {from: "2026-03-02", days: "|LDNE"},
		"a day off between": {from: "2026-03-02", days: "|L-E"},
		"from history":      {from: "2026-03-02", days: "N|D", want: breaches(at("2026-03-02", 1, 0))},
		"in history":        {from: "2026-03-02", days: "ND|-"},
		"after the unknown": {from: "2026-03-02", days: "?|D"},
	})
	judge(t, &ForbiddenSuccession{Pairs: [][2]string{{"N", "E"}}, DaysOffBetween: 1}, map[string]row{
		"night, off, early":      {from: "2026-03-02", days: "|N-E", want: breaches(at("2026-03-04", 1, 0))},
		"night, off, off, early": {from: "2026-03-02", days: "|N--E"},
		"directly":               {from: "2026-03-02", days: "|NE"},
		"a duty between":         {from: "2026-03-02", days: "|NLE"},
		"from history":           {from: "2026-03-02", days: "N|-E", want: breaches(at("2026-03-03", 1, 0))},
	})
}

func TestRestAfterNights(t *testing.T) {
	judge(t, &RestAfterNights{Nights: 2, Minutes: 48 * 60}, map[string]row{
		"one night needs none":       {from: "2026-03-02", days: "|N-E"},
		"two, one day off":           {from: "2026-03-02", days: "|NN-E", want: breaches(at("2026-03-05", 24*60, 48*60))},
		"06:00 to 06:00 after two":   {from: "2026-03-02", days: "|NN--E"},
		"a third night is no breach": {from: "2026-03-02", days: "|NNN--E"},
		"a night is a duty too":      {from: "2026-03-02", days: "|NN-N", want: breaches(at("2026-03-05", 40*60, 48*60))},
		"a late breaks the run":      {from: "2026-03-02", days: "|NLN-E"},
		"owed once":                  {from: "2026-03-02", days: "|NNL-E", want: breaches(at("2026-03-04", 8*60, 48*60))},
		"carried in":                 {from: "2026-03-02", days: "NN|-E", want: breaches(at("2026-03-03", 24*60, 48*60))},
		"the run carried in":         {from: "2026-03-02", days: "N|N-E", want: breaches(at("2026-03-04", 24*60, 48*60))},
		"unknown nights":             {from: "2026-03-02", days: "?|N-E"},
		"spring takes an hour":       {from: "2026-03-27", days: "|NN--E"},
		"spring in the rest":         {from: "2026-03-26", days: "|NN--E", want: breaches(at("2026-03-30", 47*60, 48*60))},
	})
}
