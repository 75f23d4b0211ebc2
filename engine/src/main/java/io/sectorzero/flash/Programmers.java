package io.sectorzero.flash;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.flash.dfu.DfuProgrammer;
import io.sectorzero.flash.swd.SwdProgrammer;
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
            case SWD -> {
                requireEither(bench, "has no debug probe", "say in the bench file what is plugged in, under [usb]");
                yield SwdProgrammer.open(bench, stated);
            }
        };
    }

    /** A probe the bench offers itself, or USB to look for one on. */
    private static void requireEither(Bench bench, String lack, String remedy) {
        if (!bench.capabilities().contains(Capability.PROBE)) {
            require(bench, Capability.USB, lack, remedy);
        }
    }

    private static void require(Bench bench, Capability needed, String lack, String remedy) {
        if (!bench.capabilities().contains(needed)) {
            throw new CapabilityMissing(Diagnosis.of("The bench %s %s", bench.name(), lack)
                    .because("it offers %s", bench.capabilities())
                    .remedy("%s", remedy));
        }
    }
}
