package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Unmodelled;

/** What is seen at address 0: flash, system memory or SRAM, as SYSCFG_MEMRMP says. A stray store goes there too. */
final class BootAlias implements BusDevice {

    static final int LENGTH = FlashArray.LENGTH;

    private final SystemConfiguration configuration;
    private final BusDevice flash;
    private final BusDevice systemMemory;
    private final BusDevice sram;
    private final Unmodelled unmodelled;

    BootAlias(SystemConfiguration configuration, BusDevice flash, BusDevice systemMemory, BusDevice sram,
              Unmodelled unmodelled) {
        this.configuration = configuration;
        this.flash = flash;
        this.systemMemory = systemMemory;
        this.sram = sram;
        this.unmodelled = unmodelled;
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        return behind(offset, width).read(offset, width, master);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        behind(offset, width).write(offset, value, width, master);
    }

    @Override public long readyNanos(int offset, boolean write) {
        return configuration.memMode() == BootMode.SRAM.memMode() ? 0 : flash.readyNanos(offset, write);
    }

    // SRAM is not opened here: what is written at its own address must be seen in what was decoded at this one.
    @Override public byte[] page(int offset, boolean writing) {
        return configuration.memMode() == BootMode.MAIN_FLASH.memMode() ? flash.page(offset, writing) : null;
    }

    private BusDevice behind(int offset, BusWidth width) {
        int last = offset + width.bytes();
        return switch (configuration.memMode()) {
            case 0b00 -> flash;
            case 0b01 -> within(systemMemory, last, InformationBlock.SYSTEM_MEMORY_LENGTH);
            case 0b11 -> within(sram, last, Chip.SRAM_BYTES);
            default -> {
                unmodelled.note("SYSCFG_MEMRMP: external memory at address 0");
                throw new BusFault("external memory is not modelled");
            }
        };
    }

    private static BusDevice within(BusDevice device, int last, int length) {
        if (last > length) {
            throw new BusFault("nothing is mapped at offset 0x%X", last - 1);
        }
        return device;
    }
}
