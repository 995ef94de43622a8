//go:build unix

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// memoryOf returns the bytes that an ended process held at most.
func memoryOf(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return peak(u)
	}
	return 0
}

// Memory returns the bytes this process has held at most so far.
func Memory() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return peak(&u)
}

// peak reads ru_maxrss: kilobytes, and bytes on Apple's systems.
func peak(u *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10
}
