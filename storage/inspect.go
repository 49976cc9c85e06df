package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Inspect says why a database could not be opened, as Open would, and changes
// nothing. That another instance is running on it is no fault here.
func Inspect(ctx context.Context, address string) error {
	if onServer(address) {
		return reachable(ctx, address)
	}
	path := strings.TrimPrefix(address, "sqlite://")
	if err := trusted(path); err != nil {
		return err
	}
	if err := room(path); err != nil {
		return err
	}
	found, err := inspect(path)
	if err != nil || !found {
		return err
	}
	_, err = examine(path)
	return err
}

func reachable(ctx context.Context, address string) error {
	c, err := pgx.Connect(ctx, address)
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	return c.Close(ctx)
}
