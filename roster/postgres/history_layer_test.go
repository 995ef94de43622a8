package postgres_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster/postgres"
)

// hourly is so many hours of a queue from an instant on.
func hourly(queue string, from time.Time, n int, volume float64) forecast.Series {
	s := forecast.Series{Name: queue, Zone: time.UTC, Interval: time.Hour}
	for i := range n {
		s.Points = append(s.Points, forecast.Point{Start: from.Add(time.Duration(i) * time.Hour), Volume: volume + float64(i%7), AHT: 200})
	}
	return s
}

// layer keeps one of some series.
func (tm *team) layer(all ...forecast.Series) (l postgres.HistoryLayer) {
	tm.t.Helper()
	err := tm.Write(tm.t.Context(), by, func(tx *postgres.Tx) (err error) {
		rows := 0
		for _, s := range all {
			rows += len(s.Points)
		}
		if l, err = tx.OpenLayer(tm.t.Context(), tm.id, "h.csv", strings.Repeat("ab", 32), rows); err != nil {
			return err
		}
		for _, s := range all {
			_, c, err := forecast.Correct(forecast.Series{}, s)
			if err != nil {
				return err
			}
			if err := tx.AddToLayer(tm.t.Context(), &l, s, c); err != nil {
				return err
			}
		}
		return tx.CloseLayer(tm.t.Context(), l)
	})
	if err != nil {
		tm.t.Fatal(err)
	}
	return l
}

// The schema refuses what would count contacts twice or leave rows of nobody,
// whoever writes.
func TestHistoryConstraints(t *testing.T) {
	t.Parallel()
	tm := newTeam(t)
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	l := tm.layer(hourly("phone", start, 3, 4))
	part := func(layer int64, active bool, minutes, phase int) string {
		return fmt.Sprintf(`insert into history_part values (%d, %d, %v, 'phone', %d, %d, 1, now(), now(), 1, 1, 0)`, layer, tm.id, active, minutes, phase)
	}
	second := `insert into history_layer (team_id, name, rows, created, author) values (%d, 'x', 1, now(), 'x')`
	tests := map[string]struct{ sql, code, constraint string }{
		"another interval":       {part(l.ID+1, true, 30, 0), "23P01", "one_interval_a_queue"},
		"another phase":          {part(l.ID+1, true, 60, 30), "23P01", "one_phase_a_queue"},
		"a part twice":           {part(l.ID, true, 60, 0), "23505", "history_part_pkey"},
		"undone, its layer not":  {part(l.ID+1, false, 30, 0), "23503", "history_part_team_id_layer_id_active_fkey"},
		"no layer":               {part(1<<40, true, 60, 0), "23503", "history_part_team_id_layer_id_active_fkey"},
		"a point of no part":     {fmt.Sprintf(`insert into history_point values (%d, 'fax', now(), %d, 1, 1)`, tm.id, l.ID), "23503", "history_point_team_id_queue_layer_id_fkey"},
		"less than nothing":      {fmt.Sprintf(`insert into history_point values (%d, 'phone', now(), %d, -1, 1)`, tm.id, l.ID), "23514", "history_point_volume_check"},
		"a layer of no rows":     {fmt.Sprintf(`insert into history_layer (team_id, name, rows, created, author) values (%d, 'x', 0, now(), 'x')`, tm.id), "23514", "history_layer_rows_check"},
		"half a checksum":        {fmt.Sprintf(`insert into history_layer (team_id, name, checksum, rows, created, author) values (%d, 'x', '\xab', 1, now(), 'x')`, tm.id), "23514", "history_layer_checksum_check"},
		"undone by nobody":       {fmt.Sprintf(`update history_layer set active = false where id = %d`, l.ID), "23514", "history_layer_check"},
		"more new than it holds": {fmt.Sprintf(`update history_part set fresh = 4 where layer_id = %d`, l.ID), "23514", "history_part_check1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tx, err := tm.Pool().Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Rollback(t.Context())
			if _, err := tx.Exec(t.Context(), `select setval(pg_get_serial_sequence('history_layer', 'id'), $1)`, l.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(t.Context(), fmt.Sprintf(second, tm.id)); err != nil {
				t.Fatal(err)
			}
			_, err = tx.Exec(t.Context(), tt.sql)
			pg, ok := err.(*pgconn.PgError)
			if !ok || pg.Code != tt.code || !strings.HasPrefix(pg.ConstraintName, tt.constraint) {
				t.Errorf("%v, want %s of %s", err, tt.code, tt.constraint)
			}
		})
	}
	if _, err := tm.Pool().Exec(t.Context(), `delete from history_layer where id = $1`, l.ID); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := tm.Pool().QueryRow(t.Context(), `select count(*) from history_point`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d points without a layer, %v", left, err)
	}
}

