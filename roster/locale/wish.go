package locale

// Wish says in a few words what somebody asked for of a day: a shift, any work
// where it is "", or not that.
func Wish(lang, shift string, off bool) string {
	id := "report.wish-on"
	switch {
	case shift == "" && off:
		id = "report.wish-free"
	case shift == "":
		id = "report.wish-work"
	case off:
		id = "report.wish-off"
	}
	return T(lang, id, map[string]any{"Shift": shift})
}
