package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The command set: sixteen bytes in, perhaps data, and an answer when the work is done. One command at a time. What the
 * maker's firmware does beyond what tools rely on is nowhere documented; where it had to be chosen it is among the {@link FirmwareHabits}.
 */
final class Firmware {

    static final int COMMAND_BYTES = 16;

    /** What GET_CURRENT_MODE tells. */
    private enum Mode { DFU, IDLE, DEBUG }

    private static final int DEBUG_PORT = 0xFFFF;
    private static final int CHIP_IDENTITY = 0xE004_2000;
    private static final int ENTER_SWD = 0xA3;
    private static final int SHORT_ANSWER = 2;
    private static final int STATUS_AND_WORD = 8;
    private static final int IDENTITIES_BYTES = 12;
    private static final int STATUS_WITH_ADDRESS_BYTES = 12;
    private static final int BOARD_BYTES = 128;
    private static final int ALL_REGISTERS = 21;
    private static final int SPECIAL_REGISTER = 20;
    private static final int FIRST_SPECIAL = 19;
    private static final int BYTE_BLOCK = 64;
    private static final int LONG_BYTE_BLOCK = 512;
    private static final int MOST_READ = 6144;
    private static final int MOST_ITEMS_V2 = 64;
    private static final int MOST_ITEMS_V3 = 1227;

    /** 1.2 V as the probe's own converter sees it, 12 bits of its 3.3 V. */
    private static final int REFERENCE = 1489;
    private static final double REFERENCE_VOLTS = 1.2;

    private final StLinkSettings settings;
    private final FirmwareHabits habits;
    private final Sequencer sequencer;
    private final Transfers transfers;
    private final TargetAccess target;

    private Mode mode;
    private boolean jtag;
    private int swdKilohertz;
    private int jtagKilohertz;
    private Status lastStatus;
    private int lastAddress;
    private Bytes mixed;

    Firmware(World world, StLinkSettings settings, TargetCable cable) {
        this.settings = settings;
        habits = settings.habits();
        sequencer = new Sequencer(world);
        transfers = new Transfers(sequencer, cable, habits.waitRetries());
        target = new TargetAccess(transfers);
        powerUp();
    }

    /** It has got power, and lets go of everything. */
    void powerUp() {
        stop();
        mode = settings.model() == StLinkModel.V2 && habits.firstModeOfV2IsDfu() ? Mode.DFU : Mode.IDLE;
        jtag = false;
        lastStatus = Status.OK;
        lastAddress = 0;
        mixed = Bytes.NONE;
        swdKilohertz = settings.model().isV3() ? Speeds.USUAL_V3 : Speeds.USUAL_SWD;
        jtagKilohertz = settings.model().isV3() ? Speeds.USUAL_V3 : Speeds.USUAL_JTAG;
        transfers.cable().nrst(false);
    }

    /** The command under way is given up. */
    void stop() {
        sequencer.stop();
    }

    boolean isWorking() {
        return sequencer.isWorking();
    }

    /** How many bytes follow a command. */
    int dataAfter(Bytes command) {
        Optional<Command> known = Command.of(command, settings.version());
        if (known.filter(Command::isBlockWrite).isPresent()) {
            return command.u16(6);
        }
        return known.filter(is -> is == Command.MIXED_OUT).isPresent() && items(command) > 0
                ? MixedAccesses.bytesFor(items(command)) : 0;
    }

    /** Does a command; {@code answer} gets the answer, which is empty where there is none, when it is done. */
    void execute(Bytes command, Bytes data, Consumer<Bytes> answer) {
        Optional<Command> known = Command.of(command, settings.version());
        if (known.isEmpty()) {
            answer.accept(status(unknown(command)));
            return;
        }
        Command what = known.get();
        if (what.needsTarget() && mode != Mode.DEBUG) {
            answer.accept(padded(Status.UNKNOWN_ERROR, answerBytes(what)));
            return;
        }
        transfers.onFailure(why -> failed(what, why, answer));
        if (what.isBlockRead()) {
            readBlock(what, command, answer);
        } else if (what.isBlockWrite()) {
            writeBlock(what, command, data, answer);
        } else {
            execute(what, command, data, answer);
        }
    }

