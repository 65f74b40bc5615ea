package desk

import "time"

// askView is a question with two answers.
type askView struct {
	Title, Text  string
	Action, Back string
	Yes          string
	Kind, Icon   string // of the yes
	Reason       bool   // ask why
	CSRF         string
}

// holdReasons are the usual ones; others are typed.
var holdReasons = []string{"payment", "stock", "address"}

// dueView is a cut-off in words.
type dueView struct {
	At, Left string
	Late     bool
}

// due writes a cut-off; open says that it still matters.
func (k clock) due(t time.Time, open bool) dueView {
	if !open {
		return dueView{At: k.moment(t)}
	}
	return dueView{k.moment(t), k.until(t), k.late(t)}
}

func tallyTone(done, of int) string {
	if of > 0 && done >= of {
		return "ok"
	}
	return ""
}
