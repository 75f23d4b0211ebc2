package io.sectorzero.sim.board;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.debugport.DebugPort;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.CableUnplugged;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FaultPlan;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.fault.ResetPulse;
import io.sectorzero.sim.fault.Sag;
import io.sectorzero.sim.fault.SupplyFault;
import io.sectorzero.sim.fault.Trouble;
import io.sectorzero.sim.rom.LoaderExits;
import io.sectorzero.sim.rom.SystemBootloader;
import io.sectorzero.sim.stm32f412.BootMode;
import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.stm32f412.ChipMemory;
import io.sectorzero.sim.stm32f412.Geometry;
import io.sectorzero.sim.usb.UsbSocket;
import io.sectorzero.sim.world.World;
import io.sectorzero.trace.Trace;
import java.util.List;

/**
 * A chip on a board: its supply, its boot pins, its serial line, and the trouble that lies over them. It is powered from
 * the moment it is built; whoever waits on its world makes things happen.
 */
public final class Board {

    private static final long PULSE_NANOS = 1_000_000;
    // Nobody states how fast it gives way, nor how long it takes to come back; long enough not to be taken for a glitch [I].
    private static final long DIP_AFTER_NANOS = 1_000;
    private static final long DIP_NANOS = 10_000_000;
    private static final String BOARD = "board";
    private static final String BOOT = "boot";

    private final BoardSettings settings;
    private final World world;
    private final Trace trace;
    private final Chip chip;
    private final DebugPlug debug;
    private final AdapterSocket socket;
    private final UsbSocket usb;
    private final SystemBootloader loader;
    private final Program program;
    private final SupplyLine supply;
    private final StrayBytes strayBytes;
    private final FaultLayer faults;
    private final ResetLine nrst;
    private final Leftovers leftovers;
    private final Probe probe;
    private int probesConnected;

    private boolean cableIn;
    private boolean boot0Switch = true;
    private boolean boot0Level;
    private ResetKind lastReset = ResetKind.POWER_ON;
    private boolean earlierCodeRan;

    private Board(BoardSettings settings, World world, Trace trace) {
        this.settings = settings;
        this.world = world;
        this.trace = trace;
        chip = new Chip(world, Wiring.chip(settings));
        debug = new DebugPlug(new DebugPort(chip, Wiring.haltDelayNanos(settings)), settings.swd(), world.dice("debug wires"));
        socket = new AdapterSocket(world, settings.uart());
        usb = new UsbSocket(world);
        loader = new SystemBootloader(world, chip, Wiring.ports(settings, socket), Wiring.usb(settings, usb), Wiring.rom(settings),
                new Exits(), what -> trace.state(BOOT, "loader: %s", what));
        program = new Program(chip, settings, what -> trace.state(BOOT, "%s", what));
        supply = new SupplyLine(world, settings.power(), chip::supply);
        strayBytes = new StrayBytes(world, socket, settings.uart());
        var array = new TroubledArray(world.dice("flash troubles"));
        settings.flash().worn().forEach(array::lay);
        faults = new FaultLayer(world, trace, this::strikeSupply, socket, array, this::pullCableAt);
        chip.lay(settings.power().feedsAnalogue() ? array : new UnsteadyArray(array, world.dice("unsteady reads")));
        nrst = new ResetLine(world, settings.reset(), !settings.probe().cloned().contains(ProbeCondition.Clone.NO_NRST), this::nrstChanged);
        leftovers = new Leftovers(chip.bus(), settings.flash());
        var core = new CoreSupply(settings.power(), world.dice("core supply"), what -> trace.fault(BOARD, "%s", what),
                chip::hangFlash, this::coreDips);
        chip.onClock(core::coreRuns);
        chip.crystal(settings.usb().hseHz());
        Wiring.connect(settings, socket, chip);
        chip.onFlashLoad(milliAmps -> {
            supply.draws(milliAmps);
            core.arrayDraws(milliAmps);
        });
        probe = new Probe(world, settings.probe(), new ProbeCable(this), socket, usb);
        chip.tell(line -> trace.state("chip", "%s", line));
        chip.onStop(this::stopped);
        chip.onLoaderLeft(loader::stop);
        chip.onBoot(this::booted);
    }

    /** Builds a board as it comes out of its bag and powers it. */
    public static Board build(BoardSettings settings, World world) {
        return build(settings, world, new Trace(world));
    }

