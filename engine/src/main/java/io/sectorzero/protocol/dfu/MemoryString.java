package io.sectorzero.protocol.dfu;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device says about one of its memories, in the name of the alternate setting for it.
 *
 * <pre>
 *   &#64;Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg
 *    name             start      count*size unit type, ...       and again /start/... for a memory in pieces
 *   unit: blank or B for bytes, K, M.   type: a to g are 1 to 7; bit 0 readable, bit 1 erasable, bit 2 writable
 * </pre>
 *
 * AN3156 Rev 18 and UM0391 Rev 1 [P]. The text comes from a device and is trusted in nothing.
 *
 * @param name without the blanks around it
 * @param runs in the order of the text, which need not be that of the addresses; none overlaps another
 */
public record MemoryString(String name, List<Run> runs) {

    /** The longest string a USB descriptor can carry. USB 2.0 §9.6.7. */
    private static final int LONGEST = 126;
    private static final int LARGEST_SECTOR = 1 << 30;

    private static final Pattern SHAPE = Pattern.compile("@([^/]*)((?:/[^/]*/[^/]*)+)");
    private static final Pattern PIECE = Pattern.compile("/([^/]*)/([^/]*)");
    private static final Pattern START = Pattern.compile("0[xX]([0-9a-fA-F]{1,8})");
    private static final Pattern SECTORS = Pattern.compile("(\\d{1,4})\\*(\\d{1,4})([ BKM])([a-g])");

    /** So many sectors of one size, one after the other. */
    public record Run(Address start, int count, long sectorBytes, boolean readable, boolean erasable, boolean writable) {

        public AddressRange range() {
            return new AddressRange(start, count * sectorBytes);
        }
    }

    public MemoryString {
        runs = List.copyOf(runs);
    }

    /** Empty when the text does not describe a memory: wrong shape, nothing in it, overlapping, or out of the address space. */
    public static Optional<MemoryString> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (text.length() > LONGEST || !shape.matches()) {
            return Optional.empty();
        }
        var runs = new ArrayList<Run>();
        Matcher piece = PIECE.matcher(shape.group(2));
        while (piece.find()) {
            Matcher start = START.matcher(piece.group(1).strip());
            if (!start.matches() || !addRuns(Long.parseLong(start.group(1), 16), piece.group(2), runs)) {
                return Optional.empty();
            }
        }
        return Optional.of(new MemoryString(shape.group(1).strip(), runs));
    }

    private static boolean addRuns(long start, String written, List<Run> runs) {
        long next = start;
        for (String part : written.split(",", -1)) {
            Matcher sectors = SECTORS.matcher(part);
            if (!sectors.matches()) {
                return false;
            }
            int count = Integer.parseInt(sectors.group(1));
            long size = Long.parseLong(sectors.group(2)) * unit(sectors.group(3).charAt(0));
            if (count == 0 || size == 0 || size > LARGEST_SECTOR || next + count * size > 1L << 32) {
                return false;
            }
            int type = sectors.group(4).charAt(0) - 'a' + 1;
            var run = new Run(Address.of(next), count, size, (type & 1) != 0, (type & 2) != 0, (type & 4) != 0);
            if (runs.stream().anyMatch(other -> other.range().overlaps(run.range()))) {
                return false;
            }
            runs.add(run);
            next = run.range().end();
        }
        return true;
    }

    private static long unit(char letter) {
        return letter == 'K' ? 1 << 10 : letter == 'M' ? 1 << 20 : 1;
    }

    /** Where it begins. */
    public Address start() {
        return runs.get(0).start();
    }

    public long sizeBytes() {
        return runs.stream().mapToLong(run -> run.range().length()).sum();
    }

    public boolean covers(Address address) {
        return runs.stream().anyMatch(run -> run.range().contains(address));
    }

    /** "04 x 16384, 01 x 65536 from 0x08000000": the text as it was understood. */
    public String describe() {
        var text = new StringBuilder(name.isEmpty() ? "a memory without a name" : name);
        runs.forEach(run -> text.append(", %d x %d bytes from %s".formatted(run.count(), run.sectorBytes(), run.start())));
        return text.toString();
    }
}
