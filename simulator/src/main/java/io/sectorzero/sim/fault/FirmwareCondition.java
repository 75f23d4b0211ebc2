package io.sectorzero.sim.fault;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the program in flash needs, and what it does to whoever wants to replace it. The doing is the program's own; a
 * board file names it here so that its troubles can be told.
 *
 * @param needsClocks whether it relies on the reset value of RCC_AHB1ENR and hangs when started without it
 * @param habits      what it is known to do
 * @param ignoreHaltMs for how long the core goes on after a debugger has told it to halt
 */
public record FirmwareCondition(boolean needsClocks, Set<Habit> habits, int ignoreHaltMs) implements Condition {

    /** What programs do to debuggers. */
    public enum Habit {
        REMAPS_SWD("F1", "uses SWDIO and SWCLK for something else"),
        SLEEPS("F2", "sleeps in WFI"),
        STANDS_BY("F3", "stops all clocks"),
        WATCHES("F4", "starts the watchdog"),
        FAULTS("F5", "ends in a fault"),
        DMA_TO_SRAM("F6", "lets DMA write to SRAM"),
        SRAM_NO_EXECUTE("F7", "forbids executing from SRAM"),
        IN_HANDLER("F8", "never leaves an exception handler"),
        WRITES_FLASH("F9", "erases and programs the flash itself"),
        PROTECTS_AGAIN("C7", "protects the chip again at each start");

        private final String cause;
        private final String words;

        Habit(String cause, String words) {
            this.cause = cause;
            this.words = words;
        }
    }

    public static final FirmwareCondition EASY = new FirmwareCondition(false);

    /** A program that does nobody any harm. */
    public FirmwareCondition(boolean needsClocks) {
        this(needsClocks, Set.of(), 0);
    }

    public FirmwareCondition {
        Limits.require(ignoreHaltMs >= 0, "no time: %s ms", ignoreHaltMs);
        habits = habits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(habits));
    }

    @Override public List<Trouble> troubles() {
        var list = new TroubleList().when(needsClocks, "U16", "the program relies on clocks that Go leaves off");
        for (Habit habit : Habit.values()) {
            list.when(habits.contains(habit), habit.cause, "the program %s", habit.words);
        }
        return list.when(ignoreHaltMs > 0, "F10", "the core halts %d ms after it was told to", ignoreHaltMs).list();
    }
}
