package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.world.Happening;

/** The bus as the loader sees it, and the registers it knows. Addresses from RM0402 Rev 6 and DS11139 Rev 8 Fig. 18. */
final class LoaderBus {

    static final int KEYR = 0x4002_3C04;
    static final int OPTKEYR = 0x4002_3C08;
    static final int SR = 0x4002_3C0C;
    static final int CR = 0x4002_3C10;
    static final int OPTCR = 0x4002_3C14;
    static final int IWDG_KR = 0x4000_3000;
    static final int IWDG_PR = 0x4000_3004;
    static final int RCC_AHB1ENR = 0x4002_3830;

    private static final long RUNNING_HZ = 60_000_000;
    private static final long RESET_HZ = 16_000_000;

    private final Chip chip;
    private final Bus bus;

    LoaderBus(Chip chip) {
        this.chip = chip;
        this.bus = chip.bus();
    }

    int read(int address) {
        return bus.read(address, BusWidth.WORD, Master.LOADER);
    }

    int readHalf(int address) {
        return bus.read(address, BusWidth.HALF_WORD, Master.LOADER);
    }

    int readByte(int address) {
        return bus.read(address, BusWidth.BYTE, Master.LOADER);
    }

    void write(int address, int value) {
        bus.write(address, value, BusWidth.WORD, Master.LOADER);
    }

    /** Stores a run of bytes to flash, each when the one before has ended. */
    void storeAll(int address, Bytes data, BusWidth width, Happening done) {
        chip.storeAll(address, data, width, Master.LOADER, done);
    }

    /** HSI through the PLL. AN2606 Rev 70 "STM32F412xx devices". */
    void speedUp() {
        chip.hclk(RUNNING_HZ);
    }

    /** What a program finds after Go: the reset's clock, but RCC_AHB1ENR at 0. AN2606 Rev 70, known limitations. */
    void leaveClocks() {
        chip.hclk(RESET_HZ);
        write(RCC_AHB1ENR, 0);
    }

    /** When the flash will have finished what it is doing. */
    long flashReadyNanos() {
        return bus.readyNanos(CR, true);
    }
}
