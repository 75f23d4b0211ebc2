package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;

/**
 * How the loader works the flash: keys, one whole write of FLASH_CR for each step, STRT, and polling of BSY until the
 * operation ends. It looks at no error flag, which is why a protected sector is acknowledged and unchanged; only after
 * a mass erase does it look at WRPERR.
 */
final class RomFlash {

    private static final int KEY1 = 0x4567_0123;
    private static final int KEY2 = 0xCDEF_89AB;
    private static final int OPTKEY1 = 0x0819_2A3B;
    private static final int OPTKEY2 = 0x4C5D_6E7F;
    private static final int ALL_FLAGS = 0x1F3;
    private static final int WRPERR = 1 << 4;
    private static final int BSY = 1 << 16;
    private static final int PG = 1;
    private static final int SER = 1 << 1;
    private static final int MER = 1 << 2;
    private static final int SNB = 0xF;
    private static final int SNB_AT = 3;
    private static final int PSIZE_AT = 8;
    private static final int STRT = 1 << 16;
    private static final int LOCK = 1 << 31;
    private static final int OPTLOCK = 1;
    private static final int OPTSTRT = 1 << 1;

    // While it waits the loader goes on feeding the watchdog; once a second stands for "all the time".
    private static final long LOOKS_AGAIN_NANOS = 1_000_000_000;
    private static final long NOTHING = -1;

    private final World world;
    private final LoaderBus bus;
    private final Watchdog watchdog;
    private final Happening programmed = this::programmed;
    private final Happening poll = this::poll;

    private long ticket = NOTHING;
    private Happening afterwards;

    private int psize;
    private BusWidth width = BusWidth.BYTE;

    private int[] sectors;
    private int sectorCount;
    private int sectorAt;

    RomFlash(World world, LoaderBus bus, Watchdog watchdog) {
        this.world = world;
        this.bus = bus;
        this.watchdog = watchdog;
    }

    /** Forgets what it was doing; the flash finishes or breaks off by its own rules. */
    void stop() {
        if (ticket != NOTHING) {
            world.cancel(ticket);
            ticket = NOTHING;
        }
    }

    void parallelism(int psize) {
        this.psize = psize;
        this.width = switch (psize) {
            case 0 -> BusWidth.BYTE;
            case 1 -> BusWidth.HALF_WORD;
            default -> BusWidth.WORD;
        };
    }

    /** Programs one unit of the set parallelism after the other. */
    void program(int address, Bytes data, Happening done) {
        afterwards = done;
        open();
        bus.write(LoaderBus.CR, PG | psize << PSIZE_AT);
        bus.storeAll(address, data, width, programmed);
    }

    void eraseSectors(int[] list, int count, Happening done) {
        sectors = list;
        sectorCount = count;
        sectorAt = 0;
        open();
        eraseOn(done);
    }

    void massErase(Happening done) {
        open();
        erase(MER, done);
    }

    /** Whether the last operation was refused because something is write-protected. */
    boolean wasRefused() {
        return (bus.read(LoaderBus.SR) & WRPERR) != 0;
    }

    int options() {
        return bus.read(LoaderBus.OPTCR);
    }

    void writeOptions(int optcr, Happening done) {
        if ((options() & OPTLOCK) != 0) {
            bus.write(LoaderBus.OPTKEYR, OPTKEY1);
            bus.write(LoaderBus.OPTKEYR, OPTKEY2);
        }
        bus.write(LoaderBus.SR, ALL_FLAGS);
        int fields = optcr & ~(OPTLOCK | OPTSTRT);
        bus.write(LoaderBus.OPTCR, fields);
        bus.write(LoaderBus.OPTCR, fields | OPTSTRT);
        whenReady(() -> {
            bus.write(LoaderBus.OPTCR, bus.read(LoaderBus.OPTCR) | OPTLOCK);
            done.happen();
        });
    }

    private void programmed() {
        close();
        afterwards.happen();
    }

    private void eraseOn(Happening done) {
        if (sectorAt == sectorCount) {
            close();
            done.happen();
            return;
        }
        int sector = sectors[sectorAt++];
        erase(SER | (sector & SNB) << SNB_AT, () -> eraseOn(done));
    }

    private void erase(int what, Happening done) {
        watchdog.feed();
        bus.write(LoaderBus.SR, ALL_FLAGS);
        bus.write(LoaderBus.CR, what | psize << PSIZE_AT);
        bus.write(LoaderBus.CR, what | psize << PSIZE_AT | STRT);
        whenReady(done);
    }

    private void whenReady(Happening done) {
        afterwards = done;
        poll();
    }

    private void poll() {
        ticket = NOTHING;
        if (isBusy()) {
            watchdog.feed();
            ticket = world.at(wakeNanos(), poll);
        } else {
            afterwards.happen();
        }
    }

    private long wakeNanos() {
        return Math.max(world.nanos() + 1, Math.min(bus.flashReadyNanos(), world.nanos() + LOOKS_AGAIN_NANOS));
    }

    private boolean isBusy() {
        return (bus.read(LoaderBus.SR) & BSY) != 0;
    }

    private void open() {
        if ((bus.read(LoaderBus.CR) & LOCK) != 0) {
            bus.write(LoaderBus.KEYR, KEY1);
            bus.write(LoaderBus.KEYR, KEY2);
        }
        bus.write(LoaderBus.SR, ALL_FLAGS);
    }

    private void close() {
        bus.write(LoaderBus.CR, LOCK);
    }
}