    /** Builds a board that tells its story to {@code trace}. */
    public static Board build(BoardSettings settings, World world, Trace trace) {
        var board = new Board(settings, world, trace);
        board.chip.flash().load(0, Wiring.content(settings));
        board.chip.options().load(Wiring.options(settings.option()));
        board.chip.otp().load(Wiring.otp(settings.flash()));
        board.begin();
        return board;
    }

    private void begin() {
        for (Trouble trouble : settings.troubles()) {
            trace.fault(BOARD, "%s %s", trouble.cause(), trouble.headline());
        }
        chip.boot1(settings.boot().boot1());
        setBoot0();
        if (settings.usb().cable()) {
            cable(true);
        }
        power(true);
        settings.faults().faults().forEach(faults::lay);
    }

    public BoardSettings settings() {
        return settings;
    }

    public World world() {
        return world;
    }

    public Trace trace() {
        return trace;
    }

    /** Where the adapter's plug goes. */
    public SerialSocket uart() {
        return socket;
    }

    /** The computer's end of the USB cable, and what can be seen there while the cable is in. */
    public UsbSocket usb() {
        return usb;
    }

    /** Plugs the computer's USB cable into the board, or pulls it out. */
    public void cable(boolean in) {
        if (in != cableIn) {
            trace.state(BOARD, "USB cable %s", in ? "in" : "out");
            cableIn = in;
            loader.cable(in);
        }
    }

    /**
     * Plugs the debug probe, whose other end is on the board, into the computer, or pulls it out. One that goes in has been
     * in for a while.
     */
    public void probe(boolean in) {
        if (in != probe.isPlugged() && settings.probe().model() != ProbeCondition.Model.NONE) {
            trace.state(BOARD, "probe %s", in ? "in" : "out");
            probeConnected(in);
            if (in) {
                probe.plug();
            } else {
                probe.unplug();
            }
        }
    }

    /** The debug connector, for the two wires of a probe's plug. Its reset wire is {@link #probeReset}. */
    public DebugPlug debug() {
        return debug;
    }

    /** The chip itself, for a probe on its debug pins. */
    public Chip chip() {
        return chip;
    }

    public void power(boolean on) {
        trace.state(BOARD, on ? "power on, %.2f V" : "power off", supply.restingVolts());
        lastReset = on && !supply.isOn() ? ResetKind.POWER_ON : lastReset;
        supply.power(on);
        if (on) {
            nrst.powered();
        }
    }

    /** Sets what the supply gives when it is on. */
    public void vdd(double volts) {
        trace.state(BOARD, "supply set to %.2f V", volts);
        supply.volts(volts);
    }

    /** Holds NRST low, or lets it go. What hangs on the pin may be stronger, or slower. */
    public void reset(boolean asserted) {
        trace.state(BOARD, asserted ? "NRST low" : "NRST released");
        nrst.held(asserted);
    }

    /** A probe pulls its reset wire, or lets go of what it pulled, wherever that ends. The debug pins may carry several probes. */
    public void probeReset(boolean low) {
        trace.state(BOARD, low ? "probe pulls its reset wire" : "probe lets its reset wire go");
        nrst.probe(low);
    }

    /**
     * A probe's wires are put on the board, or taken off. The debug pins may carry several: what any of them brings to the
     * board stays until the last has gone.
     */
    public void probeConnected(boolean comes) {
        int before = probesConnected;
        probesConnected += comes ? 1 : -1;
        if (probesConnected < 0) {
            throw new IllegalStateException("a probe is taken off that was never put on");
        }
        boolean connected = probesConnected > 0;
        if (connected == before > 0) {
            return;
        }
        boolean powers = connected && supply.volts() == 0;
        supply.probe(connected);
        if (powers && supply.volts() > 0) {
            lastReset = ResetKind.POWER_ON;
            nrst.powered();
        }
        nrst.probeConnected(connected);
    }

    /** Volts that a meter on the board's supply reads, and a probe's sense pin where it is wired. */
    public double volts() {
        return supply.volts();
    }

    /** Moves the BOOT0 switch. A jumper on the board may be stronger. */
    public void boot0(boolean high) {
        trace.state(BOARD, "BOOT0 switch %s", high ? "high" : "low");
        boot0Switch = high;
        setBoot0();
    }

    /** Something happens to this board that was not planned when it was built. */
    public void strike(Fault fault) {
        trace.fault(BOARD, "%s %s", fault.cause(), fault.headline());
        faults.lay(fault);
    }

