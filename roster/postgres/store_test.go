package postgres_test

import (
	"testing"

	"github.com/smena-org/smena/roster/postgres/pgtest"
)

func TestMigrate(t *testing.T) {
	store := pgtest.Store(t)
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatalf("a second time: %v", err)
	}
	if ok, err := store.Current(t.Context()); !ok || err != nil {
		t.Errorf("Current = %v, %v", ok, err)
	}
	var zone string
	if err := store.Pool().QueryRow(t.Context(), `show timezone`).Scan(&zone); err != nil || zone != pgtest.Zone {
		t.Errorf("sessions are in %q, %v", zone, err)
	}
}
