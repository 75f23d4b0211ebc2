package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.Clocked.Ahb1;

/** The pins of all ports, and which of them the external interrupts listen to. */
final class Pins {

    private static final int PORTS = 8;
    private static final int LINES = 16;
    private static final int SWDIO = 13;
    private static final int SWCLK = 14;

    private final ResetAndClock clock;
    private final SystemConfiguration configuration;
    private final ExternalInterrupts external;
    private final Runnable changed;
    private final GpioPort[] ports = new GpioPort[PORTS];

    /** @param changed a level or the use of a pin is not what it was */
    Pins(ResetAndClock clock, SystemConfiguration configuration, ExternalInterrupts external, Unmodelled unmodelled,
            Runnable changed) {
        this.clock = clock;
        this.configuration = configuration;
        this.external = external;
        this.changed = changed;
        for (int i = 0; i < PORTS; i++) {
            ports[i] = new GpioPort((char) ('A' + i), unmodelled, this::look);
            clock.ahb1().onReset(Ahb1.values()[i], ports[i]::reset);
        }
    }

    void attachTo(Bus bus) {
        for (int i = 0; i < PORTS; i++) {
            bus.attach(GpioPort.BASE + i * GpioPort.LENGTH, GpioPort.LENGTH, new Gate(clock.on(Ahb1.values()[i]), ports[i]));
        }
    }

    GpioPort port(char name) {
        if (name < 'A' || name >= 'A' + PORTS) {
            throw new IllegalArgumentException("there is no port " + name);
        }
        return ports[name - 'A'];
    }

    /** Whether PA13 and PA14 still belong to the debug port, as after reset. DS11139 Rev 8 Table 9. */
    boolean areForDebug() {
        return port('A').isGivenTo(SWDIO, 0) && port('A').isGivenTo(SWCLK, 0);
    }

    /** A level changed, or SYSCFG_EXTICR. */
    void look() {
        for (int line = 0; line < LINES; line++) {
            int port = configuration.portOfLine(line);
            external.line(line, port < PORTS && ports[port].isHigh(line));
        }
        changed.run();
    }

    void reset() {
        for (GpioPort port : ports) {
            port.reset();
        }
    }
}
