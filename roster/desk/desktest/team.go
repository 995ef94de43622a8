// Package desktest has the workspace that tests of the desk and of the pages over
// it begin with.
package desktest

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/smena-org/smena/roster"
)

// SmallTeam is a team of three who sell tickets from 9 to 21 by the clock of
// Moscow: five days in a row at most, eleven hours of rest.
func SmallTeam(name string) fstest.MapFS {
	var history strings.Builder
	history.WriteString("timestamp,queue,volume\n")
	for d := roster.NewDate(2026, 10, 10); d < roster.NewDate(2026, 11, 21); d++ {
		for hour := 9; hour < 21; hour++ {
			fmt.Fprintf(&history, "%sT%02d:00,phone,%d\n", d, hour, 5+hour%4)
		}
	}
	files := map[string]string{
		"team.yaml": `
name: ` + name + `
zone: Europe/Moscow
country: RU
interval: 60
open: {every_day: 09:00-21:00}
grounds: [public]
queues:
  - {id: phone, channel: phone, aht: 3m, service_level: 80/30s, patience: 3m, shrinkage: 10%, min_agents: 1, skills: [phone]}
shifts:
  - {code: E, name: Early, start: 09:00, end: 18:00, breaks: [{at: 13:00, minutes: 60}]}
  - {code: L, name: Late, start: 12:00, end: 21:00, breaks: [{at: 16:00, minutes: 60}]}
  - {code: N, name: Night, start: 21:00, end: 07:00, breaks: [{at: 01:00, minutes: 60}]}
contracts:
  - id: full
    hours_per_week: 40
    pack: ru
    reference_months: 3
    rules:
      - {rule: days-in-a-row, max: 5, source: works rules}
      - {rule: min-rest, minutes: 660, source: works rules}
`,
		"agents.csv":      "agent_id,name,contract,skills,consents,payroll_id\nann,Ann Able,full,phone,night,1001\nbob,Bob Best,full,phone,night,1002\ncyd,Cyd Cool,full,phone,,1003\n",
		"history/all.csv": history.String(),
		"previous.csv": "agent_id,date,shift\n" +
			"ann,2026-11-23,E\nann,2026-11-24,E\nbob,2026-11-23,L\nbob,2026-11-25,L\ncyd,2026-11-26,E\nann,2026-11-30,L\n",
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}