    public BoardStatus status() {
        return new BoardStatus(supply.isOn(), supply.volts(), nrst.isLow(), boot0Level, running(), chip.statusLine());
    }

    /**
     * Whether something is under way that ends by itself before long: the flash works, a byte is on the line, or a USB device answers. Not
     * whether something is booked: a watchdog always is.
     */
    public boolean isBusy() {
        return world.nanos() < chip.busyUntilNanos() || socket.isBusy() || usb.isWorking() || probe.isWorking();
    }

    /** The true content of the flash, whatever lies over it. */
    public Bytes flashContent() {
        return chip.flash().content(0, chip.flash().size());
    }

    /** Puts bytes into the flash by no rule of the chip, as a programmer in the factory would before soldering. */
    public void load(Address address, Bytes bytes) {
        chip.flash().load((int) address.minus(new Address(Geometry.FLASH_BASE)), bytes);
    }

    /** What the board keeps without power. */
    public BoardMemory memory() {
        return new BoardMemory(flashContent(), chip.options().bytes(), chip.otp().content());
    }

    /** Takes over what another board of the same size kept; the chip obeys new options from its next reset on. */
    public void restore(BoardMemory memory) {
        chip.flash().load(0, memory.flash());
        chip.options().restore(memory.options());
        chip.otp().load(memory.otp());
    }

    /** What was touched although the model does not know it. */
    public List<String> unmodelled() {
        return chip.unmodelled();
    }

    /**
     * Another board in a world of its own that remembers what this one would after a loss of power now, and is otherwise
     * as new: same conditions, no faults still to come. Costs little, because cells are copied only when they change.
     */
    public Board fork() {
        var forkWorld = new World(world.seed());
        var fork = new Board(settings.with(FaultPlan.NONE), forkWorld, new Trace(forkWorld));
        ChipMemory kept = chip.save();
        fork.chip.restore(kept);
        fork.begin();
        return fork;
    }

    private void setBoot0() {
        boot0Level = switch (settings.boot().boot0()) {
            case SWITCH -> boot0Switch;
            case LOW -> false;
            case HIGH -> true;
            case FLOAT -> world.dice("floating BOOT0").chance(0.5);
        };
        chip.boot0(boot0Level);
    }

    private void stopped() {
        loader.stop();
        program.stop();
        if (settings.boot().boot0() == BootCondition.Strap.FLOAT) {
            setBoot0();
        }
    }

    private void booted(BootMode mode) {
        earlierCodeRan &= lastReset != ResetKind.POWER_ON;
        switch (mode) {
            case SYSTEM_MEMORY -> loader.start(isNoisy());
            case MAIN_FLASH -> {
                if (!earlierCodeRan) {
                    earlierCodeRan = true;
                    leftovers.leave();
                }
                program.startAfterReset(Geometry.FLASH_BASE);
            }
            case SRAM -> program.startAfterReset(Program.SRAM_BASE);
        }
        strayBytes.afterReset(lastReset);
        lastReset = ResetKind.CHIP;
    }

    private void coreDips() {
        world.in(DIP_AFTER_NANOS, () -> chip.coreSupply(false));
        world.in(DIP_AFTER_NANOS + DIP_NANOS, () -> chip.coreSupply(true));
    }

    private void nrstChanged(boolean low) {
        lastReset = ResetKind.PIN;
        chip.nrst(low);
    }

    private boolean isNoisy() {
        BootCondition boot = settings.boot();
        return Wiring.applies(boot.noiseAfter(), lastReset)
                && (boot.noiseChance() == 1 || world.dice("noisy pins").chance(boot.noiseChance()));
    }

    private void pullCableAt(CableUnplugged fault) {
        usb.atTransfer(fault.n(), () -> {
            trace.fault(BOARD, "%s", fault.headline());
            cable(false);
        });
    }

    private String running() {
        return loader.state().equals("stopped") ? program.state() : "loader: " + loader.state();
    }

    private void strikeSupply(SupplyFault fault) {
        if (fault instanceof Sag sag) {
            supply.sag(sag.volts(), sag.lasting().toNanos());
        } else if (fault instanceof ResetPulse) {
            reset(true);
            world.in(PULSE_NANOS, () -> reset(false));
        } else {
            power(false);
        }
    }

    private final class Exits implements LoaderExits {

        @Override public void systemReset() {
            trace.state(BOOT, "the loader resets the chip");
            chip.softwareReset();
        }

        @Override public void start(int vectors) {
            loader.stop();
            program.startByLoader(vectors);
        }
    }
}
