package db_test

import (
	"context"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
)

// TestEachInvariantCanBreak breaks the data of a worked hall on purpose, once for each thing a rule looks at, behind the
// back of the schema's own checks, and sees that rule report it.
func TestEachInvariantCanBreak(t *testing.T) {
	t.Parallel()
	r := newRobot(t, 18)
	r.wave(t, db.WaveRequest{Method: picking.Batch, Filter: db.OrderFilter{MinPriority: 2}})
	r.pickAll()
	r.sortAll()
	r.packAll()
	r.wave(t, db.WaveRequest{Method: picking.Cluster})
	r.clean("before")
	r.raw.MustExec(`
		ALTER TABLE balances DROP CONSTRAINT balances_check, DROP CONSTRAINT balances_reserved_check;
		ALTER TABLE order_lines DROP CONSTRAINT order_lines_check, DROP CONSTRAINT order_lines_check1, DROP CONSTRAINT order_lines_check2;
		ALTER TABLE pick_lists DROP CONSTRAINT pick_lists_check;
		ALTER TABLE cartons DROP CONSTRAINT cartons_check, DROP CONSTRAINT cartons_warehouse_id_sscc_key, DROP CONSTRAINT cartons_warehouse_id_tracking_key;
		ALTER TABLE serials DROP CONSTRAINT serials_pkey;
		ALTER TABLE wall_slots DROP CONSTRAINT wall_slots_pkey, DROP CONSTRAINT wall_slots_warehouse_id_order_id_key;
		DROP INDEX pick_lists_cart, list_totes_busy, documents_once;
		ALTER TABLE orders DISABLE TRIGGER USER; ALTER TABLE waves DISABLE TRIGGER USER; -- they write the trail along
		ALTER TABLE pick_lists DISABLE TRIGGER USER; ALTER TABLE cartons DISABLE TRIGGER USER;
		UPDATE items SET tracking = 'serial' WHERE id = 300;
		INSERT INTO documents (warehouse_id, kind, format, order_id, carton_id, content) SELECT 1, 'slip', 'pdf', order_id, id, '' FROM cartons`)
	for _, c := range []struct{ rule, what, wrong, sql string }{
		{"I1", "B-1, SKU-2", "on hand 51, moves say 50", `UPDATE balances SET on_hand = 51 WHERE location_id = 1`},
		{"I1", "B-2, SKU-3", "on hand 0, moves say 50", `DELETE FROM balances WHERE location_id = 2`},
		{"I2", "SKU-5", "all places together hold 7", `UPDATE balances SET on_hand = on_hand + 7 WHERE location_id = 4`},
		{"I3", "task 1", "moves say", `UPDATE moves SET qty = qty + 1 WHERE task_id = 1`},
		{"I3", "task 99999", "has moves and is gone", `UPDATE moves SET task_id = 99999 WHERE task_id = 2`},
		{"I3", "line ", "its tasks and shares say", `UPDATE shares SET put = put - 1 WHERE (task_id, line_id) = (SELECT task_id, line_id FROM shares WHERE put = qty ORDER BY 1, 2 LIMIT 1)`},
		{"I3", "line ", "put on the wall", `UPDATE moves SET qty = qty + 1 WHERE (scan_id, n) = (SELECT scan_id, n FROM moves WHERE cause = 'put' AND line_id <> 0 ORDER BY at DESC LIMIT 1)`},
		{"I3", "line ", "packed 2, moves say 3", `UPDATE moves SET qty = qty + 1 WHERE (scan_id, n) = (SELECT m.scan_id, m.n FROM moves m JOIN order_lines l ON l.id = m.line_id WHERE m.cause = 'pack' AND l.packed = 2 ORDER BY m.at LIMIT 1)`},
		{"I3", "line ", "shipped 2, moves say 3", `UPDATE moves SET qty = qty + 1 WHERE (scan_id, n) = (SELECT m.scan_id, m.n FROM moves m JOIN order_lines l ON l.id = m.line_id WHERE m.cause = 'ship' AND l.shipped = 2 ORDER BY m.at LIMIT 1)`},
		{"I3", "list 1", "tasks, there are", `UPDATE pick_lists SET done = done - 1 WHERE id = 1`},
		{"I4", "B-11, ", "open tasks want", `UPDATE balances SET reserved = reserved + 1 WHERE location_id = 11`},
		{"I4", "B-", "reserved 0, open tasks want", `UPDATE balances SET reserved = 0 WHERE location_id = (SELECT min(location_id) FROM balances WHERE reserved > 0 AND location_id > 20)`},
		{"I5", "B-30, SKU-31", "on hand -1", `UPDATE balances SET on_hand = -1 WHERE location_id = 30`},
		{"I5", "B-31, SKU-32", "reserved 60", `UPDATE balances SET reserved = 60 WHERE location_id = 31`},
		{"I5", "B-32, SKU-33", "counted as virtual", `UPDATE balances SET virtual = true WHERE location_id = 32`},
		{"I6", "scan ", "without a receipt", `DELETE FROM scans WHERE scan_id = (SELECT scan_id FROM moves WHERE cause = 'pick' ORDER BY at LIMIT 1)`},
		{"I6", "scan ", "nothing moved", `DELETE FROM moves WHERE scan_id = (SELECT scan_id FROM moves WHERE cause = 'pack' ORDER BY at DESC LIMIT 1)`},
		{"I6", "scan ", "accepted on 2 devices", `INSERT INTO scans (warehouse_id, device, scan_id, user_id, raw, verdict, accepted, answer)
			SELECT warehouse_id, 'other', scan_id, user_id, raw, verdict, accepted, answer FROM scans WHERE accepted ORDER BY at LIMIT 1`},
		{"I6", "scan ", "refused, and 1 moves", `UPDATE scans SET accepted = false WHERE scan_id = (SELECT scan_id FROM moves WHERE cause = 'put' AND line_id <> 0 ORDER BY at LIMIT 1)`},
		{"I6", "scan ", "its answer says nothing", `UPDATE scans SET answer = '{}' WHERE scan_id = (SELECT scan_id FROM scans ORDER BY at DESC LIMIT 1)`},
		{"I7", "line ", "ordered 2 short 0 picked 3", `UPDATE order_lines SET picked = 3 WHERE id = (SELECT min(id) FROM order_lines WHERE picked = 2)`},
		{"I7", "order O-1", "counts 5 0 0 0 0 its lines 4 0 0 0 0", `UPDATE orders SET units = units + 1 WHERE number = 'O-1'`},
		{"I7", "line ", "in cartons 1", `UPDATE carton_lines SET qty = 1 WHERE (carton_id, line_id) = (SELECT carton_id, line_id FROM carton_lines WHERE qty = 2 ORDER BY 1, 2 LIMIT 1)`},
		{"I7", "carton ", "holds ", `UPDATE cartons SET state = 'labelled' WHERE id = (SELECT min(id) FROM cartons WHERE state = 'left')`},
		{"I7", "order O-4", "counts 1 open cartons, has 0", `UPDATE orders SET open_cartons = 1 WHERE number = 'O-4'`},
		{"I8", "cart CART-4", "on lists ", `UPDATE pick_lists SET cart_id = (SELECT id FROM locations WHERE code = 'CART-4'), state = 'in_progress', user_id = 2 WHERE state = 'open'`},
		{"I8", "list ", "is in_progress by nobody", `UPDATE pick_lists SET user_id = NULL WHERE id = (SELECT max(id) FROM pick_lists)`},
		{"I8", "tote T-60", "busy on lists ", `UPDATE list_totes SET tote_id = (SELECT id FROM locations WHERE code = 'T-60'), state = 'filling' WHERE state = 'empty'`},
		{"I8", "order 1", "has 2 slots", `INSERT INTO wall_slots SELECT 1, id, 1 FROM locations WHERE code IN ('S-30', 'S-31')`},
		{"I8", "slot S-30", "taken for 2 orders", `INSERT INTO wall_slots SELECT 1, id, 4 FROM locations WHERE code = 'S-30'`},
		{"I8", "task ", "which is cancelled", `UPDATE pick_lists SET state = 'cancelled' WHERE id = (SELECT max(id) FROM pick_lists)`},
		{"I8", "serial X1, SKU-7", "captured 2 times", `INSERT INTO serials VALUES (1, 7, 'X1', 0, 1), (1, 7, 'X1', 0, 2)`},
		{"I8", "task ", "took 1 with 0 serial numbers", `UPDATE tasks SET item_id = 300, done = 1 WHERE id = (SELECT max(id) FROM tasks)`},
		{"I8", "order O-10", "is not released, and task ", `UPDATE orders SET wave_id = NULL WHERE number = 'O-10'`},
		{"I9", "SSCC ", "on 2 cartons", `UPDATE cartons SET sscc = (SELECT min(sscc) FROM cartons) WHERE id IN (SELECT id FROM cartons ORDER BY sscc LIMIT 2)`},
		{"I9", "tracking number ", "on 2 cartons", `UPDATE cartons SET tracking = 'TRK' WHERE id IN (SELECT id FROM cartons ORDER BY sscc LIMIT 2)`},
		{"I9", "order ", "has 2 of slip pdf", `INSERT INTO documents (warehouse_id, kind, format, order_id, carton_id, content) SELECT 1, 'slip', 'pdf', order_id, id, '' FROM cartons LIMIT 1`},
		{"I9", "carton ", "without SSCC", `UPDATE cartons SET sscc = NULL WHERE id = (SELECT max(id) FROM cartons)`},
		{"I9", "document ", "its carton to ", `UPDATE documents SET order_id = 1 WHERE id = (SELECT max(id) FROM documents)`},
		{"I10", "order O-7", "is received, the trail says order.released", `UPDATE orders SET wave_id = NULL WHERE number = 'O-7'`},
		{"I10", "wave 1", "the trail says wave.done", `UPDATE waves SET state = 'cancelled' WHERE id = 1`},
		{"I10", "list 1", "the trail says list.done", `UPDATE pick_lists SET state = 'cancelled' WHERE id = 1`},
		{"I10", "carton ", "is void, the trail says", `UPDATE cartons SET state = 'void' WHERE id = (SELECT max(id) FROM cartons)`},
	} {
		before := r.found(c.rule, c.what, c.wrong)
		r.raw.MustExec(c.sql)
		if after := r.found(c.rule, c.what, c.wrong); after <= before {
			all, _ := r.Verify(context.Background(), r.w)
			t.Errorf("%s does not see: %s\nwant %q … %q\ngot %+v", c.rule, c.sql, c.what, c.wrong, of(all, c.rule))
		}
	}
}

