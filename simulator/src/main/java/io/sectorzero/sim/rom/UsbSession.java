package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.UsbDevice;
import io.sectorzero.sim.usb.UsbSocket;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The loader once it has chosen USB: it goes over to the crystal, connects, and serves a host until the next reset.
 * AN2606 Rev 70 "STM32F412xx devices": the crystal must have a whole number of MHz from 4 to 26, which is measured against HSI;
 * without one the chip is reset; and because the clock security is on, a crystal that misses a beat resets it too.
 */
final class UsbSession {

    private static final long CRYSTAL_WAIT_NANOS = 180_000_000;
    /** From the crystal to a host that can speak with it, all of the host's part included. AN2606 Rev 70 "USB minimum timing". */
    private static final long CONNECTION_NANOS = 380_000_000;
    // The host must have had the answer to its last request. How long the loader lingers is not documented.
    private static final long LINGERS_NANOS = 20_000_000;
    private static final double MHZ = 1e6;
    private static final int LEAST_MHZ = 4;
    private static final int MOST_MHZ = 26;
    private static final int UNIQUE_ID = 0x1FFF_7A10;
    private static final int UNIQUE_ID_BYTES = 12;

    private final World world;
    private final LoaderBus bus;
    private final LoaderMemory memory;
    private final Watchdog watchdog;
    private final RomSettings settings;
    private final LoaderUsb usb;
    private final LoaderExits exits;
    private final Consumer<String> log;
    private final List<Long> tickets = new ArrayList<>();

    private boolean first = true;
    private boolean serving;
    private boolean cable;
    private DfuWork work;
    private UsbDevice device;

    UsbSession(World world, LoaderBus bus, LoaderMemory memory, Watchdog watchdog, RomSettings settings, LoaderUsb usb,
               LoaderExits exits, Consumer<String> log) {
        this.world = world;
        this.bus = bus;
        this.memory = memory;
        this.watchdog = watchdog;
        this.settings = settings;
        this.usb = usb;
        this.exits = exits;
        this.log = log;
    }

    boolean hasCable() {
        return cable;
    }

    /** Somebody plugs the computer's cable in, or pulls it out. */
    void cable(boolean in) {
        cable = in;
        if (device != null && in) {
            connect();
        } else if (device != null) {
            usb.socket().unplug(device);
        }
    }

    /** The loader has chosen this interface. */
    void start() {
        serving = true;
        if (!isCrystalUsable()) {
            log.accept("USB without a usable crystal");
            book(CRYSTAL_WAIT_NANOS, exits::systemReset);
            return;
        }
        log.accept("USB");
        if (first) {
            usb.settings().crystalDropsNanos().ifPresent(nanos -> book(nanos, this::crystalDrops));
        }
        work = new DfuWork(memory, new RomFlash(world, bus, watchdog), settings,
                usb.settings().transferBytes(), exits::systemReset, log);
        DfuState begins = first ? usb.settings().begins().state() : DfuState.IDLE;
        device = new UsbDevice(DfuDescription.of(memory.sectors(), uniqueId(), usb.settings().transferBytes()),
                new DfuBootloader(work, usb.settings(), begins, watchdog, this::leave, log));
        first = false;
        if (cable) {
            connect();
        }
    }

    /** Reset or loss of power. */
    void stop() {
        tickets.forEach(world::cancel);
        tickets.clear();
        if (serving && device != null) {
            work.stop();
            usb.socket().unplug(device);
        }
        device = null;
        serving = false;
    }

    private void connect() {
        if (usb.settings().lineLoaded() || !isCrystalRecognised()) {
            // It pulls D+ up like any other, but no host gets a word through, so to the host there is nothing.
            log.accept("USB, but no host understands it");
            return;
        }
        usb.socket().plug(device, CONNECTION_NANOS - UsbSocket.ENUMERATION_NANOS);
    }

    private boolean isCrystalUsable() {
        double mhz = settings.hseHz() / MHZ;
        return mhz == Math.rint(mhz) && mhz >= LEAST_MHZ && mhz <= MOST_MHZ;
    }

    /** An HSI that is off makes the crystal look off, and the higher it is the further. AN2606 Rev 70 §4.1. */
    private boolean isCrystalRecognised() {
        double mhz = settings.hseHz() / MHZ;
        return Math.round(mhz / (1 + usb.settings().hsiErrorPct() / 100)) == Math.round(mhz);
    }

    private void crystalDrops() {
        log.accept("the crystal misses a beat: clock security");
        exits.systemReset();
    }

    private void leave() {
        book(usb.settings().dropsOnLeave() ? 0 : LINGERS_NANOS, () -> {
            int vectors = work.pointer();
            memory.leave();
            exits.start(vectors);
        });
    }

    private Bytes uniqueId() {
        byte[] id = new byte[UNIQUE_ID_BYTES];
        for (int i = 0; i < id.length; i++) {
            id[i] = (byte) bus.readByte(UNIQUE_ID + i);
        }
        return Bytes.copyOf(id);
    }

    private void book(long delayNanos, Happening happening) {
        tickets.add(world.in(delayNanos, happening));
    }
}
