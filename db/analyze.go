package db

import "context"

// Tables whose statistics are renewed at once: after a file or a sample, after a release, before a proof.
const (
	filled   = `locations, items, barcodes, lots, balances, moves, orders, order_lines`
	released = `pick_lists, list_totes, tasks, shares, orders`
	verified = `balances, moves, scans, tasks, shares, orders, order_lines, carton_lines, events, serials`
)

// analyze renews the statistics of tables. Without them every index that begins with the warehouse looks as good as the
// primary key, and plans that sessions keep (those of foreign keys among them) would read all of a table's rows for each
// new one: 10,000 orders then take minutes instead of seconds, a scan reads every open task, and a rule of the proof does
// not end. The server does the same by itself within a minute or so, therefore an error is none of the caller's business.
func (s *Store) analyze(ctx context.Context, tables string) {
	_, _ = s.db.ExecContext(ctx, "ANALYZE "+tables)
}
