package picking

import (
	"fmt"
	"strings"
)

// Text is what a person is told, so kept that it can be said in any language: sentences as they stand in the code, each
// with what is put into it beside it. A constant is a sentence, Say puts something into one, And lets another follow:
//
//	"Wrong bin"    Say("Scan bin %s.", code)    what.And("Nothing was changed.")
//
// It is a string for that reason, and so that it compares and is stored as one. String is what it says in English.
type Text string

// What stands between the sentences of a Text, and before each argument of one. No name or code may hold them.
const (
	textNext = "\x1e"
	textWith = "\x1f"
)

var unspoken = strings.NewReplacer(textNext, " ", textWith, " ")

// Say puts arguments into a sentence: %s is a name or a code, the same in every language; %d a number; %t a day, given as
// time.DateOnly. A translation may take them in another order, like %[2]s. A sentence whose form depends on a number is
// given in all its forms, "%d line|%d lines"; the first %d chooses.
func Say(format Text, args ...any) Text {
	var b strings.Builder
	b.WriteString(string(format))
	for _, a := range args {
		b.WriteString(textWith)
		b.WriteString(unspoken.Replace(fmt.Sprint(a)))
	}
	return Text(b.String())
}

// Name is a name or a code that is said alone.
func Name(s string) Text {
	if s == "" {
		return ""
	}
	return Say("%s", s)
}

// And lets another sentence follow, if there is one.
func (t Text) And(more Text) Text {
	if t == "" || more == "" {
		return t + more
	}
	return t + textNext + more
}

// String is the Text in English.
func (t Text) String() string { return English.Render(t) }
