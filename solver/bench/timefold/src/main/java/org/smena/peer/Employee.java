package org.smena.peer;

import java.util.Map;

public record Employee(String id, Map<String, Integer> most, int maxMinutes, int minMinutes, int maxRun, int minRun, int minOff,
                int maxWeekends) {}
