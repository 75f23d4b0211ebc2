package io.sectorzero.protocol.stlink;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.stlink.StLinkFirmware.Ability;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An ST-LINK/V2, V2-1 or V3 on USB. Repeats what the chip answered with WAIT, as long as repeating does no harm, and nothing
 * else; after every block of memory it asks how that went and believes no data before.
 */
public final class StLinkProbe implements DebugProbe {

    /** The oldest generation with access to the debug port's registers, which every newer tool asks for as well. */
    private static final int OLDEST_J = 24;

    private static final int DEBUG_PORT = 0xFFFF;
    private static final int ABORT = 0x0;
    // STKCMPCLR, STKERRCLR, WDERRCLR and ORUNERRCLR. Arm IHI 0031 "ABORT".
    private static final int CLEAR_ALL_ERRORS = 0x1E;

    // CSYSPWRUPREQ and CDBGPWRUPREQ, and their acknowledgements. Arm IHI 0031 "CTRL/STAT".
    private static final int CTRL_STAT = 0x4;
    private static final int POWER_UP = 0x5000_0000;
    private static final int POWERED = 0xA000_0000;
    private static final int POWER_LOOKS = 100;

    private static final int MODE_DFU = 0;
    private static final int MODE_DEBUG = 2;
    private static final int MODE_SWIM = 3;

    // OpenOCD 0.12 and pyOCD 0.36 keep to these, V2 and V3 alike; st-flash 1.7 writes 32 KB of words at once [O].
    private static final int BLOCK_BYTES = 6144;
    private static final int WRITE_BYTES = 32 * 1024;
    private static final int BYTE_BLOCK = 64;
    private static final int LONG_BYTE_BLOCK = 512;

    private static final Duration POWER_LOOK = Duration.ofMillis(1);

    // A probe at work on a block answers nothing else, so a slow wire gets smaller ones: half a second at 46 clocks a word.
    private static final int BYTES_PER_KILOHERTZ = 500 / 46 * 4;
    /** What a V2 begins with; a V3 is asked for a clock before it is used. */
    private static final int FIRST_KILOHERTZ = 1800;

    private static final AddressRange RAM = AddressRange.of(0x2000_0000L, 0x2000_0000L);
    private static final AddressRange PERIPHERALS = AddressRange.of(0x4000_0000L, 0x2000_0000L);

    private static final Suspect OLD_FIRMWARE = new Suspect("H4", "probe firmware is too old", Confidence.CERTAIN);
    private static final Suspect COPY = new Suspect("H5", "the probe is a copy with missing abilities", Confidence.POSSIBLE);

    private final StLinkWire wire;
    private final StLinkModel model;
    private final StLinkFirmware firmware;
    private final Bytes version;
    private List<StLinkClock> clocks = StLinkClock.DIVISORS;
    private Optional<DapFailure> lastFailure = Optional.empty();
    private boolean attached;
    private boolean holdsReset;
    private int kilohertz = FIRST_KILOHERTZ;

    private StLinkProbe(StLinkWire wire, StLinkModel model, StLinkFirmware firmware, Bytes version) {
        this.wire = wire;
        this.model = model;
        this.firmware = firmware;
        this.version = version;
    }

    /**
     * Asks who the probe is and brings it out of whatever mode it is in. The chip hears nothing of it. Closes the link when
     * nothing comes of it.
     *
     * @throws LinkUnavailable when the probe does not answer, or its firmware is too old
     */
    public static StLinkProbe open(UsbLink link, TimeSource time) {
        StLinkModel model = StLinkModel.of(link.identity())
                .orElseThrow(() -> new IllegalArgumentException("no ST-LINK: " + link.identity()));
        try {
            return opened(new StLinkWire(link, model, time), model);
        } catch (LinkLost lost) {
            link.close();
            throw new LinkUnavailable(lost.diagnosis(), lost);
        } catch (SectorZeroException failure) {
            link.close();
            throw failure;
        }
    }

