package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;

/**
 * The device side of AN3155 Rev 20 [P] as an STM32F412 serves it: one byte in, perhaps some bytes out. It waits for the next
 * byte as long as it takes. A damaged or overrun byte ends the command with a NACK.
 */
final class UartBootloader {

    private static final int ACK = 0x79;
    private static final int NACK = 0x1F;
    private static final int MASS = 0xFFFF;
    private static final int LAST_BANK_CODE = 0xFFFD;
    private static final int FIRST_RESERVED_CODE = 0xFFF0;
    // Longer lists than this name sectors twice or more; the frame is heard out and refused.
    private static final int MOST_SECTORS = 64;
    private static final long HOST_GONE_NANOS = 1_000_000_000;
    private static final long NOTHING = -1;

    private enum Stage {
        COMMAND, COMPLEMENT, ADDRESS, READ_COUNT, WRITE_COUNT, WRITE_DATA, ERASE_COUNT, ERASE_LIST, ERASE_SPECIAL,
        PROTECT_COUNT, PROTECT_LIST
    }

    private final World world;
    private final LoaderUart uart;
    private final LoaderMemory memory;
    private final RomFlash flash;
    private final Watchdog watchdog;
    private final RomSettings settings;
    private final LoaderExits exits;
    private final Happening programmed;

    private final Intake intake = new Intake();
    private final int[] sectors = new int[MOST_SECTORS];
    private final boolean answersAtOnce;
    private final boolean timesOut;

    private Stage stage = Stage.COMMAND;
    private LoaderCommand command;
    private int address;
    private long hostWatch = NOTHING;

    UartBootloader(World world, LoaderUart uart, LoaderMemory memory, RomFlash flash, Watchdog watchdog,
                   RomSettings settings, LoaderExits exits) {
        this.world = world;
        this.uart = uart;
        this.memory = memory;
        this.flash = flash;
        this.watchdog = watchdog;
        this.settings = settings;
        this.exits = exits;
        programmed = uart.guarded(this::acknowledgeAndListen);
        answersAtOnce = settings.on(RomSwitch.DAMAGE_IS_ANSWERED_AT_ONCE);
        timesOut = settings.on(RomSwitch.HALF_A_COMMAND_TIMES_OUT);
        intake.begin(1);
        uart.onByte(this::take);
    }

    /** Answers the host's first byte, once the port is set up. */
    void greet() {
        if (settings.leadingZero()) {
            uart.send(0);
        }
        uart.send(ACK);
        listenWhenSent();
    }

    void stop() {
        world.cancel(hostWatch);
        uart.stop();
        flash.stop();
    }

    private void take(int value, boolean damaged) {
        if (damaged && answersAtOnce) {
            refuse();
            return;
        }
        if (intake.add(value, damaged)) {
            if (intake.isSpoilt() && stage != Stage.COMMAND) {
                refuse();
            } else {
                complete(value);
            }
        }
        if (timesOut) {
            watchHost();
        }
    }

    private void watchHost() {
        world.cancel(hostWatch);
        if (!uart.isBusy() && (stage != Stage.COMMAND || !intake.isEmpty())) {
            hostWatch = world.in(HOST_GONE_NANOS, exits::systemReset);
        }
    }

    private void complete(int last) {
        switch (stage) {
            case COMMAND -> expect(Stage.COMPLEMENT, 2);
            case COMPLEMENT -> begin();
            case ADDRESS -> takeAddress();
            case READ_COUNT -> read();
            case WRITE_COUNT -> expect(Stage.WRITE_DATA, last + 3);
            case WRITE_DATA -> write(intake.due() - 2);
            case ERASE_COUNT -> takeEraseCount();
            case ERASE_LIST -> eraseList();
            case ERASE_SPECIAL -> eraseSpecial();
            case PROTECT_COUNT -> expect(Stage.PROTECT_LIST, last + 3);
            case PROTECT_LIST -> protect(intake.due() - 2);
        }
    }

    private void begin() {
        command = intake.sum() == 0xFF ? LoaderCommand.of(intake.at(0)) : null;
        if (command == null || !command.isServedWhenProtected() && OptionWord.isReadProtected(flash.options())) {
            refuse();
            return;
        }
        watchdog.feed();
        uart.send(ACK);
        switch (command) {
            case GET -> get();
            case GET_VERSION -> answer(LoaderCommand.PROTOCOL_VERSION, 0, 0, ACK);
            case GET_ID -> answer(1, settings.productId() >> 8, settings.productId() & 0xFF, ACK);
            case READ, GO, WRITE -> startStage(Stage.ADDRESS, 5);
            case EXTENDED_ERASE -> startStage(Stage.ERASE_COUNT, 2);
            case WRITE_PROTECT -> startStage(Stage.PROTECT_COUNT, 1);
            case WRITE_UNPROTECT -> changeOptions(OptionWord.unprotected(flash.options()));
            case READOUT_PROTECT -> changeOptions(OptionWord.readProtected(flash.options()));
            case READOUT_UNPROTECT -> readoutUnprotect();
        }
    }

    private void get() {
        LoaderCommand[] all = LoaderCommand.values();
        uart.send(all.length);
        uart.send(LoaderCommand.PROTOCOL_VERSION);
        for (LoaderCommand one : all) {
            uart.send(one.code());
        }
        answer(ACK);
    }

