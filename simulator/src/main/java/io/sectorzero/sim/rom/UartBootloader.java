package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.wire.FrameSink;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.function.Consumer;

/**
 * The device side of AN3155 Rev 20 as an STM32F412 serves it: one byte in, perhaps some bytes out. It waits for the next
 * byte as long as it takes; while it works it hears nothing, so one byte waits in the receiver and a second overruns it.
 * A damaged or overrun byte ends the command with a NACK.
 */
final class UartBootloader implements FrameSink {

    private static final int ACK = 0x79;
    private static final int NACK = 0x1F;
    private static final int LARGEST_BLOCK = 256;
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
    private final LoaderPort port;
    private final LoaderMemory memory;
    private final RomFlash flash;
    private final Watchdog watchdog;
    private final RomSettings settings;
    private final LoaderExits exits;
    private final Consumer<String> log;
    private final Happening sent = guarded(this::listenAgain);
    private final Happening programmed = guarded(this::acknowledgeAndListen);

    private final byte[] buffer = new byte[LARGEST_BLOCK + 2];
    private Stage stage = Stage.COMMAND;
    private LoaderCommand command;
    private int need = 1;
    private int have;
    private int sum;
    private int address;
    private int special;
    private final int[] sectors = new int[MOST_SECTORS];

    private final boolean answersAtOnce;
    private final boolean timesOut;
    private boolean spoilt;
    private boolean working;
    private boolean held;
    private int heldValue;
    private boolean heldDamaged;
    private long ticket = NOTHING;
    private long hostWatch = NOTHING;

    UartBootloader(World world, LoaderPort port, LoaderMemory memory, RomFlash flash, Watchdog watchdog,
                   RomSettings settings, LoaderExits exits, Consumer<String> log) {
        this.world = world;
        this.port = port;
        this.memory = memory;
        this.flash = flash;
        this.watchdog = watchdog;
        this.settings = settings;
        this.exits = exits;
        this.log = log;
        answersAtOnce = settings.on(RomSwitch.DAMAGE_IS_ANSWERED_AT_ONCE);
        timesOut = settings.on(RomSwitch.HALF_A_COMMAND_TIMES_OUT);
    }

    /** Answers the host's first byte, once the port is set up. */
    void greet() {
        if (settings.leadingZero()) {
            port.tx().send(0);
        }
        port.tx().send(ACK);
        listenWhenSent();
    }

    void stop() {
        if (ticket != NOTHING) {
            world.cancel(ticket);
            ticket = NOTHING;
        }
        world.cancel(hostWatch);
        flash.stop();
    }

    @Override public void frame(int value, boolean damaged) {
        if (!working) {
            try {
                take(value, damaged);
            } catch (BusFault fault) {
                die(fault);
            }
        } else if (held) {
            heldDamaged = true;
        } else {
            held = true;
            heldValue = value;
            heldDamaged = damaged;
        }
    }

