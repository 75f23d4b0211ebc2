package io.sectorzero.flash.swd;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.Sector;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Stated;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;

/** A programmer at a {@link PaperTarget}, and what its tests ask of it again and again. */
abstract class SwdOnPaper {

    static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    static final Address BASE = DEVICE.layout().base();
    static final Duration PATIENCE = Duration.ofSeconds(4);
    static final Bytes DATA = Bytes.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

    final PaperTarget paper = new PaperTarget();

    SwdProgrammer connected() {
        return connected(Probing.usual());
    }

    SwdProgrammer connected(Probing probing) {
        SwdProgrammer programmer = SwdProgrammer.open(paper, Stated.nothing().withProbing(probing));
        programmer.connect();
        return programmer;
    }

    static Sector sector(int number) {
        return DEVICE.layout().sectors().get(number);
    }

    void state(SwdProgrammer programmer, double volts) {
        programmer.stateSupply(DEVICE.bootloader().bandAt(volts).orElseThrow());
    }

    Bytes content(int length) {
        return Bytes.copyOf(paper.flash, 0, length);
    }
}
