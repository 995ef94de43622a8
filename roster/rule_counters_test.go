package roster

import "testing"

func TestHours(t *testing.T) {
	judge(t, &Hours{Per: PerWeek, Max: 40 * 60}, map[string]row{
		"40 h":                    {from: "2026-03-02", days: "|EEEEE--"},
		"48 h":                    {from: "2026-03-02", days: "|EEEEEE-", want: breaches(spanning("2026-03-02", "2026-03-08", 48*60, 40*60))},
		"Sunday's night is split": {from: "2026-03-02", days: "|EEEE--N E------"},
		// 40 h, and 2 h of the night before Monday.
		"and counts before midnight": {from: "2026-03-02", days: "|EEEEE-N ------E", want: breaches(spanning("2026-03-02", "2026-03-08", 42*60, 40*60))},
		"and after it":               {from: "2026-03-02", days: "|------N EEEEE--", want: breaches(spanning("2026-03-09", "2026-03-15", 46*60, 40*60))},
		"the night out of history":   {from: "2026-03-02", days: "N|EEEEE--", want: breaches(spanning("2026-03-02", "2026-03-08", 46*60, 40*60))},
		"history of the week":        {from: "2026-03-05", days: "EEE|EEE-", want: breaches(spanning("2026-03-05", "2026-03-08", 48*60, 40*60))},
		"unknown history of it":      {from: "2026-03-05", days: "???|EEE-"},
		// The week goes on after Friday, so its last night counts whole.
		"a week cut by the last day": {from: "2026-03-02", days: "|EEEEN"},
		"cut, with an hour too many": {from: "2026-03-02", days: "|DDDEN", want: breaches(spanning("2026-03-02", "2026-03-06", 43*60, 40*60))},
		"spring: a night of 7 h":     {from: "2026-03-23", days: "|EEEE-N-"},
		"autumn: a night of 9 h":     {from: "2026-10-19", days: "|EEEE-N-", want: breaches(spanning("2026-10-19", "2026-10-25", 41*60, 40*60))},
		// Sunday 22:00 is midnight in Tbilisi once Budapest is on summer time.
		"all of it is Monday's there": {from: "2026-04-06", place: "Asia/Tbilisi", days: "|EEEEE-N ------E"},
		// Monday 00:00 is Sunday 18:00 in New York.
		"Monday is Sunday there": {from: "2026-04-06", place: "America/New_York", days: "|EEEEE-- M------", want: breaches(spanning("2026-04-06", "2026-04-12", 46*60, 40*60))},
	})
	judge(t, &Hours{Per: PerWeek, Min: 16 * 60}, map[string]row{
		"16 h":                    {from: "2026-03-02", days: "|EE-----"},
		"8 h":                     {from: "2026-03-02", days: "|E------", want: breaches(spanning("2026-03-02", "2026-03-08", 8*60, 16*60))},
		"asked of a whole week":   {from: "2026-03-03", days: "|EE----"},
		"and not of a begun one":  {from: "2026-03-02", days: "|------"},
		"history makes it whole":  {from: "2026-03-04", days: "E-|E----"},
		"and judges what is left": {from: "2026-03-04", days: "E-|-----", want: breaches(spanning("2026-03-04", "2026-03-08", 8*60, 16*60))},
	})
	judge(t, &Hours{Per: PerMonth, Max: 16 * 60, Opening: 60}, map[string]row{
		"the opening is the first month's": {from: "2026-03-30", days: "|E- EE"},
		"and fills it":                     {from: "2026-03-30", days: "|EE EE", want: breaches(spanning("2026-03-30", "2026-03-31", 17*60, 16*60))},
	})
	judge(t, &Hours{Per: PerRolling, Days: 3, Max: 20 * 60}, map[string]row{
		"two in three":             {from: "2026-03-02", days: "|EE-EE"},
		"three":                    {from: "2026-03-02", days: "|-EEE", want: breaches(spanning("2026-03-03", "2026-03-05", 24*60, 20*60))},
		"a span out of history":    {from: "2026-03-02", days: "EE|E--", want: breaches(spanning("2026-03-02", "2026-03-02", 24*60, 20*60))},
		"history alone":            {from: "2026-03-02", days: "EEE|---"},
		"fewer days than the span": {from: "2026-03-02", days: "|HE", want: breaches(spanning("2026-03-02", "2026-03-03", 32*60, 20*60))},
	})
	judge(t, &Hours{Per: PerHorizon, Min: 8 * 60, Max: 16 * 60, Opening: -60}, map[string]row{
		"history is not counted": {from: "2026-03-02", days: "EEE|EE"},
		"the balance counts":     {from: "2026-03-02", days: "|E-", want: breaches(spanning("2026-03-02", "2026-03-03", 7*60, 8*60))},
	})
}

