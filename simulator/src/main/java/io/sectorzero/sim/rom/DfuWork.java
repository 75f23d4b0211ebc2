package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.stm32f412.Geometry;
import java.util.function.Consumer;

/**
 * What a downloaded block makes the loader do. AN3156 Rev 18 [P]: block 0 carries a command, block 2 and those after it
 * data. Nothing here looks at an error flag of the flash, so a write-protected sector is done with and unchanged.
 */
final class DfuWork {

    static final int SET_ADDRESS = 0x21;
    static final int ERASE = 0x41;
    static final int READ_UNPROTECT = 0x92;

    static final int FIRST_DATA_BLOCK = 2;

    private static final int FLASH_BASE = 0x0800_0000;
    private static final int OPTION_BYTES = 16;
    private static final int WRITE_UNIT = 4;
    private static final int ERASED = 0xFF;
    // Seen on F401: 100 ms for an erase, 104 ms for an address, nothing for data; and 100 ms for a mass erase that takes
    // seconds [F]. UNCONFIRMED for this part.
    private static final int ERASE_MILLIS = 100;
    private static final int SET_ADDRESS_MILLIS = 104;

    private final LoaderMemory memory;
    private final RomFlash flash;
    private final RomSettings settings;
    private final int transferBytes;
    private final Runnable systemReset;
    private final Consumer<String> log;

    private int pointer;
    private int alternate;

    DfuWork(LoaderMemory memory, RomFlash flash, RomSettings settings, int transferBytes, Runnable systemReset,
            Consumer<String> log) {
        this.memory = memory;
        this.flash = flash;
        this.settings = settings;
        this.transferBytes = transferBytes;
        this.systemReset = systemReset;
        this.log = log;
        startAgain();
    }

    /** As after enumeration. */
    void startAgain() {
        pointer = FLASH_BASE;
        alternate = 0;
    }

    void choose(int setting) {
        alternate = setting;
    }

    int pointer() {
        return pointer;
    }

    void stop() {
        flash.stop();
    }

    boolean isReadProtected() {
        return OptionWord.isReadProtected(flash.options());
    }

    /** The codes of the commands it serves. */
    Bytes commands() {
        return Bytes.of(0x00, SET_ADDRESS, ERASE, READ_UNPROTECT);
    }

    /** How long it says a downloaded block will take, in ms. */
    int announcedMillis(int block, Bytes data) {
        if (block != 0 || data.isEmpty()) {
            return 0;
        }
        return switch (data.at(0)) {
            case SET_ADDRESS -> SET_ADDRESS_MILLIS;
            case ERASE, READ_UNPROTECT -> ERASE_MILLIS;
            default -> 0;
        };
    }

    /** Reads a block into {@code target}. */
    DfuStatus read(int block, byte[] target) {
        int address = addressOf(block, target.length);
        if (isReadProtected()) {
            return DfuStatus.VENDOR;
        }
        boolean read = belongsHere(address) && memory.mayBeRead(address) && memory.read(address, target.length, target);
        return read ? DfuStatus.OK : DfuStatus.TARGET;
    }

    /** Does what a block asks for, and then tells how that ended; after what ends in a reset nobody is told. */
    void execute(int block, Bytes data, Consumer<DfuStatus> done) {
        if (block != 0) {
            write(addressOf(block, data.length()), data, done);
        } else if (data.at(0) == SET_ADDRESS && data.length() == 5) {
            setAddress(data.u32(1), done);
        } else if (data.at(0) == ERASE && data.length() == 1) {
            massErase(done);
        } else if (data.at(0) == ERASE && data.length() == 5) {
            eraseSector(data.u32(1), done);
        } else if (data.at(0) == READ_UNPROTECT && data.length() == 1) {
            readUnprotect();
        } else {
            // What it says to a command it does not have is not documented; this is what it says to all it cannot use.
            done.accept(DfuStatus.TARGET);
        }
    }

