//go:build unix

package bench

import "testing"

func TestMemoryIsKnown(t *testing.T) {
	if m := Memory(); m < 1<<20 || m > 1<<40 {
		t.Errorf("%d bytes", m)
	}
}
