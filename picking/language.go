package picking

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Language says a Text.
type Language struct {
	Words  map[Text]Text // by the sentence in the code; what has no translation is said in English
	Form   func(n int) int
	Name   func(string) string    // a name or code among the words
	Number func(int) string       // a number
	Day    func(time.Time) string // a day
}

// English is what the code is written in.
var English = Language{
	Form: func(n int) int {
		if n == 1 {
			return 0
		}
		return 1
	},
	Name:   func(s string) string { return s },
	Number: strconv.Itoa,
	Day:    func(d time.Time) string { return d.Format("2 Jan 2006") },
}

// Render says a Text.
func (l Language) Render(t Text) string {
	if t == "" {
		return ""
	}
	var said []string
	for s := range strings.SplitSeq(string(t), textNext) {
		parts := strings.Split(s, textWith)
		said = append(said, l.sentence(Text(parts[0]), parts[1:]))
	}
	return strings.Join(said, " ")
}

func (l Language) sentence(key Text, args []string) string {
	words, known := l.Words[key]
	form := l.Form
	if !known {
		words, form = key, English.Form
	}
	if len(args) == 0 { // it may be a name from before there were languages: nothing in it is a verb
		return string(words)
	}
	forms := strings.Split(string(words), "|")
	if len(forms) > 1 {
		n := form(counted(string(key), args))
		words = Text(forms[min(n, len(forms)-1)])
	}
	return l.fill(string(words), args)
}

// verb is where an argument goes, and which one if it is not the next.
var verb = regexp.MustCompile(`%(\[[1-9]\])?[sdt]`)

// fill puts the arguments into a sentence.
func (l Language) fill(words string, args []string) string {
	next := 0
	return verb.ReplaceAllStringFunc(words, func(v string) string {
		at := next
		if v[1] == '[' {
			at = int(v[2] - '1')
		}
		next = at + 1
		if at >= len(args) {
			return v
		}
		return l.argument(v[len(v)-1], args[at])
	})
}

func (l Language) argument(kind byte, s string) string {
	switch kind {
	case 'd':
		if n, err := strconv.Atoi(s); err == nil {
			return l.Number(n)
		}
	case 't':
		if day, err := time.Parse(time.DateOnly, s); err == nil {
			return l.Day(day)
		}
	}
	return l.Name(s)
}

// counted is the number that chooses the form: the one that the first %d stands for.
func counted(format string, args []string) int {
	for at, v := range verb.FindAllString(format, -1) {
		if v[len(v)-1] == 'd' && at < len(args) {
			n, _ := strconv.Atoi(args[at])
			return max(n, -n)
		}
	}
	return 0
}
