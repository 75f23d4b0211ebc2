package io.sectorzero.sim.board;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.sim.fault.FirmwareCondition;
import io.sectorzero.sim.fault.FirmwareCondition.Habit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys of a board file that say what its program does. The program must be there: none of them does anything itself. */
final class FirmwareKeys {

    private static final Map<String, Habit> HABITS = new TreeMap<>(Map.of(
            "fw.remapsSwd", Habit.REMAPS_SWD,
            "fw.wfi", Habit.SLEEPS,
            "fw.standby", Habit.STANDS_BY,
            "fw.iwdg", Habit.WATCHES,
            "fw.hardFaultLoop", Habit.FAULTS,
            "fw.dmaToSram", Habit.DMA_TO_SRAM,
            "fw.mpuSramXn", Habit.SRAM_NO_EXECUTE,
            "fw.ipsr", Habit.IN_HANDLER,
            "fw.eepromEmu", Habit.WRITES_FLASH,
            "fw.relocksRdp", Habit.PROTECTS_AGAIN));

    private FirmwareKeys() {
    }

    static FirmwareCondition read(DescriptionFile file) {
        Set<Habit> habits = EnumSet.noneOf(Habit.class);
        HABITS.forEach((key, habit) -> {
            if (file.flag(key).orElse(false)) {
                requireProgram(file, key);
                habits.add(habit);
            }
        });
        return new FirmwareCondition(file.flag("fw.needsClocks").orElse(false), habits,
                (int) file.integer("core.ignoreHaltMs", 0, 3_600_000).orElse(0));
    }

    private static void requireProgram(DescriptionFile file, String key) {
        if (file.string("flash.content").filter(content -> content.endsWith(".bin")).isEmpty()) {
            throw file.complaint(key, "a program that does this must be in flash.content, as a raw binary");
        }
    }
}
