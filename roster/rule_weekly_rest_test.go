package roster

import "testing"

// 2026-03-02 is a Monday.
func TestWeeklyRest(t *testing.T) {
	judge(t, &WeeklyRest{Minutes: 42 * 60}, map[string]row{
		"nothing worked":                         {from: "2026-03-02", days: "|------- -------"},
		"Saturday and Sunday off":                {from: "2026-03-02", days: "E|DDDDD-- DDDDD--"},
		"18:00, a day off, 12:00 is 42 h":        {from: "2026-03-02", days: "|DDD-nDD DDDDD--"},
		"21:00, a day off, 09:00 is 36 h":        {from: "2026-03-02", days: "E|EDV-DDD DDDDD--", want: breaches(at("2026-03-09", 15*60, 42*60))},
		"22:00, a day off, 06:00 is 32 h":        {from: "2026-03-02", days: "E|EEL-EEE E", want: breaches(at("2026-03-09", 16*60, 42*60))},
		"the longer of two at once counts":       {from: "2026-03-02", days: "E|HQ-MEEE E", want: breaches(at("2026-03-09", 16*60, 42*60))},
		"no rest is judged when the week closes": {from: "2026-03-02", days: "E|EEEEEEN N------", want: breaches(at("2026-03-09", 0, 42*60))},
		"the last day closes a week":             {from: "2026-03-02", days: "E|EEEEEEN", want: breaches(at("2026-03-08", 0, 42*60))},
		"a rest that runs on may still do":       {from: "2026-03-02", days: "E|EEEEEEE"},
		"a week cut by the last day":             {from: "2026-03-02", days: "E|EEEEEE"},
		"a week cut by the unknown":              {from: "2026-03-04", days: "??|EEEEE EE--EEE"},
		"history counts":                         {from: "2026-03-04", days: "--|EEEEE"},
		"history without rest":                   {from: "2026-03-04", days: "E EE|EEEEN EE--EEE", want: breaches(at("2026-03-09", 0, 42*60))},
		"a week of history alone is not judged":  {from: "2026-03-09", days: "E EEEEEEN|E--EEEE"},
	})
}

// A rest over the border of two weeks is one rest, unless there is enough for two.
func TestWeeklyRestOverTheBorder(t *testing.T) {
	judge(t, &WeeklyRest{Minutes: 42 * 60}, map[string]row{
		// Sunday 14:00 to Tuesday 14:00: 48 h, 10 of them in the first week.
		"Sunday afternoon and Monday":  {from: "2026-03-02", days: "E|EEEEEEE -LEEEE- -------"},
		"counts for the earlier alone": {from: "2026-03-02", days: "E|EEEEEEE -LLLLLL LL-----", want: breaches(at("2026-03-16", 16*60, 42*60))},
		// Sunday 14:00 to Wednesday 06:00: 64 h. 54 of them lie in the later
		// week, but 32 of these are what the earlier lacked.
		"64 h are one rest": {from: "2026-03-02", days: "E|EEEEEEE --EEEEL L------", want: breaches(at("2026-03-16", 16*60, 42*60))},
		// Sunday 14:00 to Thursday 06:00: 88 h.
		"88 h are two":                {from: "2026-03-02", days: "E|EEEEEEE ---EEEN N------"},
		"42 h on either side are two": {from: "2026-03-02", days: "E|EEEEE-- --EEEEN N------"},
		"the earlier has had its own": {from: "2026-03-02", days: "E|--EEEEE -LEEEEN N------"},
		"a week away serves three":    {from: "2026-03-02", days: "E|EEEEEEE ------- -LEEEE- -------"},
		"over the horizon's start":    {from: "2026-03-09", days: "E EEEEEEE|-EEEEEE", want: breaches(at("2026-03-10", 40*60, 42*60))},
		// 18:00 to 12:00 over the spring night is 41 h.
		"Sunday night alone":   {from: "2026-03-23", days: "E|EEEEEDD EEEEE-- ", want: breaches(at("2026-03-30", 12*60, 42*60))},
		"41 h in spring":       {from: "2026-03-23", days: "E|EEEEED- nEEEE--", want: breaches(at("2026-03-30", 41*60, 42*60))},
		"42 h in another week": {from: "2026-03-16", days: "E|EEEEED- nEEEE--"},
		"43 h in autumn":       {from: "2026-10-19", days: "E|EEEEED- nEEEE--"},
		// Where Sunday is over two hours earlier, the late of Sunday runs into Monday.
		"no rest left in Tbilisi": {from: "2026-03-02", place: "Asia/Tbilisi", days: "E|EEEEEEL E--EEEE", want: breaches(at("2026-03-09", 0, 42*60))},
		"at home there is":        {from: "2026-03-02", days: "E|EEEEEEL ---EEEE"},
		"the night is Monday's":   {from: "2026-03-30", place: "Asia/Tbilisi", days: "E|EEEED-N EEEEEE-"},
	})
}

func TestMonthlyRest(t *testing.T) {
	judge(t, &WeeklyRest{Minutes: 40 * 60, Per: PerMonth}, map[string]row{
		"a month cut by the last day": {from: "2026-04-01", days: "|EEEEEEE EEEEEEE"},
		"a month cut by the unknown":  {from: "2026-04-15", days: "?|EEEEEEEEEEEEEEEE"},
		"none":                        {from: "2026-04-01", days: "|EEEEEEEEEEEEEEEEEEEEEEEEEEEEEE", want: breaches(at("2026-04-30", 10*60, 40*60))},
		"one":                         {from: "2026-04-01", days: "|EEEEEEEEEEEE--EEEEEEEEEEEEEEEE"},
		"one that reaches out of it":  {from: "2026-04-01", days: "|EEEEEEEEEEEEEEEEEEEEEEEEEEEEE- -E", want: breaches(at("2026-05-01", 34*60, 40*60))},
		"one that lies in it":         {from: "2026-04-01", days: "|EEEEEEEEEEEEEEEEEEEEEEEEEEEE-- E"},
		"a month of history alone":    {from: "2026-05-01", days: "EEEEEEEEEEEEEEEEEEEEEEEEEEEEEE|--"},
	})
}
