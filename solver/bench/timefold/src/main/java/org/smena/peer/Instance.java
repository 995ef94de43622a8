package org.smena.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the text format: sections of comma-separated lines, # for comments. */
class Instance {
    int days;
    final Map<String, Shift> shifts = new LinkedHashMap<>();
    final Map<String, Employee> staff = new LinkedHashMap<>();
    final Map<String, Set<Integer>> off = new HashMap<>();
    final List<Request> requests = new ArrayList<>();
    final List<Cover> covers = new ArrayList<>();

    static Instance read(String file) throws IOException {
        var in = new Instance();
        var section = "";
        for (var raw : Files.readAllLines(Path.of(file))) {
            var line = raw.replace("\ufeff", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("SECTION_")) {
                section = line;
                continue;
            }
            in.line(section, Arrays.stream(line.split(",", -1)).map(String::strip).toArray(String[]::new));
        }
        return in;
    }

    private void line(String section, String[] f) {
        switch (section) {
            case "SECTION_HORIZON" -> days = number(f[0]);
            case "SECTION_SHIFTS" -> shifts.put(f[0],
                new Shift(f[0], number(f[1]), f.length < 3 || f[2].isEmpty() ? Set.of() : new TreeSet<>(List.of(f[2].split("\\|")))));
            case "SECTION_STAFF" -> staff.put(f[0], new Employee(f[0], most(f[1]), number(f[2]), number(f[3]), number(f[4]),
                number(f[5]), number(f[6]), number(f[7])));
            case "SECTION_DAYS_OFF" -> {
                for (var d : Arrays.copyOfRange(f, 1, f.length)) {
                    if (!d.isEmpty()) {
                        off.computeIfAbsent(f[0], k -> new HashSet<>()).add(number(d));
                    }
                }
            }
            case "SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS" -> requests.add(new Request(staff.get(f[0]), number(f[1]),
                shifts.get(f[2]), number(f[3]), section.contains("_ON_")));
            case "SECTION_COVER" -> covers.add(new Cover(number(f[0]), shifts.get(f[1]), number(f[2]), number(f[3]), number(f[4])));
            default -> throw new IllegalArgumentException("a line outside any section");
        }
    }

    private static int number(String s) { return Integer.parseInt(s); }

    private static Map<String, Integer> most(String text) {
        var out = new HashMap<String, Integer>();
        for (var item : text.split("\\|")) {
            if (!item.isEmpty()) {
                var part = item.split("=");
                out.put(part[0], number(part[1]));
            }
        }
        return out;
    }

    Roster roster() {
        var out = new ArrayList<Day>();
        for (var who : staff.values()) {
            var allowed = shifts.values().stream().filter(s -> who.most().getOrDefault(s.id(), 0) > 0).toList();
            for (var d = 0; d < days; d++) {
                if (!allowed.isEmpty() && !off.getOrDefault(who.id(), Set.of()).contains(d)) {
                    out.add(new Day(who, d, allowed));
                }
            }
        }
        return new Roster(List.copyOf(staff.values()), requests, covers, out);
    }

    void write(String file, Roster roster) throws IOException {
        var rows = new LinkedHashMap<String, String[]>();
        for (var id : staff.keySet()) {
            var row = new String[days];
            Arrays.fill(row, "-");
            rows.put(id, row);
        }
        for (var day : roster.getDays()) {
            if (day.getShift() != null) {
                rows.get(day.getEmployee().id())[day.getDay()] = day.getShift().id();
            }
        }
        try (var out = new PrintStream(file)) {
            rows.forEach((id, row) -> out.println(id + " " + String.join(" ", row)));
        }
    }
}
