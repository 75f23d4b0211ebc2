package io.sectorzero.flash.swd;

import static io.sectorzero.flash.swd.FlashRegister.ACR;
import static io.sectorzero.flash.swd.FlashRegister.DCEN;
import static io.sectorzero.flash.swd.FlashRegister.DCRST;
import static io.sectorzero.flash.swd.FlashRegister.ICEN;
import static io.sectorzero.flash.swd.FlashRegister.ICRST;
import static io.sectorzero.flash.swd.FlashRegister.PRFTEN;

import io.sectorzero.failure.TargetSilent;
import io.sectorzero.memory.Address;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.TargetCore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A chip on which nothing moves but what we move: the core halted, watchdogs frozen, no DMA, no memory protection, empty
 * caches. What was changed for it is put back in the opposite order.
 */
final class QuietChip {

    /** DBG_SLEEP, DBG_STOP, DBG_STANDBY: the debug port lives on in every low-power mode. RM0402 Rev 6 §30.6. */
    private static final Address DBGMCU_CR = Address.of(0xE004_2004L);
    private static final int DEBUG_ALWAYS = 0x7;

    /** WWDG 11 and IWDG 12 stand still while the core is halted. stm32f412zx.h [C]. */
    private static final Address DBGMCU_APB1_FZ = Address.of(0xE004_2008L);
    private static final int FREEZE_WATCHDOGS = 1 << 11 | 1 << 12;

    /** DMA1 and DMA2 are clocked by bits 21 and 22; each has eight streams of 24 bytes from 0x10 on. stm32f412zx.h [C]. */
    static final Address RCC_AHB1ENR = Address.of(0x4002_3830L);
    private static final int DMA1_CLOCKED = 1 << 21;
    private static final Address DMA1 = Address.of(0x4002_6000L);
    private static final Address DMA2 = Address.of(0x4002_6400L);
    private static final int FIRST_STREAM = 0x10;
    private static final int STREAM_BYTES = 0x18;
    private static final int STREAMS = 8;
    private static final int STREAM_ENABLED = 1;

    /** FISSR and FMSSR put the flash to sleep while the system runs. stm32f412zx.h [C]. */
    private static final Address PWR_CR = Address.of(0x4000_7000L);
    private static final Address RCC_APB1ENR = Address.of(0x4002_3840L);
    private static final int PWR_CLOCKED = 1 << 28;
    private static final int FLASH_ASLEEP = 1 << 20 | 1 << 21;

    private record Saved(Address at, int value) {
    }

    private final TargetCore core;
    private final Deque<Saved> debug;
    private final Deque<Saved> system = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();
    private boolean quiet;

    QuietChip(TargetCore core) {
        this(core, new ArrayDeque<>());
    }

    private QuietChip(TargetCore core, Deque<Saved> debug) {
        this.core = core;
        this.debug = debug;
    }

    /** The same chip, come to anew: what its debug settings were before ours is remembered, the rest is looked at again. */
    QuietChip on(TargetCore reached) {
        return new QuietChip(reached, debug);
    }

    boolean isQuiet() {
        return quiet;
    }

    /** What was running that would have disturbed the work. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** First of all, for a watchdog does not wait: it is frozen while the core is halted. */
    void halt() {
        core.halt();
        set(debug, DBGMCU_APB1_FZ, core.read32(DBGMCU_APB1_FZ) | FREEZE_WATCHDOGS);
        keepClocks();
    }

    /** The clocks of bus and debug port go on while the core sleeps. */
    void keepClocks() {
        set(debug, DBGMCU_CR, core.read32(DBGMCU_CR) | DEBUG_ALWAYS);
    }

    /** The DMA streams that are enabled. */
    List<String> streams() {
        var running = new ArrayList<String>();
        int clocked = core.read32(RCC_AHB1ENR);
        for (int controller = 0; controller < 2; controller++) {
            for (int stream = 0; (clocked & DMA1_CLOCKED << controller) != 0 && stream < STREAMS; stream++) {
                if ((core.read32(control(controller == 0 ? DMA1 : DMA2, stream)) & STREAM_ENABLED) != 0) {
                    running.add("DMA%d stream %d".formatted(controller + 1, stream));
                }
            }
        }
        return running;
    }

    /** By a reset: everything but the debug settings is as after power-on, and the core stands before its first instruction. */
    void byReset() {
        try {
            core.resetHalt();
            system.clear();
            quiet = true;
        } catch (TargetSilent ranOn) {
            // It was reset all the same, and has come only a little way since.
            core.halt();
            system.clear();
            byHand();
        }
    }

    /** Without one: the core stands where it was, and what else moves is stopped by hand. */
    void byHand() {
        if (core.read32(CoreDebug.MPU_CTRL) != 0) {
            found.add("memory protection (MPU) was on; it is off for the work");
            set(system, CoreDebug.MPU_CTRL, 0);
        }
        int clocked = core.read32(RCC_AHB1ENR);
        stopStreams(DMA1, "DMA1", (clocked & DMA1_CLOCKED) != 0);
        stopStreams(DMA2, "DMA2", (clocked & DMA1_CLOCKED << 1) != 0);
        wakeFlash();
        emptyCaches();
        quiet = true;
    }

    private void stopStreams(Address controller, String name, boolean clocked) {
        for (int stream = 0; clocked && stream < STREAMS; stream++) {
            Address control = control(controller, stream);
            int value = core.read32(control);
            if ((value & STREAM_ENABLED) != 0) {
                found.add("%s stream %d was running; it is stopped for the work".formatted(name, stream));
                set(system, control, value & ~STREAM_ENABLED);
            }
        }
    }

    private static Address control(Address controller, int stream) {
        return controller.plus(FIRST_STREAM + (long) stream * STREAM_BYTES);
    }

    private void wakeFlash() {
        if ((core.read32(RCC_APB1ENR) & PWR_CLOCKED) == 0) {
            return;
        }
        int power = core.read32(PWR_CR);
        if ((power & FLASH_ASLEEP) != 0) {
            found.add("the flash was asleep (PWR_CR %08X); it is woken for the work".formatted(power));
            set(system, PWR_CR, power & ~FLASH_ASLEEP);
        }
    }

    /** Erasing leaves old lines in the caches, and they can be emptied only while they are off. RM0090 Rev 21 §3.5 [S]. */
    void emptyCaches() {
        int access = core.read32(ACR);
        int off = access & ~(PRFTEN | ICEN | DCEN);
        if (off != access) {
            set(system, ACR, off);
        }
        core.write32(ACR, off | ICRST | DCRST);
        core.write32(ACR, off);
    }

    /** What a reset would not put back by itself. */
    void restoreDebug() {
        restore(debug);
        quiet = false;
    }

    /** What only a chip that was not reset still has. */
    void restoreSystem() {
        emptyCaches();
        restore(system);
    }

    private void set(Deque<Saved> changed, Address at, int value) {
        int before = core.read32(at);
        if (before != value) {
            changed.push(new Saved(at, before));
            core.write32(at, value);
        }
    }

    private void restore(Deque<Saved> changed) {
        while (!changed.isEmpty()) {
            Saved saved = changed.pop();
            core.write32(saved.at(), saved.value());
        }
    }
}