func TestDuties(t *testing.T) {
	judge(t, &Duties{Shifts: []string{"L", "N"}, Per: PerWeek, Max: ptr(1), Opening: 1}, map[string]row{
		"the opening is the first week's": {from: "2026-03-02", days: "|EEE---- L------"},
		"and fills it":                    {from: "2026-03-02", days: "|EEL---- L------", want: breaches(spanning("2026-03-02", "2026-03-08", 2, 1))},
	})
	judge(t, &Duties{Weekdays: []string{"fri", "sat"}, Per: PerHorizon, Max: ptr(0)}, map[string]row{
		"a night of Thursday is Thursday's": {from: "2026-03-05", days: "|N---"},
		"Friday":                            {from: "2026-03-05", days: "|-E--", want: breaches(spanning("2026-03-05", "2026-03-08", 1, 0))},
		"Friday and Saturday":               {from: "2026-03-05", days: "|-EE-", want: breaches(spanning("2026-03-05", "2026-03-08", 2, 0))},
	})
	judge(t, &Duties{Office: true, Per: PerWeek, Min: 2}, map[string]row{
		"two at the office":        {from: "2026-03-02", days: "|EDL----"},
		"one":                      {from: "2026-03-02", days: "|ELLLL--", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 2))},
		"half a week is not asked": {from: "2026-03-02", days: "|L-----"},
	})
	judge(t, &Duties{Night: true, Per: PerHorizon, Min: 1, Max: ptr(1)}, map[string]row{
		"none": {from: "2026-03-02", days: "N|LL", want: breaches(spanning("2026-03-02", "2026-03-03", 0, 1))},
		"one":  {from: "2026-03-02", days: "|LN"},
		"two":  {from: "2026-03-02", days: "|NN", want: breaches(spanning("2026-03-02", "2026-03-03", 2, 1))},
	})
}

func TestDaysOff(t *testing.T) {
	judge(t, &DaysOff{Per: PerWeek, Min: 2, Max: 3}, map[string]row{
		"one":             {from: "2026-03-02", days: "|EEEEEE-", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 2))},
		"two":             {from: "2026-03-02", days: "|EE-EE-E"},
		"three":           {from: "2026-03-02", days: "|EE-EE--"},
		"four":            {from: "2026-03-02", days: "|EE-E---", want: breaches(spanning("2026-03-02", "2026-03-08", 4, 3))},
		"out of history":  {from: "2026-03-04", days: "--|EEEEE"},
		"out of the dark": {from: "2026-03-04", days: "??|EEEEE"},
	})
}

// 2026-03-07 is a Saturday.
func TestWeekends(t *testing.T) {
	judge(t, &Weekends{Per: PerHorizon, Max: ptr(1)}, map[string]row{
		"both days are one":            {from: "2026-03-02", days: "|-----EE -----EE", want: breaches(spanning("2026-03-02", "2026-03-15", 2, 1))},
		"one weekend":                  {from: "2026-03-02", days: "|-----EE EEEEE--"},
		"a Sunday and a Saturday":      {from: "2026-03-02", days: "|------E -----E-", want: breaches(spanning("2026-03-02", "2026-03-15", 2, 1))},
		"Friday's night starts before": {from: "2026-03-02", days: "|----N-- -----E-"},
		"history is last month's":      {from: "2026-03-09", days: "-----EE|-----E-"},
	})
	judge(t, &Weekends{Per: PerMonth, Max: ptr(0), By: ByBusy}, map[string]row{
		"Friday's night runs into it":             {from: "2026-03-02", days: "|----N--", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 0))},
		"Friday's late does not":                  {from: "2026-03-02", days: "|----L--"},
		"it does in Tbilisi":                      {from: "2026-03-02", place: "Asia/Tbilisi", days: "|----L--", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 0))},
		"Monday's first hour is Sunday elsewhere": {from: "2026-03-09", place: "America/New_York", days: "?|M------", want: breaches(spanning("2026-03-09", "2026-03-15", 1, 0))},
		"of the last day into the next":           {from: "2026-03-02", days: "|----N", want: breaches(spanning("2026-03-02", "2026-03-06", 1, 0))},
	})
	// Saturday 31 January and Sunday 1 February.
	judge(t, &Weekends{Per: PerMonth, Max: ptr(0)}, map[string]row{
		"the border of two months": {from: "2026-01-31", days: "|EE", want: breaches(spanning("2026-01-31", "2026-01-31", 1, 0), spanning("2026-02-01", "2026-02-01", 1, 0))},
		"its first day":            {from: "2026-01-31", days: "|E-", want: breaches(spanning("2026-01-31", "2026-01-31", 1, 0))},
	})
}

