package org.smena.peer;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;

import java.util.List;

/**
 * One employee on one day: which shift, or none. The employee scheduling of Timefold's quickstarts assigns an employee to
 * each of a fixed list of shifts; here how many people a shift has is part of the question, so the day of a person is what
 * is planned.
 */
@PlanningEntity
public class Day {
    @PlanningId
    private String id;
    private Employee employee;
    private int day;
    private List<Shift> allowed;
    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "allowed")
    private Shift shift;

    Day() {}

    Day(Employee employee, int day, List<Shift> allowed) {
        this.id = employee.id() + "/" + day;
        this.employee = employee;
        this.day = day;
        this.allowed = allowed;
    }

    public String getId() { return id; }
    public Employee getEmployee() { return employee; }
    public int getDay() { return day; }
    public int getNext() { return day + 1; }
    public int getWeek() { return day / 7; }
    public boolean isWeekend() { return day % 7 >= 5; }
    public int getMinutes() { return shift == null ? 0 : shift.minutes(); }
    public Shift getShift() { return shift; }
    public void setShift(Shift shift) { this.shift = shift; }

    /** Days off and shifts that are never allowed are not in the range: they need no constraint. */
    @ValueRangeProvider(id = "allowed")
    public List<Shift> getAllowed() { return allowed; }

    @Override
    public String toString() { return id; }
}
