package io.sectorzero.sim.board;

import io.sectorzero.description.DescriptionFile.Entry;
import io.sectorzero.memory.Address;
import io.sectorzero.sim.fault.CableUnplugged;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.DroppedStart;
import io.sectorzero.sim.fault.ExtraByte;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FlippedByte;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.LostByte;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.fault.RepeatedByte;
import io.sectorzero.sim.fault.ResetPulse;
import io.sectorzero.sim.fault.Sag;
import io.sectorzero.sim.fault.SilentAfter;
import io.sectorzero.sim.fault.SlowSector;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.WeakBit;
import io.sectorzero.sim.fault.WornSector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** One {@code [[fault]]} of a board file: its kind, and the values that kind takes. */
final class FaultEntry {

    private static final Map<String, Function<FaultEntry, Fault>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("stuck-bit", e -> new StuckBit(e.address(), e.number("bit"), e.number("value") == 1)),
            Map.entry("weak-bit", e -> new WeakBit(e.address(), e.number("bit"))),
            Map.entry("slow-sector", e -> new SlowSector(e.number("sector"), e.decimal("factor"))),
            Map.entry("worn-sector", e -> new WornSector(e.number("sector"), e.number("cycles"))),
            Map.entry("dropped-start", e -> new DroppedStart(e.number("times"))),
            Map.entry("power-cut", e -> new PowerCut(e.count("afterEvents"))),
            Map.entry("reset-pulse", e -> new ResetPulse(e.count("afterEvents"))),
            Map.entry("sag", e -> new Sag(e.count("afterEvents"), e.decimal("volts"), e.millis())),
            Map.entry("lost-byte", e -> new LostByte(e.direction(), e.count("n"))),
            Map.entry("flipped-byte", e -> new FlippedByte(e.direction(), e.count("n"), e.number("mask"))),
            Map.entry("extra-byte", e -> new ExtraByte(e.direction(), e.count("n"), e.number("value"))),
            Map.entry("repeated-byte", e -> new RepeatedByte(e.direction(), e.count("n"))),
            Map.entry("line-unplugged", e -> new LineUnplugged(e.direction(), e.count("n"))),
            Map.entry("cable-unplugged", e -> new CableUnplugged(e.count("n"))),
            Map.entry("silent-after", e -> new SilentAfter(e.direction(), e.count("n")))));

    private final Entry entry;
    private final Map<String, Object> values;

    private FaultEntry(Entry entry) {
        this.entry = entry;
        this.values = new HashMap<>(entry.values());
    }

    static Fault read(Entry entry) {
        return new FaultEntry(entry).fault();
    }

    private Fault fault() {
        String kind = take("kind", String.class, "text in quotes");
        var maker = KINDS.get(kind);
        if (maker == null) {
            throw entry.complaint("fault kind \"%s\" is none of %s".formatted(kind, String.join(", ", KINDS.keySet())));
        }
        Fault fault = made(maker);
        if (!values.isEmpty()) {
            throw entry.complaint("a %s has no %s".formatted(kind, String.join(", ", new TreeSet<>(values.keySet()))));
        }
        return fault;
    }

    private Fault made(Function<FaultEntry, Fault> maker) {
        try {
            return maker.apply(this);
        } catch (IllegalArgumentException e) {
            throw entry.complaint(e.getMessage());
        }
    }

    private Address address() {
        return Address.of(count("address"));
    }

    private Direction direction() {
        String written = take("direction", String.class, "to-board or to-host");
        return switch (written) {
            case "to-board" -> Direction.TO_BOARD;
            case "to-host" -> Direction.TO_HOST;
            default -> throw entry.complaint("direction \"%s\" is none of to-board, to-host".formatted(written));
        };
    }

    private Duration millis() {
        return Duration.ofNanos((long) (decimal("millis") * 1e6));
    }

    private double decimal(String key) {
        return take(key, Number.class, "a number").doubleValue();
    }

    private long count(String key) {
        return take(key, Long.class, "a whole number");
    }

    private int number(String key) {
        long number = count(key);
        if (number != (int) number) {
            throw entry.complaint("%s is too large: %d".formatted(key, number));
        }
        return (int) number;
    }

    private <T> T take(String key, Class<T> type, String expected) {
        Object found = values.remove(key);
        if (!type.isInstance(found)) {
            throw entry.complaint("a fault of this kind needs %s, %s".formatted(key, expected));
        }
        return type.cast(found);
    }
}
