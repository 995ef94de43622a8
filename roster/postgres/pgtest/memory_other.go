//go:build !linux

package pgtest

import "os"

func base() string { return os.TempDir() }
