package io.sectorzero.sim.bench;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.UsbDescription;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.Deadline;
import java.util.List;
import java.util.Optional;

/** The computer's USB port with a simulated board's cable in it. The cable is put in when the port is asked for. */
final class SimulatedUsbPort implements UsbPort {

    private static final Suspect HELD = new Suspect("H1", "another program holds the probe", Confidence.CERTAIN);

    private final Board board;
    private final World world;
    private final boolean probe;

    /** @param probe whether the board's debug probe is plugged in here */
    SimulatedUsbPort(Board board, boolean probe) {
        this.board = board;
        this.probe = probe;
        this.world = board.world();
    }

    void plugIn() {
        board.cable(true);
        board.probe(probe);
    }

    @Override public String name() {
        return "simulated USB";
    }

    @Override public List<UsbIdentity> present() {
        return board.usb().present().stream().map(SimulatedUsbPort::identity).toList();
    }

    @Override public UsbLink await(UsbMatch match, Deadline deadline) {
        world.runUntil(() -> fitting(match).isPresent(), deadline);
        return fitting(match).map(this::open).orElseThrow(() -> new TargetSilent(nobody(match)));
    }

    private SimulatedUsbLink open(PluggedDevice device) {
        device.device().holder().ifPresent(program -> {
            throw new LinkUnavailable(Diagnosis.of("The USB device %s cannot be used", identity(device))
                    .because("claiming it failed: %s holds it", program)
                    .suspect(HELD)
                    .leaves(BoardState.UNTOUCHED)
                    .remedy("stop the program that holds it"));
        });
        return new SimulatedUsbLink(world, device, identity(device));
    }

    @Override public void close() {
        board.cable(false);
    }

    static UsbIdentity identity(PluggedDevice device) {
        UsbDescription says = device.description();
        return new UsbIdentity(says.vendor(), says.product(), says.release(), says.serial());
    }

    private Optional<PluggedDevice> fitting(UsbMatch match) {
        return board.usb().present().stream().filter(device -> match.fits(identity(device))).findFirst();
    }

    private Diagnosis nobody(UsbMatch match) {
        List<UsbIdentity> there = present();
        Diagnosis diagnosis = Diagnosis.of("no USB device %04X:%s%s has come", match.vendor(),
                        String.join(" or ", match.products().stream().sorted().map("%04X"::formatted).toList()),
                        match.serial().map(" with serial %s"::formatted).orElse(""))
                .leaves(BoardState.UNTOUCHED);
        return there.isEmpty() ? diagnosis.because("no USB device at all is there")
                : diagnosis.because("there are: %s", String.join(", ", there.stream().map(UsbIdentity::toString).toList()));
    }
}