    private Status unknown(Bytes command) {
        boolean v3Debug = settings.model().isV3() && command.at(0) == Command.DEBUG;
        return v3Debug && habits.errorForUnknownOnV3() ? Status.COMMAND_ERROR : Status.UNKNOWN_COMMAND;
    }

    private void execute(Command what, Bytes command, Bytes data, Consumer<Bytes> answer) {
        Runnable fine = () -> answer.accept(status(Status.OK));
        Runnable missed = () -> answer.accept(padded(Status.FAULT, answerBytes(what)));
        IntConsumer word = value -> answer.accept(padded(Status.OK, Integer.BYTES).then(Words.of(value)));
        switch (what) {
            case VERSION -> answer.accept(settings.version().shortForm().then(identity()));
            case LONG_VERSION -> answer.accept(settings.version().longForm().then(identity()));
            case MODE -> answer.accept(Bytes.of(mode.ordinal(), 0));
            case VOLTAGE -> answer.accept(voltage());
            case LEAVE_DFU, EXIT -> {
                mode = Mode.IDLE;
                answer.accept(Bytes.NONE);
            }
            case ENTER -> enter(command.at(2), answer);
            case READ_IDENTITIES -> target.identity(id ->
                    answer.accept(padded(Status.OK, Integer.BYTES).then(Words.of(id)).then(Words.of(transfers.boundaryIdentity()))));
            case RESET_SYSTEM -> target.resetSystem(fine);
            case READ_REGISTER -> target.readRegister(command.at(2), word, missed);
            case WRITE_REGISTER -> target.writeRegister(command.at(2), command.u32(3), fine, missed);
            case READ_DEBUG_REGISTER -> target.readWord(command.u32(2), value -> word.accept(seen(command.u32(2), value)));
            case WRITE_DEBUG_REGISTER -> target.writeWord(command.u32(2), command.u32(6), fine);
            case READ_ALL_REGISTERS -> readAll(new ArrayList<>(), answer, missed);
            case LAST_STATUS -> answer.accept(status(lastStatus));
            case LAST_STATUS_WITH_ADDRESS -> answer.accept(padded(lastStatus, Integer.BYTES).then(Words.of(lastAddress)).then(Words.of(0)));
            case DRIVE_NRST -> driveReset(command.at(2), fine);
            // They are taken; no trace is modelled, so none ever waits.
            case START_TRACE, STOP_TRACE, BLINK -> fine.run();
            case TRACE_WAITING -> answer.accept(Words.half(0));
            case SWD_DIVISOR, JTAG_DIVISOR -> divisor(what == Command.JTAG_DIVISOR, command.u16(2), answer);
            case READ_DAP_REGISTER -> readDap(command.u16(2), command.u16(4), word);
            case WRITE_DAP_REGISTER -> writeDap(command.u16(2), command.u16(4), command.u32(6), fine);
            case OPEN_AP, CLOSE_AP -> answer.accept(status(command.at(2) < habits.accessPorts() ? Status.OK : Status.BAD_AP));
            case MIXED_OUT -> mixed(command, data, answer);
            case MIXED_IN -> answer.accept(mixed);
            case BOARD_IDENTIFIERS -> answer.accept(padded(Status.OK, SHORT_ANSWER).then(Bytes.of('0', '0', '0', '0'))
                    .then(Bytes.repeat(0, BOARD_BYTES - SHORT_ANSWER - Integer.BYTES)));
            case SET_FREQUENCY -> {
                boolean forJtag = command.at(2) == 1;
                clock(forJtag, Speeds.notAbove(forJtag, command.u32(4)));
                word.accept(kilohertz(forJtag));
            }
            case GET_FREQUENCIES -> answer.accept(padded(Status.OK, Integer.BYTES).then(Words.of(kilohertz(command.at(2) == 1)))
                    .then(Speeds.listed(command.at(2) == 1)));
            case SWITCH_PRESCALER -> word.accept(0);
            default -> throw new IllegalStateException(what + " carries data and was executed elsewhere");
        }
    }

    /** What a host does with the debug port's registers is its own business, flags included; otherwise they are cleared. */
    private void failed(Command what, Status why, Consumer<Bytes> answer) {
        if (what == Command.READ_DAP_REGISTER || what == Command.WRITE_DAP_REGISTER) {
            answer.accept(padded(why, answerBytes(what)));
        } else {
            clearFlags(why, exactly -> answer.accept(padded(exactly, answerBytes(what))));
        }
    }

