// Package desk is the supervisor's area: the live board, orders, waves and their release, pick lists, stock, people.
//
// A screen is <main id="screen">, the same in a whole page and as the answer to the page's own script (HX-Request): a live
// page fetches its own address again when web/live says that something changed, and morphs. Everything works without
// script: forms post and redirect, what needs a second thought has a page that asks, and every list is a link away from
// the number that counts it.
//
// # Why
//
// The preview of a wave is a GET: choosing orders and a method changes nothing, so the address holds the whole choice, can
// be kept and sent, and "back" works. Only releasing posts, and it makes the wave anew from what is there then.
package desk
