package db

import (
	"context"
	"encoding/json"
	"fmt"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/task"
)

// PickRest is what is left of a list, at most so many tasks of it. Only its picker may ask.
func (s *Store) PickRest(ctx context.Context, a Act, list picking.ListID, most int) (task.Rest, error) {
	var r task.Rest
	var raw []byte
	err := s.hot(ctx, &raw, query.PickRest, a.Warehouse, list, most)
	if picking.KindOf(err) == picking.NotFound {
		return r, picking.Errorf(picking.NotFound, "There is no pick list %d here.", list)
	}
	if err != nil {
		return r, fmt.Errorf("rest of list %d: %w", list, err)
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, fmt.Errorf("rest of list %d: %w", list, err)
	}
	if r.User != a.User {
		return task.Rest{}, picking.Errorf(picking.Forbidden, "This list is not yours. Take the next list.")
	}
	return r, nil
}
