package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
)

// What a row is packed into is what its history costs: ten million rows fit
// into a quarter of a gigabyte.
func TestPackedRowIsSmall(t *testing.T) {
	if size := unsafe.Sizeof(packedRow{}); size != 24 {
		t.Errorf("%d bytes a row", size)
	}
}

// Rows come out of the store as they went in, in order of time and, where that
// is equal, of the file.
func TestRowStoreKeepsRows(t *testing.T) {
	row := rapid.Custom(func(t *rapid.T) historyRow {
		wall := rapid.Int64Range(-1<<20, 1<<32).Draw(t, "wall")
		return historyRow{
			wall: wall, at: wall*60 - rapid.Int64Range(-15*3600, 15*3600).Draw(t, "offset"),
			line:   rapid.IntRange(1, 1<<30).Draw(t, "line"),
			volume: rapid.Float64Range(0, 1e9).Draw(t, "volume"), aht: rapid.SampledFrom([]float64{0, 0, 181.5}).Draw(t, "aht"),
			twice: rapid.Bool().Draw(t, "twice"), part: rapid.SampledFrom([]string{"", "", "voice|en|"}).Draw(t, "part"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(row, 0, 3*leastChunk).Draw(t, "rows")
		var s rowStore
		for _, r := range rows {
			s.add(r)
		}
		slices.SortStableFunc(rows, func(a, b historyRow) int { return cmp.Compare(a.at, b.at) })
		if got := s.sorted(); !slices.Equal(got, rows) {
			t.Fatalf("%+v, want %+v", got, rows)
		}
	})
}

// Chunks grow with the series, so that a file of a million queues of one row
// each does not take a chunk of many for each.
func TestRowStoreGrowsWithRows(t *testing.T) {
	var s rowStore
	room := func() (n int) {
		for _, c := range s.chunks {
			n += cap(c.rows)
		}
		return n
	}
	for n := range 5000 {
		s.add(historyRow{at: int64(n)})
		if spare := room() - s.n; spare >= max(leastChunk, min(mostChunk, s.n)) {
			t.Fatalf("room for %d more after %d", spare, s.n)
		}
	}
	if s.n != 5000 {
		t.Errorf("%d rows", s.n)
	}
}

// Series of one file are the same whether their rows stand one series after
// the other or by time, packed or not.
func TestReadPackedOfMixedRows(t *testing.T) {
	const queues, hours = 5, 800
	row := func(h, q int) string {
		at := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).Add(time.Duration(h) * time.Hour)
		return fmt.Sprintf("%s,queue-%d,%d,%d\n", at.Format("2006-01-02T15:04Z"), q, (h*7+q)%90, (q%2)*(180+h%9))
	}
	apart, mixed := new(strings.Builder), new(strings.Builder)
	for _, b := range []*strings.Builder{apart, mixed} {
		b.WriteString("timestamp,queue,volume,aht_seconds\n")
	}
	for i := range queues * hours {
		apart.WriteString(row(i%hours, i/hours))
		mixed.WriteString(row(i/queues, i%queues))
	}
	zone := place(t, "Europe/Budapest")
	var faults roster.Faults
	a := ReadHistory("h.csv", strings.NewReader(apart.String()), zone, 0, &faults)
	b := ReadPacked("h.csv", strings.NewReader(mixed.String()), zone, 0, &faults)
	if len(a) != queues || len(b.Names) != queues || len(faults) != 0 {
		t.Fatalf("%d and %d series; %v", len(a), len(b.Names), faults)
	}
	for q := range queues {
		got := b.Series(q)
		if len(got.Points) != hours || got.Interval != time.Hour || !slices.Equal(got.Points, a[q].Points) || got.Name != a[q].Name {
			t.Errorf("series %d: %d points of %s, want %d of %s", q, len(got.Points), got.Name, len(a[q].Points), a[q].Name)
		}
		if p := got.Points[9]; p.Volume != float64((63+q)%90) || p.AHT != float64((q%2)*180) || p.Start.Location() != zone {
			t.Errorf("series %d: %+v", q, p)
		}
	}
}

// Files laid over each other are what a table by series and interval holds, and
// each keeps its own length of interval.
func TestLay(t *testing.T) {
	read := func(t *testing.T, text string, faults *roster.Faults) *Packed {
		t.Helper()
		var own roster.Faults
		p := ReadPacked("h.csv", strings.NewReader("timestamp,queue,volume,aht_seconds\n"+text), time.UTC, 0, &own)
		if err := own.Err(); err != nil {
			t.Fatal(err)
		}
		return p
	}
	const base = "2026-11-02T09:00,a,1,100\n2026-11-02T10:00,a,2,\n"
	tests := map[string]struct {
		later, want string // "series minutes: hour=volume/aht …"
		faults      int
		warnings    int
	}{
		"another series":    {"2026-11-02T09:00,b,5,\n2026-11-02T09:30,b,6,\n", "a 60: 9=1/100 10=2/0; b 30: 9=5/0 9=6/0", 0, 0},
		"behind":            {"2026-11-02T11:00,a,3,90\n", "a 60: 9=1/100 10=2/0 11=3/90", 0, 0},
		"over":              {"2026-11-02T09:00,a,3,90\n2026-11-02T10:00,a,2,\n", "a 60: 9=3/90 10=2/0", 0, 1},
		"another interval":  {"2026-11-02T09:00,a,3,\n2026-11-02T09:15,a,2,\n", "a 60: 9=1/100 10=2/0", 1, 0},
		"handle times lost": {"2026-11-02T09:00,a,1,\n2026-11-02T10:00,a,2,\n", "a 60: 9=1/0 10=2/0", 0, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var faults roster.Faults
			p := read(t, base, &faults)
			p.Lay("later.csv", read(t, tt.later, &faults), &faults)
			var got []string
			rows := 0
			for _, s := range p.All() {
				text := fmt.Sprintf("%s %d:", s.Name, s.Interval/time.Minute)
				for _, pt := range s.Points {
					text += fmt.Sprintf(" %d=%v/%v", pt.Start.Hour(), pt.Volume, pt.AHT)
					rows++
				}
				got = append(got, text)
			}
			if text := strings.Join(got, "; "); text != tt.want || rows != p.Rows() {
				t.Errorf("%s, %d rows, want %s", text, p.Rows(), tt.want)
			}
			if len(faults.Errors()) != tt.faults || len(faults.Warnings()) != tt.warnings {
				t.Errorf("faults %v, want %d and %d warnings", faults, tt.faults, tt.warnings)
			}
		})
	}
}
