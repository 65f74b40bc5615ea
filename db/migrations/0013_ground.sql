-- +goose Up
-- Where the bins of a step lie on the floor, so that a picker can be told the way.

-- +goose StatementBegin
-- pick_ground is the JSON of picking/task.Ground for a state as pick_state answers it, NULL on a floor without a plan.
CREATE FUNCTION pick_ground(w bigint, s jsonb) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN (SELECT json_build_object('cross_y', h.layout->'cross_aisles_y', 'depot', h.layout->'depot', 'spots', COALESCE((
        SELECT json_agg(json_build_object('id', b.id, 'aisle', b.aisle, 'x', h.layout->'aisles_x'->b.aisle, 'y', b.y))
          FROM locations b WHERE b.warehouse_id = w AND b.kind IN ('pick', 'reserve') AND h.layout->'aisles_x'->b.aisle IS NOT NULL
           AND b.id = ANY (ARRAY[(s->'list'->>'at')::bigint, (s->'current'->>'location')::bigint, (s->'next'->>'location')::bigint,
                                 (s->'last'->>'at')::bigint, (s->'last'->'task'->>'location')::bigint])), '[]'))
          FROM warehouses h WHERE h.id = w AND jsonb_array_length(h.layout->'cross_aisles_y') > 1);
END $$;
-- +goose StatementEnd
