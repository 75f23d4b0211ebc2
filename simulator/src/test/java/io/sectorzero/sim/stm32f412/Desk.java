package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A chip on a desk, powered, and the few moves every test makes with it: what a driver's code would do on the bus. */
final class Desk {

    static final int FLASH = 0x0800_0000;
    static final int ACR = 0x4002_3C00;
    static final int KEYR = 0x4002_3C04;
    static final int OPTKEYR = 0x4002_3C08;
    static final int SR = 0x4002_3C0C;
    static final int CR = 0x4002_3C10;
    static final int OPTCR = 0x4002_3C14;
    static final int RCC_CSR = 0x4002_3874;

    static final int PG = 1;
    static final int SER = 1 << 1;
    static final int MER = 1 << 2;
    static final int STRT = 1 << 16;
    static final int EOPIE = 1 << 24;
    static final int ERRIE = 1 << 25;
    static final int LOCK = 1 << 31;
    static final int X16 = 1 << 8;
    static final int X32 = 2 << 8;
    static final int X64 = 3 << 8;

    static final int EOP = 1;
    static final int OPERR = 1 << 1;
    static final int WRPERR = 1 << 4;
    static final int PGAERR = 1 << 5;
    static final int PGPERR = 1 << 6;
    static final int PGSERR = 1 << 7;
    static final int RDERR = 1 << 8;
    static final int BSY = 1 << 16;

    final World world;
    final Chip chip;
    final List<BootMode> boots = new ArrayList<>();
    Master master = Master.CORE;
    int stops;

    private Desk(World world, ChipSettings settings) {
        this.world = world;
        chip = new Chip(world, settings);
        chip.onBoot(boots::add);
        chip.onStop(() -> stops++);
    }

    static Desk unpowered(ChipSettings settings) {
        return new Desk(new World(7), settings);
    }

    static Desk running(ChipSettings settings) {
        return running(settings, OptionValues.FACTORY);
    }

    static Desk running(ChipSettings settings, OptionValues options) {
        var desk = unpowered(settings);
        desk.chip.options().load(options);
        desk.powerUp();
        return desk;
    }

    static Desk running() {
        return running(ChipSettings.typical());
    }

    void powerUp() {
        chip.supply(3.3);
        pass(Duration.ofMillis(2));
    }

    void powerCycle() {
        chip.supply(0);
        pass(Duration.ofMillis(1));
        powerUp();
    }

    void systemReset() {
        chip.softwareReset();
        pass(Duration.ofMillis(1));
    }

    void pass(Duration duration) {
        world.pass(duration);
    }

    int read(int address) {
        return chip.bus().read(address, BusWidth.WORD, master);
    }

    int readByte(int address) {
        return chip.bus().read(address, BusWidth.BYTE, master);
    }

    void write(int address, int value) {
        chip.bus().write(address, value, BusWidth.WORD, master);
    }

    void write(int address, int value, BusWidth width) {
        chip.bus().write(address, value, width, master);
    }

    int flags() {
        return read(SR);
    }

    void unlock() {
        write(KEYR, KeyLock.KEY1);
        write(KEYR, KeyLock.KEY2);
    }

    void unlockOptions() {
        write(OPTKEYR, KeyLock.OPTKEY1);
        write(OPTKEYR, KeyLock.OPTKEY2);
    }

    /** Lets time pass until BSY has fallen; answers how long that took. */
    long waitWhileBusy() {
        long since = world.nanos();
        while ((flags() & BSY) != 0) {
            pass(Duration.ofNanos(chip.busyUntilNanos() - world.nanos()));
        }
        return world.nanos() - since;
    }

    /** Writes CR as a driver does that sets STRT together with the rest, and waits. */
    int command(int cr) {
        write(CR, cr);
        waitWhileBusy();
        return flags();
    }

    int eraseSector(int sector) {
        return command(SER | sector << 3 | X32 | STRT);
    }

    int massErase() {
        return command(MER | X32 | STRT);
    }

    int program(int address, int word) {
        write(CR, PG | X32);
        write(address, word);
        waitWhileBusy();
        return flags();
    }

    /** Puts these values into the shadow and launches them, without waiting. */
    void startOptionWrite(OptionValues values) {
        unlockOptions();
        write(OPTCR, values.registerBits());
        write(OPTCR, values.registerBits() | 2);
    }

    int writeOptions(OptionValues values) {
        startOptionWrite(values);
        waitWhileBusy();
        return flags();
    }

    void fill(int sector, int value) {
        chip.flash().load(Geometry.start(sector), Bytes.repeat(value, Geometry.size(sector)));
    }

    boolean isBlank(int sector) {
        return chip.flash().isBlank(Geometry.start(sector), Geometry.start(sector) + Geometry.size(sector));
    }
}
