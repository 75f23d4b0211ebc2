package io.sectorzero.device;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.device.BootloaderProfile.Area;
import io.sectorzero.device.BootloaderProfile.May;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads one family file into its variants. What the types check when they are built becomes a complaint with file, line and key. */
final class DeviceFile {

    private static final long SPACE = 0xFFFF_FFFFL;

    private final DescriptionFile file;

    private DeviceFile(DescriptionFile file) {
        this.file = file;
    }

    static List<Device> devices(DescriptionFile file) {
        List<Device> devices = new DeviceFile(file).variants();
        file.refuseUnknownKeys();
        return devices;
    }

    private List<Device> variants() {
        FlashLayout whole = layout();
        var devices = new ArrayList<Device>();
        var names = new HashSet<String>();
        for (DescriptionFile.Entry entry : file.tables("variant")) {
            String name = text(entry, "name");
            if (!names.add(name)) {
                throw entry.complaint("there are two variants named " + name);
            }
            devices.add(device(name, cut(whole, entry)));
        }
        if (devices.isEmpty()) {
            throw file.complaint("variant", "a family needs at least one [[variant]]");
        }
        return devices;
    }

    private Device device(String name, FlashLayout layout) {
        MemoryMap memory = memory(layout);
        return new Device(name, file.requireString("family"), (int) number("product-id", 0xFFF),
                file.requireString("source"), layout, memory, timings(layout), bootloader(memory), options(memory),
                revisions(), doubtfulErases(layout));
    }

    private FlashLayout layout() {
        var base = Address.of(number("flash.base", SPACE));
        var sectors = new ArrayList<Sector>();
        String written = file.requireString("flash.sectors");
        return checked("flash.sectors", () -> {
            Address next = base;
            for (String run : written.split(",")) {
                String[] countAndSize = run.split("x");
                for (int i = Integer.parseInt(countAndSize[0].strip()); i > 0; i--) {
                    var range = new AddressRange(next, bytes(countAndSize[1]));
                    sectors.add(new Sector(sectors.size(), range));
                    next = next.plus(range.length());
                }
            }
            return new FlashLayout(base, sectors, (int) number("flash.erased", 0xFF));
        });
    }

    /** The first sectors of the family, as many as fill the variant's flash. */
    private FlashLayout cut(FlashLayout whole, DescriptionFile.Entry entry) {
        long size = bytes(text(entry, "flash"));
        List<Sector> kept = whole.sectors().stream()
                .filter(sector -> sector.range().end() <= whole.base().unsigned() + size).toList();
        if (kept.isEmpty() || kept.get(kept.size() - 1).range().end() != whole.base().unsigned() + size) {
            throw entry.complaint("%s of flash do not end where a sector ends".formatted(text(entry, "flash")));
        }
        return new FlashLayout(whole.base(), kept, whole.erased());
    }

    private MemoryMap memory(FlashLayout layout) {
        var memories = new TreeMap<String, AddressRange>();
        for (String name : file.keysOf("memory")) {
            memories.put(name, range("memory." + name));
        }
        memories.put("flash", layout.range());
        return checked("memory", () -> new MemoryMap(memories));
    }

    private FlashTimings timings(FlashLayout layout) {
        var erase = new HashMap<Long, Map<Parallelism, Span>>();
        for (String key : file.keysOf("timings")) {
            if (key.startsWith("erase-")) {
                erase.put(bytes(key.substring("erase-".length())), row("timings." + key));
            }
        }
        for (Sector sector : layout.sectors()) {
            if (!erase.containsKey(sector.sizeBytes())) {
                throw file.complaint("timings", "no erase time for the %d bytes of sector %d".formatted(
                        sector.sizeBytes(), sector.number()));
            }
        }
        return new FlashTimings(span("timings.program-unit"), erase, row("timings.mass-erase"), span("timings.option-write"));
    }

    private Map<Parallelism, Span> row(String key) {
        List<String> cells = file.strings(key);
        if (cells.size() != Parallelism.values().length) {
            throw file.complaint(key, "a cell for each of x8, x16, x32 is needed");
        }
        return checked(key, () -> {
            var row = new EnumMap<Parallelism, Span>(Parallelism.class);
            for (Parallelism width : Parallelism.values()) {
                row.put(width, parseSpan(cells.get(width.ordinal())));
            }
            return row;
        });
    }

    private Span span(String key) {
        String written = file.requireString(key);
        return checked(key, () -> parseSpan(written));
    }

    private OptionByteLayout options(MemoryMap memory) {
        Function<String, BitField> field = name -> {
            String written = file.requireString("options." + name);
            return checked("options." + name, () -> BitField.parse(written));
        };
        var fields = new OptionByteLayout.Fields(field.apply("read-protection"), field.apply("reset-on-standby"),
                field.apply("reset-on-stop"), field.apply("watchdog-software"), field.apply("brown-out"),
                field.apply("code-protection"), field.apply("sector-protection"));
        var volts = new ArrayList<Double>();
        for (String written : file.strings("options.brown-out-volts")) {
            volts.add(checked("options.brown-out-volts", () -> Double.parseDouble(written)));
        }
        return checked("options", () -> new OptionByteLayout(memory.of("options"), fields, volts));
    }

