// Package wave decides which orders go out to the floor now. Release chooses by cut-off, carrier, priority and the
// room of the wave, and says of each order left out why. Best chooses orders and aisles together so that many units
// are picked for each aisle that has to be visited. Neither batches nor routes.
package wave
