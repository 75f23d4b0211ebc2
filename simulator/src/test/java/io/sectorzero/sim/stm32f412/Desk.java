package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.KEY1;
import static io.sectorzero.sim.manual.FlashInterface.KEY2;
import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.MER;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEY1;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEY2;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEYR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.X32;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A chip on a desk, powered, and the few moves every test makes with it: what a driver's code would do on the bus. */
final class Desk {

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
        write(KEYR, KEY1);
        write(KEYR, KEY2);
    }

    void unlockOptions() {
        write(OPTKEYR, OPTKEY1);
        write(OPTKEYR, OPTKEY2);
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