    private BootloaderProfile bootloader(MemoryMap memory) {
        var commands = new HashSet<Integer>();
        file.integers("bootloader.commands", 0, 0xFF).forEach(code -> commands.add(code.intValue()));
        var versions = new HashMap<Integer, String>();
        file.tables("bootloader.version").forEach(entry -> versions.put(whole(entry, "id"), text(entry, "name")));
        return checked("bootloader", () -> new BootloaderProfile((int) number("bootloader.protocol", 0xFF), commands,
                Address.of(number("bootloader.id", SPACE)), versions, duration("bootloader.startup"),
                duration("bootloader.power-up"), range("bootloader.reserved-ram"),
                Address.of(number("bootloader.device-feature", SPACE)), voltages(), areas(memory),
                (int) number("bootloader.write-alignment", 256), (int) number("bootloader.block", 256),
                file.requireString("bootloader.go-limitation")));
    }

    private List<VoltageBand> voltages() {
        var bands = new ArrayList<VoltageBand>();
        for (DescriptionFile.Entry entry : file.tables("bootloader.voltage")) {
            Parallelism width = Parallelism.named(text(entry, "width"))
                    .orElseThrow(() -> entry.complaint("width is x8, x16 or x32"));
            bands.add(new VoltageBand(whole(entry, "byte"), volts(entry, "from"), volts(entry, "to"), width));
        }
        return bands;
    }

    private List<Area> areas(MemoryMap memory) {
        var areas = new ArrayList<Area>();
        for (DescriptionFile.Entry entry : file.tables("bootloader.area")) {
            String name = text(entry, "memory");
            Set<May> may = EnumSet.noneOf(May.class);
            for (String word : text(entry, "may").split(" ")) {
                may.add(checked("bootloader.area", () -> May.valueOf(word.toUpperCase(Locale.ROOT))));
            }
            AddressRange range = memory.find(name).orElseThrow(() -> entry.complaint("no memory is named " + name));
            areas.add(new Area(name, range, may));
        }
        return areas;
    }

    private List<Revision> revisions() {
        var revisions = new ArrayList<Revision>();
        for (DescriptionFile.Entry entry : file.tables("revision")) {
            String trust = text(entry, "sector-erase").toUpperCase(Locale.ROOT);
            revisions.add(new Revision(whole(entry, "id"), text(entry, "marking"),
                    checked("revision", () -> Revision.Trust.valueOf(trust))));
        }
        return revisions;
    }

    private Set<Integer> doubtfulErases(FlashLayout layout) {
        var sectors = new HashSet<Integer>();
        for (long number : file.integers("sector-erase-erratum.sectors", 0, 127)) {
            if (number < layout.sectors().size()) {
                sectors.add((int) number);
            }
        }
        return sectors;
    }

    private AddressRange range(String key) {
        long start = number(key + ".start", SPACE);
        long length = number(key + ".length", SPACE);
        return checked(key, () -> AddressRange.of(start, length));
    }

    private long number(String key, long most) {
        return file.integer(key, 0, most).orElseThrow(() -> file.complaint(key, "this key is needed and missing"));
    }

    private Duration duration(String key) {
        String written = file.requireString(key);
        return checked(key, () -> parseDuration(written));
    }

    /** "400 ms / 800 ms". */
    private static Span parseSpan(String written) {
        String[] both = written.split("/");
        return new Span(parseDuration(both[0]), parseDuration(both[1]));
    }

    private static Duration parseDuration(String written) {
        String[] valueAndUnit = written.strip().split(" +");
        long value = Long.parseLong(valueAndUnit[0]);
        return switch (valueAndUnit[1]) {
            case "us" -> Duration.ofNanos(value * 1000);
            case "ms" -> Duration.ofMillis(value);
            case "s" -> Duration.ofSeconds(value);
            default -> throw new IllegalArgumentException("no unit of time: " + valueAndUnit[1]);
        };
    }

    /** "16K" is 16 times 1024. */
    private static long bytes(String written) {
        String text = written.strip();
        if (!text.endsWith("K")) {
            throw new IllegalArgumentException("sizes are written in K: " + text);
        }
        return Long.parseLong(text.substring(0, text.length() - 1)) * 1024;
    }

    private static String text(DescriptionFile.Entry entry, String key) {
        return value(entry, key, String.class);
    }

    private static int whole(DescriptionFile.Entry entry, String key) {
        return value(entry, key, Long.class).intValue();
    }

    private static double volts(DescriptionFile.Entry entry, String key) {
        return value(entry, key, Double.class);
    }

    private static <T> T value(DescriptionFile.Entry entry, String key, Class<T> type) {
        Object found = entry.values().get(key);
        if (!type.isInstance(found)) {
            throw entry.complaint("%s: expected %s, found %s".formatted(key, type.getSimpleName(), found));
        }
        return type.cast(found);
    }

    private <T> T checked(String key, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadDescription(file.complaint(key, e.getMessage()).diagnosis(), e);
        }
    }
}
