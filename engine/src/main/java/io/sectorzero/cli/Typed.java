package io.sectorzero.cli;

import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Consent;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.memory.Address;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Values as people type them: addresses, sizes, lists of sectors, formats. */
final class Typed {

    private static final long KILO = 1024;
    private static final int MOST_SECTORS = 256;
    private static final String HERE = "127.0.0.1";
    private static final int HIGHEST_PORT = 0xFFFF;
    // DS11139 Rev 8 Table 13 "Voltage characteristics": absolute maximum 4.0 V; the same bounds hold in bench files.
    private static final double LOWEST_VOLTS = 1.0;
    private static final double HIGHEST_VOLTS = 4.0;
    // As in hardware bench files.
    private static final int SLOWEST_BAUD = 300;
    private static final int FASTEST_BAUD = 4_000_000;
    // What the slowest ST-LINK can be asked for, and the fastest.
    private static final int SLOWEST_CLOCK = 5;
    private static final int FASTEST_CLOCK = 24_000;

    private Typed() {
    }

    /** So many bytes, typed as {@code 256}, {@code 0x100}, {@code 16K} or {@code 1M}. */
    record Size(long bytes) {
    }

    /** Sector numbers, typed as {@code 0-3,5}; {@code none} is the empty set. */
    record Sectors(Set<Integer> numbers) {
    }

    /** A supply as somebody measured it. */
    record Volts(double value) {
    }

    /** Where a control door is, typed as {@code 7000} or {@code host:7000}. */
    record Door(String host, int port) {

        @Override public String toString() {
            return host + ":" + port;
        }
    }

    /** A speed of the serial line. */
    record Baud(int rate) {
    }

    /** A clock of the debug port. */
    record Clock(int kilohertz) {
    }

    static void teach(CommandLine line) {
        line.registerConverter(Address.class, Typed::address);
        line.registerConverter(Size.class, Typed::size);
        line.registerConverter(Sectors.class, Typed::sectors);
        line.registerConverter(Volts.class, Typed::volts);
        line.registerConverter(Baud.class, Typed::baud);
        line.registerConverter(Clock.class, Typed::clock);
        line.registerConverter(Connect.class, Typed::connect);
        line.registerConverter(Door.class, Typed::door);
        line.registerConverter(Integer.class, Typed::integer);
        line.registerConverter(ImageFormat.class, Typed::format);
        line.registerConverter(Consent.class, Typed::consent);
        line.registerConverter(long.class, text -> number(text, text));
    }

    static Address address(String text) {
        try {
            return Address.of(number(text, text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"%s\" is no 32-bit address".formatted(text));
        }
    }

    static Size size(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        long unit = upper.endsWith("K") ? KILO : upper.endsWith("M") ? KILO * KILO : 1;
        long count = number(unit == 1 ? text : text.substring(0, text.length() - 1), text);
        if (count < 1 || count > (1L << 32) / unit) {
            throw new TypeConversionException("\"%s\" is no size between 1 byte and 4 GB".formatted(text));
        }
        return new Size(count * unit);
    }

    static Sectors sectors(String text) {
        var numbers = new TreeSet<Integer>();
        for (String part : text.equals("none") ? new String[0] : text.split(",", -1)) {
            int dash = part.indexOf('-', 1);
            long from = number(dash < 0 ? part : part.substring(0, dash), text);
            long to = dash < 0 ? from : number(part.substring(dash + 1), text);
            if (from < 0 || to < from || to >= MOST_SECTORS) {
                throw new TypeConversionException("\"%s\" is no list of sectors; write 0-3,5".formatted(text));
            }
            for (long number = from; number <= to; number++) {
                numbers.add((int) number);
            }
        }
        return new Sectors(numbers);
    }

    static Volts volts(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= LOWEST_VOLTS && value <= HIGHEST_VOLTS) {
                return new Volts(value);
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"%s\" is no number of volts; write 3.3".formatted(text));
        }
        throw new TypeConversionException("no chip of this family lives at %s V".formatted(text));
    }

    static Baud baud(String text) {
        long rate = number(text, text);
        if (rate < SLOWEST_BAUD || rate > FASTEST_BAUD) {
            throw new TypeConversionException("a line speed is %d to %d, not %s".formatted(SLOWEST_BAUD, FASTEST_BAUD, text));
        }
        return new Baud((int) rate);
    }

    static Clock clock(String text) {
        long kilohertz = number(text, text);
        if (kilohertz < SLOWEST_CLOCK || kilohertz > FASTEST_CLOCK) {
            throw new TypeConversionException("a debug clock is %d to %d kHz, not %s".formatted(SLOWEST_CLOCK, FASTEST_CLOCK, text));
        }
        return new Clock((int) kilohertz);
    }

    private static Connect connect(String text) {
        for (Connect way : Connect.values()) {
            if (way.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return way;
            }
        }
        throw new TypeConversionException("\"%s\" is none of normal, under-reset, hot-plug".formatted(text));
    }

    static Door door(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? HERE : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new TypeConversionException("\"%s\" is neither HOST:PORT nor PORT".formatted(text));
        }
        return new Door(host, Integer.parseInt(port));
    }

    private static int integer(String text) {
        long value = number(text, text);
        if (value != (int) value) {
            throw new TypeConversionException("\"%s\" is too large".formatted(text));
        }
        return (int) value;
    }

    private static ImageFormat format(String text) {
        return ImageFormat.named(text.toLowerCase(Locale.ROOT)).orElseThrow(() -> new TypeConversionException(
                "\"%s\" is none of %s".formatted(text,
                        Arrays.stream(ImageFormat.values()).map(ImageFormat::shortName).collect(Collectors.joining(", ")))));
    }

    private static Consent consent(String text) {
        for (Consent consent : Consent.values()) {
            if (consent.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return consent;
            }
        }
        throw new TypeConversionException("\"%s\" is none of %s".formatted(text, Arrays.stream(Consent.values())
                .map(consent -> consent.name().toLowerCase(Locale.ROOT).replace('_', '-')).collect(Collectors.joining(", "))));
    }

    /** Decimal or 0x…, with _ wherever it helps the eye. */
    private static long number(String text, String whole) {
        try {
            return Long.decode(decimalOrHex(text.replace("_", "")));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"%s\" is no number".formatted(whole));
        }
    }

    // A leading zero is no octal here: nobody who types sector 08 means that.
    private static String decimalOrHex(String text) {
        int digits = 0;
        while (digits < text.length() - 1 && text.charAt(digits) == '0' && Character.isDigit(text.charAt(digits + 1))) {
            digits++;
        }
        return text.substring(digits);
    }
}
