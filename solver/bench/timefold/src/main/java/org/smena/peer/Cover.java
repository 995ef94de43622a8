package org.smena.peer;

public record Cover(int day, Shift shift, int want, int missing, int surplus) {}
