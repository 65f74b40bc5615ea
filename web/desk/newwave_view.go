package desk

import (
	"maps"
	"slices"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/ui"
)

// newWaveView is the choice of a new wave.
type newWaveView struct {
	Form     waveForm
	Choices  choices
	First    []ui.Option // zones whose stock may be taken first
	Searches []ui.Option // seconds
	Methods  []methodCard
	Plans    []planLine
	CSRF     string
	Trouble  string
}

type methodCard struct {
	Method     picking.Method
	Word, When string
	On         bool
}

// planLine is a plan that waits: to be made, or to be released.
type planLine struct {
	Path, Title, Choice, Asked string
	Ready                      bool
}

// plansShown is how many plans that wait are listed.
const plansShown = 6

func planLineOf(j db.Job, k clock) planLine {
	v := planOf(j, k)
	return planLine{v.Path, v.Title, v.Choice, v.Asked, j.State == db.JobDone}
}

// filtered says that some filter is set, so that the filters are shown open.
func (v newWaveView) filtered() bool {
	return v.Form.Way == byFilter || len(v.Form.orderForm.query()) > 0
}

func sortedKeys(m map[string][]string) []string { return slices.Sorted(maps.Keys(m)) }