    // --- the probe itself -------------------------------------------------------------------------------------------

    private Bytes identity() {
        return Words.half(StLinkModel.VENDOR).then(Words.half(settings.product()));
    }

    /** Both as the converter sees them; the target's voltage is halved on its way. */
    private Bytes voltage() {
        double sensed = transfers.cable().sensedVolts() / 2;
        return Words.of(REFERENCE).then(Words.of((int) Math.round(sensed / REFERENCE_VOLTS * REFERENCE)));
    }

    /** Each kind of wire keeps a rate of its own, which counts from the next entering on at the latest. */
    private void clock(boolean forJtag, int wanted) {
        if (forJtag) {
            jtagKilohertz = wanted;
        } else {
            swdKilohertz = wanted;
        }
        if (forJtag == jtag) {
            transfers.clock(wanted * 1000L);
        }
    }

    private int kilohertz(boolean ofJtag) {
        return ofJtag ? jtagKilohertz : swdKilohertz;
    }

    private void divisor(boolean forJtag, int divisor, Consumer<Bytes> answer) {
        Optional<Integer> rate = Speeds.ofDivisor(forJtag, divisor);
        rate.ifPresent(known -> clock(forJtag, known));
        answer.accept(status(rate.isPresent() ? Status.OK : Status.NO_SUCH_FREQUENCY));
    }

    private void driveReset(int how, Runnable then) {
        transfers.cable().nrst(how != 1);
        if (how == 2) {
            sequencer.after(habits.resetPulseNanos(), () -> {
                transfers.cable().nrst(false);
                then.run();
            });
        } else {
            then.run();
        }
    }

    // --- the target -------------------------------------------------------------------------------------------------

    private void enter(int how, Consumer<Bytes> answer) {
        if (settings.disk() == StLinkSettings.Disk.BUSY) {
            answer.accept(status(habits.busyDiskHasItsOwnCode() ? Status.OPEN_IN_ANOTHER_MODE : Status.UNKNOWN_ERROR));
            return;
        }
        jtag = how != ENTER_SWD;
        transfers.clock(kilohertz(jtag) * 1000L);
        transfers.onFailure(why -> {
            mode = Mode.IDLE;
            answer.accept(status(Status.NO_IDENTITY));
        });
        target.connect(jtag ? Wire.JTAG : Wire.SWD, () -> {
            mode = Mode.DEBUG;
            if (jtag && how == 0) {
                target.resetSystem(() -> answer.accept(status(Status.OK)));
            } else {
                answer.accept(status(Status.OK));
            }
        });
    }

    /** Clones after an upgrade that went wrong tell their own number for the chip's. */
    private int seen(int address, int value) {
        return settings.mixesUpChips() && address == CHIP_IDENTITY ? settings.product() : value;
    }

    private void readDap(int port, int register, IntConsumer then) {
        if (port == DEBUG_PORT) {
            target.readDebugPort(register, then);
        } else {
            target.readAccessPort(port, register, then);
        }
    }

    private void writeDap(int port, int register, int value, Runnable then) {
        if (port == DEBUG_PORT) {
            target.writeDebugPort(register, value, then);
        } else {
            target.writeAccessPort(port, register, value, then);
        }
    }

    private void readAll(List<Integer> values, Consumer<Bytes> answer, Runnable missed) {
        if (values.size() == ALL_REGISTERS) {
            Bytes all = padded(Status.OK, Integer.BYTES);
            for (int value : values) {
                all = all.then(Words.of(value));
            }
            answer.accept(all);
            return;
        }
        int index = values.size() == FIRST_SPECIAL ? SPECIAL_REGISTER : Math.min(values.size(), FIRST_SPECIAL - 1);
        target.readRegister(index, value -> {
            values.add(values.size() < SPECIAL_REGISTER ? value : 0);
            readAll(values, answer, missed);
        }, missed);
    }

