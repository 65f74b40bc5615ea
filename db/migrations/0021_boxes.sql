-- +goose Up
-- What boxes are like beyond their inner sides, which way up goods must stand, and what goods and paper were found to weigh.

ALTER TABLE boxes
    ADD COLUMN wall_mm   int NOT NULL DEFAULT 0 CHECK (wall_mm BETWEEN 0 AND 100),  -- outside it is twice that larger
    ADD COLUMN padding   int NOT NULL DEFAULT 0 CHECK (padding BETWEEN 0 AND 90),   -- percent of its room for paper and air
    ADD COLUMN stock     int CHECK (stock >= 0),                                    -- how many there are; NULL: nobody counts them
    ADD COLUMN carriers  text[] NOT NULL DEFAULT '{}',                              -- accounts that take it; none: all
    ADD COLUMN fill_n    int NOT NULL DEFAULT 0,                                    -- learned: what paper and tape weigh in it
    ADD COLUMN fill_mean double precision NOT NULL DEFAULT 0,
    ADD COLUMN fill_doubt double precision NOT NULL DEFAULT 0,
    ADD COLUMN fill_spread double precision NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN stand text NOT NULL DEFAULT 'any' CHECK (stand IN ('any', 'upright'));  -- upright: its height stands

CREATE TABLE item_weights (            -- what closed cartons taught of an item's weight, in grams
    warehouse_id bigint NOT NULL,
    item_id      bigint NOT NULL,
    n            int NOT NULL,
    mean         double precision NOT NULL,
    doubt        double precision NOT NULL,
    spread       double precision NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, item_id),
    FOREIGN KEY (warehouse_id, item_id) REFERENCES items
) WITH (fillfactor = 70);
CREATE TABLE weight_samples (          -- each carton's part in it
    warehouse_id bigint NOT NULL,
    carton_id    bigint NOT NULL,
    item_id      bigint NOT NULL,
    qty          int NOT NULL,
    off_g        double precision NOT NULL,  -- by how much the carton differed from what was believed
    before_g     double precision NOT NULL,
    after_g      double precision NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, carton_id, item_id),
    FOREIGN KEY (warehouse_id, carton_id) REFERENCES cartons
);
CREATE INDEX weight_samples_item ON weight_samples (warehouse_id, item_id, at DESC);

-- +goose StatementBegin
-- pack_goods is what a packing decision knows of boxes and weights: JSON beside that of pack_state, for the same order.
CREATE FUNCTION pack_goods(w bigint, ord bigint) RETURNS json LANGUAGE sql STABLE AS $$
SELECT json_build_object(
    'carriers', (SELECT json_agg(DISTINCT split_part(a, '/', 1))
        FROM (SELECT r.rule FROM carrier_rules r WHERE r.warehouse_id = w AND lower(r.service) IN (lower(o.service), '')
               ORDER BY r.service DESC LIMIT 1) r,
             jsonb_array_elements_text(CASE jsonb_typeof(r.rule->'among') WHEN 'array' THEN r.rule->'among' ELSE '[]' END) a),
    'limits', (SELECT json_agg(s->'limits') FROM carriers c,
             jsonb_array_elements(CASE jsonb_typeof(c.settings->'services') WHEN 'array' THEN c.settings->'services' ELSE '[]' END) s
        WHERE c.warehouse_id = w AND c.enabled AND c.gone_at IS NULL AND jsonb_typeof(s->'limits') = 'object'
          AND NOT EXISTS (SELECT FROM carriers x WHERE x.warehouse_id = w AND x.enabled AND x.gone_at IS NULL AND x.kind <> 'manual')),
    'divisor', (SELECT min((s->'limits'->>'divisor')::bigint) FROM carriers c,
             jsonb_array_elements(CASE jsonb_typeof(c.settings->'services') WHEN 'array' THEN c.settings->'services' ELSE '[]' END) s
        WHERE c.warehouse_id = w AND c.enabled AND c.gone_at IS NULL AND (s->'limits'->>'divisor')::bigint > 0),
    'lines', (SELECT json_agg(json_build_object('id', l.id, 'upright', i.stand = 'upright', 'learned',
             json_build_object('n', k.n, 'mean', k.mean, 'doubt', k.doubt, 'spread', k.spread)))
        FROM order_lines l JOIN items i ON i.warehouse_id = w AND i.id = l.item_id
        LEFT JOIN item_weights k ON k.warehouse_id = w AND k.item_id = l.item_id
       WHERE l.warehouse_id = w AND l.order_id = ord AND (i.stand = 'upright' OR k.n > 0)),
    'boxes', (SELECT json_agg(json_build_object('code', b.code, 'length', b.length_mm, 'width', b.width_mm, 'height', b.height_mm,
             'tare', b.tare_g, 'max_weight', b.max_weight_g, 'wall', b.wall_mm, 'padding', b.padding, 'stock', b.stock, 'carriers', NULLIF(b.carriers, '{}'),
             'filling', json_build_object('n', b.fill_n, 'mean', b.fill_mean, 'doubt', b.fill_doubt, 'spread', b.fill_spread))
             ORDER BY b.length_mm::bigint * b.width_mm * b.height_mm, b.code)
        FROM boxes b WHERE b.warehouse_id = w))
  FROM orders o WHERE o.warehouse_id = w AND o.id = ord
$$;
-- +goose StatementEnd

CREATE TABLE station_scales (          -- what the scale of a station showed last, as its agent said
    warehouse_id bigint NOT NULL,
    location_id  bigint NOT NULL,
    state        text NOT NULL CHECK (state IN ('stable', 'moving', 'zero', 'negative', 'overload', 'unit', 'fault')),
    grams        int NOT NULL,
    agent        text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, location_id),
    FOREIGN KEY (warehouse_id, location_id) REFERENCES locations
) WITH (fillfactor = 50);
