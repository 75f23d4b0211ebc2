package io.sectorzero.flash;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What somebody states about the board because no route can measure it, or in order to have it checked.
 *
 * @param device      part number expected; overrides what the bench says
 * @param supplyVolts VDD; overrides what the bench says
 * @param revision    marking ({@code Z}) or REV_ID ({@code 0x1001}): the bootloader cannot read it
 * @param baud        line speed to begin with
 * @param probing     which debug probe, and how
 */
public record Stated(Optional<String> device, OptionalDouble supplyVolts, Optional<String> revision, OptionalInt baud,
                     Probing probing) {

    public static Stated nothing() {
        return new Stated(Optional.empty(), OptionalDouble.empty(), Optional.empty(), OptionalInt.empty(), Probing.usual());
    }

    public Stated withDevice(String name) {
        return new Stated(Optional.of(name), supplyVolts, revision, baud, probing);
    }

    public Stated withSupply(double volts) {
        return new Stated(device, OptionalDouble.of(volts), revision, baud, probing);
    }

    public Stated withRevision(String marking) {
        return new Stated(device, supplyVolts, Optional.of(marking), baud, probing);
    }

    public Stated withBaud(int speed) {
        return new Stated(device, supplyVolts, revision, OptionalInt.of(speed), probing);
    }

    public Stated withProbing(Probing wanted) {
        return new Stated(device, supplyVolts, revision, baud, wanted);
    }
}
