package robot

import (
	"context"
	"fmt"
	"strconv"
)

// hand is a robot at one screen: it scans, looks at the verdict and keeps the answer.
type hand struct {
	f    *Floor
	c    *Client
	page Page
}

func (h *hand) at(name string) string { return h.page.Screen[name] }

func (h *hand) number(name string) int {
	n, _ := strconv.Atoi(h.at(name))
	return n
}

// scan posts a code, sometimes after a wrong one that must be refused and change nothing.
func (h *hand) scan(ctx context.Context, route, code string, alsoRight ...string) error {
	if wrong := h.f.mistake(append(alsoRight, code)...); wrong != "" {
		if err := h.refused(ctx, route, wrong); err != nil {
			return err
		}
	}
	verdict, err := h.post(ctx, route, code)
	if err == nil && verdict == "narrower" && h.at("lot") != "" {
		verdict, err = h.post(ctx, route, h.at("lot")) // several lots in one place: the lot's own label tells
	}
	if err == nil && !accepted(verdict) {
		err = fmt.Errorf("scan of %s was refused at step %s: %s", code, h.at("step"), h.page.Text())
	}
	return err
}

func (h *hand) post(ctx context.Context, route, code string) (verdict string, err error) {
	h.f.Scans.Add(1)
	if h.page, err = h.c.Scan(ctx, route, NewID(), code); err != nil {
		return "", err
	}
	verdict = h.at("verdict")
	switch {
	case verdict == "line_complete" || verdict == "list_complete":
		h.f.Lines.Add(1)
	case !accepted(verdict):
		h.f.Refused.Add(1)
	}
	return verdict, nil
}

func (h *hand) refused(ctx context.Context, route, wrong string) error {
	before := fmt.Sprint(h.at("step"), h.at("need"), h.at("counted"), h.at("bin"))
	verdict, err := h.post(ctx, route, wrong)
	if err != nil {
		return err
	}
	if after := fmt.Sprint(h.at("step"), h.at("need"), h.at("counted"), h.at("bin")); accepted(verdict) || after != before {
		h.f.WrongAccepts.Add(1)
		return fmt.Errorf("wrong code %s was accepted (%s): %s → %s", wrong, verdict, before, after)
	}
	return nil
}

func accepted(verdict string) bool {
	return verdict == "ok" || verdict == "line_complete" || verdict == "list_complete"
}
