package org.smena.peer;

import java.util.Set;

/** A shift, and which may not be worked on the day after it. */
public record Shift(String id, int minutes, Set<String> bars) {}
