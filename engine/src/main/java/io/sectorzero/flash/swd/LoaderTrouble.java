package io.sectorzero.flash.swd;

import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.CoreRegister;
import io.sectorzero.protocol.adi.TargetCore;

/** What happened to the loader, when it was not the flash that refused. */
final class LoaderTrouble {

    private final TargetCore core;
    private final LoaderLayout layout;

    LoaderTrouble(TargetCore core, LoaderLayout layout) {
        this.core = core;
        this.layout = layout;
    }

    /** The RAM does not hold the loader. */
    TargetRefused badRam(Bytes written, Bytes read) {
        int at = written.firstDifference(read).orElseThrow();
        return new TargetRefused(Diagnosis.of("The chip's RAM does not hold our loader")
                .because("first difference at %s: wrote %02X, read %02X", layout.base().plus(at), written.at(at), read.at(at))
                .suspect(CauseCatalogue.load().suspect("F6", POSSIBLE)).suspect(CauseCatalogue.load().suspect("E11", POSSIBLE)));
    }

    /** It neither finished nor failed. The core is halted afterwards. */
    Diagnosis seen(LoaderRequest request) {
        boolean reset = core.wasReset();
        int status = core.status();
        boolean stopped = (status & CoreDebug.S_HALT) != 0;
        if (!stopped) {
            core.halt();
        }
        int pc = core.register(CoreRegister.PC);
        Diagnosis found = Diagnosis.of("Our loader in the chip's RAM did not come to an end: %s", request)
                .because("the core was %s at %08X%s; DHCSR %08X", stopped ? "halted" : "running", pc,
                        (status & CoreDebug.S_LOCKUP) != 0 ? ", locked up" : "", status);
        if (reset) {
            return found.because("the chip was reset while the loader ran")
                    .suspect(CauseCatalogue.load().suspect("F4", LIKELY)).suspect(CauseCatalogue.load().suspect("E4", POSSIBLE));
        }
        found = found.because("CFSR %08X, HFSR %08X; %s", core.read32(CoreDebug.CFSR), core.read32(CoreDebug.HFSR),
                FlashFlags.explain(core.read32(FlashRegister.SR)));
        return suspected(found, new Address(pc));
    }

    private Diagnosis suspected(Diagnosis found, Address pc) {
        Bytes written = LoaderProgram.code();
        Bytes read = core.read(layout.base(), written.length());
        if (!read.equals(written)) {
            int at = written.firstDifference(read).orElseThrow();
            return found.because("its code changed while it ran: %s was %02X and is %02X", layout.base().plus(at), written.at(at), read.at(at))
                    .suspect(CauseCatalogue.load().suspect("F6", LIKELY));
        }
        boolean strayed = !layout.range().contains(pc);
        return found.suspect(CauseCatalogue.load().suspect("E6", strayed ? LIKELY : POSSIBLE))
                .suspect(CauseCatalogue.load().suspect(strayed ? "F7" : "C11", POSSIBLE));
    }
}