    private void readBlock(Command what, Bytes command, Consumer<Bytes> answer) {
        byte[] data = new byte[command.u16(6)];
        // A single byte comes with another, which says nothing; tools ask for two.
        Runnable send = () -> answer.accept(data.length == 1 ? Bytes.of(data[0] & 0xFF, 0) : Bytes.copyOf(data));
        block(what, command, data, what.unit() == 1 ? byteBlock() : MOST_READ, send);
    }

    private void writeBlock(Command what, Bytes command, Bytes data, Consumer<Bytes> answer) {
        block(what, command, data.toArray(), what.unit() == 1 ? byteBlock() : Integer.MAX_VALUE, () -> answer.accept(Bytes.NONE));
    }

    private void block(Command what, Bytes command, byte[] data, int most, Runnable then) {
        int address = command.u32(2);
        lastAddress = address;
        if (mode != Mode.DEBUG || data.length > most || (address | data.length) % what.unit() != 0) {
            lastStatus = mode != Mode.DEBUG ? Status.UNKNOWN_ERROR : data.length > most ? Status.COMMAND_ERROR : Status.ALIGNMENT;
            then.run();
            return;
        }
        transfers.onFailure(why -> {
            lastAddress = target.stoppedAt();
            clearFlags(why, exactly -> {
                lastStatus = exactly;
                then.run();
            });
        });
        int csw = Ability.OWN_CSW.isIn(settings.version()) ? command.u32(8) & 0xFFFF_FF00 : 0;
        target.memory(command.at(8), csw, address, data, what.unit(), what.isBlockWrite(), !what.isInPlace(), () -> {
            lastStatus = Status.OK;
            lastAddress = 0;
            then.run();
        });
    }

    /** Looks at what a failed access left standing, clears it, and says more exactly what it was. */
    private void clearFlags(Status why, Consumer<Status> then) {
        if (!habits.clearsFlags() || why != Status.AP_FAULT && why != Status.DP_FAULT) {
            then.accept(why);
            return;
        }
        transfers.onFailure(again -> then.accept(why));
        target.readDebugPort(Dap.CONTROL_STATUS, flags -> {
            Status exactly = (flags & Dap.WRITE_DATA_ERROR) != 0 ? Status.AP_WRITE_DATA
                    : (flags & Dap.STICKY_OVERRUN) != 0 ? Status.AP_OVERRUN
                    : (flags & Dap.STICKY_ERROR) != 0 ? Status.AP_FAULT : why;
            target.writeDebugPort(Dap.ABORT, Dap.CLEAR_ALL, () -> then.accept(exactly));
        });
    }

    private void mixed(Bytes command, Bytes data, Consumer<Bytes> answer) {
        var accesses = new MixedAccesses(target, data, data.isEmpty() ? 0 : items(command));
        Runnable done = () -> {
            mixed = accesses.results();
            answer.accept(Bytes.NONE);
        };
        transfers.onFailure(why -> {
            clearFlags(why, exactly -> {
                accesses.failed(exactly);
                done.run();
            });
        });
        accesses.begin(done);
    }

    /** 0 when there are more than it takes. */
    private int items(Bytes command) {
        int items = command.u32(2);
        return items >= 0 && items <= (settings.model().isV3() ? MOST_ITEMS_V3 : MOST_ITEMS_V2) ? items : 0;
    }

    private int byteBlock() {
        return Ability.LONG_BYTE_BLOCKS.isIn(settings.version()) ? LONG_BYTE_BLOCK : BYTE_BLOCK;
    }

    // --- answers ----------------------------------------------------------------------------------------------------

    private static Bytes status(Status status) {
        return padded(status, SHORT_ANSWER);
    }

    private static Bytes padded(Status status, int length) {
        return Bytes.of(status.code()).then(Bytes.repeat(0, length - 1));
    }

    private static int answerBytes(Command what) {
        return switch (what) {
            case READ_IDENTITIES -> IDENTITIES_BYTES;
            case READ_REGISTER, READ_DEBUG_REGISTER, READ_DAP_REGISTER -> STATUS_AND_WORD;
            case READ_ALL_REGISTERS -> Integer.BYTES * (1 + ALL_REGISTERS);
            case LAST_STATUS_WITH_ADDRESS -> STATUS_WITH_ADDRESS_BYTES;
            default -> SHORT_ANSWER;
        };
    }
}
