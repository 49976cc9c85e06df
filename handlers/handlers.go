// Package handlers says what each message, command and button means at the
// desk, and how each notice looks. It holds no rule: it parses, calls the desk
// once and words the answer.
package handlers
