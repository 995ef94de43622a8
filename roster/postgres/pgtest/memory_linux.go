package pgtest

import (
	"os"
	"syscall"
)

// base returns the folder for the server's: in memory where there is plenty,
// which spares a busy disk.
func base() string {
	const shm, plenty = "/dev/shm", 4 << 30
	var st syscall.Statfs_t
	if os.Getenv("TMPDIR") == "" && syscall.Statfs(shm, &st) == nil && int64(st.Bavail)*st.Bsize >= plenty {
		return shm
	}
	return os.TempDir()
}
