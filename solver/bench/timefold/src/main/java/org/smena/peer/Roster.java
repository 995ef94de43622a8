package org.smena.peer;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.HardSoftScore;

import java.util.List;

@PlanningSolution
public class Roster {
    @ProblemFactCollectionProperty
    private List<Employee> employees;
    @ProblemFactCollectionProperty
    private List<Request> requests;
    @ProblemFactCollectionProperty
    private List<Cover> covers;
    @PlanningEntityCollectionProperty
    private List<Day> days;
    @PlanningScore
    private HardSoftScore score;

    Roster() {}

    Roster(List<Employee> employees, List<Request> requests, List<Cover> covers, List<Day> days) {
        this.employees = employees;
        this.requests = requests;
        this.covers = covers;
        this.days = days;
    }

    public List<Employee> getEmployees() { return employees; }
    public List<Request> getRequests() { return requests; }
    public List<Cover> getCovers() { return covers; }
    public List<Day> getDays() { return days; }
    public HardSoftScore getScore() { return score; }
    public void setScore(HardSoftScore score) { this.score = score; }
}