func (r *robot) found(rule, what, wrong string) (n int) {
	r.t.Helper()
	all, err := r.Verify(context.Background(), r.w)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, v := range all {
		if v.Rule == rule && strings.HasPrefix(v.What, what) && strings.Contains(v.Wrong, wrong) {
			n++
		}
	}
	return n
}

func of(all []db.Violation, rule string) (mine []db.Violation) {
	for _, v := range all {
		if v.Rule == rule {
			mine = append(mine, v)
		}
	}
	return mine[:min(len(mine), 10)]
}

func TestInvariantsAreTen(t *testing.T) {
	t.Parallel()
	all := db.Invariants()
	if len(all) != 10 || all[0].Rule != "I1" || all[9].Rule != "I10" {
		t.Fatalf("%+v", all)
	}
	for _, i := range all {
		if !strings.HasSuffix(i.Sentence, ".") {
			t.Errorf("%s says %q", i.Rule, i.Sentence)
		}
	}
}

// BenchmarkVerify checks a day of 1,000 released orders.
func BenchmarkVerify(b *testing.B) {
	h := newHall(b, 1000)
	h.wave(b, db.WaveRequest{Method: picking.Cluster})
	h.raw.MustExec("ANALYZE")
	for b.Loop() {
		if found, err := h.Verify(context.Background(), h.w); err != nil || len(found) > 0 {
			b.Fatal(found, err)
		}
	}
}