    private static StLinkProbe opened(StLinkWire wire, StLinkModel model) {
        Bytes version = wire.inStep();
        StLinkFirmware firmware = StLinkFirmware.ofShort(version, model);
        if (firmware.tellsMore()) {
            firmware = StLinkFirmware.ofLong(wire.exchange(StLinkCommand.longVersion()));
        }
        if (!firmware.can(Ability.DAP_REGISTERS)) {
            throw new LinkUnavailable(Diagnosis.of("The firmware of the probe %s is too old", model)
                    .because("it is %s; the debug port can be used from V2J%d and V3J1 on", firmware, OLDEST_J)
                    .suspect(OLD_FIRMWARE)
                    .remedy("see whether the probe is genuine, then update it with ST's STM32CubeProgrammer or STSW-LINK007"));
        }
        var probe = new StLinkProbe(wire, model, firmware, version);
        probe.leaveMode();
        if (firmware.can(Ability.CLOCK_LIST)) {
            probe.clocks = probe.listedClocks();
        }
        return probe;
    }

    @Override public String name() {
        return "%s %s".formatted(model, wire.link().identity().serial()).stripTrailing();
    }

    @Override public String describe() {
        return "%s %s%s".formatted(model, firmware, wire.link().identity().serial().isEmpty() ? ""
                : " serial " + wire.link().identity().serial());
    }

    public StLinkFirmware firmware() {
        return firmware;
    }

    public StLinkModel model() {
        return model;
    }

    @Override public Optional<DapFailure> lastFailure() {
        return lastFailure;
    }

    @Override public Set<Width> widths() {
        return firmware.can(Ability.HALF_WORDS) ? EnumSet.allOf(Width.class) : EnumSet.of(Width.BYTE, Width.WORD);
    }

    @Override public void attach(Attach how, Deadline deadline) {
        lastFailure = Optional.empty();
        requireSameProbe();
        leaveMode();
        if (how == Attach.UNDER_RESET) {
            reset(true, deadline);
        }
        untilDone(StLinkCommand.enterSwd(), true, deadline);
        attached = true;
        if (how == Attach.UNDER_RESET) {
            // Entering lets go of the line on some firmware; OpenOCD pulls it once more as well. OpenOCD 0.12 stlink_usb.c [O].
            reset(true, deadline);
        }
        if (firmware.can(Ability.OPEN_PORT)) {
            untilDone(StLinkCommand.openPort(0), true, deadline);
        }
        powerUp(deadline);
    }

    /** Entering does it on some firmware; both OpenOCD 0.12 and pyOCD 0.36 ask for it besides [O]. */
    private void powerUp(Deadline deadline) {
        untilDone(StLinkCommand.writeDap(DEBUG_PORT, ABORT, CLEAR_ALL_ERRORS), true, deadline);
        untilDone(StLinkCommand.writeDap(DEBUG_PORT, CTRL_STAT, POWER_UP), true, deadline);
        int status = untilDone(StLinkCommand.readDap(DEBUG_PORT, CTRL_STAT), true, deadline).u32(4);
        for (int i = 0; i < POWER_LOOKS && (status & POWERED) != POWERED; i++) {
            deadline.time().pass(POWER_LOOK);
            status = untilDone(StLinkCommand.readDap(DEBUG_PORT, CTRL_STAT), true, deadline).u32(4);
        }
        if ((status & POWERED) != POWERED) {
            var failure = new DapFailure(Kind.SILENT, Optional.empty(), "CTRL/STAT %08X".formatted(status));
            lastFailure = Optional.of(failure);
            throw DapTale.of(failure, "powering the debug port up");
        }
    }

    @Override public int readDap(DapRegister register, Deadline deadline) {
        if (register.equals(new DapRegister(DapRegister.DEBUG_PORT, 0)) && !firmware.can(Ability.BANKS)) {
            // Before J32 the debug port's own registers are answered unreliably; the id has a command of its own.
            return untilDone(StLinkCommand.idCodes(), true, deadline).u32(4);
        }
        return untilDone(StLinkCommand.readDap(port(register), register.address()), true, deadline).u32(4);
    }

    @Override public void writeDap(DapRegister register, int value, Deadline deadline) {
        untilDone(StLinkCommand.writeDap(port(register), register.address(), value), false, deadline);
    }

    @Override public Bytes readMemory(Address from, int length, Width width, Deadline deadline) {
        requireAligned(from, length, width);
        if (isWord(from, length, width)) {
            return untilDone(StLinkCommand.readWord(from), !PERIPHERALS.contains(from), deadline, from).slice(4, 8);
        }
        byte[] all = new byte[length];
        int block = block(width, BLOCK_BYTES);
        for (int at = 0; at < length; at += block) {
            int piece = Math.min(block, length - at);
            blockDone(StLinkCommand.readBlock(from.plus(at), piece, width), from.plus(at), true, deadline).slice(0, piece).copyInto(all, at);
        }
        return Bytes.copyOf(all);
    }

