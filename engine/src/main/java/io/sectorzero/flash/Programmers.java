package io.sectorzero.flash;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.flash.dfu.DfuProgrammer;
import io.sectorzero.flash.uart.UartProgrammer;

/** Route and bench to the right programmer. */
final class Programmers {

    private Programmers() {
    }

    /** @throws CapabilityMissing when the bench or this build lacks the route */
    static Programmer open(Bench bench, Route route, Stated stated) {
        return switch (route) {
            case UART -> {
                require(bench, Capability.UART, "has no serial line", "name the port in the bench file, under [uart]");
                yield UartProgrammer.open(bench, stated);
            }
            case DFU -> {
                require(bench, Capability.USB, "has no USB", "say in the bench file what is plugged in, under [usb]");
                yield DfuProgrammer.open(bench, stated);
            }
            case SWD -> throw new CapabilityMissing(Diagnosis.of("This build does not speak to boards over %s", route)
                    .remedy("take the route UART or DFU: both lead to the ROM bootloader"));
        };
    }

    private static void require(Bench bench, Capability needed, String lack, String remedy) {
        if (!bench.capabilities().contains(needed)) {
            throw new CapabilityMissing(Diagnosis.of("The bench %s %s", bench.name(), lack)
                    .because("it offers %s", bench.capabilities())
                    .remedy("%s", remedy));
        }
    }
}
