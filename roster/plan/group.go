package plan

import (
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
)

// Groups pools the queues of a team that need the same skills: whoever may
// serve one of them may serve all. Groups stand in the order of their first queue.
func Groups(team roster.Team) []Group {
	var out []Group
	for _, q := range team.Queues {
		skills := slices.Clone(q.Skills)
		slices.Sort(skills)
		skills = slices.Compact(skills)
		i := slices.IndexFunc(out, func(g Group) bool { return slices.Equal(g.Skills, skills) })
		if i < 0 {
			i = len(out)
			out = append(out, Group{ID: groupID(skills), Skills: skills})
		}
		out[i].Queues = append(out[i].Queues, q.ID)
	}
	return out
}

// groupID names a group by its skills; requirement.csv and reports show it.
func groupID(skills []string) string {
	if len(skills) == 0 {
		return "any"
	}
	return strings.Join(skills, "+")
}

// serves reports whether a person with the skills may serve the group.
func (g Group) serves(skills []string) bool {
	for _, s := range g.Skills {
		if !slices.Contains(skills, s) {
			return false
		}
	}
	return true
}