    private void take(int value, boolean damaged) {
        if (damaged && answersAtOnce) {
            refuse();
            return;
        }
        spoilt |= damaged;
        if (have < buffer.length) {
            buffer[have] = (byte) value;
        }
        sum ^= value;
        if (++have == need) {
            if (spoilt && stage != Stage.COMMAND) {
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
        if (!working && (stage != Stage.COMMAND || have > 0)) {
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
            case WRITE_DATA -> write(need - 2);
            case ERASE_COUNT -> takeEraseCount();
            case ERASE_LIST -> eraseList();
            case ERASE_SPECIAL -> eraseSpecial();
            case PROTECT_COUNT -> expect(Stage.PROTECT_LIST, last + 3);
            case PROTECT_LIST -> protect(need - 2);
        }
    }

    private void begin() {
        command = sum == 0xFF ? LoaderCommand.of(buffer[0] & 0xFF) : null;
        if (command == null || !command.isServedWhenProtected() && OptionWord.isReadProtected(flash.options())) {
            refuse();
            return;
        }
        watchdog.feed();
        port.tx().send(ACK);
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
        port.tx().send(all.length);
        port.tx().send(LoaderCommand.PROTOCOL_VERSION);
        for (LoaderCommand one : all) {
            port.tx().send(one.code());
        }
        answer(ACK);
    }

    private void answer(int... bytes) {
        for (int value : bytes) {
            port.tx().send(value);
        }
        listenWhenSent();
    }

    private void takeAddress() {
        address = buffer[0] << 24 | (buffer[1] & 0xFF) << 16 | (buffer[2] & 0xFF) << 8 | buffer[3] & 0xFF;
        boolean allowed = sum == 0 && switch (command) {
            case READ -> memory.mayBeRead(address);
            case WRITE -> memory.mayBeWritten(address);
            default -> memory.mayBeStarted(address);
        };
        if (!allowed) {
            refuse();
            return;
        }
        port.tx().send(ACK);
        switch (command) {
            case READ -> startStage(Stage.READ_COUNT, 2);
            case WRITE -> startStage(Stage.WRITE_COUNT, 1);
            default -> go();
        }
    }

    private void read() {
        int count = (buffer[0] & 0xFF) + 1;
        if (sum != 0xFF || !memory.read(address, count, buffer)) {
            refuse();
            return;
        }
        port.tx().send(ACK);
        for (int i = 0; i < count; i++) {
            port.tx().send(buffer[i]);
        }
        listenWhenSent();
    }

    private void go() {
        working = true;
        ticket = world.at(port.tx().freeAtNanos(), guarded(() -> {
            memory.leave();
            exits.start(address);
        }));
    }

    private void write(int count) {
        if (sum != 0 || !memory.fits(address, count)) {
            refuse();
            return;
        }
        switch (memory.areaOf(address)) {
            case RAM -> {
                memory.writeRam(address, buffer, 1, count + 1);
                acknowledgeAndListen();
            }
            case DEVICE_FEATURE -> acknowledgeIf(memory.assumeSupply(LoaderMemory.word(buffer, 1)));
            case OPTION_BYTES -> changeOptions(OptionWord.from(flash.options(), buffer, 1, count));
            default -> {
                working = true;
                flash.parallelism(memory.psize());
                flash.program(address, Bytes.copyOf(buffer, 1, count + 1), programmed);
            }
        }
    }

    private void takeEraseCount() {
        int code = (buffer[0] & 0xFF) << 8 | buffer[1] & 0xFF;
        if (code >= FIRST_RESERVED_CODE) {
            special = code;
            expect(Stage.ERASE_SPECIAL, 3);
        } else {
            have = 0;
            expect(Stage.ERASE_LIST, 2 * (code + 1) + 1);
        }
    }

    private void eraseSpecial() {
        boolean bank = special >= LAST_BANK_CODE && special != MASS;
        boolean known = special == MASS || bank && !settings.on(RomSwitch.BANK_ERASE_NACKS);
        if (sum != 0 || !known) {
            refuse();
            return;
        }
        working = true;
        flash.parallelism(memory.psize());
        flash.massErase(guarded(() ->
                acknowledgeIf(!flash.wasRefused() || !settings.on(RomSwitch.REFUSED_MASS_ERASE_NACKS))));
    }

    private void eraseList() {
        int count = (need - 1) / 2;
        boolean absent = false;
        for (int i = 0; i < Math.min(count, MOST_SECTORS); i++) {
            sectors[i] = (buffer[2 * i] & 0xFF) << 8 | buffer[2 * i + 1] & 0xFF;
            absent |= sectors[i] >= memory.sectors();
        }
        if (sum != 0 || count > MOST_SECTORS || absent && settings.on(RomSwitch.ABSENT_SECTOR_NACKS)) {
            refuse();
            return;
        }
        working = true;
        flash.parallelism(memory.psize());
        flash.eraseSectors(sectors, count, programmed);
    }

    private void protect(int count) {
        if (sum != 0) {
            refuse();
            return;
        }
        int mask = 0;
        for (int i = 1; i <= count; i++) {
            mask |= OptionWord.maskOf(buffer[i] & 0xFF);
        }
        changeOptions(OptionWord.protecting(flash.options(), mask));
    }

    private void readoutUnprotect() {
        int before = flash.options();
        boolean restore = OptionWord.isReadProtected(before) && settings.on(RomSwitch.UNPROTECT_RESTORES_DEFAULTS);
        working = true;
        if (!settings.on(RomSwitch.UNPROTECT_ACKS_WHEN_DONE)) {
            port.tx().send(ACK);
        }
        flash.writeOptions(OptionWord.readUnprotected(before, restore), guarded(() -> {
            memory.clearRam();
            if (settings.on(RomSwitch.UNPROTECT_ACKS_WHEN_DONE)) {
                port.tx().send(ACK);
            }
            resetWhenSent();
        }));
    }

    private void changeOptions(int optcr) {
        working = true;
        flash.writeOptions(optcr, guarded(() -> {
            port.tx().send(ACK);
            resetWhenSent();
        }));
    }

    private void resetWhenSent() {
        ticket = world.at(port.tx().freeAtNanos(), exits::systemReset);
    }

    private void acknowledgeIf(boolean well) {
        if (well) {
            acknowledgeAndListen();
        } else {
            refuse();
        }
    }

    private void acknowledgeAndListen() {
        port.tx().send(ACK);
        listenWhenSent();
    }

    private void refuse() {
        port.tx().send(NACK);
        listenWhenSent();
    }

    /** The loader stands at its transmitter until the last byte of an answer has begun its way. */
    private void listenWhenSent() {
        startStage(Stage.COMMAND, 1);
        long begun = port.tx().lastStartNanos();
        if (begun > world.nanos()) {
            working = true;
            ticket = world.at(begun, sent);
        } else {
            listenAgain();
        }
    }

    private void listenAgain() {
        working = false;
        if (held) {
            held = false;
            take(heldValue, heldDamaged);
        }
    }

    private void startStage(Stage next, int bytes) {
        have = 0;
        sum = 0;
        spoilt = false;
        expect(next, bytes);
    }

    private void expect(Stage next, int bytes) {
        stage = next;
        need = bytes;
    }

    private Happening guarded(Happening step) {
        return () -> safely(step);
    }

    /** A bus fault inside the loader is a hard fault of the core: nothing answers until the next reset. */
    private void safely(Happening step) {
        try {
            step.happen();
        } catch (BusFault fault) {
            die(fault);
        }
    }

    private void die(BusFault fault) {
        log.accept("dead of a bus fault: " + fault.getMessage());
        stop();
        working = true;
    }
}
