// Package batch decides which orders share a walk, so that all walks together are short and no cart is overfull. Each
// candidate batch is measured by the tour a picker would really walk (package route). It knows nothing of zones,
// priorities or waves: its caller hands it orders that may be mixed.
package batch