    @Override public void writeMemory(Address to, Bytes data, Width width, Deadline deadline) {
        requireAligned(to, data.length(), width);
        if (isWord(to, data.length(), width)) {
            untilDone(StLinkCommand.writeWord(to, data.u32(0)), RAM.contains(to), deadline, to);
            return;
        }
        int block = block(width, width == Width.WORD ? WRITE_BYTES : BLOCK_BYTES);
        for (int at = 0; at < data.length(); at += block) {
            Address start = to.plus(at);
            Bytes piece = data.slice(at, Math.min(at + block, data.length()));
            blockDone(StLinkCommand.writeBlock(start, piece, width), start, RAM.contains(start), deadline);
        }
    }

    @Override public void reset(boolean low, Deadline deadline) {
        // Nobody knows whether the probe did what it did not confirm: a line that may be low is let go in the end.
        holdsReset |= low;
        untilDone(StLinkCommand.driveReset(low), true, deadline);
        holdsReset = low;
    }

    /** V = 2 · 1.2 · a1 / a0, where a0 is the probe's own reference. OpenOCD 0.12 stlink_usb.c [O]. */
    @Override public OptionalDouble senseVolts(Deadline deadline) {
        if (!firmware.can(Ability.SENSE_VOLTAGE)) {
            return OptionalDouble.empty();
        }
        Bytes reply = wire.exchange(StLinkCommand.voltage());
        long reference = Integer.toUnsignedLong(reply.u32(0));
        return reference == 0 ? OptionalDouble.empty() : OptionalDouble.of(2.4 * Integer.toUnsignedLong(reply.u32(4)) / reference);
    }

    @Override public OptionalInt clock(int wanted, Deadline deadline) {
        StLinkClock chosen = StLinkClock.notAbove(wanted, clocks);
        if (firmware.can(Ability.CLOCK_LIST)) {
            kilohertz = untilDone(StLinkCommand.clock(chosen.setting()), true, deadline).u32(4);
        } else if (firmware.can(Ability.CLOCK_DIVISOR)) {
            untilDone(StLinkCommand.divisor(chosen.setting()), true, deadline);
            kilohertz = chosen.kilohertz();
        } else {
            return OptionalInt.empty();
        }
        return OptionalInt.of(kilohertz);
    }

    /** Lets go of the chip's reset line and leaves the probe as an idle one. */
    @Override public void close() {
        try {
            if (holdsReset) {
                wire.exchange(StLinkCommand.driveReset(false));
            }
            if (attached) {
                if (firmware.can(Ability.OPEN_PORT)) {
                    wire.exchange(StLinkCommand.closePort(0));
                }
                wire.exchange(StLinkCommand.leaveDebug());
            }
        } catch (LinkLost gone) {
            // Nobody is left to say goodbye to.
            attached = false;
        } finally {
            wire.link().close();
        }
    }

    private void requireSameProbe() {
        Bytes answer = wire.inStep();
        if (!answer.equals(version)) {
            throw new LinkLost(Diagnosis.of("The probe's answers do not belong to what it is asked")
                    .because("asked for its version it said %s before and %s now", version, answer)
                    .suspect(COPY)
                    .remedy("unplug the probe, plug it in again, and start anew"));
        }
    }

    private void leaveMode() {
        int mode = wire.exchange(StLinkCommand.mode()).at(0);
        switch (mode) {
            case MODE_DFU -> wire.exchange(StLinkCommand.leaveDfu());
            case MODE_DEBUG -> wire.exchange(StLinkCommand.leaveDebug());
            case MODE_SWIM -> wire.exchange(StLinkCommand.leaveSwim());
            default -> {
                // Idle, or in its loader, which says so by refusing what follows.
            }
        }
        attached = false;
    }

