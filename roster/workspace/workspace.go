package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// Workspace is a folder of files as values: all that a plan begins with.
type Workspace struct {
	Dir          string
	Team         roster.Team
	Agents       []roster.Agent
	Balances     map[string]roster.Balance // by agent
	History      []forecast.Series         // one a queue, in the order of the team's queues
	Absences     []roster.Absence
	Availability []roster.Availability
	Requests     []roster.Request
	Pins         []roster.Pin
	Previous     roster.Roster
	Events       []forecast.SpecialDay
	LeftOut      []forecast.Verdict // of the history
	Faults       roster.Faults      // what was found and can be lived with
}

// The files of a workspace. History stands in a folder of its own.
const (
	teamFile         = "team.yaml"
	agentsFile       = "agents.csv"
	balancesFile     = "balances.csv"
	absencesFile     = "absences.csv"
	availabilityFile = "availability.csv"
	requestsFile     = "requests.csv"
	pinsFile         = "pins.csv"
	previousFile     = "previous.csv"
	eventsFile       = "events.csv"
	leftOutFile      = "left_out.csv"
	historyDir       = "history"
)

// makeOne is the cure for a folder that is not a workspace.
const makeOne = "write it, or make an example with: smena init --example travel-9-21 NEW-FOLDER"

// ReadDir reads the workspace in a folder.
func ReadDir(dir string) (*Workspace, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("it is a file")
	}
	if err != nil {
		fault := roster.Fault{File: dir, Problem: "no such folder", Cure: "name a folder with a team.yaml, or make an example with: smena init --example travel-9-21 " + dir}
		if !errors.Is(err, fs.ErrNotExist) {
			fault.Problem = "not a folder that can be read: " + err.Error()
		}
		return nil, roster.Faults{fault}.Err()
	}
	ws, err := Read(os.DirFS(dir))
	if ws != nil {
		ws.Dir = dir
	}
	return ws, err
}

// Read reads a workspace and checks its files against each other. When
// anything is wrong it returns an Invalid error with every fault of every file;
// warnings stand in the workspace, which is returned in either case.
func Read(fsys fs.FS) (*Workspace, error) {
	rd := &reader{fsys: fsys, ws: &Workspace{}, names: &names{}}
	rd.read()
	return rd.ws, rd.ws.Faults.Err()
}

// reader reads the files in an order in which each finds the names it needs.
type reader struct {
	fsys  fs.FS
	ws    *Workspace
	names *names
}

// read goes from what others refer to, to what refers: a name is known, or known
// to be unknowable, before the first file that uses it.
func (rd *reader) read() {
	ws, faults := rd.ws, &rd.ws.Faults
	rd.open(teamFile, true, func(name string, r io.Reader) {
		log := newFaultLog(name, faults)
		defer log.close()
		ws.Team, rd.names = readTeam(r, log)
		rd.names.team = &ws.Team
	})
	n := rd.names
	rd.open(agentsFile, true, func(name string, r io.Reader) {
		ws.Agents = readAgents(name, r, n, faults)
		n.setAgents(ws.Agents)
	})
	rd.open(balancesFile, false, func(name string, r io.Reader) { ws.Balances = readBalances(name, r, n, faults) })
	rd.open(absencesFile, false, func(name string, r io.Reader) { ws.Absences = readAbsences(name, r, n, faults) })
	rd.open(availabilityFile, false, func(name string, r io.Reader) { ws.Availability = readAvailability(name, r, n, faults) })
	rd.open(requestsFile, false, func(name string, r io.Reader) { ws.Requests = readRequests(name, r, n, faults) })
	rd.open(pinsFile, false, func(name string, r io.Reader) { ws.Pins = readPins(name, r, n, ws.Absences, faults) })
	rd.open(previousFile, false, func(name string, r io.Reader) { ws.Previous = readPrevious(name, r, n, faults) })
	rd.open(eventsFile, false, func(name string, r io.Reader) { ws.Events = ReadEvents(name, r, n.queues, faults) })
	rd.open(leftOutFile, false, func(name string, r io.Reader) {
		if n.zone != nil { // without one nothing can be said of local times
			ws.LeftOut = ReadLeftOut(name, r, n.zone, n.queues, faults)
		}
	})
	rd.readHistory()
	rd.warnStrangers()
}

// open opens a file and hands it on. A file that is absent is a fault only
// when it is needed.
func (rd *reader) open(name string, needed bool, read func(string, io.Reader)) {
	f, err := rd.fsys.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !needed:
		return
	case errors.Is(err, fs.ErrNotExist):
		rd.ws.Faults.Add(roster.Fault{File: name, Problem: "the file is missing", Cure: makeOne})
		return
	case err != nil:
		rd.ws.Faults.Add(roster.Fault{File: name, Problem: "cannot be read: " + err.Error(), Cure: "check the file and its permissions"})
		return
	}
	defer f.Close()
	read(name, f)
}

// warnStrangers warns of tables that look like ours and are not: a misspelt
// absences.csv would otherwise be passed over in silence.
func (rd *reader) warnStrangers() {
	ours := []string{teamFile, agentsFile, balancesFile, absencesFile, availabilityFile, requestsFile, pinsFile, previousFile, eventsFile, leftOutFile}
	results := []string{"forecast.csv", "requirement.csv", "roster.csv", "payroll.csv"}
	entries, _ := fs.ReadDir(rd.fsys, ".")
	for _, e := range entries {
		switch path.Ext(e.Name()) {
		case ".csv", ".yaml", ".yml":
		default:
			continue
		}
		if !slices.Contains(ours, e.Name()) && !slices.Contains(results, e.Name()) {
			problem := "no part of a workspace, so not read"
			if cure := didYouMean(e.Name(), ours); strings.HasPrefix(cure, "did") {
				problem = fmt.Sprintf("%s; %s", problem, cure)
			}
			rd.ws.Faults.Add(roster.Fault{File: e.Name(), Problem: problem, Warning: true})
		}
	}
}
