package storage

import (
	"regexp"
	"strings"
	"sync"
)

// dialect is all in which the SQL of the two engines differs.
type dialect struct {
	name   string
	holes  *strings.Replacer
	params func(string) string
	texts  sync.Map // shared text -> the engine's
}

func newSQLiteDialect() *dialect {
	param := regexp.MustCompile(`\$(\d+)`)
	return &dialect{
		name: "sqlite",
		holes: strings.NewReplacer(
			"{TEXT}", "TEXT", "{INT}", "INTEGER", "{BYTES}", "BLOB",
			"{TABLE}", "STRICT, WITHOUT ROWID", "{SEQUENCE}", "",
			"{ID}", "INTEGER PRIMARY KEY", "{ROWS}", "STRICT",
			"{NEXT}", "(SELECT coalesce(max(id), 0) + 1 FROM notices)",
			"{NEXT EACH}", "(SELECT coalesce(max(id), 0) FROM notices) + row_number() OVER (ORDER BY p.id)",
			"{SHARE}", "", "{LOCK}", "", "{TRUE}", "1",
			"{JSON}", "TEXT", "{EACH}", "json_each",
			"{AMONG ROWS}", "IN (SELECT given.value FROM json_each(", "{/AMONG ROWS}", ") given)",
			"{AMONG}", "IN (SELECT given.value FROM json_each(", "{/AMONG}", ") given)",
		),
		// A bare $1 would be bound by order of appearance. The plus, which does
		// nothing, hides the value from the planner: where it may look at one, to
		// see whether a partial index would fit, it plans the statement anew each
		// time that another value is bound. A LIMIT looks through a plus: write
		// LIMIT $1 + 0 there.
		params: func(s string) string { return param.ReplaceAllString(s, "+?$1") },
	}
}

func newPostgresDialect() *dialect {
	return &dialect{
		name: "postgres",
		holes: strings.NewReplacer(
			"{TEXT}", `TEXT COLLATE "C"`, "{INT}", "BIGINT", "{BYTES}", "BYTEA",
			"{TABLE}", "", "{SEQUENCE}", "CREATE SEQUENCE notice_ids;",
			"{ID}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "{ROWS}", "",
			"{NEXT}", "nextval('notice_ids')", "{NEXT EACH}", "nextval('notice_ids')",
			"{SHARE}", "FOR SHARE", "{LOCK}", "FOR UPDATE OF n", "{TRUE}", "TRUE",
			"{JSON}", "JSONB", "{EACH}", "jsonb_array_elements_text",
			// An array is looked up in an index whatever the sizes.
			"{AMONG ROWS}", "= ANY(ARRAY(SELECT CAST(given.value AS BIGINT) FROM jsonb_array_elements_text(", "{/AMONG ROWS}", ") given))",
			"{AMONG}", "= ANY(ARRAY(SELECT given.value FROM jsonb_array_elements_text(", "{/AMONG}", ") given))",
		),
		params: func(s string) string { return s },
	}
}

// text turns the shared text into the engine's, once for each text.
func (d *dialect) text(shared string) string {
	if t, ok := d.texts.Load(shared); ok {
		return t.(string)
	}
	t := d.params(d.holes.Replace(shared))
	d.texts.Store(shared, t)
	return t
}