    private void answer(int... bytes) {
        for (int value : bytes) {
            uart.send(value);
        }
        listenWhenSent();
    }

    private void takeAddress() {
        address = intake.bigEndian32(0);
        boolean allowed = intake.sum() == 0 && switch (command) {
            case READ -> memory.mayBeRead(address);
            case WRITE -> memory.mayBeWritten(address);
            default -> memory.mayBeStarted(address);
        };
        if (!allowed) {
            refuse();
            return;
        }
        uart.send(ACK);
        switch (command) {
            case READ -> startStage(Stage.READ_COUNT, 2);
            case WRITE -> startStage(Stage.WRITE_COUNT, 1);
            default -> go();
        }
    }

    private void read() {
        int count = intake.at(0) + 1;
        if (intake.sum() != 0xFF || !memory.read(address, count, intake.bytes())) {
            refuse();
            return;
        }
        uart.send(ACK);
        for (int i = 0; i < count; i++) {
            uart.send(intake.at(i));
        }
        listenWhenSent();
    }

    private void go() {
        uart.whenSent(() -> {
            memory.leave();
            exits.start(address);
        });
    }

    private void write(int count) {
        if (intake.sum() != 0 || !memory.fits(address, count)) {
            refuse();
            return;
        }
        switch (memory.areaOf(address)) {
            case RAM -> {
                memory.writeRam(address, intake.bytes(), 1, count + 1);
                acknowledgeAndListen();
            }
            case DEVICE_FEATURE -> acknowledgeIf(memory.assumeSupply(LoaderMemory.word(intake.bytes(), 1)));
            case OPTION_BYTES -> changeOptions(OptionWord.from(flash.options(), intake.bytes(), 1, count));
            default -> {
                uart.turnAway();
                flash.parallelism(memory.psize());
                flash.program(address, Bytes.copyOf(intake.bytes(), 1, count + 1), programmed);
            }
        }
    }

    private void takeEraseCount() {
        int code = intake.bigEndian16(0);
        if (code >= FIRST_RESERVED_CODE) {
            expect(Stage.ERASE_SPECIAL, 3);
        } else {
            stage = Stage.ERASE_LIST;
            intake.continueWith(2 * (code + 1) + 1);
        }
    }

    private void eraseSpecial() {
        int special = intake.bigEndian16(0);
        boolean bank = special >= LAST_BANK_CODE && special != MASS;
        boolean known = special == MASS || bank && !settings.on(RomSwitch.BANK_ERASE_NACKS);
        if (intake.sum() != 0 || !known) {
            refuse();
            return;
        }
        uart.turnAway();
        flash.parallelism(memory.psize());
        flash.massErase(uart.guarded(() ->
                acknowledgeIf(!flash.wasRefused() || !settings.on(RomSwitch.REFUSED_MASS_ERASE_NACKS))));
    }

    private void eraseList() {
        int count = (intake.due() - 1) / 2;
        boolean absent = false;
        for (int i = 0; i < Math.min(count, MOST_SECTORS); i++) {
            sectors[i] = intake.bigEndian16(2 * i);
            absent |= sectors[i] >= memory.sectors();
        }
        if (intake.sum() != 0 || count > MOST_SECTORS || absent && settings.on(RomSwitch.ABSENT_SECTOR_NACKS)) {
            refuse();
            return;
        }
        uart.turnAway();
        flash.parallelism(memory.psize());
        flash.eraseSectors(sectors, count, programmed);
    }

    private void protect(int count) {
        if (intake.sum() != 0) {
            refuse();
            return;
        }
        int mask = 0;
        for (int i = 1; i <= count; i++) {
            mask |= OptionWord.maskOf(intake.at(i));
        }
        changeOptions(OptionWord.protecting(flash.options(), mask));
    }

    private void readoutUnprotect() {
        int before = flash.options();
        boolean restore = OptionWord.isReadProtected(before) && settings.on(RomSwitch.UNPROTECT_RESTORES_DEFAULTS);
        uart.turnAway();
        if (!settings.on(RomSwitch.UNPROTECT_ACKS_WHEN_DONE)) {
            uart.send(ACK);
        }
        flash.writeOptions(OptionWord.readUnprotected(before, restore), uart.guarded(() -> {
            memory.clearRam();
            if (settings.on(RomSwitch.UNPROTECT_ACKS_WHEN_DONE)) {
                uart.send(ACK);
            }
            uart.whenSent(exits::systemReset);
        }));
    }

    private void changeOptions(int optcr) {
        uart.turnAway();
        flash.writeOptions(optcr, uart.guarded(() -> {
            uart.send(ACK);
            uart.whenSent(exits::systemReset);
        }));
    }

    private void acknowledgeIf(boolean well) {
        if (well) {
            acknowledgeAndListen();
        } else {
            refuse();
        }
    }

    private void acknowledgeAndListen() {
        uart.send(ACK);
        listenWhenSent();
    }

    private void refuse() {
        uart.send(NACK);
        listenWhenSent();
    }

    private void listenWhenSent() {
        startStage(Stage.COMMAND, 1);
        uart.listenWhenSent();
    }

    private void startStage(Stage next, int bytes) {
        stage = next;
        intake.begin(bytes);
    }

    private void expect(Stage next, int bytes) {
        stage = next;
        intake.extend(bytes);
    }
}
