// Package web is the staff's console: pages over the desk, drawn on the server,
// that work without JavaScript and get quicker with it.
package web
