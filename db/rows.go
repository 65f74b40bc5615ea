package db

import "database/sql"

// each runs f on every row of a query's answer, closes it and returns the first error of the query, f or the rows.
func each(rows *sql.Rows, err error, f func() error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(); err != nil {
			return err
		}
	}
	return rows.Err()
}
