package desk_test

import (
	"context"
	"fmt"
	"testing"

	"pickpack/picking"
	"pickpack/web/desk"
)

// TestBoardIsLive: what happens on the floor shows on an open board without a reload.
func TestBoardIsLive(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.seat(t)
	s.eval(`(window.same = true, null)`)
	held := `[...document.querySelectorAll('.tile')].find(t => t.textContent.includes('On hold')).querySelector('b').textContent`
	s.wait(held + ` === '0'`)
	if err := h.HoldOrder(context.Background(), 1, 1, 5, "payment"); err != nil {
		t.Fatal(err)
	}
	s.wait(held + ` === '1'`)
	h.busy(t)
	s.wait(`document.querySelector('#screen').textContent.includes('W-1 Express')`)
	s.wait(`document.querySelectorAll('.feed b.bad').length > 2`)
	s.wait(`document.querySelector('.here')`)
	if same, _ := s.eval(`window.same === true`).(bool); !same {
		t.Error("the page was loaded anew")
	}
}

// TestChoiceSurvivesNews: what somebody is choosing is not taken from them when the page refreshes itself.
func TestChoiceSurvivesNews(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.wave(t, picking.Cluster)
	s := h.seat(t)
	s.open(desk.ListPath(1))
	pete := h.get(t, "SELECT id FROM users WHERE badge = 'PETE'")
	s.eval(fmt.Sprintf(`(document.querySelector('select[name=user]').value = '%d', null)`, pete))
	if err := h.AssignList(context.Background(), 1, 1, 1, picking.UserID(h.get(t, "SELECT id FROM users WHERE badge = 'SUE'"))); err != nil {
		t.Fatal(err)
	}
	s.wait(`document.querySelector('#screen').textContent.includes('assigned')`)
	if v := s.eval(`document.querySelector('select[name=user]').value`); v != fmt.Sprint(pete) {
		t.Errorf("the choice is %v, was %d", v, pete)
	}
}

// TestPreviewFollowsTheChoice: with script the preview appears as soon as a method is chosen, and pressing its button
// releases what it shows.
func TestPreviewFollowsTheChoice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.seat(t)
	s.open(desk.NewWavePath)
	s.eval(`(window.same = true, document.querySelector('[name=max]').value = '12', document.querySelector('[name=short]').click(), document.querySelector('[value=batch]').click(), null)`)
	s.wait(`document.querySelector('#preview').textContent.includes('Release 12 orders')`)
	s.eval(`(document.querySelector('[value=discrete]').click(), null)`)
	s.wait(`/12\s*pick lists/.test(document.querySelector('#preview').textContent)`)
	if same, _ := s.eval(`window.same === true && location.search.includes('discrete')`).(bool); !same {
		t.Errorf("the page was loaded anew or its address does not hold the choice: %v", s.eval(`location.search`))
	}
	s.picture("preview-script")
	s.eval(`([...document.querySelectorAll('#preview button')].find(b => b.textContent.includes('Release')).click(), null)`)
	s.wait(`location.pathname === '/d/waves/1'`)
	if n := h.get(t, "SELECT count(*) FROM pick_lists WHERE method = 'discrete'"); n != 12 {
		t.Errorf("%d lists, want 12", n)
	}
}
