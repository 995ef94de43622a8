package org.smena.peer;

/** A wish for a shift on a day, or against it. */
public record Request(Employee employee, int day, Shift shift, int weight, boolean on) {}
