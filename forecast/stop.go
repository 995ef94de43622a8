package forecast

// stopped is how a forecast that nobody waits for any more ends: fitting goes on
// many calls deep, none of which has another reason to fail.
type stopped struct{ err error }

// mayStop ends the forecast when it was asked to.
func (k knowledge) mayStop() {
	if k.stop == nil {
		return
	}
	if err := k.stop(); err != nil {
		panic(stopped{err})
	}
}

// stopping turns the end of a forecast into its error. To be deferred.
func stopping(err *error) {
	switch v := recover().(type) {
	case nil:
	case stopped:
		*err = v.err
	default:
		panic(v)
	}
}
