package sample

import (
	"fmt"
	"math/rand/v2"

	"pickpack/picking"
)

// people are the demo's users: six pickers, three packers, two supervisors, one admin.
func people(r *rand.Rand) []User {
	names := []string{"Ada Okafor", "Bram de Wit", "Chloé Marchand", "Dimitris Vlachos", "Elif Yıldız", "Filip Nowak",
		"Grace Mensah", "Hana Dvořáková", "Ivo Petrov", "Jasmijn Bakker", "Kofi Boateng", "Lena Vermeer"}
	roles := []picking.Role{picking.Picker, picking.Picker, picking.Picker, picking.Picker, picking.Picker, picking.Picker,
		picking.Packer, picking.Packer, picking.Packer, picking.Supervisor, picking.Supervisor, picking.Admin}
	out := make([]User, len(names))
	for i, name := range names {
		out[i] = User{User: picking.User{Badge: fmt.Sprintf("U-%d", 1001+i), Name: name, Role: roles[i], Active: true},
			PIN: fmt.Sprintf("%06d", 100_000+r.IntN(900_000))}
		if roles[i] == picking.Admin {
			out[i].Password = fmt.Sprintf("harbour-%s-%04d", []string{"crane", "quay", "tide", "buoy"}[r.IntN(4)], r.IntN(10_000))
		}
	}
	return out
}
