package io.sectorzero.sim.board;

import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.Chip;
import java.util.function.Consumer;

/** How the program in the chip's memory is started when no reset does it, and what the board file says about it. */
final class Program {

    static final int SRAM_BASE = 0x2000_0000;

    private static final int FLASH_BASE = 0x0800_0000;
    private static final int FLASH_END = 0x0810_0000;
    private static final int SRAM_END = 0x2004_0000;

    private final Chip chip;
    private final BoardSettings settings;
    private final Consumer<String> log;
    private String stuck = "";

    Program(Chip chip, BoardSettings settings, Consumer<String> log) {
        this.chip = chip;
        this.settings = settings;
        this.log = log;
    }

    String state() {
        return stuck.isEmpty() ? chip.coreState() : stuck;
    }

    void stop() {
        stuck = "";
    }

    /** The core has begun with the vectors there by itself. */
    void startAfterReset(int vectors) {
        try {
            int stack = word(vectors);
            int entry = word(vectors + 4);
            if (isProgram(stack, entry)) {
                log.accept("program at 0x%08X".formatted(entry & ~1));
            } else {
                log.accept("no program at 0x%08X".formatted(vectors));
            }
        } catch (BusFault fault) {
            log.accept("no program: " + fault.getMessage());
        }
    }

    /** As after a reset, except that RCC_AHB1ENR is 0. AN2606 Rev 70 "STM32F412xx devices", known limitation of Go. */
    void startByLoader(int vectors) {
        try {
            int stack = word(vectors);
            int entry = word(vectors + 4);
            log.accept("program at 0x%08X".formatted(entry & ~1));
            if (settings.firmware().needsClocks()) {
                getStuck("program at 0x%08X hangs: its clocks are off".formatted(entry & ~1));
            } else {
                chip.startAt(stack, entry);
            }
        } catch (BusFault fault) {
            getStuck("locked up: " + fault.getMessage());
        }
    }

    private int word(int address) {
        return chip.bus().read(address, BusWidth.WORD, Master.CORE);
    }

    private static boolean isProgram(int stack, int entry) {
        boolean stackFits = stack > SRAM_BASE && stack <= SRAM_END;
        boolean entryFits = entry >= FLASH_BASE && entry < FLASH_END || entry >= SRAM_BASE && entry < SRAM_END;
        return stackFits && entryFits && (entry & 1) == 1;
    }

    private void getStuck(String how) {
        stuck = how;
        log.accept(how);
    }
}
