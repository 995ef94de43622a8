package desk_test

import (
	"testing"

	"github.com/smena-org/smena/roster"
)

// The service is ready while the database answers and knows its newest migration.
func TestReady(t *testing.T) {
	t.Parallel()
	d, _ := newDesk(t)
	if err := d.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Store.Pool().Exec(t.Context(), `delete from goose_db_version where version_id = (select max(version_id) from goose_db_version)`); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "a migration is lacking", d.Ready(t.Context()), roster.Conflict)
	d.Store.Close()
	if err := d.Ready(t.Context()); err == nil || roster.KindOf(err) == roster.Conflict {
		t.Errorf("without a database: %v", err)
	}
}
