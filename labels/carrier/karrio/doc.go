// Package karrio buys labels through the HTTP API of a Karrio server (2024.12 and later), which stands in the house or is
// rented, and speaks to the carriers one has accounts with.
//
// # Why a label is bought once
//
// As with EasyPost, a shipment is first created, which costs nothing, and then purchased by its identifier, which fails
// with 409 the second time. Our key is the shipment's reference. The list of shipments is searched by a part of the
// reference, so what comes back is compared with the whole key, page by page.
//
// # Why
//
//   - A label comes as base64 in the answer to a purchase; of a shipment that is looked up again it may be only an address
//     on the same server. Both are read.
//   - The server's webhooks are not signed. They bear the webhook's secret in the header X-Event-Id, and no time and no
//     identifier: the hash of the body stands for one. That proves who calls as long as the way is encrypted, and no more;
//     so a notice says where a parcel is and never changes what was bought.
package karrio
