package io.sectorzero.sim.bench;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.bench.Controls;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.UsbPort;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.board.Switchable;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.TappedByteLink;
import io.sectorzero.trace.TappedUsbPort;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A simulated board on a desk. Its time is its world's, and passes only while somebody waits. */
public final class SimulatedBench implements Bench {

    // A board has been on its desk for a while before anybody talks to it.
    private static final Duration ON_THE_DESK = Duration.ofMillis(20);

    private final BenchDescription description;
    private final Board board;
    private final TappedByteLink uart;
    private final ProbeWay probe;
    private final SimulatedUsbPort usb;
    private final TappedUsbPort tappedUsb;
    private final SimulatedControls controls;

    private SimulatedBench(BenchDescription description, Board board) {
        this.description = description;
        this.board = board;
        this.uart = new TappedByteLink(new SimulatedByteLink(board), board.trace(), "uart");
        this.probe = description.file().choice("probe", ProbeWay.class).orElse(ProbeWay.ST_LINK);
        this.usb = new SimulatedUsbPort(board, isProbeOnUsb());
        this.tappedUsb = new TappedUsbPort(usb, board.trace(), "usb");
        this.controls = new SimulatedControls(description.name(), board);
    }

    /** A bench for a board that is built now, from these settings and this seed. */
    public static SimulatedBench open(BenchDescription description, BoardSettings settings, long seed) {
        return open(description, Board.build(settings, new World(seed)));
    }

    /** A bench for a board that is there. */
    public static SimulatedBench open(BenchDescription description, Board board) {
        board.world().pass(ON_THE_DESK);
        return new SimulatedBench(description, board);
    }

    /** The board itself, for a test that wants to look behind the links. */
    public Board board() {
        return board;
    }

    @Override public String name() {
        return description.name();
    }

    @Override public Optional<String> device() {
        return description.device();
    }

    @Override public Optional<String> uniqueId() {
        return description.uniqueId();
    }

    @Override public OptionalDouble supplyVolts() {
        return description.supply();
    }

    @Override public TimeSource time() {
        return board.world();
    }

    @Override public Trace trace() {
        return board.trace();
    }

    @Override public Set<Capability> capabilities() {
        Set<Capability> able = EnumSet.of(Capability.UART, Capability.USB, Capability.FAULTS, Capability.EXPENDABLE_CHIP);
        for (Switchable wired : Switchable.values()) {
            if (board.settings().switches().contains(wired)) {
                able.add(Capability.valueOf(wired.name()));
            }
        }
        if (isProbeOnUsb() || probe == ProbeWay.DIRECT) {
            able.add(Capability.PROBE);
        }
        return able;
    }

    private boolean isProbeOnUsb() {
        return probe == ProbeWay.ST_LINK && board.settings().probe().model() != ProbeCondition.Model.NONE;
    }

    @Override public ByteLink uart() {
        return uart;
    }

    /** The cable goes in when this is asked for, and out when the port is closed. */
    @Override public UsbPort usb() {
        usb.plugIn();
        return tappedUsb;
    }

    @Override public Optional<DebugProbe> probe() {
        return probe == ProbeWay.DIRECT ? Optional.of(new DirectProbe(board)) : Optional.empty();
    }

    @Override public Controls controls() {
        return controls;
    }

    /** Nothing to let go of: a world without a waiter stands still. */
    @Override public void close() {
    }
}
