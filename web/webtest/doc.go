// Package webtest opens our pages in real browsers and has them judged. It is for tests only.
//
// There are two browsers: the Chromium of this machine, and Chrome 90, the oldest that a handheld may have (Android 8
// WebViews that nobody updates). A test process starts each at most once; every page has storage of its own.
//
// Audit asks axe-core, which knows what screen readers and weak eyes need. `.ci/tools` installs all three; a test that
// lacks one fails and says so, for a page that nobody looked at is not a page that passed.
package webtest
