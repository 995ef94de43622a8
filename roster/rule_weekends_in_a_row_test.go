package roster

import "testing"

// 2026-03-07 and 14, 21, 28 are Saturdays; planned days begin on a Saturday and
// are written a week a group: Saturday, Sunday, five weekdays.
func TestWeekendsInARow(t *testing.T) {
	judge(t, &WeekendsInARow{Max: 2}, map[string]row{
		"two are allowed":                {from: "2026-03-07", days: "|D------D------"},
		"weekdays do not count":          {from: "2026-03-07", days: "|D-DDDDD--DDDDDD-"},
		"the third is one too many":      {from: "2026-03-07", days: "|D-------D-----DD", want: breaches(at("2026-03-22", 3, 2))},
		"a free weekend starts again":    {from: "2026-03-07", days: "|DD-----DD-------------DD"},
		"carried in, seen on the Sunday": {from: "2026-03-21", days: "D------D------|D-", want: breaches(at("2026-03-22", 3, 2))},
	})
	judge(t, &WeekendsInARow{Min: 2}, map[string]row{
		"one alone, seen when it ends":    {from: "2026-03-07", days: "|-------DD-------", want: breaches(at("2026-03-22", 1, 2))},
		"two are enough":                  {from: "2026-03-07", days: "|-------DD-----DD-------"},
		"what began before is not judged": {from: "2026-03-07", days: "|DD-------"},
		"what goes on is not judged":      {from: "2026-03-07", days: "|-------DD"},
		"a beginning known from history":  {from: "2026-03-21", days: "-------DD-----|--", want: breaches(at("2026-03-22", 1, 2))},
		"an unknown Saturday is not work": {from: "2026-03-07", days: "?|-"},
	})
}
