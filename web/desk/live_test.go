package desk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pickpack/db"
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

// TestPlanIsWatched: a supervisor sees a plan being made, stops it early with the keyboard, looks at a list and releases, and
// the page is not loaded anew while the search goes on.
func TestPlanIsWatched(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.seat(t)
	r := db.WaveRequest{Method: picking.Cluster, Short: true, Search: time.Minute} // a slow machine needs long to look
	job, err := h.AskPlan(context.Background(), picking.User{ID: 1, Warehouse: 1}, r, "")
	if err != nil {
		t.Fatal(err)
	}
	s.open(desk.PlanPath(job))
	s.wait(`document.querySelector('#screen[data-state=running] .bigfacts dd')?.textContent.includes('m')`)
	s.eval(`(window.same = true, document.querySelector('#stop').focus(), null)`)
	first := s.eval(`document.querySelector('.search .meter').value`).(float64)
	s.wait(fmt.Sprintf(`document.querySelector('.search .meter').value >= %v`, first+1))
	if kept, _ := s.eval(`document.activeElement.id === 'stop' && document.querySelector('.search .left').textContent.includes('left')`).(bool); !kept {
		t.Errorf("the keyboard lost its place: %v", s.eval(`document.activeElement.outerHTML.slice(0, 80)`))
	}
	s.picture("plan-running")
	s.do(chromedp.KeyEvent("\r"))
	s.wait(`document.querySelector('#screen[data-state=done]')`)
	if n := h.get(t, "SELECT count(*) FROM jobs WHERE state = 'done' AND stop AND ended_at - begun_at < interval '59 seconds'"); n != 1 {
		t.Error("it was not stopped early")
	}
	s.wait(`performance.getEntriesByType('resource').length > 0`)
	asked := s.eval(`performance.getEntriesByType('resource').length`)
	s.eval(`new Promise(r => setTimeout(r, 1200)).then(() => null)`)
	if now := s.eval(`performance.getEntriesByType('resource').length`); now != asked {
		t.Errorf("a plan that is made asks again: %v, then %v", asked, now)
	}
	s.eval(`(document.querySelectorAll('#lists a')[1].click(), null)`)
	s.wait(`location.search === '?list=2' && document.querySelectorAll('#tour g.stop').length > 1 && document.querySelector('#lists tr.now')`)
	if same := s.eval(`[...document.querySelectorAll('#tour g.stop')].every(g => document.querySelectorAll('.stops li')[g.querySelector('text').textContent - 1].textContent.includes(g.querySelector('title').textContent))`); same != true {
		t.Error("the map and the table show other stops")
	}
	s.eval(`([...document.querySelectorAll('button')].find(b => b.textContent.includes('Release')).click(), null)`)
	s.wait(`location.pathname === '/d/waves/1'`)
	if n := h.get(t, "SELECT count(*) FROM jobs WHERE wave_id = 1"); n != 1 {
		t.Errorf("%d plans became the wave", n)
	}
}

// TestNobodyPlans: the page of a plan that nobody makes waits, through a server in trouble too, and goes on when somebody
// makes it. A plan that will never be there says why.
func TestNobodyPlans(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.raw.MustExec(`INSERT INTO jobs (warehouse_id, request, form, user_id, state, claim, begun_at, lease, asked_at)
		VALUES (1, '{"method":"cluster","limits":{"Orders":9},"short":true}', 'way=auto&method=cluster', 1, 'running', 1, now(), now() + interval '1 hour', now() - interval '1 minute')`)
	c := h.client(t, "SUE")
	sees(t, c.page(desk.PlanPath(1)), "Reading orders and stock", `http-equiv="refresh"`)
	s := h.seat(t)
	s.open(desk.PlanPath(1))
	s.eval(`(window.failed = 0, document.addEventListener('htmx:after:request', e => { if (e.detail.ctx.response?.raw.status >= 500) window.failed++ }), null)`)
	h.raw.MustExec(`ALTER TABLE jobs RENAME TO jobs_away`) // a database in trouble
	s.wait(`window.failed > 1`)
	if shown, _ := s.eval(`document.querySelector('#screen .search .now').textContent`).(string); shown != "Reading orders and stock" {
		t.Errorf("while the server is in trouble the page shows %q", shown)
	}
	h.raw.MustExec(`ALTER TABLE jobs_away RENAME TO jobs`)
	h.raw.MustExec(`UPDATE jobs SET state = 'queued', lease = NULL, begun_at = NULL`)
	s.wait(`document.querySelector('#screen[data-state=done]') && document.body.textContent.includes('Release 9 orders')`)
	h.raw.MustExec(`INSERT INTO jobs (warehouse_id, request, user_id, state, trouble, ended_at) VALUES
		(1, '{"method":"batch"}', 1, 'failed', 'It broke.', now()), (1, '{"method":"batch"}', 1, 'cancelled', '', now())`)
	sees(t, c.page(desk.PlanPath(2)), "It broke.", "Plan again")
	sees(t, c.page(desk.PlanPath(3)), "stopped before anything was planned", "Plan again")
	if a := c.get(desk.PlanPath(99)); a.code != 404 {
		t.Errorf("no such plan: %d", a.code)
	}
	if a := c.get(desk.PlanPath(1) + "?list=99"); a.code != 404 {
		t.Errorf("no such list: %d", a.code)
	}
}
