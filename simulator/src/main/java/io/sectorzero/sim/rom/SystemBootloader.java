package io.sectorzero.sim.rom;

import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.wire.Framing;
import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who wakes first. After its start-up the loader looks at all its interfaces at once; the first that shows life has it
 * until the next reset, and the others are shut. AN2606 Rev 70 "STM32F412xx devices".
 */
public final class SystemBootloader {

    /** From reset release to the first look at a pin; the time from the loader's own start is what is left of it. */
    private static final long START_UP_NANOS = 614_000;
    /** From the measured byte to the acknowledge. AN2606 Rev 70 Table 6, "USART configuration". */
    private static final long PORT_SET_UP_NANOS = 2_000;

    // How soon a disturbed pin is noticed is nobody's fact; sooner than a host that has just released reset can speak.
    private static final int NOISE_WITHIN_NANOS = 200_000;
    private static final long FASTEST_NOISE_PICOS = 1_000_000;
    private static final int NOISE_SPREAD_PICOS = 200_000_000;

    private final World world;
    private final List<LoaderPort> ports;
    private final RomSettings settings;
    private final LoaderExits exits;
    private final Consumer<String> log;
    private final LoaderBus bus;
    private final Watchdog watchdog;
    private final LoaderMemory memory;
    private final UsbSession usb;
    private final List<Long> tickets = new ArrayList<>();

    private UartBootloader uart;
    private String state = "stopped";

    public SystemBootloader(World world, Chip chip, List<LoaderPort> ports, LoaderUsb usb, RomSettings settings,
                            LoaderExits exits, Consumer<String> log) {
        this.world = world;
        this.ports = List.copyOf(ports);
        this.settings = settings;
        this.exits = exits;
        this.log = log;
        this.bus = new LoaderBus(chip);
        this.watchdog = new Watchdog(this.bus);
        this.memory = new LoaderMemory(this.bus, settings);
        this.usb = new UsbSession(world, bus, memory, watchdog, settings, usb, exits, this::tell);
    }

    /** The core begins to run the loader. {@code noisy}: whether disturbed pins are disturbed this time. */
    public void start(boolean noisy) {
        state = "starting";
        book(START_UP_NANOS, () -> listen(noisy));
    }

    /** A computer's USB cable is plugged in or pulled out. A loader that still listens takes it for the first to speak. */
    public void cable(boolean in) {
        usb.cable(in);
        if (in) {
            giveTo(LoaderPin.PA12);
        }
    }

    /** Reset or loss of power: whatever it was doing is over. */
    public void stop() {
        tickets.forEach(world::cancel);
        tickets.clear();
        if (uart != null) {
            uart.stop();
            uart = null;
        }
        usb.stop();
        for (LoaderPort port : ports) {
            port.rx().deafen();
            port.tx().drop();
        }
        state = "stopped";
    }

    /** What it is doing, in a few words. */
    public String state() {
        return state;
    }

    private void listen(boolean noisy) {
        watchdog.slowDown();
        memory.start();
        tell("listening");
        for (LoaderPort port : ports) {
            port.rx().watch(new AutoBaud(scale(), framing -> serve(port, framing)));
        }
        if (settings.usbHigh() || usb.hasCable()) {
            giveTo(LoaderPin.PA12);
        }
        if (noisy) {
            Dice dice = world.dice("loader pins");
            settings.noisyPins().forEach(pin -> book(dice.below(NOISE_WITHIN_NANOS), () -> giveTo(pin)));
        }
    }

    private double scale() {
        double rate = 1 + (settings.rateErrorPct() - settings.rateJitterPct() * world.dice("autobaud").fraction()) / 100;
        return 1 / rate;
    }

    private void giveTo(LoaderPin pin) {
        if (!state.equals("listening")) {
            return;
        }
        for (LoaderPort port : ports) {
            if (port.name().equals(pin.wakes())) {
                long bit = FASTEST_NOISE_PICOS + world.dice("loader pins").below(NOISE_SPREAD_PICOS);
                serve(port, new Framing(bit, Framing.Parity.EVEN));
                return;
            }
        }
        ports.forEach(port -> port.rx().deafen());
        tell(pin.wakes() + " spoke first (" + pin + ")");
        if (pin.wakes().equals("USB")) {
            usb.start();
        }
    }

    private void serve(LoaderPort port, Framing framing) {
        ports.stream().filter(other -> other != port).forEach(other -> other.rx().deafen());
        var line = new LoaderUart(world, port, this::tell);
        uart = new UartBootloader(world, line, memory, new RomFlash(world, bus, watchdog), watchdog, settings, exits);
        port.tx().sender(framing);
        port.rx().listen(framing, line);
        tell("%s at %.0f baud".formatted(port.name(), 1e12 / framing.bitPicos()));
        book(PORT_SET_UP_NANOS, uart::greet);
    }

    private void tell(String what) {
        state = what;
        log.accept(what);
    }

    private void book(long delayNanos, Happening happening) {
        tickets.add(world.in(delayNanos, happening));
    }
}
