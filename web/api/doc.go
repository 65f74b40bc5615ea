// Package api is the JSON interface for shops and other programs: orders in, their state out. It reads and writes JSON
// and holds no rule: what may enter is picking/intake's, exactly as for files.
//
//	POST /api/v1/orders            one order, or a list that is taken whole or not at all
//	GET  /api/v1/orders/{number}   how far an order has come
//	GET  /api/v1/openapi.yaml      all of this for machines
//
// A program proves itself by an API key (Authorization: Bearer pp_…). Trouble is told as problem details (RFC 9457)
// whose errors name every field at fault by its path, such as lines[2].sku.
//
// # Why a key for each request
//
// A request whose answer was lost is sent again. Its Idempotency-Key says that it is the same one, and the answer that
// was stored with the orders is given again, byte for byte. A refusal is not stored: once the sender or somebody here
// has mended what was wrong, the same request is judged anew. Orders are also known by (source, external_id), so a
// sender that forgot its keys takes no harm either.
//
// # Why the JSON is read by hand
//
// The standard decoder stops at the first field that does not fit and cannot say in which line of the order it was.
// Senders mend their programs by these messages, so reader.go walks the document itself and tells everything at once.
package api
