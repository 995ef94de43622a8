package postgres

import (
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/smena-org/smena/roster"
)

// date makes a roster.Date known to pgx.
type date roster.Date

func (d *date) ScanDate(v pgtype.Date) error {
	*d = 0
	if v.Valid {
		*d = date(roster.DateOf(v.Time))
	}
	return nil
}

func (d date) DateValue() (pgtype.Date, error) {
	if d == 0 {
		return pgtype.Date{}, nil
	}
	return pgtype.Date{Time: roster.Date(d).Time(), Valid: true}, nil
}

type dateEncodePlan struct{ next pgtype.EncodePlan }

func (p *dateEncodePlan) SetNext(next pgtype.EncodePlan) { p.next = next }

func (p *dateEncodePlan) Encode(value any, buf []byte) ([]byte, error) {
	return p.next.Encode(date(value.(roster.Date)), buf)
}

func wrapDateEncode(value any) (plan pgtype.WrappedEncodePlanNextSetter, next any, ok bool) {
	if v, ok := value.(roster.Date); ok {
		return &dateEncodePlan{}, date(v), true
	}
	return nil, nil, false
}

type dateScanPlan struct{ next pgtype.ScanPlan }

func (p *dateScanPlan) SetNext(next pgtype.ScanPlan) { p.next = next }

func (p *dateScanPlan) Scan(src []byte, dst any) error {
	return p.next.Scan(src, (*date)(dst.(*roster.Date)))
}

func wrapDateScan(target any) (plan pgtype.WrappedScanPlanNextSetter, next any, ok bool) {
	if v, ok := target.(*roster.Date); ok {
		return &dateScanPlan{}, (*date)(v), true
	}
	return nil, nil, false
}
