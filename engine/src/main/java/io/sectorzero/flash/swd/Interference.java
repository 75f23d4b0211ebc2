package io.sectorzero.flash.swd;

import static io.sectorzero.flash.swd.FlashRegister.ALL_ERRORS;
import static io.sectorzero.flash.swd.FlashRegister.BSY;
import static io.sectorzero.flash.swd.FlashRegister.LOCK;
import static io.sectorzero.flash.swd.FlashRegister.MER;
import static io.sectorzero.flash.swd.FlashRegister.SER;

import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.CoreRegister;
import io.sectorzero.protocol.adi.TargetCore;
import java.util.ArrayList;
import java.util.List;

/**
 * What the program on the chip was doing that would have spoilt the work, seen before a reset puts an end to it. Reads only; each
 * line begins with the cause's id. F4 to F9, C10 and C22 of the cause catalogue.
 */
final class Interference {

    private static final int EXCEPTION = 0x1FF;
    private static final int HARD_FAULT = 3;

    /** LSION and LSIRDY of RCC_CSR: a started IWDG forces the oscillator on, asked for or not. RM0402 Rev 6 §6.2 "Watchdog clock". */
    private static final int LSI_ASKED = 1;
    private static final int LSI_RUNS = 1 << 1;
    /** WDG_SW of FLASH_OPTCR: 0 starts the IWDG by hardware. RM0090 Rev 21 §3.9 [S]. */
    private static final int WATCHDOG_BY_SOFTWARE = 1 << 5;

    private final TargetCore core;
    private final List<String> lines = new ArrayList<>();

    private Interference(TargetCore core) {
        this.core = core;
    }

    /** @param core halted, and not reset since it was met */
    static List<String> seen(ChipState atFirstSight, TargetCore core, List<String> streams) {
        var interference = new Interference(core);
        interference.program(atFirstSight);
        interference.flash(atFirstSight);
        interference.watchdog();
        streams.forEach(stream -> interference.lines.add("F6 %s was running and may write over what is put into RAM; the reset stopped it".formatted(stream)));
        return List.copyOf(interference.lines);
    }

    private void program(ChipState first) {
        int exception = core.register(CoreRegister.XPSR) & EXCEPTION;
        if (first.wasLockedUp()) {
            lines.add("F5 the core was locked up; it was reset and halted before its first instruction");
        } else if (exception == HARD_FAULT) {
            lines.add("F5 the program was in its hard fault handler (HFSR %08X, CFSR %08X); it was reset".formatted(core.read32(CoreDebug.HFSR), core.read32(CoreDebug.CFSR)));
        } else if (exception != 0) {
            lines.add("F8 the core was halted inside exception %d; it was reset, so that a loader starts in thread mode".formatted(exception));
        }
        int protection = core.read32(CoreDebug.MPU_CTRL);
        if (protection != 0) {
            lines.add("F7 the program had memory protection on (MPU_CTRL %08X), which may forbid a loader in RAM; the reset took it off".formatted(protection));
        }
    }

    private void flash(ChipState first) {
        int status = first.flashStatus().orElse(0);
        int control = first.flashControl().orElse(LOCK);
        if ((status & BSY) == 0 && (control & (SER | MER)) != 0) {
            lines.add("C22 earlier code left an erase selected (FLASH_CR %08X); the register is written whole, so nothing is added to it".formatted(control));
        } else if ((status & BSY) != 0 || (control & LOCK) == 0) {
            lines.add("F9 the program was writing its own flash (%s, FLASH_CR %08X); it was waited for and stopped".formatted(
                    FlashFlags.explain(status), control));
        }
        if ((status & ALL_ERRORS) != 0) {
            lines.add("C10 error flags of earlier code were set (%s); they were cleared before the work".formatted(FlashFlags.explain(status)));
        }
    }

    private void watchdog() {
        int causes = core.read32(ChipState.RCC_CSR);
        boolean forced = (causes & (LSI_ASKED | LSI_RUNS)) == LSI_RUNS;
        boolean byHardware = (core.read32(FlashRegister.OPTCR) & WATCHDOG_BY_SOFTWARE) == 0;
        boolean bit = (causes & ChipState.WATCHDOG_CAUSES) != 0;
        if (byHardware || forced || bit) {
            lines.add("F4 a watchdog runs (%s); it stands still while the core is halted".formatted(byHardware ? "started by hardware, WDG_SW is 0"
                    : forced ? "its oscillator is on and nobody asked for it" : "it has reset the chip before"));
        }
    }
}
