//go:build !unix

package bench

import "os"

// Elsewhere memory is not known.
func memoryOf(*os.ProcessState) int64 { return 0 }

// Memory returns 0: not known.
func Memory() int64 { return 0 }