    private int addressOf(int block, int length) {
        return pointer + (block - FIRST_DATA_BLOCK)
                * (settings.on(RomSwitch.BLOCKS_ARE_AS_LONG_AS_THE_REQUEST) ? length : transferBytes);
    }

    private void setAddress(int address, Consumer<DfuStatus> done) {
        boolean known = memory.areaOf(address) != null && belongsHere(address);
        if (known) {
            pointer = address;
        }
        done.accept(known ? DfuStatus.OK : DfuStatus.TARGET);
    }

    private void massErase(Consumer<DfuStatus> done) {
        if (isReadProtected() || alternate != 0) {
            done.accept(isReadProtected() ? DfuStatus.VENDOR : DfuStatus.TARGET);
            return;
        }
        flash.parallelism(memory.psize());
        flash.massErase(() -> done.accept(DfuStatus.OK));
    }

    private void eraseSector(int address, Consumer<DfuStatus> done) {
        boolean flashThere = memory.areaOf(address) == Area.FLASH && alternate == 0;
        if (isReadProtected() || !flashThere) {
            done.accept(isReadProtected() ? DfuStatus.VENDOR : DfuStatus.TARGET);
            return;
        }
        flash.parallelism(memory.psize());
        flash.eraseSectors(new int[] {sectorOf(address)}, 1, () -> done.accept(DfuStatus.OK));
    }

    private static int sectorOf(int address) {
        int sector = 0;
        while (FLASH_BASE + Geometry.start(sector) + Geometry.size(sector) <= address) {
            sector++;
        }
        return sector;
    }

    private void write(int address, Bytes data, Consumer<DfuStatus> done) {
        if (isReadProtected()) {
            done.accept(DfuStatus.VENDOR);
            return;
        }
        // The flash takes whole words, AN2606 Rev 70 "STM32F412xx devices". What the loader does with a rest is not documented;
        // filling it with the erased value changes nothing beyond what the host sent.
        Bytes whole = data.then(Bytes.repeat(ERASED, -data.length() & WRITE_UNIT - 1));
        if (!belongsHere(address) || !memory.mayBeWritten(address) || !memory.fits(address, whole.length())) {
            done.accept(DfuStatus.TARGET);
            return;
        }
        switch (memory.areaOf(address)) {
            case RAM -> {
                memory.writeRam(address, whole.toArray(), 0, whole.length());
                done.accept(DfuStatus.OK);
            }
            case DEVICE_FEATURE -> done.accept(memory.assumeSupply(whole.u32(0)) ? DfuStatus.OK : DfuStatus.TARGET);
            case OPTION_BYTES -> writeOptions(whole, done);
            default -> {
                flash.parallelism(memory.psize());
                flash.program(address, whole, () -> done.accept(DfuStatus.OK));
            }
        }
    }

    /** The whole block or nothing; the chip is reset at once and the host never asks again. AN3156 Rev 18 [P]. */
    private void writeOptions(Bytes block, Consumer<DfuStatus> done) {
        if (block.length() != OPTION_BYTES) {
            done.accept(DfuStatus.TARGET);
            return;
        }
        log.accept("USB: option bytes");
        flash.writeOptions(OptionWord.from(flash.options(), block.toArray(), 0, OPTION_BYTES), systemReset::run);
    }

    private void readUnprotect() {
        log.accept("USB: read unprotect");
        int before = flash.options();
        if (OptionWord.isReadProtected(before)) {
            boolean restore = settings.on(RomSwitch.UNPROTECT_RESTORES_DEFAULTS);
            flash.writeOptions(OptionWord.readUnprotected(before, restore), this::clearAndReset);
        } else {
            clearAndReset();
        }
    }

    private void clearAndReset() {
        memory.clearRam();
        systemReset.run();
    }

    /** Each alternate setting has its own memory; the first also the RAM and the loader itself. */
    private boolean belongsHere(int address) {
        Area area = memory.areaOf(address);
        return !settings.on(RomSwitch.ALTERNATE_CHOOSES_MEMORY) || area != null && area.alternate() == alternate;
    }
}
