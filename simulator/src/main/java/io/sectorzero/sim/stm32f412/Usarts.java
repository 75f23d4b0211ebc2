package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.World;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The four USARTs, their DMA requests, and the wires of the board that end at one of them. */
final class Usarts {

    private final ResetAndClock rcc;
    private final Pins pins;
    private final ProgramPeripherals others;
    private final Map<UsartNumber, Usart> all = new EnumMap<>(UsartNumber.class);

    Usarts(World world, ResetAndClock rcc, Pins pins, ProgramPeripherals others, Unmodelled unmodelled,
            BiConsumer<Integer, Boolean> interrupts) {
        this.rcc = rcc;
        this.pins = pins;
        this.others = others;
        for (UsartNumber number : UsartNumber.values()) {
            var line = new RequestLine(high -> interrupts.accept(number.interrupt, high));
            var usart = new Usart(number.name(), world, number.clock(rcc), unmodelled, new Surroundings(number, line));
            all.put(number, usart);
            number.onReset(rcc, usart::reset);
            for (DmaSignal signal : number.receives()) {
                others.connect(signal, usart.receiving());
            }
            for (DmaSignal signal : number.sends()) {
                others.connect(signal, usart.sending());
            }
        }
    }

    void attachTo(Bus bus) {
        all.forEach((number, usart) -> bus.attach(number.base, Usart.LENGTH, new Gate(number.clock(rcc), usart)));
    }

    void connect(UsartNumber number, SerialWire rx, SerialWire tx) {
        all.get(number).connect(
                new UsartPins(pins.port(number.port), number.txPin, number.rxPin, number.function, rx, tx));
    }

    void surroundingsChanged() {
        all.values().forEach(Usart::surroundingsChanged);
    }

    void reset() {
        all.values().forEach(Usart::reset);
    }

    private final class Surroundings implements Usart.Surroundings {

        private final UsartNumber number;
        private final InterruptLine line;
        private final DmaSignal[] receives;
        private final DmaSignal[] sends;

        private Surroundings(UsartNumber number, InterruptLine line) {
            this.number = number;
            this.line = line;
            receives = number.receives();
            sends = number.sends();
        }

        @Override public void interrupt(boolean high) {
            line.level(high);
        }

        @Override public void dmaRequests() {
            others.ask(receives);
            others.ask(sends);
        }

        @Override public String toString() {
            return number.name();
        }
    }
}
