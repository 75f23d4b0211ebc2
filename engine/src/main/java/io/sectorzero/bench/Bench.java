package io.sectorzero.bench;

import io.sectorzero.link.ByteLink;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A desk with a board on it: its links, its clock, its switches, its abilities. All links of a bench share its clock
 * and write into its trace. A bench belongs to one thread.
 */
public interface Bench extends AutoCloseable {

    String name();

    /** The device somebody expects on this bench, for example {@code STM32F412xG}; empty when nobody said. */
    Optional<String> device();

    /** The unique id of the one chip this bench is meant for, in hexadecimal; empty when any will do. */
    default Optional<String> uniqueId() {
        return Optional.empty();
    }

    /** VDD in volts as somebody measured and stated it; empty when nobody did. */
    OptionalDouble supplyVolts();

    TimeSource time();

    Trace trace();

    Set<Capability> capabilities();

    /** The serial line to the board, opened. @throws io.sectorzero.failure.CapabilityMissing without {@link Capability#UART} */
    ByteLink uart();

    /** @throws io.sectorzero.failure.CapabilityMissing without {@link Capability#USB} */
    UsbPort usb();

    /** A probe that the bench offers directly; otherwise an ST-LINK is looked for on {@link #usb()}. */
    Optional<DebugProbe> probe();

    Controls controls();

    @Override void close();
}
