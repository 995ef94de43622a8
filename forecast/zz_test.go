package forecast

import (
	"testing"
	"time"
)

func BenchmarkTwoYears(b *testing.B) {
	s, end := made(b, 730, time.Hour, 1)
	for b.Loop() {
		if _, err := Run(s, end, 28*day, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
