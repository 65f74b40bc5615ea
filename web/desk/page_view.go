package desk

import "time"

// askView is a question with two answers.
type askView struct {
	Title, Text  string
	Action, Back string
	Yes          string
	Kind, Icon   string   // of the yes
	Reasons      []string // the usual ones, if it asks why; others are typed
	CSRF         string
}

// actReasons are the usual reasons of what is done to an order.
var actReasons = map[string][]string{
	"hold":   {"payment", "stock", "address"},
	"cancel": {"the customer changed their mind", "ordered twice", "wrong address", "payment"},
}

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
