package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A firmware's version, written as its maker does: {@code V2J40M27}, {@code V2J39S7}, {@code V3J10M3B2}.
 *
 * @param major   generation of the hardware
 * @param jtag    of the debug part
 * @param swim    of the part for 8-bit chips, on probes without mass storage
 * @param storage of the mass storage part
 * @param bridge  of the bridge, V3 only
 */
public record StLinkVersion(int major, int jtag, int swim, int storage, int bridge) {

    static final int V3 = 3;

    private static final Pattern WRITTEN = Pattern.compile("V([23])J(\\d{1,2})(?:S(\\d{1,2}))?(?:M(\\d{1,2}))?(?:B(\\d{1,2}))?");
    // F1 has six bits for each.
    private static final int MOST = 63;
    private static final int JTAG_SHIFT = 6;
    private static final int MAJOR_SHIFT = 12;

    public StLinkVersion {
        if (jtag > MOST || Math.max(swim, storage) > MOST) {
            throw new IllegalArgumentException("a version number goes to 63");
        }
    }

    /** Empty when this is none. */
    public static Optional<StLinkVersion> parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches() || number(matcher, 2) > MOST || number(matcher, 3) > MOST || number(matcher, 4) > MOST) {
            return Optional.empty();
        }
        return Optional.of(new StLinkVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4),
                number(matcher, 5)));
    }

    /** The two bytes of GET_VERSION. A V3 has zeros there beside its generation, which sends tools to the long form. */
    Bytes shortForm() {
        int packed = major << MAJOR_SHIFT;
        if (major < V3) {
            packed |= jtag << JTAG_SHIFT | (storage > 0 ? storage : swim);
        }
        return Bytes.of(packed >> 8, packed & 0xFF);
    }

    /** The first eight bytes of GET_VERSION_EX. */
    Bytes longForm() {
        return Bytes.of(major, swim, jtag, storage, bridge, 0, 0, 0);
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }
}