// History that was imported before there were layers becomes the first one, and
// reads as it did.
func TestHistoryFromBeforeLayers(t *testing.T) {
	t.Parallel()
	tm := newTeam(t)
	text, err := os.ReadFile("migration/0006_history_layers.sql")
	if err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile("migration/0001_foundation.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, old, _ := strings.Cut(string(first), "create table history_series")
	old, _, _ = strings.Cut(old, "create table forecast")
	for _, sql := range []string{
		`drop table history_point, history_part, history_layer`,
		"create table history_series" + old,
		fmt.Sprintf(`insert into history_series values (%d, 'phone', 30), (%[1]d, 'mail', 1440), (%[1]d, 'never', 60)`, tm.id),
		fmt.Sprintf(`insert into history_point select %d, 'phone', timestamptz '2026-03-02 09:30+01' + i * interval '30 minutes', i, 200 from generate_series(0, 9) i`, tm.id),
		fmt.Sprintf(`insert into history_point values (%d, 'mail', '2026-03-02 00:00+05:30', 7, 0)`, tm.id),
		string(text),
	} {
		if _, err := tm.Pool().Exec(t.Context(), sql); err != nil {
			t.Fatalf("%.60s: %v", sql, err)
		}
	}
	err = tm.Read(t.Context(), func(tx *postgres.Tx) error {
		layers, err := tx.HistoryLayers(t.Context(), tm.id, 0, 10)
		if err != nil || len(layers) != 1 || layers[0].Rows != 11 || layers[0].Name != "" || !layers[0].Active || len(layers[0].Parts) != 2 {
			t.Errorf("layers %+v, %v", layers, err)
		}
		grids, err := tx.HistoryGrids(t.Context(), tm.id)
		if err != nil || grids["phone"].Minutes != 30 || grids["phone"].Phase != 0 || grids["mail"].Minutes != 1440 || grids["mail"].Phase != 30 {
			t.Errorf("grids %+v, %v", grids, err)
		}
		all, err := tx.History(t.Context(), tm.id, []string{"mail", "never", "phone"}, time.UTC, time.Time{}, time.Time{})
		if err != nil || len(all) != 2 || all[0].Name != "mail" || all[1].Interval != 30*time.Minute || len(all[1].Points) != 10 || all[1].Points[9].Volume != 9 || all[1].Points[9].AHT != 200 {
			t.Errorf("history %+v, %v", all, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// BenchmarkHistory reads two hundred queues of two years by the hour, of which a
// later layer overrides a month. The points themselves are 140 MB.
func BenchmarkHistory(b *testing.B) {
	tm := newTeam(b)
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	const queues, hours = 200, 2 * 365 * 24
	var names []string
	var all, late []forecast.Series
	for q := range queues {
		names = append(names, fmt.Sprintf("queue-%03d", q))
		all = append(all, hourly(names[q], start, hours, 5))
		late = append(late, hourly(names[q], start.AddDate(1, 0, 0), 30*24, 50))
	}
	tm.layer(all...)
	tm.layer(late...)
	all, late = nil, nil
	for b.Loop() {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := tm.Read(b.Context(), func(tx *postgres.Tx) error {
			got, err := tx.History(b.Context(), tm.id, names, time.UTC, time.Time{}, time.Time{})
			if err != nil || len(got) != queues || len(got[0].Points) != hours {
				b.Fatal(len(got), err)
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/1e6, "MB-allocated")
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
