package org.smena.peer;

import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;

/** The rules of the instances, each by how far it is broken. */
public class Rules implements ConstraintProvider {
    private int days; // set as a custom property

    public void setDays(int days) { this.days = days; }

    @Override
    public Constraint[] defineConstraints(ConstraintFactory f) {
        return new Constraint[] {
            succession(f), perShift(f), maxMinutes(f), minMinutes(f), maxRun(f), minRun(f), minOff(f), weekends(f),
            missing(f), surplus(f), wished(f), unwished(f),
        };
    }

    Constraint succession(ConstraintFactory f) {
        return f.forEach(Day.class)
            .join(Day.class, Joiners.equal(Day::getEmployee), Joiners.equal(Day::getNext, Day::getDay))
            .filter((a, b) -> a.getShift().bars().contains(b.getShift().id()))
            .penalize(HardSoftScore.ONE_HARD)
            .asConstraint("forbidden succession");
    }

    Constraint perShift(ConstraintFactory f) {
        return f.forEach(Day.class)
            .groupBy(Day::getEmployee, Day::getShift, ConstraintCollectors.count())
            .filter((who, shift, n) -> n > who.most().get(shift.id()))
            .penalize(HardSoftScore.ONE_HARD, (who, shift, n) -> (int) (n - who.most().get(shift.id())))
            .asConstraint("shifts of a type");
    }

    // Minutes count in hours begun: a roster ten hours short should not weigh 600 times a forbidden succession.
    Constraint maxMinutes(ConstraintFactory f) {
        return f.forEach(Day.class)
            .groupBy(Day::getEmployee, ConstraintCollectors.sum(Day::getMinutes))
            .filter((who, n) -> n > who.maxMinutes())
            .penalize(HardSoftScore.ONE_HARD, (who, n) -> hours(n - who.maxMinutes()))
            .asConstraint("most minutes");
    }

    Constraint minMinutes(ConstraintFactory f) {
        return f.forEachIncludingUnassigned(Day.class)
            .groupBy(Day::getEmployee, ConstraintCollectors.sum(Day::getMinutes))
            .filter((who, n) -> n < who.minMinutes())
            .penalize(HardSoftScore.ONE_HARD, (who, n) -> hours(who.minMinutes() - n))
            .asConstraint("fewest minutes");
    }

    private static int hours(long minutes) { return (int) ((minutes + 59) / 60); }

    Constraint maxRun(ConstraintFactory f) {
        return f.forEach(Day.class)
            .groupBy(Day::getEmployee, ConstraintCollectors.toConsecutiveSequences(Day::getDay))
            .flattenLast(chain -> chain.getConsecutiveSequences())
            .filter((who, run) -> run.getLength() > who.maxRun())
            .penalize(HardSoftScore.ONE_HARD, (who, run) -> run.getLength() - who.maxRun())
            .asConstraint("longest run");
    }

    Constraint minRun(ConstraintFactory f) {
        return f.forEach(Day.class)
            .groupBy(Day::getEmployee, ConstraintCollectors.toConsecutiveSequences(Day::getDay))
            .flattenLast(chain -> chain.getConsecutiveSequences())
            .filter((who, run) -> run.getLength() < who.minRun()
                && run.getFirstItem().getDay() > 0 && run.getLastItem().getDay() < days - 1)
            .penalize(HardSoftScore.ONE_HARD, (who, run) -> who.minRun() - run.getLength())
            .asConstraint("shortest run");
    }

    Constraint minOff(ConstraintFactory f) {
        return f.forEach(Day.class)
            .groupBy(Day::getEmployee, ConstraintCollectors.toConsecutiveSequences(Day::getDay))
            .flattenLast(chain -> chain.getBreaks())
            .filter((who, gap) -> gap.getLength() - 1 < who.minOff())
            .penalize(HardSoftScore.ONE_HARD, (who, gap) -> who.minOff() - (gap.getLength() - 1))
            .asConstraint("shortest time off");
    }

    Constraint weekends(ConstraintFactory f) {
        return f.forEach(Day.class)
            .filter(Day::isWeekend)
            .groupBy(Day::getEmployee, ConstraintCollectors.countDistinct(Day::getWeek))
            .filter((who, n) -> n > who.maxWeekends())
            .penalize(HardSoftScore.ONE_HARD, (who, n) -> (int) (n - who.maxWeekends()))
            .asConstraint("weekends");
    }

    Constraint missing(ConstraintFactory f) {
        return f.forEach(Cover.class)
            .join(Day.class, Joiners.equal(Cover::day, Day::getDay), Joiners.equal(Cover::shift, Day::getShift))
            .groupBy((cover, day) -> cover, ConstraintCollectors.countBi())
            .complement(Cover.class, cover -> zero())
            .filter((cover, n) -> n < cover.want())
            .penalize(HardSoftScore.ONE_SOFT, (cover, n) -> (int) (cover.want() - n) * cover.missing())
            .asConstraint("missing");
    }

    Constraint surplus(ConstraintFactory f) {
        return f.forEach(Cover.class)
            .join(Day.class, Joiners.equal(Cover::day, Day::getDay), Joiners.equal(Cover::shift, Day::getShift))
            .groupBy((cover, day) -> cover, ConstraintCollectors.countBi())
            .filter((cover, n) -> n > cover.want())
            .penalize(HardSoftScore.ONE_SOFT, (cover, n) -> (int) (n - cover.want()) * cover.surplus())
            .asConstraint("surplus");
    }

    private static long zero() { return 0; }

    Constraint wished(ConstraintFactory f) {
        return f.forEach(Request.class)
            .filter(Request::on)
            .ifNotExists(Day.class, Joiners.equal(Request::employee, Day::getEmployee), Joiners.equal(Request::day, Day::getDay),
                Joiners.equal(Request::shift, Day::getShift))
            .penalize(HardSoftScore.ONE_SOFT, Request::weight)
            .asConstraint("wished");
    }

    Constraint unwished(ConstraintFactory f) {
        return f.forEach(Request.class)
            .filter(r -> !r.on())
            .ifExists(Day.class, Joiners.equal(Request::employee, Day::getEmployee), Joiners.equal(Request::day, Day::getDay),
                Joiners.equal(Request::shift, Day::getShift))
            .penalize(HardSoftScore.ONE_SOFT, Request::weight)
            .asConstraint("unwished");
    }
}
