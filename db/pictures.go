package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// PicturePath is what stands before a hash in items.picture: where web serves it.
const PicturePath = "/pic/"

// Picture is a JPEG by its hash.
func (s *Store) Picture(ctx context.Context, w picking.WarehouseID, hash string) (jpeg []byte, err error) {
	err = s.db.GetContext(ctx, &jpeg, `SELECT jpeg FROM pictures WHERE warehouse_id = $1 AND hash = $2`, w, hash)
	return jpeg, dbErr(err)
}

// SetPicture gives an item its picture; code is its SKU or one of its barcodes in any case. No such item: NotFound.
func (s *Store) SetPicture(ctx context.Context, by picking.User, code string, jpeg []byte) error {
	sum := sha256.Sum256(jpeg)
	hash := hex.EncodeToString(sum[:16])
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var item picking.ItemID
		err := tx.GetContext(ctx, &item, `
			SELECT id FROM items WHERE warehouse_id = $1 AND upper(sku) = $2
			UNION ALL SELECT item_id FROM barcodes WHERE warehouse_id = $1 AND code IN ($2, lpad($2, 14, '0')) LIMIT 1`,
			by.Warehouse, strings.ToUpper(code))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO pictures (warehouse_id, hash, jpeg) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, by.Warehouse, hash, jpeg)
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, `UPDATE items SET picture = $3 WHERE warehouse_id = $1 AND id = $2`, by.Warehouse, item, PicturePath+hash); err != nil {
			return err
		}
		// what no item shows any more
		_, err = tx.ExecContext(ctx, `DELETE FROM pictures p WHERE warehouse_id = $1
			AND NOT EXISTS (SELECT 1 FROM items i WHERE i.warehouse_id = $1 AND i.picture = $2 || p.hash)`, by.Warehouse, PicturePath)
		return err
	})
}
