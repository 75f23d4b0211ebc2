package io.sectorzero.flash;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What somebody wants of a debug probe.
 *
 * @param serial    which one, where several are plugged in
 * @param kilohertz the fastest clock; empty for as fast as the wires allow
 */
public record Probing(Optional<String> serial, OptionalInt kilohertz, Connect connect) {

    public static Probing usual() {
        return new Probing(Optional.empty(), OptionalInt.empty(), Connect.NORMAL);
    }

    public Probing withSerial(String number) {
        return new Probing(Optional.of(number), kilohertz, connect);
    }

    public Probing withKilohertz(int fastest) {
        return new Probing(serial, OptionalInt.of(fastest), connect);
    }

    public Probing withConnect(Connect way) {
        return new Probing(serial, kilohertz, way);
    }
}