func TestFreeSundays(t *testing.T) {
	judge(t, &FreeSundays{Per: PerHorizon, Min: 1}, map[string]row{
		"a free Sunday":                    {from: "2026-03-02", days: "|EEEEEE-"},
		"a worked one":                     {from: "2026-03-02", days: "|------E", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 0))},
		"one of two":                       {from: "2026-03-02", days: "|------E -------"},
		"Saturday's night spoils it":       {from: "2026-03-02", days: "|-----N-", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 0))},
		"a shift until midnight does not":  {from: "2026-03-02", days: "|-----Z-"},
		"it does in Moscow":                {from: "2026-03-02", place: "Europe/Moscow", days: "|-----Z-", want: breaches(spanning("2026-03-02", "2026-03-08", 1, 0))},
		"the night out of history":         {from: "2026-03-08", days: "N|-", want: breaches(spanning("2026-03-08", "2026-03-08", 1, 0))},
		"the night into the next period":   {from: "2026-03-01", days: "|------N"},
		"a Sunday worked after a night":    {from: "2026-03-08", days: "N|E", want: breaches(spanning("2026-03-08", "2026-03-08", 1, 0))},
		"no Sunday at all":                 {from: "2026-03-02", days: "|EEEEEN"},
		"Monday's first hours in New York": {from: "2026-03-02", place: "America/New_York", days: "|------- M", want: breaches(spanning("2026-03-02", "2026-03-09", 1, 0))},
	})
	judge(t, &FreeSundays{Per: PerMonth, Min: 1}, map[string]row{
		"half a month is not judged": {from: "2026-03-02", days: "|------E"},
	})
	judge(t, &FreeSundays{Per: PerMonth, Min: 1}, map[string]row{
		"half a month is judged with its history": {from: "2026-02-20", days: "E------E------E----|--E------", want: breaches(spanning("2026-02-20", "2026-02-28", 4, 3))},
		"and free once": {from: "2026-02-20", days: "E------E-----------|--E------"},
	})
}

func TestFairShare(t *testing.T) {
	squared := func(b Breach) Breach { b.Excess *= b.Excess; return b }
	judge(t, &FairShare{Of: "nights", Target: 2.5}, map[string]row{
		"two":   {from: "2026-03-02", days: "|NN----"},
		"three": {from: "2026-03-02", days: "|NNN---"},
		"none":  {from: "2026-03-02", days: "NN|------", want: breaches(squared(spanning("2026-03-02", "2026-03-07", 0, 2)))},
		"five":  {from: "2026-03-02", days: "|NNNNN-", want: breaches(squared(spanning("2026-03-02", "2026-03-07", 5, 3)))},
	})
	judge(t, &FairShare{Of: "holidays", Target: 0}, map[string]row{
		"the night before it": {from: "2026-04-30", days: "|N-", want: breaches(squared(spanning("2026-04-30", "2026-05-01", 1, 0)))},
		"out of history":      {from: "2026-05-01", days: "N|-", want: breaches(squared(spanning("2026-05-01", "2026-05-01", 1, 0)))},
		"the day after":       {from: "2026-04-30", days: "|--E"},
	})
	judge(t, &FairShare{Of: "weekends", Target: 1}, map[string]row{
		"none": {from: "2026-03-02", days: "|EEEEE--", want: breaches(squared(spanning("2026-03-02", "2026-03-08", 0, 1)))},
		"one":  {from: "2026-03-02", days: "|----N--"},
	})
	judge(t, &FairShare{Of: "shifts", Shifts: []string{"L"}, Target: 1}, map[string]row{
		"three": {from: "2026-03-02", days: "|LLLE", want: breaches(squared(spanning("2026-03-02", "2026-03-05", 3, 1)))},
	})
}