    /** Status, current kHz @4, how many @8, kHz each from @12; fastest first, however the probe orders them. */
    private List<StLinkClock> listedClocks() {
        Bytes reply = wire.exchange(StLinkCommand.clocks());
        var listed = new ArrayList<StLinkClock>();
        int count = Math.min(reply.at(8), (reply.length() - 12) / 4);
        for (int i = 0; i < count; i++) {
            int kilohertz = reply.u32(12 + 4 * i);
            if (kilohertz > 0) {
                listed.add(new StLinkClock(kilohertz, kilohertz));
            }
        }
        if (reply.at(0) != StLinkStatus.OK.code() || listed.isEmpty()) {
            throw new LinkLost(Diagnosis.of("The probe's answer makes no sense")
                    .because("GET_COM_FREQ: no clock is in %s", reply)
                    .suspect(COPY)
                    .remedy("unplug the probe, plug it in again, and start anew"));
        }
        listed.sort((one, other) -> Integer.compare(other.kilohertz(), one.kilohertz()));
        return List.copyOf(listed);
    }

    private Bytes untilDone(StLinkCommand command, boolean repeatable, Deadline deadline) {
        return untilDone(command, repeatable, deadline, Optional.empty());
    }

    private Bytes untilDone(StLinkCommand command, boolean repeatable, Deadline deadline, Address at) {
        return untilDone(command, repeatable, deadline, Optional.of(at));
    }

    private Bytes untilDone(StLinkCommand command, boolean repeatable, Deadline deadline, Optional<Address> at) {
        lastFailure = Optional.empty();
        var patience = new StLinkWaiting(repeatable, deadline);
        while (true) {
            Bytes reply = wire.exchange(command);
            if (isOver(patience, reply.at(0), command, at)) {
                return reply;
            }
        }
    }

    private Bytes blockDone(StLinkCommand command, Address at, boolean repeatable, Deadline deadline) {
        lastFailure = Optional.empty();
        boolean withAddress = firmware.can(Ability.FAULT_ADDRESS);
        var patience = new StLinkWaiting(repeatable, deadline);
        while (true) {
            Bytes data = wire.exchange(command);
            Bytes status = wire.exchange(StLinkCommand.lastStatus(withAddress));
            Optional<Address> where = Optional.of(withAddress && status.u32(4) != 0 ? new Address(status.u32(4)) : at);
            if (isOver(patience, status.at(0), command, where)) {
                return data;
            }
        }
    }

    /** True when it is done, false when it is to be repeated. @throws SectorZeroException when neither */
    private boolean isOver(StLinkWaiting patience, int code, StLinkCommand command, Optional<Address> at) {
        Optional<StLinkStatus> status = StLinkStatus.of(code);
        if (status.filter(StLinkStatus::isDone).isPresent()) {
            return true;
        }
        if (status.filter(known -> known.kind() == Kind.WAIT).isPresent() && patience.repeats()) {
            return false;
        }
        throw failed(command, code, status, at);
    }

    private SectorZeroException failed(StLinkCommand command, int code, Optional<StLinkStatus> status, Optional<Address> at) {
        String said = status.map(StLinkStatus::toString).orElse("%02X, a code that is not published".formatted(code));
        Kind kind = status.map(StLinkStatus::kind).orElse(Kind.PROBE);
        if (kind != Kind.PROBE && kind != Kind.SILENT && attached) {
            wire.exchange(StLinkCommand.writeDap(DEBUG_PORT, ABORT, CLEAR_ALL_ERRORS));
        }
        var failure = new DapFailure(kind, at, said);
        lastFailure = Optional.of(failure);
        return DapTale.of(failure, command.title());
    }

    private static boolean isWord(Address at, int length, Width width) {
        return width == Width.WORD && length == Width.WORD.bytes() && at.isAlignedTo(length);
    }

    private int block(Width width, int most) {
        return width != Width.BYTE ? Math.min(most, BYTES_PER_KILOHERTZ * kilohertz) : firmware.can(Ability.LONG_BYTE_BLOCKS) ? LONG_BYTE_BLOCK : BYTE_BLOCK;
    }

    private void requireAligned(Address at, int length, Width width) {
        if (!widths().contains(width)) {
            throw new CapabilityMissing(Diagnosis.of("The probe cannot access memory by half-words")
                    .because("its firmware is %s; that came with J26", firmware).suspect(OLD_FIRMWARE));
        }
        if (!at.isAlignedTo(width.bytes()) || length % width.bytes() != 0) {
            throw new IllegalArgumentException("%d bytes at %s by %s".formatted(length, at, width));
        }
    }

    private static int port(DapRegister register) {
        return register.port() == DapRegister.DEBUG_PORT ? DEBUG_PORT : register.port();
    }
}
