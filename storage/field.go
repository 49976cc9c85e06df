package storage

import (
	"strconv"
	"strings"
	"time"
)

// field is a column and where a T holds its value, so that each column is said
// once for reading, inserting and updating.
type field[T any] struct {
	name string
	arg  func(*T) any // the value as an argument
	into func(*T) any // where it is scanned
}

func textField[T any, S ~string](name string, at func(*T) *S) field[T] {
	return field[T]{name,
		func(v *T) any { return string(*at(v)) },
		func(v *T) any { return plain[S]{at(v)} }}
}

func numberField[T any, N ~int | ~int64](name string, at func(*T) *N) field[T] {
	return field[T]{name,
		func(v *T) any { return int64(*at(v)) },
		func(v *T) any { return number[N]{at(v)} }}
}

func flagField[T any](name string, at func(*T) *bool) field[T] {
	return field[T]{name,
		func(v *T) any { return bit(*at(v)) },
		func(v *T) any { return flag(at(v)) }}
}

// momentField keeps the zero time as 0.
func momentField[T any](name string, at func(*T) *time.Time) field[T] {
	return field[T]{name,
		func(v *T) any { return millis(*at(v)) },
		func(v *T) any { return moment(at(v)) }}
}

// deadlineField keeps the zero time as never, so that order and comparison hold.
func deadlineField[T any](name string, at func(*T) *time.Time) field[T] {
	return field[T]{name,
		func(v *T) any { return deadline(*at(v)) },
		func(v *T) any { return moment(at(v)) }}
}

func wordsField[T any](name string, at func(*T) *string) field[T] {
	return field[T]{name,
		func(v *T) any { return bytesOf(*at(v)) },
		func(v *T) any { return words(at(v)) }}
}

func bytesField[T any](name string, at func(*T) *[]byte) field[T] {
	return field[T]{name,
		func(v *T) any { return append([]byte{}, *at(v)...) },
		func(v *T) any { return at(v) }}
}

func listField[T, E any](name string, at func(*T) *[]E) field[T] {
	return field[T]{name,
		func(v *T) any { return list(*at(v)) },
		func(v *T) any { return listed(at(v)) }}
}

// plain scans into any kind of string.
type plain[S ~string] struct{ to *S }

// Scan makes plain a sql.Scanner.
func (p plain[S]) Scan(src any) error {
	v, ok := src.(string)
	if !ok {
		return errColumn
	}
	*p.to = S(v)
	return nil
}

// number scans into any kind of integer.
type number[N ~int | ~int64] struct{ to *N }

// Scan makes number a sql.Scanner.
func (n number[N]) Scan(src any) error {
	v, ok := src.(int64)
	if !ok {
		return errColumn
	}
	*n.to = N(v)
	return nil
}

type fields[T any] []field[T]

// columns lists the names, each after a prefix such as "c.".
func (fs fields[T]) columns(prefix string) string {
	names := make([]string, len(fs))
	for i, f := range fs {
		names[i] = prefix + f.name
	}
	return strings.Join(names, ", ")
}

// holes lists parameters for all fields, the first of them numbered.
func (fs fields[T]) holes(first int) string {
	names := make([]string, len(fs))
	for i := range fs {
		names[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(names, ", ")
}

// sets assigns parameters to all fields but the first, which names the row as $1.
func (fs fields[T]) sets() string {
	var sets []string
	for i, f := range fs[1:] {
		sets = append(sets, f.name+" = $"+strconv.Itoa(i+2))
	}
	return strings.Join(sets, ", ")
}

func (fs fields[T]) args(v *T) []any {
	args := make([]any, 0, len(fs)+1) // and perhaps the version
	for _, f := range fs {
		args = append(args, f.arg(v))
	}
	return args
}

func (fs fields[T]) into(v *T) []any {
	into := make([]any, 0, len(fs)+2)
	for _, f := range fs {
		into = append(into, f.into(v))
	}
	return into
}

// insert is an INSERT of a row with version 1, and update of the next version
// of the row that $1 names, if it still has the version of the last parameter.
func (fs fields[T]) insert(table string) string {
	return `INSERT INTO ` + table + ` (` + fs.columns("") + `, version) VALUES (` + fs.holes(1) + `, 1) ON CONFLICT DO NOTHING`
}

func (fs fields[T]) update(table string) string {
	return `UPDATE ` + table + ` SET ` + fs.sets() + `, version = version + 1 WHERE ` + fs[0].name + ` = $1 AND version = $` +
		strconv.Itoa(len(fs)+1)
}
