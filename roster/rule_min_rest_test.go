package roster

import "testing"

func TestMinRest(t *testing.T) {
	judge(t, &MinRest{Minutes: 660}, map[string]row{
		"nothing worked":                  {from: "2026-03-02", days: "|-----"},
		"late to late is 16 h":            {from: "2026-03-02", days: "|LL"},
		"late to early is 8 h":            {from: "2026-03-02", days: "|LE", want: breaches(at("2026-03-03", 480, 660))},
		"22:00 to 09:00 is exactly 11 h":  {from: "2026-03-02", days: "|LD"},
		"22:00 to 09:01 is a minute more": {from: "2026-03-02", days: "|SB"},
		"a day off between is enough":     {from: "2026-03-02", days: "|N-E"},
		"history is read":                 {from: "2026-03-02", days: "L|E", want: breaches(at("2026-03-02", 480, 660))},
		"and not judged":                  {from: "2026-03-02", days: "LE|-"},
		"nothing is known before":         {from: "2026-03-02", days: "?|E"},
		"overlap is a negative rest":      {from: "2026-03-02", days: "|HE", want: breaches(at("2026-03-03", -120, 660))},
		"the last day is judged":          {from: "2026-03-02", days: "|--NE", want: breaches(at("2026-03-05", 0, 660))},
		// X-REST-01: by the clock 11 h, elapsed 10.
		"spring night":        {from: "2026-03-28", days: "|LD", want: breaches(at("2026-03-29", 600, 660))},
		"the night before it": {from: "2026-03-27", days: "|LD"},
		// 22:00 to 09:00 is 12 h when the hour is doubled.
		"autumn night":                  {from: "2026-10-24", days: "|LD"},
		"autumn: 22:00 to 06:00 is 9 h": {from: "2026-10-24", days: "|LE", want: breaches(at("2026-10-25", 540, 660))},
		"the night itself is shorter":   {from: "2026-03-28", days: "|NV", want: breaches(at("2026-03-29", 420, 660))},
		"no change of clocks in Moscow": {from: "2026-03-28", zone: "Europe/Moscow", days: "|LD"},
	})
}

// HU Mt. 104(3): less suffices where the clocks go forward in the rest itself.
func TestMinRestInSpring(t *testing.T) {
	judge(t, &MinRest{Minutes: 480, Spring: 420}, map[string]row{
		"7 h over the change":     {from: "2026-03-28", days: "|LE"},
		"6 h over the change":     {from: "2026-03-28", days: "|ZE", want: breaches(at("2026-03-29", 300, 420))},
		"7 h on Sunday after it":  {from: "2026-03-28", days: "|NV", want: breaches(at("2026-03-29", 420, 480))},
		"8 h on any other night":  {from: "2026-03-21", days: "|LE"},
		"6 h on any other night":  {from: "2026-03-21", days: "|ZE", want: breaches(at("2026-03-22", 360, 480))},
		"where the person works":  {from: "2026-03-28", place: "Asia/Tbilisi", days: "|LE", want: breaches(at("2026-03-29", 420, 480))},
		"longer rests reach over": {from: "2026-03-27", days: "|L-E"},
	})
}
