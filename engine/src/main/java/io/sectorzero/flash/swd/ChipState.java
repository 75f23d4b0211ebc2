package io.sectorzero.flash.swd;

import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Address;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.TargetCore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the chip showed at first sight, before anything of ours could change it: V5 to V8 of the cause catalogue. A register
 * that could not be read is empty.
 *
 * @param status DHCSR, with the sticky reset flag that this one look clears
 * @param causes RCC_CSR, why the chip was reset since its flags were cleared last
 */
record ChipState(OptionalInt status, OptionalInt causes, OptionalInt flashStatus, OptionalInt flashControl, OptionalInt options,
                 OptionalInt access) {

    /** RCC_CSR. stm32f412zx.h [C]. */
    static final Address RCC_CSR = Address.of(0x4002_3874L);

    /** Clears the flags of RCC_CSR, so that what is read later has happened since. */
    static final int RMVF = 1 << 24;

    static final int SUPPLY_CAUSES = 1 << 25 | 1 << 27;
    static final int PIN_CAUSE = 1 << 26;
    static final int SOFTWARE_CAUSE = 1 << 28;
    static final int WATCHDOG_CAUSES = 1 << 29 | 1 << 30;

    private static final int FIRST_CAUSE = 25;
    private static final List<String> CAUSES = List.of("brown-out", "reset pin", "power-on", "software", "independent watchdog",
            "window watchdog", "low power");

    static ChipState look(TargetCore core) {
        return new ChipState(status(core), read(core, RCC_CSR), read(core, FlashRegister.SR), read(core, FlashRegister.CR),
                read(core, FlashRegister.OPTCR), read(core, FlashRegister.ACR));
    }

    private static OptionalInt status(TargetCore core) {
        try {
            return OptionalInt.of(core.status());
        } catch (TargetRefused | TargetSilent unreadable) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt read(TargetCore core, Address at) {
        try {
            return OptionalInt.of(core.read32(at));
        } catch (TargetRefused | TargetSilent unreadable) {
            return OptionalInt.empty();
        }
    }

    boolean wasHalted() {
        return status.isPresent() && (status.getAsInt() & CoreDebug.S_HALT) != 0;
    }

    boolean wasAsleep() {
        return status.isPresent() && (status.getAsInt() & CoreDebug.S_SLEEP) != 0;
    }

    boolean wasLockedUp() {
        return status.isPresent() && (status.getAsInt() & CoreDebug.S_LOCKUP) != 0;
    }

    /** The same moment, with registers that could not be read then. */
    ChipState with(ChipState later) {
        return new ChipState(status, later.causes, later.flashStatus, later.flashControl, later.options, later.access);
    }

    /** OPTSTRT stays set as long as that takes. Nobody but the program could have begun it. RM0090 Rev 21 §3.9 [S]. */
    boolean isWritingOptions() {
        return (flashStatus.orElse(0) & FlashRegister.BSY) != 0 && (options.orElse(0) & FlashRegister.OPTSTRT) != 0;
    }

    boolean isUnread() {
        return flashStatus.isEmpty();
    }

    /** "running", "halted", "asleep", "locked up". */
    String core() {
        if (status.isEmpty()) {
            return "its status cannot be read";
        }
        int word = status.getAsInt();
        String doing = (word & CoreDebug.S_LOCKUP) != 0 ? "locked up, as on a blank flash or in a fault within a fault"
                : (word & CoreDebug.S_HALT) != 0 ? "halted" : (word & CoreDebug.S_SLEEP) != 0 ? "asleep" : "running";
        return "%s (DHCSR %08X)".formatted(doing, word);
    }

    /** "power-on, reset pin (RCC_CSR 0E000000)". */
    String resetCauses() {
        if (causes.isEmpty()) {
            return "cannot be read";
        }
        return "%s (RCC_CSR %08X)".formatted(String.join(", ", causes(causes.getAsInt())), causes.getAsInt());
    }

    static List<String> causes(int csr) {
        var named = new ArrayList<String>();
        for (int i = 0; i < CAUSES.size(); i++) {
            if ((csr >>> FIRST_CAUSE + i & 1) == 1) {
                named.add(CAUSES.get(i));
            }
        }
        return named.isEmpty() ? List.of("none since the flags were cleared") : named;
    }
}
