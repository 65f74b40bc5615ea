package labels

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// FormLine is the line of a form's text, from 1, at which the place of an error stands: elements[3].text, or where that is
// not written, the innermost of what is; where the text is no JSON, the line at which it ceases to be. 0: nobody knows.
func FormLine(text, place string) int {
	var any any
	var syntax *json.SyntaxError
	if err := json.Unmarshal([]byte(text), &any); errors.As(err, &syntax) {
		return lineAt(text, syntax.Offset)
	}
	w := walk{d: json.NewDecoder(strings.NewReader(text)), place: place}
	w.value("")
	if w.best == "" {
		return 0
	}
	return lineAt(text, w.at)
}

func lineAt(text string, offset int64) int {
	return 1 + strings.Count(text[:min(int(offset), len(text))], "\n")
}

// walk goes through well-formed JSON and notes where the longest path to place begins.
type walk struct {
	d     *json.Decoder
	place string
	best  string
	at    int64
}

func (w *walk) seen(path string) {
	bare := !strings.ContainsAny(w.place, ".[") && strings.HasSuffix(path, "."+w.place) // a misspelt name is told alone
	way := strings.HasPrefix(w.place+".", path+".") || strings.HasPrefix(w.place, path+"[") || bare
	if way && len(path) > len(w.best) {
		w.best, w.at = path, w.d.InputOffset()
	}
}

func (w *walk) value(path string) {
	open, err := w.d.Token()
	if err != nil {
		return
	}
	if strings.HasSuffix(path, "]") {
		w.seen(path)
	}
	switch open {
	case json.Delim('{'):
		for w.d.More() {
			key, _ := w.d.Token()
			inner := strings.TrimPrefix(fmt.Sprintf("%s.%s", path, key), ".")
			w.seen(inner)
			w.value(inner)
		}
	case json.Delim('['):
		for i := 0; w.d.More(); i++ {
			inner := fmt.Sprintf("%s[%d]", path, i)
			w.value(inner)
		}
	default:
		return
	}
	_, _ = w.d.Token() // the closing one
}
